"""Who's On First places as their own repositories hold them: one GeoJSON file a place, in the zip of a country."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from gazetteer.importers.whosonfirst import PLACETYPES, Record, read_records
from gazetteer.sources import SkippedRow, SourcedPlace

_RECORD_FILE: Final = re.compile(r"\d{1,19}\.geojson")  # the others hold alternative geometries
_NAME: Final = re.compile(r"name:([a-z]{3})_x_(preferred|variant|colloquial|historical)")
_POINTS: Final = ("lbl", "geom")
_POPULATIONS: Final = ("wof:population", "gn:population", "qs:pop", "statoids:population")
_UNKNOWN_DATES: Final = frozenset({"", "uuuu", "u", ".."})


def read_repository(files: Iterable[tuple[str, bytes]]) -> Iterator[SourcedPlace | SkippedRow]:
    """Read the files (name, content) of a repository, without places that are gone and kinds that are not kept.

    The number of a :class:`SkippedRow` is that of the file.
    """
    return read_records(_numbered_records(files))


def _numbered_records(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[int, Record | SkippedRow]]:
    for number, (name, content) in enumerate(files, start=1):
        if not _RECORD_FILE.fullmatch(PurePosixPath(name).name):
            continue
        try:
            properties = json.loads(content)["properties"]
            if _is_current(properties):
                yield number, _record(properties)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield number, SkippedRow(number, f"{PurePosixPath(name).name} is no GeoJSON feature of Who's On First")


def _is_current(properties: Mapping[str, Any]) -> bool:
    gone = str(properties.get("edtf:deprecated") or "") not in _UNKNOWN_DATES or properties.get("mz:is_current") == 0
    return not gone and not properties.get("wof:superseded_by") and properties.get("wof:placetype") in PLACETYPES


def _record(properties: Mapping[str, Any]) -> Record:
    concordances = properties.get("wof:concordances") or {}
    lat, lon = _point(properties)
    return {
        "id": properties["wof:id"],
        "name": properties.get("wof:name"),
        "placetype": properties["wof:placetype"],
        "lat": lat,
        "lon": lon,
        "population": next((properties[field] for field in _POPULATIONS if properties.get(field)), None),
        "country": properties.get("wof:country") or properties.get("iso:country"),
        "geonames_id": concordances.get("gn:id"),
        "wikidata_id": concordances.get("wd:id"),
        "names": _names(properties),
    }


def _point(properties: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return (lat, lon) of where a label stands, else of the middle."""
    for source in _POINTS:
        if properties.get(f"{source}:latitude") and properties.get(f"{source}:longitude"):
            return properties[f"{source}:latitude"], properties[f"{source}:longitude"]
    return None, None


def _names(properties: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the names by language, the preferred ones first."""
    names: dict[str, list[str]] = defaultdict(list)
    found = ((match, texts) for field, texts in properties.items() if (match := _NAME.fullmatch(field)))
    for match, texts in sorted(found, key=lambda pair: (pair[0][1], pair[0][2] != "preferred", pair[0][2])):
        names[match[1]].extend(texts if isinstance(texts, list) else [texts])
    return dict(names)
