"""How well a place lies in what a query says contains it: "Salqin, Harim, Idlib"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gazetteer.models import Place
from gazetteer.normalise import fold
from gazetteer.spelling import closeness

SAME_DIVISION = 0.85
"""How close two names of a division must sound to count as one."""

INSIDE, OUTSIDE = 1.0, 0.5
"""The shares of a score that are left to a place inside and outside a container."""

_NEAR_TOWN_KM, _BEYOND_RADIUS = 35.0, 1.2
_FAR_KM, _AT_REACH, _FAR = 150.0, 0.94, 0.7


@dataclass(frozen=True, slots=True)
class Container:
    """What a container in a query may mean."""

    options: tuple[Place, ...]

    def fit(self, place: Place) -> float:
        """Return 1 inside, a half outside, and for a place of the same first-level division something between.

        A district that no boundary tells of is known by its town only: the farther from that, the less likely inside.
        """
        return max(_fit(place, option) for option in self.options)


def fit_all(place: Place, containers: Iterable[Container]) -> float:
    """Return how well a place lies in all of some containers: the worst of the fits."""
    return min((container.fit(place) for container in containers), default=INSIDE)


def _fit(place: Place, container: Place) -> float:
    if container.country and place.country != container.country:
        return OUTSIDE
    if container.is_country or _is_division_of(container, place):
        return INSIDE
    if container.feature_code == "ADM1" and place.admin1:
        return OUTSIDE
    return _fit_by_distance(place, container)


def _fit_by_distance(place: Place, container: Place) -> float:
    from geopy.distance import great_circle  # noqa: PLC0415 - a third of a second, for which no reader of texts waits

    km = great_circle((place.lat, place.lon), (container.lat, container.lon)).km
    reach = max(_NEAR_TOWN_KM, container.radius_km * _BEYOND_RADIUS)
    if km > reach and place.admin1 != container.admin1:
        return OUTSIDE
    return float(np.interp(km, (0.0, reach, reach + _FAR_KM), (INSIDE, _AT_REACH, _FAR)))


def _is_division_of(container: Place, place: Place) -> bool:
    return container.feature_class == "A" and any(
        _is_named(name, container) for name in (place.admin1, place.admin2) if name
    )


def _is_named(name: str, division: Place) -> bool:
    return name == division.name or closeness(fold(name), fold(division.name), SAME_DIVISION) >= SAME_DIVISION
