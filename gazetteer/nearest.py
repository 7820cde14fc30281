"""What lies at a point and near it: divisions and the nearest places."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from gazetteer.errors import InvalidPlaceError
from gazetteer.models import Place, PlaceName

NEAR_KM = 500.0
"""How far a place may be from coordinates to count as near them."""

_HALF_SCORE_KM = 25.0
_FIRST_KM, _WIDENING, _HALF_ROUND_KM = 8.0, 2.0, 20_100.0
_KM_PER_DEGREE = 110.5  # rather too little, so that a box is never too small
_POLE, _DATE_LINE, _NEAR_POLE = 90.0, 180.0, 89.0
_EARTH_RADIUS_KM = 6371.009  # the mean of the ellipsoid's axes
_SPHERE_ERROR = 1.01  # a great circle is within a hundredth of the geodesic


def check_point(lon: float, lat: float) -> None:
    """Refuse a point that is not on earth.

    Raises
    ------
    InvalidPlaceError
        Naming the value.
    """
    for what, value, largest in (("Latitude", lat, _POLE), ("Longitude", lon, _DATE_LINE)):
        if not -largest <= value <= largest:
            raise InvalidPlaceError(f"{what} {value!r}: a number from {-largest:g} to {largest:g} is expected")


class NearPlace(NamedTuple):
    """A place and its distance in km."""

    place: Place
    km: float


@dataclass(frozen=True, slots=True)
class Divisions:
    """The country and the divisions that hold a point; empty texts at sea and where no boundary is known.

    ``country`` is an ISO 3166-1 alpha-2 code. ``admin1_names`` and ``admin2_names`` hold the names in all languages of
    the boundary file; ``admin1_id`` and ``admin2_id`` are ids of places. ``source`` says whose boundaries they are.
    """

    country: str = ""
    admin1: str = ""
    admin2: str = ""
    admin1_names: tuple[PlaceName, ...] = ()
    admin2_names: tuple[PlaceName, ...] = ()
    admin1_id: str = ""
    admin2_id: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """What a point is in and what it is near, the nearest place first."""

    lon: float
    lat: float
    divisions: Divisions = Divisions()
    nearest: tuple[NearPlace, ...] = field(default=())

    @property
    def country(self) -> str:
        """Return the ISO 3166-1 alpha-2 code of the country, or an empty text."""
        return self.divisions.country

    @property
    def admin1(self) -> str:
        """Return the name of the first-level division, or an empty text."""
        return self.divisions.admin1

    @property
    def admin2(self) -> str:
        """Return the name of the second-level division, or an empty text."""
        return self.divisions.admin2


def score_of_distance(km: float) -> float:
    """Return 1 at the point itself, a half at 25 km, less farther off."""
    return round(_HALF_SCORE_KM / (_HALF_SCORE_KM + km), 3)


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """Which places count: of these GeoNames feature classes, and of this country (ISO 3166-1 alpha-2) if it is given.

    By default towns and installations: of areas, rivers and peaks the middle says little.
    """

    classes: frozenset[str] = frozenset("PS")
    country: str = ""

    def allows(self, place: Place) -> bool:
        """Say whether a place counts."""
        return place.feature_class in self.classes and self.country in {"", place.country}


TOWNS_AND_SITES = PlaceFilter()


class Box(NamedTuple):
    """A rectangle of degrees that does not cross the date line."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, place: Place) -> bool:
        """Say whether the place's point lies in the box."""
        return self.west <= place.lon <= self.east and self.south <= place.lat <= self.north


def boxes_around(lon: float, lat: float, km: float) -> Iterator[Box]:
    """Yield one box that holds all points within ``km``, or two where it crosses the date line."""
    height = km / _KM_PER_DEGREE
    south, north = max(lat - height, -_POLE), min(lat + height, _POLE)
    farthest = max(abs(south), abs(north))
    width = _DATE_LINE if farthest > _NEAR_POLE else height / math.cos(math.radians(farthest))
    if width >= _DATE_LINE:
        yield Box(-_DATE_LINE, south, _DATE_LINE, north)
        return
    west, east = lon - width, lon + width
    yield Box(max(west, -_DATE_LINE), south, min(east, _DATE_LINE), north)
    if west < -_DATE_LINE:
        yield Box(west + 2 * _DATE_LINE, south, _DATE_LINE, north)
    if east > _DATE_LINE:
        yield Box(-_DATE_LINE, south, east - 2 * _DATE_LINE, north)


def nearest_places(
    lon: float, lat: float, limit: int, within_km: float, places_in: Callable[[Box], Iterable[Place]]
) -> tuple[NearPlace, ...]:
    """Return the nearest places, asking ``places_in`` for wider and wider boxes until there are enough."""
    if limit < 1:
        return ()
    km = min(_FIRST_KM, within_km)
    while True:
        reach = km * _SPHERE_ERROR
        found = {place.id: place for box in boxes_around(lon, lat, reach) for place in places_in(box)}
        far = [(_sphere_km(lon, lat, place), place) for place in found.values()]
        near = sorted((pair for pair in far if pair[0] <= reach), key=lambda pair: (pair[0], pair[1].id))
        if sum(pair[0] <= km for pair in near) >= limit or km >= min(within_km, _HALF_ROUND_KM):
            return _measured(lon, lat, limit, within_km, near)
        km = min(km * _WIDENING, within_km)


def _sphere_km(lon: float, lat: float, place: Place) -> float:
    """Return the distance on a sphere by the haversine formula: quick, and good enough to choose what to measure."""
    north, east = math.radians(place.lat - lat), math.radians(place.lon - lon)
    cosines = math.cos(math.radians(lat)) * math.cos(math.radians(place.lat))
    haversine = math.sin(north / 2) ** 2 + cosines * math.sin(east / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(haversine)))


def _measured(
    lon: float, lat: float, limit: int, within_km: float, near: list[tuple[float, Place]]
) -> tuple[NearPlace, ...]:
    """Measure on the ellipsoid those that may be among the nearest."""
    from geopy.distance import geodesic  # noqa: PLC0415 - a third of a second, for which no reader of texts waits

    least = near[min(limit, len(near)) - 1][0] * _SPHERE_ERROR if near else 0.0
    exact = [
        NearPlace(place, round(float(geodesic((lat, lon), (place.lat, place.lon)).km), 3))
        for km, place in near
        if km <= least
    ]
    kept = [pair for pair in exact if pair.km <= within_km]
    return tuple(sorted(kept, key=lambda pair: (pair.km, pair.place.id))[:limit])
