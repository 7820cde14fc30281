"""Who's On First places as JSON lines, one place a line; docs/gazetteer.md describes the format."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from gazetteer.importers.borrowed_names import are_borrowed, are_scattered, without_borrowed_names
from gazetteer.importers.geonames import is_name, radius_of_population
from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.scripts import script_of
from gazetteer.sources import SkippedRow, SourcedPlace

Record = Mapping[str, Any]

SOURCE: Final = "Who's On First"
LICENCE: Final = "CC0 and CC BY 4.0 (parts from GeoNames and others)"
_UNDETERMINED: Final = "und"
_LONGEST_LINE, _LONGEST_NAME, _MOST_NAMES, _LONGEST_REASON = 1024**2, 200, 500, 200
PLACETYPES: Final[Mapping[str, tuple[str, str, float]]] = {
    "country": ("A", "PCLI", 300.0),
    "dependency": ("A", "PCLD", 50.0),
    "region": ("A", "ADM1", 60.0),
    "macrocounty": ("A", "ADM2", 40.0),
    "county": ("A", "ADM2", 20.0),
    "localadmin": ("A", "ADM3", 10.0),
    "locality": ("P", "PPL", 0.0),
    "borough": ("P", "PPLX", 3.0),
    "macrohood": ("P", "PPLX", 2.0),
    "neighbourhood": ("P", "PPLX", 1.0),
    "microhood": ("P", "PPLX", 1.0),
    "campus": ("S", "AIRP", 2.5),
}
"""Placetype -> feature class and code, and radius in km where no population tells it."""

_LANGUAGES: Final = {
    "amh": "am", "ara": "ar", "aze": "az", "bul": "bg", "deu": "de", "ell": "el", "eng": "en", "fas": "fa", "fra": "fr",
    "hau": "ha", "heb": "he", "hye": "hy", "ita": "it", "kat": "ka", "kur": "ku", "mya": "my", "nld": "nl", "pol": "pl",
    "por": "pt", "pus": "ps", "ron": "ro", "rus": "ru", "som": "so", "spa": "es", "swa": "sw", "tir": "ti", "tur": "tr",
    "ukr": "uk", "urd": "ur", "uzb": "uz", "zho": "zh",
}  # fmt: skip
_SHOWN_LANGUAGES: Final = ("eng", "fra", "deu", "und", "tur")
_AIRPORT_CODE: Final = re.compile(r"[A-Z]{4}")


def read_whosonfirst(lines: Iterable[bytes | str]) -> Iterator[SourcedPlace | SkippedRow]:
    """Read one place a line, as :func:`read_records` does; a line that cannot be read becomes a :class:`SkippedRow`."""
    return read_records((number, _record(number, line)) for number, line in enumerate(lines, start=1) if line.strip())


def read_records(records: Iterable[tuple[int, Record | SkippedRow]]) -> Iterator[SourcedPlace | SkippedRow]:
    """Read numbered records of the fields that docs/gazetteer.md lists.

    A place is shown under its own name if that is in Latin letters, else under its first English, French, German or
    other Latin name, else as it is. Names by language that are another thing's are left out: see
    :mod:`gazetteer.importers.borrowed_names`.
    """
    entries: list[SourcedPlace | SkippedRow] = []
    by_wikidata: dict[str, list[tuple[int, Record]]] = defaultdict(list)
    for number, record in records:
        try:
            entries.append(record if isinstance(record, SkippedRow) else SourcedPlace(_place(record)))
        except ValueError as error:
            entries.append(SkippedRow(number, str(error)[:_LONGEST_REASON]))
            continue
        if not isinstance(record, SkippedRow) and record.get("wikidata_id"):
            by_wikidata[str(record["wikidata_id"])].append((len(entries) - 1, record))
    for sharing in by_wikidata.values():
        scattered = are_scattered([_place(record) for _, record in sharing]) if len(sharing) > 1 else False
        for position, record in sharing:
            if scattered or are_borrowed(record):
                entries[position] = SourcedPlace(_place(without_borrowed_names(record)))
    return iter(entries)


def _record(number: int, line: bytes | str) -> Record | SkippedRow:
    if len(line) >= _LONGEST_LINE:
        return SkippedRow(number, f"the line is longer than the {_LONGEST_LINE:,} bytes that are read")
    try:
        record = json.loads(line)
    except RecursionError:
        return SkippedRow(number, "no JSON that can be read: it is nested too deeply")
    except ValueError as error:
        return SkippedRow(number, f"no JSON: {error}"[:_LONGEST_REASON])
    return record if isinstance(record, dict) else SkippedRow(number, "a JSON object is expected")


def _place(record: Record) -> Place:
    placetype = str(record.get("placetype"))
    if placetype not in PLACETYPES:
        raise ValueError(f"placetype {placetype[:40]!r}; there are: {', '.join(PLACETYPES)}")
    feature_class, feature_code, radius_km = PLACETYPES[placetype]
    texts = _texts(record)
    shown = _shown_name(record, texts)
    population = record.get("population")
    people = population if isinstance(population, int) and 0 < population < 10**10 else 0
    return Place(
        id=f"whosonfirst:{_whole_number(record, 'id')}",
        name=shown,
        lon=_degrees(record, "lon", 180),
        lat=_degrees(record, "lat", 90),
        feature_class=feature_class,
        feature_code=feature_code,
        radius_km=radius_km or radius_of_population(people),
        country=_country(record),
        population=people,
        source=SOURCE,
        names=tuple(_names(shown, record, texts)),
        same_as=tuple(_other_ids(record, texts)),
    )


def _texts(record: Record) -> dict[str, list[str]]:
    names = record.get("names") or {}
    if not isinstance(names, dict):
        raise ValueError("names: an object of lists by language is expected")  # noqa: TRY004 - as above
    listed = {language: texts if isinstance(texts, list) else [texts] for language, texts in names.items()}
    return {
        language: [" ".join(text.split()) for text in texts[:_MOST_NAMES] if isinstance(text, str)]
        for language, texts in listed.items()
    }


def _shown_name(record: Record, texts: Mapping[str, list[str]]) -> str:
    own = " ".join(str(record.get("name") or "").split())[:_LONGEST_NAME]
    if own and script_of(own) == "latin":
        return own
    for language in _SHOWN_LANGUAGES:
        for text in texts.get(language, ()):
            if script_of(text) == "latin" and is_name(text):
                return text[:_LONGEST_NAME]
    if not own:
        raise ValueError("a name is missing")
    return own


def _names(shown: str, record: Record, texts: Mapping[str, list[str]]) -> Iterator[PlaceName]:
    seen = {shown}
    own = " ".join(str(record.get("name") or "").split())
    if own and own not in seen and len(own) <= _LONGEST_NAME:
        seen.add(own)
        yield PlaceName(own, "", NameKind.ORIGINAL)
    for language, listed in texts.items():
        code = "" if language == _UNDETERMINED else _LANGUAGES.get(language, language[:8])
        for text in listed:
            if text not in seen and len(text) <= _LONGEST_NAME and is_name(text):
                seen.add(text)
                yield PlaceName(text, code)


def _other_ids(record: Record, texts: Mapping[str, list[str]]) -> Iterator[str]:
    if isinstance(record.get("geonames_id"), int):
        yield f"geonames:{record['geonames_id']}"
    if record.get("wikidata_id"):
        yield f"wikidata:{str(record['wikidata_id'])[:20]}"
    if record.get("placetype") == "campus":
        yield from (f"airport:{text}" for text in texts.get("eng", ()) if _AIRPORT_CODE.fullmatch(text))


def _country(record: Record) -> str:
    country = str(record.get("country") or "").upper()
    return country if re.fullmatch("[A-Z]{2}", country) else ""


def _whole_number(record: Record, field: str) -> int:
    value = record.get(field)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{field} {str(value)[:40]!r}: a whole number is expected")  # noqa: TRY004 - as above
    return value


def _degrees(record: Record, field: str, most: float) -> float:
    value = record.get(field)
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value) or abs(value) > most:
        raise ValueError(f"{field} {str(value)[:40]!r}: a number from {-most:g} to {most:g} is expected")
    return float(value)
