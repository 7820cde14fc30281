"""Reading places from GeoJSON (RFC 7946), which strangers may have made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson

from gazetteer.errors import InvalidPlaceError, SourceDataError
from gazetteer.importers.columns import find_columns
from gazetteer.importers.geometries import geojson_shapes
from gazetteer.importers.place_rows import BadRow, FindCountry, PlaceRow, RawRow, ReadLimits, no_country, read_places

_LONGITUDE_LATITUDE: Final = ("CRS84", "EPSG::4326", "EPSG:4326")


def read_rows(
    data: bytes,
    name: str,
    columns: Mapping[str, str],
    *,
    limits: ReadLimits | None = None,
    find_country: FindCountry = no_country,
) -> Iterator[PlaceRow | BadRow]:
    """Yield the places of a FeatureCollection; ``columns`` maps fields to properties where these are not known ones.

    Raises
    ------
    SourceDataError
        If the file as a whole cannot be read: no GeoJSON, too large, or of another coordinate system.
    """
    limits = limits or ReadLimits()
    features = _features(data, name, limits)
    headers = dict.fromkeys(key for feature in features for key in _values(feature))
    if not features:
        return iter(())
    found = find_columns(headers, columns, positions_elsewhere=True)
    raw = (_raw_row(number, feature) for number, feature in enumerate(features, 1))
    return read_places(raw, found, limits, find_country)


def _features(data: bytes, name: str, limits: ReadLimits) -> list[Any]:
    if len(data) > limits.bytes:
        raise SourceDataError(f"{name} has {len(data):,} bytes: at most {limits.bytes:,} are read; split it")
    try:
        content = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise SourceDataError(f"{name}: no JSON ({error})") from error
    if isinstance(content, dict) and content.get("type") == "Feature":
        return [content]
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise SourceDataError(f"{name}: no GeoJSON: an object with a list of features is expected")
    if system := _other_system(content):
        raise SourceDataError(f"{name}: coordinates in {system}; save it in longitude and latitude (EPSG:4326)")
    return features


def _other_system(content: Mapping[str, Any]) -> str:
    """Return the coordinate system that an old-style GeoJSON names, empty if it is WGS 84."""
    crs = content.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    told = str(properties.get("name") or "") if isinstance(properties, dict) else ""
    return "" if told.endswith(_LONGITUDE_LATITUDE) else told[:80]


def _values(feature: object) -> dict[str, Any]:
    if not isinstance(feature, dict):
        return {}
    properties = feature.get("properties")
    values = dict(properties) if isinstance(properties, dict) else {}
    if feature.get("id") is not None:
        values.setdefault("id", feature["id"])
    return values


def _raw_row(number: int, feature: object) -> RawRow:
    values = _values(feature)
    if not isinstance(feature, dict):
        return RawRow(number, values, problem=f"Feature {str(feature)[:40]!r}: an object is expected")
    try:
        return RawRow(number, values, tuple(geojson_shapes(feature.get("geometry"))))
    except InvalidPlaceError as error:
        return RawRow(number, values, problem=str(error))
