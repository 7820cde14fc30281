"""What the three services answer, read into proposals; a place that is not as documented is left out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from geopy import distance

from gazetteer.feature_classes import class_of_code
from gazetteer.models import NameKind, PlaceName
from gazetteer.online.models import Proposal
from gazetteer.online.osm_kinds import kind_of_tag

Raw = Mapping[str, Any]
"""One place as a service tells it, of which nothing is known for sure."""

_LONGEST: Final = 200
_MOST_NAMES: Final = 40
_USUAL_RADIUS_KM: Final = 5.0
_LEAST_RADIUS_KM: Final = 0.5
_LARGEST_RADIUS_KM: Final = 500.0
_POLE: Final = 90
_DATE_LINE: Final = 180
_LONGEST_LANGUAGE: Final = 3
_FEATURE_CLASSES: Final = frozenset("AHLPRSTUV")
_OSM_TYPES: Final = {"N": "node", "W": "way", "R": "relation"}
_OSM_NAMES: Final = {
    "name": NameKind.ALIAS,
    "int_name": NameKind.ALIAS,
    "alt_name": NameKind.ALIAS,
    "loc_name": NameKind.ALIAS,
    "official_name": NameKind.OFFICIAL,
    "short_name": NameKind.SHORT,
    "old_name": NameKind.HISTORIC,
}


def read_nominatim(raw: Raw) -> Proposal | None:
    """Read one place of Nominatim's JSON (format "json", with address and name details)."""
    label, details = _text(raw, "display_name"), _mapping(raw, "namedetails")
    name = _text(details, "name:en") or _text(raw, "name") or label.partition(",")[0]
    point = _point(raw.get("lon"), raw.get("lat"))
    if not name or point is None:
        return None
    country = _country(_mapping(raw, "address"), "country_code")
    kind = kind_of_tag(_text(raw, "class"), _text(raw, "type"), _text(raw, "addresstype"))
    south, north, west, east = _four(raw.get("boundingbox"))
    record = _osm_record(_text(raw, "osm_type"), raw.get("osm_id"))
    extent = _extent(west, south, east, north)
    return Proposal(name, label or name, *point, country, *kind, *extent, _osm_names(details, name), record)


def read_photon(raw: Raw) -> Proposal | None:
    """Read one feature of Photon's GeoJSON."""
    told = _mapping(raw, "properties")
    name = _text(told, "name")
    coordinates = _mapping(raw, "geometry").get("coordinates")
    point = _point(*coordinates) if isinstance(coordinates, list) and len(coordinates) == 2 else None  # noqa: PLR2004
    if not name or point is None:
        return None
    label = _label(told, "name", "district", "city", "county", "state", "country")
    kind = kind_of_tag(_text(told, "osm_key"), _text(told, "osm_value"), _text(told, "type"))
    west, north, east, south = _four(told.get("extent"))
    record = _osm_record(_OSM_TYPES.get(_text(told, "osm_type"), ""), told.get("osm_id"))
    country = _country(told, "countrycode")
    return Proposal(name, label, *point, country, *kind, *_extent(west, south, east, north), (), record)


def read_geonames(raw: Raw) -> Proposal | None:
    """Read one place of GeoNames' search."""
    name, toponym = _text(raw, "name"), _text(raw, "toponymName")
    point = _point(raw.get("lng"), raw.get("lat"))
    if not name or point is None:
        return None
    code, told_class = _text(raw, "fcode") or "PPL", _text(raw, "fcl")
    return Proposal(
        name,
        _label(raw, "name", "adminName1", "countryName"),
        *point,
        _country(raw, "countryCode"),
        told_class if told_class in _FEATURE_CLASSES else class_of_code(code),
        code,
        names=(PlaceName(toponym),) if toponym not in {"", name} else (),
        record=f"https://www.geonames.org/{raw['geonameId']}" if isinstance(raw.get("geonameId"), int) else "",
    )


def _text(raw: Raw, key: str) -> str:
    """Return a text on one line, without control characters; empty for what is no text."""
    value = raw.get(key)
    if not isinstance(value, str):
        return ""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in value[:_LONGEST]).split())


def _mapping(raw: Raw, key: str) -> Raw:
    value = raw.get(key)
    return value if isinstance(value, Mapping) else {}


def _label(raw: Raw, *keys: str) -> str:
    return ", ".join(filter(None, dict.fromkeys(_text(raw, key) for key in keys)))


def _number(value: object) -> float | None:
    """Return a number, which some of the services write as a text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _point(lon: object, lat: object) -> tuple[float, float] | None:
    x, y = _number(lon), _number(lat)
    if x is None or y is None or abs(x) > _DATE_LINE or abs(y) > _POLE:
        return None
    return x, y


def _four(value: object) -> tuple[object, object, object, object]:
    """Return the four values of a box as they come; None for each where it is no box."""
    if not isinstance(value, list) or len(value) != 4:  # noqa: PLR2004 - a box has four sides
        return None, None, None, None
    return value[0], value[1], value[2], value[3]


def _extent(
    west: object, south: object, east: object, north: object
) -> tuple[float, tuple[float, float, float, float] | None]:
    """Return how far a box reaches from its middle in km, and the box; the usual radius where there is none."""
    low, high = _point(west, south), _point(east, north)
    if low is None or high is None or low[1] > high[1]:
        return _USUAL_RADIUS_KM, None
    diagonal_km: float = distance.distance((low[1], low[0]), (high[1], high[0])).km
    return round(min(max(diagonal_km / 2, _LEAST_RADIUS_KM), _LARGEST_RADIUS_KM), 1), (*low, *high)


def _country(raw: Raw, key: str) -> str:
    code = _text(raw, key).upper()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""  # noqa: PLR2004 - ISO 3166-1 alpha-2


def _osm_record(kind: str, number: object) -> str:
    known = kind in _OSM_TYPES.values() and isinstance(number, int)
    return f"https://www.openstreetmap.org/{kind}/{number}" if known else ""


def _osm_names(details: Raw, name: str) -> tuple[PlaceName, ...]:
    """Return the other names of a place: ``name:ar``, ``old_name`` …, several with ";" between them."""
    found: dict[str, PlaceName] = {}
    for key in details:
        kind_key, _, language = key.partition(":")
        kind = _OSM_NAMES.get(kind_key)
        if kind is None or len(language) > _LONGEST_LANGUAGE:
            continue
        for text in _text(details, key).split(";"):
            if text.strip() not in {"", name}:
                found.setdefault(text.strip(), PlaceName(text.strip(), language.lower(), kind))
    return tuple(found.values())[:_MOST_NAMES]
