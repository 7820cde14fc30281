"""A polygon as lines that a person can read and type: one point a line, rings parted by an empty line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from itertools import groupby
from typing import Final

from shapely.errors import GEOSException
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from webapp.errors import FormError

_MOST_POINTS: Final = 20_000
_FEWEST_POINTS: Final = 3
_SEPARATOR: Final = re.compile(r"[,;\s]+")
_POLE: Final = 90
_DATE_LINE: Final = 180

Point = tuple[float, float]


def polygon_lines(geometry: BaseGeometry | None) -> str:
    """Write a polygon as lines ``lat, lon``; empty for none."""
    return "\n\n".join("\n".join(f"{lat:.6f}, {lon:.6f}" for lon, lat in ring) for ring in _rings(geometry))


def _rings(geometry: BaseGeometry | None) -> Iterator[list[Point]]:
    for part in getattr(geometry, "geoms", [geometry] if geometry is not None else []):
        if isinstance(part, Polygon):
            for ring in (part.exterior, *part.interiors):
                yield [(x, y) for x, y, *_ in ring.coords[:-1]]


def read_polygon(text: str) -> BaseGeometry:
    """Read a polygon; a ring inside another one is a hole.

    Raises
    ------
    FormError
        Naming the line, or saying that the outline crosses itself.
    """
    lines = [line.strip() for line in text.splitlines()]
    if len(lines) > _MOST_POINTS:
        raise FormError(f"The area has {len(lines)} lines; at most {_MOST_POINTS} are kept.", "polygon")
    numbered = list(enumerate(lines, 1))
    rings = [
        [_read_point(*line) for line in group] for filled, group in groupby(numbered, lambda it: bool(it[1])) if filled
    ]
    if not rings:
        raise FormError("The area has no points: draw it on the map, or choose a radius.", "polygon")
    parts: list[BaseGeometry] = [_read_ring(ring) for ring in rings]
    return reduce(_even_odd, parts)


def _even_odd(first: BaseGeometry, second: BaseGeometry) -> BaseGeometry:
    try:
        return first.symmetric_difference(second)
    except GEOSException as error:
        raise FormError(
            "The rings of the area cannot be joined; draw them so that they do not touch.", "polygon"
        ) from error


def _read_point(number: int, line: str) -> Point:
    try:
        lat, lon = (float(part) for part in _SEPARATOR.split(line.strip("()[] ,")))
    except ValueError as error:
        raise FormError(
            f"Line {number} of the area, {line[:40]!r}, is not “latitude, longitude”.", "polygon"
        ) from error
    if not (abs(lat) <= _POLE and abs(lon) <= _DATE_LINE):
        raise FormError(f"Line {number} of the area, {line[:40]!r}, lies outside the world.", "polygon")
    return lon, lat


def _read_ring(points: list[Point]) -> Polygon:
    if len(set(points)) < _FEWEST_POINTS:
        raise FormError(f"An area needs at least {_FEWEST_POINTS} different points, not {len(set(points))}.", "polygon")
    ring = Polygon(points)
    if not ring.is_valid:
        raise FormError(
            "The outline of the area crosses itself; move its points so that no two sides cross.", "polygon"
        )
    return ring
