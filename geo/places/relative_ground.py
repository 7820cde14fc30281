"""What the shapes of places tell about parts, borders and coasts; looked up once a place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Protocol, runtime_checkable

import shapely
import shapely.ops
from shapely.geometry.base import BaseGeometry

from gazetteer.models import Place
from geo.places.relative_points import (
    KM_OF_DEGREE,
    Spot,
    nearest_on,
    offset,
    on_line,
    part_of_circle,
    part_of_polygon,
    shared_border,
)
from geo.places.relative_words import table

_SHARES: Final = {False: 0.33, True: 0.15}
_DIAGONAL_SHARE: Final = 0.25
_DIAGONAL_DEGREES: Final = 90.0
_SHORE_POINTS: Final = 120
_SEA_DEGREES: Final = 0.3
_BEARINGS: Final = tuple(range(0, 360, 30))
_REMEMBERED: Final = 512


@runtime_checkable
class Shapes(Protocol):
    """What is asked of a gazetteer about the shapes of places."""

    def polygon(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon of a place, None where it has none."""

    def divisions_at(self, lon: float, lat: float) -> tuple[str, str]:
        """Return the country and first-level division at a point, empty texts at sea."""


class NoShapes:
    """Stands in where a source of names knows no shapes: every place is a point with a radius."""

    def polygon(self, place_id: str) -> BaseGeometry | None:
        """Return None."""

    def divisions_at(self, lon: float, lat: float) -> tuple[str, str]:  # noqa: ARG002 - as the protocol has it
        """Return no land, wherever."""
        return "", ""


