"""What the vocabulary of actors is made of: actors, countries and leaders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

INTER: Final = {
    "State forces": 1,
    "Rebel group": 2,
    "Political militia": 3,
    "Identity militia": 4,
    "Rioters": 5,
    "Protesters": 6,
    "Civilians": 7,
    "External/Other forces": 8,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as the codebook names it. ``kind`` is ACLED's; ``start`` and ``end`` are years, or None where open.

    ``first_day`` and ``last_day`` lie in these years, where the day is known: regimes change by day.

    ``local_aliases`` hold only in texts about ``country``: the same letters mean others elsewhere. ``allies`` back the
    actor. ``successor`` takes over its names after ``end``. An actor without ``id`` is one that no vocabulary lists.
    """

    id: str
    name: str
    kind: str
    country: str = ""
    aliases: tuple[str, ...] = ()
    local_aliases: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    parent: str = ""
    series: str = ""
    successor: str = ""
    allies: tuple[str, ...] = ()
    armed: bool = False
    source_only: bool = False
    source: str = ""
    first_day: date | None = None
    last_day: date | None = None

    def active(self, year: int) -> bool:
        """Say whether the actor existed in a year."""
        return (self.start or 0) <= year <= (self.end or 9999)

    def active_on(self, day: date) -> bool:
        """Say whether the actor existed on a day; one of which only the years are known, in all of these."""
        return self.active(day.year) and (self.first_day or day) <= day <= (self.last_day or day)

    def ended_before(self, day: date) -> bool:
        """Say whether the actor was gone by a day."""
        return (self.end is not None and self.end < day.year) or (self.last_day is not None and self.last_day < day)

    def inter_in(self, country: str) -> int:
        """Return ACLED's kind, 1 to 8; a state's forces outside their country are external forces."""
        if self.kind == "State forces" and country and self.country and country != self.country:
            return INTER["External/Other forces"]
        return INTER[self.kind]


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader, commander or spokesman of a side for some years: of a listed actor, or of a country's government."""

    name: str
    aliases: tuple[str, ...]
    role: str
    start: int
    end: int
    actor: str = ""
    country: str = ""
    first_day: date | None = None
    last_day: date | None = None

    def in_office(self, year: int) -> bool:
        """Say whether the person spoke for the side in a year."""
        return self.start <= year <= self.end

    def in_office_on(self, day: date) -> bool:
        """Say whether the person spoke for the side on a day."""
        return self.in_office(day.year) and (self.first_day or day) <= day <= (self.last_day or day)


@dataclass(frozen=True, slots=True)
class Country:
    """A country with the words that name its people, its government and its forces."""

    iso: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    nationals: tuple[str, ...]
    capital: str
    seats: tuple[str, ...]
    leaders: tuple[Leader, ...]
    forces: str
    government: str
