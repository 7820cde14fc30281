"""What looks wrong about a place though its values are in range: told and confirmed, never refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import shapely
from geopy.distance import geodesic
from shapely.geometry.base import BaseGeometry

from gazetteer.gazetteer import Gazetteer
from gazetteer.models import Place, PlaceName
from gazetteer.nearest import PlaceFilter
from gazetteer.normalise import fold
from gazetteer.spelling import closeness

NEAR_KM: Final = 2.0
"""Within which distance two places of like names may be one."""

_BORDER_KM: Final = 5.0
_FARTHEST_KM: Final = 100.0
_BEARINGS: Final = range(0, 360, 45)
_NEIGHBOURS: Final = 40
_ALIKE: Final = 0.85
_HIGHEST_LATITUDE: Final = 90.0


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Something that looks wrong: ``country``, ``outside``, ``swapped``, ``polygon`` or ``duplicate``.

    ``place_ids`` holds the places that it is about, besides the one in question.
    """

    code: str
    message: str
    place_ids: tuple[str, ...] = ()


def suspicions(place: Place, gazetteer: Gazetteer, polygon: BaseGeometry | None = None) -> list[Suspicion]:
    """Return what looks wrong about a place that is in range; its id, if it has one, is not taken for a duplicate."""
    return [
        *_about_country(place, gazetteer),
        *_about_polygon(place, polygon),
        *_about_duplicates(place, gazetteer.nearest, gazetteer.names),
    ]


def name_keys(names: Iterable[PlaceName], *more: str) -> frozenset[str]:
    """Return the folded names."""
    return frozenset(filter(None, (*(fold(name.text) for name in names), *map(fold, more))))


def _about_country(place: Place, gazetteer: Gazetteer) -> Iterator[Suspicion]:
    code = place.country
    if not code:
        return
    if code not in gazetteer.countries():
        yield Suspicion("country", f"No country has the code {code!r} (ISO 3166-1 alpha-2): SY, for instance, is Syria")
        return
    if _is_in(place.lon, place.lat, code, gazetteer, place.radius_km):
        return
    found = gazetteer.divisions_at(place.lon, place.lat)[0]
    where = f"lies in {found}" if found else "lies at sea"
    told = f"{place.lat:g}, {place.lon:g} {where}, not in {code}"
    if abs(place.lon) <= _HIGHEST_LATITUDE and _is_in(place.lat, place.lon, code, gazetteer, 0):
        told += f"; with latitude and longitude swapped, {place.lon:g}, {place.lat:g}, it lies in {code}"
        yield Suspicion("swapped", f"{told}. Swap them?")
    else:
        yield Suspicion("outside", f"{told}. Check the point and the country")


def _is_in(lon: float, lat: float, country: str, gazetteer: Gazetteer, radius_km: float) -> bool:
    """Say whether a point is in a country or so near it that borders of the map's scale cannot tell."""
    if gazetteer.divisions_at(lon, lat)[0] == country:
        return True
    reach = min(max(_BORDER_KM, radius_km), _FARTHEST_KM)
    for km in dict.fromkeys((_BORDER_KM, reach)):
        for bearing in _BEARINGS:
            near = geodesic(kilometers=km).destination((lat, lon), bearing)
            if gazetteer.divisions_at(near.longitude, near.latitude)[0] == country:
                return True
    return False


def _about_polygon(place: Place, polygon: BaseGeometry | None) -> Iterator[Suspicion]:
    if polygon is not None and not polygon.covers(shapely.Point(place.lon, place.lat)):
        told = f"{place.lat:g}, {place.lon:g} lies outside the polygon of {place.name}. Move the point or the polygon"
        yield Suspicion("polygon", told)


def _about_duplicates(
    place: Place,
    nearest: Callable[..., Iterable[tuple[Place, float]]],
    names: Callable[[str], Iterable[PlaceName]],
) -> Iterator[Suspicion]:
    """Yield a suspicion for each place of the same class nearby that has a name of this one or one like it."""
    mine = name_keys(place.names, place.name)
    known = {place.id, *place.same_as}
    only = PlaceFilter(classes=frozenset(place.feature_class))
    for other, km in nearest(place.lon, place.lat, _NEIGHBOURS, within_km=NEAR_KM, only=only):
        if known & {other.id, *other.same_as}:
            continue
        theirs = name_keys(names(other.id), other.name)
        alike = "the same name" if mine & theirs else "a like name" if are_alike(mine, theirs) else ""
        if alike:
            told = f"{other.name} ({other.id}), {km:.1f} km off, has {alike}: it may be the same place"
            yield Suspicion("duplicate", told, (other.id,))


def are_alike(some: Iterable[str], others: Iterable[str]) -> bool:
    """Say whether a folded name of the ones sounds like one of the others."""
    others = list(others)
    return any(closeness(one, other) >= _ALIKE for one in some for other in others)
