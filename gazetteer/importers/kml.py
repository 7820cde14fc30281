"""Reading places from KML, which strangers may have made: no entities, no document types, no network links."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import InvalidPlaceError, SourceDataError
from gazetteer.importers.columns import find_columns
from gazetteer.importers.geometries import point_of, polygon_of
from gazetteer.importers.place_rows import BadRow, FindCountry, PlaceRow, RawRow, ReadLimits, no_country, read_places

_PLACEMARK: Final = "Placemark"


def read_rows(
    data: bytes,
    name: str,
    columns: Mapping[str, str],
    *,
    limits: ReadLimits | None = None,
    find_country: FindCountry = no_country,
) -> Iterator[PlaceRow | BadRow]:
    """Yield the places of the placemarks: name, description, extended data, points and polygons.

    Raises
    ------
    SourceDataError
        If the file as a whole cannot be read: no XML, with a document type, too large or too deep.
    """
    limits = limits or ReadLimits()
    if len(data) > limits.bytes:
        raise SourceDataError(f"{name} has {len(data):,} bytes: at most {limits.bytes:,} are read; split it")
    try:
        rows = list(_raw_rows(data, name, limits))
    except SourceDataError:
        raise
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise SourceDataError(f"{name}: no KML that can be read ({str(error)[:200]})") from error
    if not rows:
        return iter(())
    headers = dict.fromkeys(key for row in rows for key in row.values)
    found = find_columns(headers, columns, positions_elsewhere=True)
    return read_places(rows, found, limits, find_country)


def _raw_rows(data: bytes, name: str, limits: ReadLimits) -> Iterator[RawRow]:
    depth = number = 0
    for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        if depth > limits.depth:
            raise SourceDataError(f"{name}: elements nested deeper than {limits.depth}")
        if event == "end" and _tag(element) == _PLACEMARK:
            number += 1
            if number > limits.rows:
                raise SourceDataError(f"{name}: more than {limits.rows:,} placemarks; split the file")
            yield _raw_row(number, element)
            element.clear()


def _raw_row(number: int, placemark: Element) -> RawRow:
    values = _values(placemark)
    try:
        return RawRow(number, values, tuple(_shapes(placemark)))
    except InvalidPlaceError as error:
        return RawRow(number, values, problem=str(error))


def _values(placemark: Element) -> dict[str, str]:
    values = {}
    if placemark.get("id"):
        values["id"] = str(placemark.get("id"))
    for element in placemark.iter():
        tag, key = _tag(element), element.get("name", "")
        if tag in {"name", "description"} and element in list(placemark):
            values[tag] = _text(element)
        elif tag == "SimpleData" and key:
            values[key] = _text(element)
        elif tag == "Data" and key:
            values[key] = next((_text(child) for child in element if _tag(child) == "value"), "")
    return values


def _shapes(placemark: Element) -> Iterator[BaseGeometry]:
    polygons = []
    for element in placemark.iter():
        if _tag(element) == "Point":
            yield point_of(next(iter(_positions(element)), ()))
        elif _tag(element) == "Polygon":
            polygons.append(polygon_of(_rings(element)))
        elif _tag(element) == "LineString":
            raise InvalidPlaceError("Geometry 'LineString': a point or a polygon is expected")
    if polygons:
        yield polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def _rings(polygon: Element) -> list[list[tuple[float, ...]]]:
    """Return the outline and then the holes."""
    outer = [_positions(part) for part in polygon.iter() if _tag(part) == "outerBoundaryIs"]
    return [*outer[:1], *(_positions(part) for part in polygon.iter() if _tag(part) == "innerBoundaryIs")]


def _positions(element: Element) -> list[tuple[float, ...]]:
    """Return the positions of the first ``coordinates`` within: ``lon,lat[,height]`` with spaces between them."""
    text = next((_text(part) for part in element.iter() if _tag(part) == "coordinates"), "")
    try:
        return [tuple(float(number) for number in position.split(",")) for position in text.split()]
    except ValueError as error:
        raise InvalidPlaceError(f"Coordinates {text[:40]!r}: numbers with commas are expected") from error


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: Element) -> str:
    return (element.text or "").strip()
