"""One row of a place file, whatever its format: the values by column become a checked place, or a reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from shapely import from_wkt
from shapely.errors import GEOSException
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from gazetteer.coordinates import parse_coordinates
from gazetteer.errors import GazetteerError, InvalidPlaceError, SourceDataError
from gazetteer.importers.columns import Columns
from gazetteer.importers.divisions import middle_of, radius_of
from gazetteer.importers.overlay import DEFAULT_RADIUS_KM
from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.name_lists import read_loose_names, read_names
from gazetteer.place_values import MOST_CORNERS, checked, checked_polygon

_LONGEST_RAW: Final = 200
_LONGEST_ID: Final = 120
_DIGITS_A_CORNER: Final = 60
_NUMBER: Final = re.compile(r"[+-]?\d{1,20}(?:[.,]\d{0,40})?(?:[eE][+-]?\d{1,3})?")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[,' ]\d{3})+")
_CODE_LETTERS: Final = 2


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much of a file that strangers may have made is read."""

    bytes: int = 64 * 1024 * 1024
    rows: int = 200_000
    depth: int = 64


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row that holds a place.

    ``line`` is that of a table, and the number of the feature in GeoJSON and KML. ``place.id`` is as in the file, empty
    where it has none. ``given`` names the fields of :class:`Place`, and ``polygon`` and ``reference``, that the file
    has a column for.
    """

    line: int
    place: Place
    polygon: BaseGeometry | None = None
    reference: str = ""
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that holds no place, with the reason and the beginning of what it holds."""

    line: int
    reason: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as a format gives it: values by column, and the geometry where the format knows one."""

    line: int
    values: Mapping[str, Any]
    geometry: tuple[BaseGeometry, ...] = field(default=())
    problem: str = ""


FindCountry = Callable[[str], str]
"""Returns the ISO 3166-1 code of two letters of a country's name, empty for none."""


def no_country(_name: str) -> str:
    """Know no country by name."""
    return ""


def read_places(
    rows: Iterable[RawRow], columns: Columns, limits: ReadLimits, find_country: FindCountry = no_country
) -> Iterator[PlaceRow | BadRow]:
    """Yield each row as a place or with what is wrong with it.

    Raises
    ------
    SourceDataError
        If there are more rows than ``limits`` allow.
    """
    for count, row in enumerate(rows, 1):
        if count > limits.rows:
            raise SourceDataError(f"More than {limits.rows:,} rows: split the file")
        try:
            yield _place_row(row, columns, find_country)
        except GazetteerError as error:
            yield BadRow(row.line, str(error), _raw(row))


def _place_row(row: RawRow, columns: Columns, find_country: FindCountry) -> PlaceRow:
    if row.problem:
        raise SourceDataError(row.problem)
    values = columns.values_of(row.values)
    polygon = _polygon(row, _text(values, "polygon"))
    lon, lat = _point(row, values, polygon)
    place = Place(
        id=_identity(_text(values, "id")),
        name=_text(values, "name"),
        lon=lon,
        lat=lat,
        feature_code=_text(values, "feature_code") or "PPL",
        radius_km=_radius(_text(values, "radius_km"), polygon),
        country=_country(_text(values, "country"), find_country),
        admin1=_text(values, "admin1"),
        admin2=_text(values, "admin2"),
        population=_whole_number(_text(values, "population")),
        note=_text(values, "note"),
        names=_names(row, columns, values),
        same_as=_ids(values.get("same_as")),
    )
    reference = _text(values, "reference")
    given = columns.given | ({"polygon"} if polygon is not None or row.geometry else set())
    return PlaceRow(row.line, checked(place), polygon, reference, frozenset(given))


def _polygon(row: RawRow, wkt: str) -> BaseGeometry | None:
    areas = [shape for shape in row.geometry if shape.geom_type != "Point"]
    if areas:
        return checked_polygon(areas[0])
    if not wkt:
        return None
    if not wkt.upper().startswith(("POLYGON", "MULTIPOLYGON")) or len(wkt) > MOST_CORNERS * _DIGITS_A_CORNER:
        raise InvalidPlaceError(f"Polygon {wkt[:40]!r}: WKT that begins with POLYGON or MULTIPOLYGON is expected")
    try:
        with np.errstate(invalid="ignore", over="ignore"):  # what is no number is refused below, with words
            return checked_polygon(from_wkt(wkt))
    except GEOSException as error:
        raise InvalidPlaceError(f"Polygon {wkt[:40]!r}: no well-known text ({str(error)[:80]})") from error


def _point(row: RawRow, values: Mapping[str, Any], polygon: BaseGeometry | None) -> tuple[float, float]:
    lat, lon = _text(values, "lat"), _text(values, "lon")
    if lat and lon:
        return _number("Longitude", lon), _number("Latitude", lat)
    if both := _text(values, "coordinates"):
        found = parse_coordinates(both)
        if found is None:
            raise InvalidPlaceError(f"Coordinates {both[:40]!r}: such as 35.33, 40.14 are expected")
        return found.lon, found.lat
    points = [shape for shape in row.geometry if isinstance(shape, Point)]
    if points:
        return points[0].x, points[0].y
    if polygon is None:
        raise InvalidPlaceError("No position: latitude and longitude, a point or a polygon are expected")
    return middle_of(polygon)


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _number(what: str, text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise InvalidPlaceError(f"{what} {text[:40]!r}: a number is expected")
    return float(text.replace(",", "."))


def _whole_number(text: str) -> int:
    if _GROUPED.fullmatch(text):
        text = re.sub(r"\D", "", text)
    number = _number("Population", text) if text else 0.0
    if not number.is_integer():
        raise InvalidPlaceError(f"Population {text[:40]!r}: a whole number is expected")
    return int(number)


def _radius(text: str, polygon: BaseGeometry | None) -> float:
    if text:
        return _number("Radius", text)
    return DEFAULT_RADIUS_KM if polygon is None else radius_of(polygon)


def _country(text: str, find_country: FindCountry) -> str:
    if len(text) <= _CODE_LETTERS:
        return text
    code = find_country(text)
    if not code:
        raise InvalidPlaceError(f"Country {text[:40]!r}: a code of two letters (ISO 3166) or a known name is expected")
    return code


def _identity(text: str) -> str:
    if len(text) > _LONGEST_ID or not text.isprintable():
        raise InvalidPlaceError(f"Id {text[:40]!r}: at most {_LONGEST_ID} printable characters are expected")
    return text


def _names(row: RawRow, columns: Columns, values: Mapping[str, Any]) -> tuple[PlaceName, ...]:
    told = values.get("names")
    names = list(read_names(told if isinstance(told, list) else _text(values, "names")))
    common, kind = _text(values, "language"), NameKind(_text(values, "kind") or "alias")
    for header, language in columns.aliases:
        cell = row.values.get(header)
        texts = cell if isinstance(cell, list) else read_loose_names(str(cell or ""))
        told_already = {"", _text(values, "name")}
        names += [
            PlaceName(str(text), language or common, kind) for text in texts if str(text).strip() not in told_already
        ]
    return tuple(names)


def _ids(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else str(value or "").replace(";", " ").split()
    return tuple(str(part).strip() for part in parts)


def _raw(row: RawRow) -> str:
    told = ", ".join(f"{column}={value}" for column, value in row.values.items() if value not in (None, ""))
    return told if len(told) <= _LONGEST_RAW else f"{told[:_LONGEST_RAW]}…"
