"""Weighs how much a statement is more than talk of violence: what it must offer to become an event."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from geo.events.drafts import has_toll
from geo.events.findings import FoundDate, FoundPlace
from geo.events.kinds.triggers import Trigger
from geo.events.sides.arguments import Sides
from geo.events.where.anaphora import takes_up_place
from geo.models import Casualties
from geo.places.precision import COUNTRY

_ENOUGH: Final = 1.4
_STRIKE: Final = 0.9
"""What only a "strike" or a "hit" needs beyond that, for neither need be violence: a place and both sides will do."""
_TOWN: Final = 1.5
_TOWN_TAKEN_UP: Final = 1.2
_TOWN_OF_BEFORE: Final = 0.6
_COUNTRY: Final = 0.5
_DATE: Final = 1.0
_YEAR: Final = 0.5
_TOLL: Final = 1.0
_SIDE: Final = 0.4
_UNKNOWN_PLACE: Final = 0.5
_LONG: Final = 100
"""Days from which a date is worth no more than a year: a season is worth as much as a month."""
_STILL_THERE: Final = 1
"""For how many sentences a place of before goes without saying."""


def is_enough(weight: float, families: AbstractSet[str]) -> bool:
    """Say whether what a statement offers makes an event of it."""
    return weight + 1e-9 >= _ENOUGH + _STRIKE * (families == {"strike"})


def substance(place: FoundPlace | None, day: FoundDate | None, sides: Sides, toll: Casualties) -> float:
    """Weigh what a statement says itself: a town or base, a date and a toll most; a country, a year, each side less."""
    weight = weight_of_place(place) + _TOLL * has_toll(toll) + _SIDE * bool(sides.acting) + _SIDE * bool(sides.target)
    return weight + _weight_of_date(day)


def _weight_of_date(day: FoundDate | None) -> float:
    if day is None:
        return 0.0
    return _YEAR if (day.mention.last - day.mention.first).days > _LONG else _DATE


def weight_of_place(place: FoundPlace | None) -> float:
    """Return what the place that a statement names is worth; a name that nobody knows is worth nothing here."""
    if place is None or place.mention.place is None:
        return 0.0
    return _TOWN if place.mention.where_prec < COUNTRY else _COUNTRY


def weight_of_context(triggers: Sequence[Trigger], carried: FoundPlace | None, age: int, *, unknown: bool) -> float:
    """Return what the place of the sentences before adds, where the statement names none of its own.

    It counts most where the words take it up ("the town", "there"), less where it goes without saying: one sentence
    on (``age`` counts them), where something happened there. An ``unknown`` place in the sentence itself counts a
    little and bars the one of before.
    """
    if unknown:
        return _UNKNOWN_PLACE
    if carried is None or carried.mention.place is None or carried.mention.where_prec >= COUNTRY:
        return 0.0
    if takes_up_place(triggers):
        return _TOWN_TAKEN_UP
    return _TOWN_OF_BEFORE if age <= _STILL_THERE else 0.0
