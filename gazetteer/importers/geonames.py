"""The GeoNames dump: places of 19 columns a line, and the alternate names that belong to them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.scripts import language_of, script_of
from gazetteer.sources import SkippedRow, SourcedPlace

SOURCE: Final = "GeoNames"
LICENCE: Final = "CC BY 4.0"
_COLUMNS, _NAME_COLUMNS, _LEAST_NAME_COLUMNS = 19, 10, 4
_PEOPLE_PER_KM2 = 3500
# Countries whose names GeoNames gives in a romanisation with marks that no newspaper prints.
_TRANSLITERATED = "AE AF BD BH DJ DZ EG EH ER IL IN IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SO SY TD TJ TM TN UZ YE"
_PLAIN_COUNTRIES = frozenset(_TRANSLITERATED.split())
_LONGEST_CODE, _LONGEST_NAME, _LONGEST_REASON = 4, 200, 200
_LOWER_START = re.compile(r"(?:[a-z]{1,3}[-' ’‘]|')\w*[A-Z]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]+)*")
_RADIUS_KM: Final = {
    "PCLI": 300.0, "PCLD": 50.0, "PCLS": 100.0, "ADM1": 60.0, "ADM2": 20.0, "ADM3": 10.0, "ADM4": 5.0, "ADM5": 3.0,
    "AIRP": 2.5, "AIRB": 2.5, "AIRF": 1.5, "RGN": 50.0, "CONT": 2000.0, "MTS": 30.0, "DSRT": 50.0, "LK": 10.0,
}  # fmt: skip
_RADIUS_OF_CLASS: Final = {"A": 20.0, "S": 1.0, "T": 3.0, "H": 5.0, "L": 5.0, "R": 5.0, "V": 3.0, "U": 20.0}
_CODES_OF_OTHERS: Final = {"wkdt": "wikidata", "icao": "airport"}
"""Pseudo-languages whose "names" are ids of other sources, with the prefix that ours have."""

Alternates = Mapping[str, Sequence[tuple[str, PlaceName]]]
"""By GeoNames id: (pseudo-language or empty, name)."""


def read_geonames(lines: Iterable[str], alternates: Alternates | None = None) -> Iterator[SourcedPlace | SkippedRow]:
    """Read one place a line; a line that cannot be read becomes a :class:`SkippedRow`.

    ``radius_km`` of a town is that of a disc which the population fills at 3,500 people a square kilometre (between the
    built-up densities of the Atlas of Urban Expansion for Africa, Europe and Asia), at least 1 km; of others that of
    their kind. The dump's own names carry no language: it is guessed where script or letters leave one choice.
    """
    for number, line in enumerate(lines, start=1):
        columns = line.rstrip("\r\n").split("\t")
        if columns == [""]:
            continue
        try:
            yield SourcedPlace(_place(columns, alternates or {}))
        except ValueError as error:
            yield SkippedRow(number, str(error)[:_LONGEST_REASON])


def read_alternate_names(lines: Iterable[str]) -> Alternates:
    """Read the table ``alternateNamesV2``, of ten columns: languages, and flags for preferred, short and historic.

    A line with fewer than four columns is passed over, as are links, post codes and the like.
    """
    found: dict[str, list[tuple[str, PlaceName]]] = defaultdict(list)
    for line in lines:
        columns = line.rstrip("\r\n").split("\t")
        if len(columns) < _LEAST_NAME_COLUMNS:
            continue
        columns += [""] * (_NAME_COLUMNS - len(columns))
        _, place, language, text, preferred, short, _colloquial, historic = columns[:8]
        text = " ".join(text.split())
        if language in _CODES_OF_OTHERS:
            found[place].append((_CODES_OF_OTHERS[language], PlaceName(text)))
        elif (not language or _LANGUAGE.fullmatch(language)) and is_name(text):
            kind = _kind(preferred=preferred == "1", short=short == "1", historic=historic == "1")
            found[place].append(("", PlaceName(text, language.partition("-")[0] or language_of(text), kind)))
    return found


def radius_of_population(population: int) -> float:
    """Return the radius in km of a town of so many people; see :func:`read_geonames`."""
    return round(max(1.0, math.sqrt(population / _PEOPLE_PER_KM2 / math.pi)), 1)


def is_name(text: str) -> bool:
    """Say whether an alternate is a name: no airport code, no machine romanisation (those begin in lower case)."""
    if not text or len(text) > _LONGEST_NAME or (text.isascii() and text.isupper() and len(text) <= _LONGEST_CODE):
        return False
    if text.startswith(("http", "www.")) or text.isdigit():
        return False
    first = next((letter for letter in text if letter.isalpha()), "")
    romanised = first.islower() and script_of(first) == "latin"
    return not romanised or bool(_LOWER_START.match(text))


def _place(columns: list[str], alternates: Alternates) -> Place:
    _check(columns)
    number, name, ascii_name, others, lat, lon, feature_class, feature_code, country = columns[:9]
    population = int(columns[14]) if columns[14].isdecimal() else 0
    shown = ascii_name.replace("`", "’") if country in _PLAIN_COUNTRIES and ascii_name else name
    listed = alternates.get(number, ())
    return Place(
        id=f"geonames:{number}",
        name=shown,
        lon=_degrees("longitude", lon, 180),
        lat=_degrees("latitude", lat, 90),
        feature_class=feature_class or "P",
        feature_code=feature_code or "PPL",
        radius_km=_radius_km(feature_class, feature_code, population),
        country=country,
        population=population,
        source=SOURCE,
        names=tuple(_names(shown, name, others, [told for source, told in listed if not source])),
        same_as=tuple(dict.fromkeys(f"{source}:{told.text}" for source, told in listed if source)),
    )


def _check(columns: list[str]) -> None:
    """Raise :class:`ValueError` where a line has too few columns, no id or no name."""
    if len(columns) != _COLUMNS:
        raise ValueError(f"{len(columns)} columns where {_COLUMNS} are expected")
    number, name = columns[:2]
    if not number.isdecimal() or not name:
        raise ValueError(f"id {number[:20]!r} and name {name[:40]!r}: a whole number and a name are expected")


def _names(shown: str, name: str, others: str, listed: Sequence[PlaceName]) -> Iterator[PlaceName]:
    seen = {shown}
    if name != shown:
        seen.add(name)
        yield PlaceName(name, "", NameKind.OFFICIAL)
    for told in listed:
        if told.text not in seen:
            seen.add(told.text)
            yield told
    for field in others.split(","):
        for text in field.split("  "):
            cleaned = text.strip()
            if cleaned not in seen and is_name(cleaned):
                seen.add(cleaned)
                yield PlaceName(cleaned, language_of(cleaned))


def _kind(*, preferred: bool, short: bool, historic: bool) -> NameKind:
    if historic:
        return NameKind.HISTORIC
    if short:
        return NameKind.SHORT
    return NameKind.OFFICIAL if preferred else NameKind.ALIAS


def _radius_km(feature_class: str, feature_code: str, population: int) -> float:
    if feature_class in {"P", ""}:
        return radius_of_population(population)
    return _RADIUS_KM.get(feature_code, _RADIUS_OF_CLASS.get(feature_class, 1.0))


def _degrees(what: str, text: str, most: float) -> float:
    try:
        degrees = float(text)
    except ValueError:
        degrees = math.nan
    if not abs(degrees) <= most:
        raise ValueError(f"{what} {text[:20]!r}: a number from {-most:g} to {most:g} is expected")
    return degrees