class Ground:
    """Parts, borders and coasts of places; remembers what it worked out."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._polygon = lru_cache(maxsize=_REMEMBERED)(shapes.polygon)
        self._part_of_polygon = lru_cache(maxsize=_REMEMBERED)(self._find_part)
        self._border = lru_cache(maxsize=_REMEMBERED)(self._find_border)
        self._off_town = lru_cache(maxsize=_REMEMBERED)(self._find_off_town)
        self._shore = lru_cache(maxsize=_REMEMBERED)(self._find_shore)

    def part(self, place: Place, bearing: float | None, *, far: bool = False) -> Spot:
        """Return the part of a place in a direction, its middle without one; ``far`` asks for its edge."""
        found = self._part_of_polygon(place.id, bearing, far)
        return found or part_of_circle(place, bearing)

    def has_shape(self, place: Place) -> bool:
        """Say whether the polygon of a place is known."""
        return self._polygon(place.id) is not None

    def touches(self, first: Place, second: Place) -> bool:
        """Say whether two places have a border in common."""
        return self._border(*sorted((first.id, second.id))) is not None

    def border(self, first: Place, second: Place, anchors: Sequence[Place]) -> Spot | None:
        """Return the point that stands for a common border: near the other places of the text, else its middle."""
        line = self._border(*sorted((first.id, second.id)))
        return on_line(line, anchors, _anchor_km()) if line is not None else None

    def edge(self, place: Place, bearing: float | None, anchors: Sequence[Place]) -> Spot | None:
        """Return the point that stands for a place's border with whomever: in a direction, or near other places."""
        polygon = self._polygon(place.id)
        if polygon is None:
            return None
        if bearing is None:
            return nearest_on(polygon.boundary, anchors, _anchor_km())
        part = part_of_polygon(polygon, bearing, 0.12)
        beyond = self._beyond(polygon, bearing)
        near = shapely.ops.nearest_points(polygon.boundary, beyond)[0]
        return Spot((near.x + part.lon) / 2, (near.y + part.lat) / 2, part.radius_km * 2)

    def coast(self, place: Place, bearing: float | None, anchors: Sequence[Place], off_km: float) -> Spot | None:
        """Return the point that stands for a place's coast, or for the sea ``off_km`` before it; None without one."""
        shore = self._shore(place.id)
        if not shore:
            return self._off_town(place, off_km)
        wanted = _towards(shore, bearing)
        lines = shapely.MultiPoint([(lon, lat) for lon, lat, _, _ in wanted])
        near = nearest_on(lines, anchors, _anchor_km())
        lon, lat, east, north = min(wanted, key=lambda row: _remoteness(row, wanted))
        if near is not None:
            lon, lat, east, north = min(wanted, key=lambda row: math.hypot(row[0] - near.lon, row[1] - near.lat))
        reach = near.radius_km if near else _spread_km(wanted) / 2
        share = off_km / (_SEA_DEGREES * KM_OF_DEGREE)
        return Spot(lon + (east - lon) * share, lat + (north - lat) * share, max(reach, off_km))

    def _find_off_town(self, place: Place, off_km: float) -> Spot | None:
        """Return a point at sea before a town, the town itself where only its coast is meant; None inland."""
        if self._polygon(place.id) is not None:
            return None
        around = (offset(place, max(off_km, 15.0), bearing) for bearing in _BEARINGS)
        sea = [(lon, lat) for lon, lat in around if self._is_sea(lon, lat)]
        if not sea:
            return None
        if not off_km:
            return Spot(place.lon, place.lat, place.radius_km + 10.0)
        lon, lat = (sum(values) / len(sea) for values in zip(*sea, strict=True))
        return Spot(lon, lat, off_km)

    def _find_part(self, place_id: str, bearing: float | None, far: bool) -> Spot | None:  # noqa: FBT001 - cached
        polygon = self._polygon(place_id)
        if polygon is None or polygon.area == 0:
            return None
        diagonal = bearing is not None and bearing % _DIAGONAL_DEGREES != 0 and not far
        return part_of_polygon(polygon, bearing, _DIAGONAL_SHARE if diagonal else _SHARES[far])

    def _find_border(self, first: str, second: str) -> BaseGeometry | None:
        one, other = self._polygon(first), self._polygon(second)
        return shared_border(one, other) if one is not None and other is not None and first != second else None

    def _find_shore(self, place_id: str) -> tuple[tuple[float, float, float, float], ...]:
        """Return points of a place's shore, each with the point at sea before it: lon, lat, lon, lat."""
        polygon = self._polygon(place_id)
        if polygon is None:
            return ()
        land = max(shapely.get_parts(polygon), key=lambda part: part.area)
        outline = land.simplify(_SEA_DEGREES / 6).buffer(_SEA_DEGREES).exterior
        found = []
        for step in range(_SHORE_POINTS):
            sea = outline.interpolate(step / _SHORE_POINTS, normalized=True)
            if self._is_sea(sea.x, sea.y):
                shore = shapely.ops.nearest_points(land, sea)[0]
                found.append((shore.x, shore.y, sea.x, sea.y))
        return tuple(found)

    def _is_sea(self, lon: float, lat: float) -> bool:
        return self._shapes.divisions_at(lon, lat) == ("", "")

    @staticmethod
    def _beyond(polygon: BaseGeometry, bearing: float) -> shapely.Point:
        """Return a point far outside a polygon in a direction."""
        west, south, east, north = polygon.bounds
        reach = math.hypot(east - west, north - south)
        middle, angle = polygon.centroid, math.radians(bearing)
        return shapely.Point(middle.x + reach * math.sin(angle), middle.y + reach * math.cos(angle))


def _anchor_km() -> float:
    return float(table("border")["anchor_km"])


def _towards(
    shore: Sequence[tuple[float, float, float, float]], bearing: float | None
) -> list[tuple[float, float, float, float]]:
    """Return the third of a shore that lies farthest in a direction, all of it without one."""
    if bearing is None:
        return list(shore)
    angle = math.radians(bearing)
    ordered = sorted(shore, key=lambda row: -(row[0] * math.sin(angle) + row[1] * math.cos(angle)))
    return ordered[: max(1, len(shore) // 3)]


def _remoteness(row: tuple[float, float, float, float], rows: Sequence[tuple[float, float, float, float]]) -> float:
    return sum(math.hypot(row[0] - other[0], row[1] - other[1]) for other in rows)


def _spread_km(rows: Sequence[tuple[float, float, float, float]]) -> float:
    wide = max(row[0] for row in rows) - min(row[0] for row in rows)
    high = max(row[1] for row in rows) - min(row[1] for row in rows)
    return math.hypot(wide * math.cos(math.radians(rows[0][1])), high) * KM_OF_DEGREE
