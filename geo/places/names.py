"""What the stages ask of a gazetteer, and how well known a place is."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import Final, Protocol

from gazetteer.models import NameSpan, Place, SearchHit

LEAST_CLOSENESS: Final = 0.88
"""How close another spelling must come to be worth weighing: below it, it would never be pinned."""


class Names(Protocol):
    """What the recogniser asks of a gazetteer."""

    def match(self, text: str) -> list[NameSpan]:
        """Return the names in a text."""

    def places_named(self, name: str) -> tuple[Place, ...]:
        """Return the places of a name."""

    def places_sounding(self, name: str, countries: Collection[str], least: float) -> list[SearchHit]:
        """Return the places in some countries whose names sound at least so much like this one."""

    def place(self, place_id: str) -> Place | None:
        """Return a place by its id."""


def importance(places: Iterable[Place]) -> float:
    """Return how well known the best of some places is, from 0 to 1.

    Countries and first-level divisions count 1 and 0.8; settlements by the logarithm of their population; entries by
    hand 0.8, since somebody thought them worth an entry.
    """
    return max((_importance(place) for place in places), default=0.0)


def _importance(place: Place) -> float:
    if place.wins or place.is_country or place.feature_code == "CONT":
        return 1.0
    if place.is_curated or place.feature_code == "ADM1":
        return 0.8
    if place.feature_class == "P":
        capital = 0.1 if place.feature_code == "PPLC" else 0.0
        return min(1.0, capital + math.log10(place.population + 1) / 7)
    return 0.3
