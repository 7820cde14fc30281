"""The divisions of the boundary files that the user has loaded: what a point is in, and how they change places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from gazetteer.models import Place
from gazetteer.nearest import Divisions

_CACHED_POINTS = 50_000
_NEAREST_DEGREES = (
    0.5  # how far outside all divisions of its country a place may lie, on a coast that is drawn coarsely
)
_LARGEST_POINT_KM = 10.0  # what is neither town nor site and reaches farther is in no single division


@dataclass(frozen=True, slots=True)
class Division:
    """A division of a boundary file.

    ``place`` has its names; ``place.same_as`` the id of the built place that it is a twin of, if there is one.
    """

    place: Place
    level: int
    polygon: BaseGeometry


class _Level:
    """The divisions of one country and level, with an index of their polygons."""

    def __init__(self, divisions: Sequence[Division]) -> None:
        self._divisions = divisions
        self._tree = STRtree([division.polygon for division in divisions])

    def at(self, point: shapely.Point, reach_degrees: float) -> Division | None:
        """Return the first division that holds a point, else the nearest within reach."""
        inside = self._tree.query(point, predicate="intersects")
        if len(inside):
            return self._divisions[int(min(inside))]
        if not reach_degrees:
            return None
        near = self._tree.query_nearest(point, max_distance=reach_degrees)
        return self._divisions[int(min(near))] if len(near) else None


class BoundaryLayer:
    """Answer by the boundary files that are loaded; without any, leave everything as it is."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        grouped: dict[tuple[str, int], list[Division]] = defaultdict(list)
        self._by_id: dict[str, Division] = {}
        for division in divisions:
            grouped[division.place.country, division.level].append(division)
            for identity in (division.place.id, *division.place.same_as):
                self._by_id.setdefault(identity, division)
        self._levels = {key: _Level(group) for key, group in sorted(grouped.items())}
        self.countries = frozenset(country for country, _ in grouped)
        self._near = lru_cache(maxsize=_CACHED_POINTS)(self._find_near)

    def divisions(self, lon: float, lat: float) -> Divisions | None:
        """Return the divisions that hold a point, or None where no loaded boundary does."""
        point = shapely.Point(lon, lat)
        return next(filter(None, (self._at(country, point, 0.0) for country in sorted(self.countries))), None)

    def divisions_near(self, lon: float, lat: float, country: str) -> Divisions | None:
        """Return the divisions of a country that hold a point or, within half a degree, are nearest to it."""
        return self._near(lon, lat, country) if country in self.countries else None

    def placed(self, place: Place) -> Place:
        """Return a place with the divisions that the loaded boundaries put it in, and themselves by their names."""
        division = self._by_id.get(place.id)
        if division is not None:
            told = division.place
            return replace(place, name=told.name, admin1=told.admin1, admin2=told.name if division.level > 1 else "")
        if place.country not in self.countries or not _lies_in_one_division(place):
            return place
        found = self._near(place.lon, place.lat, place.country)
        return replace(place, admin1=found.admin1, admin2=found.admin2 or place.admin2) if found else place

    def polygon(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon of a division, by its own id or that of its built twin."""
        division = self._by_id.get(place_id)
        return division.polygon if division else None

    def _find_near(self, lon: float, lat: float, country: str) -> Divisions | None:
        return self._at(country, shapely.Point(lon, lat), _NEAREST_DEGREES)

    def _at(self, country: str, point: shapely.Point, reach_degrees: float) -> Divisions | None:
        first, second = (self._find(country, level, point, reach_degrees) for level in (1, 2))
        if first is None and second is None:
            return None
        upper, lower = first.place if first else None, second.place if second else None
        return Divisions(
            country=country,
            admin1=upper.name if upper else lower.admin1 if lower else "",
            admin2=lower.name if lower else "",
            admin1_names=upper.names if upper else (),
            admin2_names=lower.names if lower else (),
            admin1_id=upper.id if upper else "",
            admin2_id=lower.id if lower else "",
            source=(lower or upper).source,  # type: ignore[union-attr]  # one of them is there
        )

    def _find(self, country: str, level: int, point: shapely.Point, reach_degrees: float) -> Division | None:
        found = self._levels.get((country, level))
        return found.at(point, reach_degrees) if found else None


def _lies_in_one_division(place: Place) -> bool:
    return place.feature_class in {"P", "S"} or (not place.is_country and place.radius_km <= _LARGEST_POINT_KM)
