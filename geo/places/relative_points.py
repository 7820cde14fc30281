"""Points and areas relative to places: offsets on the ellipsoid, middles, parts of polygons, borders, coasts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import shapely
import shapely.ops
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from gazetteer.models import Place

KM_OF_DEGREE: Final = 111.195
_ROUNDS: Final = 16
_SMALLEST_SHARE: Final = 0.4
_COARSE: Final = 250.0
_TOUCHING_DEGREES: Final = 0.03
_LEAST_RADIUS_KM: Final = 1.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in degrees (WGS 84) and how far round it what is meant may lie, in km."""

    lon: float
    lat: float
    radius_km: float


def moved(place: Place, spot: Spot) -> Place:
    """Return a place at another point, with another radius; all else stays."""
    radius = round(max(spot.radius_km, _LEAST_RADIUS_KM), 1)
    return replace(place, lon=round(spot.lon, 5), lat=round(spot.lat, 5), radius_km=radius)


def offset(origin: Place, km: float, bearing: float) -> tuple[float, float]:
    """Return (lon, lat) at a distance and bearing from a place, on the ellipsoid."""
    from geopy.distance import geodesic  # noqa: PLC0415 - a third of a second, for few texts only

    point = geodesic(kilometers=km).destination((origin.lat, origin.lon), bearing)
    return float(point.longitude), float(point.latitude)


def km_between(first: Place, second: Place) -> float:
    """Return the distance of two places on the ellipsoid."""
    from geopy.distance import geodesic  # noqa: PLC0415 - a third of a second, for few texts only

    return float(geodesic((first.lat, first.lon), (second.lat, second.lon)).km)


def bearing_to(first: Place, second: Place) -> float:
    """Return the initial bearing from one place to another, in degrees from north (on the sphere)."""
    lat1, lat2 = math.radians(first.lat), math.radians(second.lat)
    delta = math.radians(second.lon - first.lon)
    east = math.sin(delta) * math.cos(lat2)
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(delta)
    return math.degrees(math.atan2(east, north)) % 360


def middle(first: Place, second: Place) -> Spot:
    """Return the middle of two places; the circle round it just holds both."""
    km = km_between(first, second)
    lon, lat = offset(first, km / 2, bearing_to(first, second))
    return Spot(lon, lat, km / 2 + max(first.radius_km, second.radius_km, 2.0) / 2)


def part_of_polygon(polygon: BaseGeometry, bearing: float | None, share: float) -> Spot:
    """Return the part of a polygon that lies farthest in a direction and has a share of its area.

    Without a bearing, its middle. Small outliers, such as islands, are left aside.
    """
    plane = _Plane.over(polygon)
    area = plane.project(_main_land(polygon))
    wanted = area.area * share
    part = area if bearing is None else _farthest(area, bearing, wanted)
    point = part.centroid
    if not part.covers(point):
        point = part.representative_point()
    lon, lat = plane.back(point)
    return Spot(lon, lat, math.sqrt(wanted / math.pi))


def part_of_circle(place: Place, bearing: float | None) -> Spot:
    """Return the part of a place of which only point and radius are known."""
    if bearing is None:
        return Spot(place.lon, place.lat, place.radius_km / 2)
    lon, lat = offset(place, place.radius_km / 2, bearing)
    return Spot(lon, lat, place.radius_km * 0.6)


def shared_border(first: BaseGeometry, second: BaseGeometry) -> BaseGeometry | None:
    """Return the line that two polygons share, None where they do not touch."""
    line = _lines_of(shapely.intersection(first, second))
    if line is None and first.distance(second) <= _TOUCHING_DEGREES:
        line = _lines_of(first.boundary.intersection(second.buffer(_TOUCHING_DEGREES)))
    return line


def on_line(line: BaseGeometry, anchors: Sequence[Place], within_km: float) -> Spot:
    """Return the point of a line that is nearest to the nearest of some places, else the line's middle."""
    near = nearest_on(line, anchors, within_km)
    if near is not None:
        return near
    point = shapely.ops.nearest_points(line, line.centroid)[0]
    west, south, east, north = line.bounds
    wide = (east - west) * math.cos(math.radians((south + north) / 2))
    return Spot(point.x, point.y, math.hypot(wide, north - south) / 2 * KM_OF_DEGREE)


def nearest_on(line: BaseGeometry, anchors: Sequence[Place], within_km: float) -> Spot | None:
    """Return the point of a line that is nearest to any of some places, None where all are too far."""
    from geopy.distance import geodesic  # noqa: PLC0415 - a third of a second, for few texts only

    best: tuple[float, Spot] | None = None
    for anchor in anchors:
        point = shapely.ops.nearest_points(line, shapely.Point(anchor.lon, anchor.lat))[0]
        km = float(geodesic((anchor.lat, anchor.lon), (point.y, point.x)).km)
        if km <= within_km and (best is None or km < best[0]):
            best = km, Spot(point.x, point.y, max(km, 15.0))
    return best[1] if best else None


@dataclass(frozen=True, slots=True)
class _Plane:
    """Kilometres east and north of a point: true enough within a country."""

    lon: float
    lat: float

    @classmethod
    def over(cls, polygon: BaseGeometry) -> _Plane:
        point = polygon.centroid
        return cls(point.x, point.y)

    def project(self, polygon: BaseGeometry) -> BaseGeometry:
        across = KM_OF_DEGREE * math.cos(math.radians(self.lat))
        shifted = affinity.translate(polygon, -self.lon, -self.lat)
        plain = affinity.scale(shifted, across, KM_OF_DEGREE, origin=(0, 0))
        return plain.simplify(math.sqrt(plain.area) / _COARSE).buffer(0)

    def back(self, point: shapely.Point) -> tuple[float, float]:
        across = KM_OF_DEGREE * math.cos(math.radians(self.lat))
        return self.lon + point.x / across, self.lat + point.y / KM_OF_DEGREE


def _farthest(area: BaseGeometry, bearing: float, wanted: float) -> BaseGeometry:
    """Return what a line across a direction cuts off, so that it has the wanted area."""
    turned = affinity.rotate(area, bearing, origin=(0, 0))  # what lies in the direction is now up
    west, south, east, north = turned.bounds
    low, high = south, north
    for _ in range(_ROUNDS):
        cut = (low + high) / 2
        above = shapely.clip_by_rect(turned, west, cut, east, north)
        low, high = (cut, high) if above.area > wanted else (low, cut)
    part = shapely.clip_by_rect(turned, west, low, east, north).buffer(0)
    return affinity.rotate(part, -bearing, origin=(0, 0))


def _main_land(polygon: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(polygon)
    largest = max(part.area for part in parts)
    return shapely.union_all([part for part in parts if part.area >= _SMALLEST_SHARE * largest])


def _lines_of(found: BaseGeometry) -> BaseGeometry | None:
    lines = [part for part in shapely.get_parts(found) if part.geom_type == "LineString"]
    return shapely.union_all(lines) if lines else None
