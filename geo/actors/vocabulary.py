"""The vocabulary of actors and countries, read from ``geo/data/actors``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from geo.errors import VocabularyError

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
_GENERIC: Final = {
    "rebels": ("Opposition Rebels ({country})", "Rebel group"),
    "militia": ("Militia ({country})", "Political militia"),
    "gunmen": ("Unidentified Armed Group ({country})", "Political militia"),
    "protesters": ("Protesters ({country})", "Protesters"),
    "rioters": ("Rioters ({country})", "Rioters"),
    "civilians": ("Civilians ({country})", "Civilians"),
    "forces": ("Military Forces of {country}", "State forces"),
    "police": ("Police Forces of {country}", "State forces"),
    "government": ("Government of {country}", "State forces"),
}
GENERIC_GROUPS: Final = tuple(_GENERIC)


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as the codebook names it. ``kind`` is ACLED's; ``start`` and ``end`` are years, or None where open."""

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
    armed: bool = False
    source_only: bool = False

    def active(self, year: int) -> bool:
        """Say whether the actor existed in a year."""
        return (self.start or 0) <= year <= (self.end or 9999)

    def inter_in(self, country: str) -> int:
        """Return ACLED's kind, 1 to 8; a state's forces outside their country are external forces."""
        if self.kind == "State forces" and country and self.country and country != self.country:
            return INTER["External/Other forces"]
        return INTER[self.kind]


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
    leaders: tuple[str, ...]
    forces: str
    government: str


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("geo").joinpath(f"data/actors/{name}").read_text(encoding="utf-8"))


def _actor(row: dict[str, Any]) -> Actor:
    if row["kind"] not in INTER:
        raise VocabularyError(f"Actor {row['id']!r} has the kind {row['kind']!r}; allowed are {', '.join(INTER)}.")
    return Actor(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        country=row.get("country", ""),
        aliases=tuple(row.get("aliases", ())),
        local_aliases=tuple(row.get("local_aliases", ())),
        start=row.get("start"),
        end=row.get("end"),
        parent=row.get("parent", ""),
        series=row.get("series", ""),
        successor=row.get("successor", ""),
        armed=row.get("armed", False),
        source_only=row.get("source_only", False),
    )


def _country(row: dict[str, Any]) -> Country:
    leaders = (name for leader in row.get("leaders", ()) for name in (leader["name"], *leader.get("aliases", ())))
    return Country(
        iso=row["iso"],
        name=row["name"],
        aliases=tuple(row.get("aliases", ())),
        adjectives=tuple(row.get("adjectives", ())),
        nationals=tuple(row.get("nationals", ())),
        capital=row.get("capital", ""),
        seats=tuple(row.get("seats", ())),
        leaders=tuple(leaders),
        forces=row.get("forces", ""),
        government=row.get("government", ""),
    )


class ActorVocabulary:
    """All known actors and countries, by id and by ISO code."""

    def __init__(
        self, actors: Iterable[Actor], countries: Iterable[Country], nouns: dict[str, tuple[str, ...]]
    ) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self.countries = {country.iso: country for country in countries}
        self.nouns = nouns
        self._series: dict[str, list[Actor]] = {}
        for actor in self.actors.values():
            if actor.series:
                self._series.setdefault(actor.series, []).append(actor)

    def in_force(self, actor_id: str, day: date | None) -> Actor | None:
        """Return the variant of an actor that held on a day: armies are dated by regime, groups by their names."""
        actor = self.actors.get(actor_id)
        if actor is None or day is None or actor.active(day.year):
            return actor
        if not actor.series:
            later = actor.end is not None and day.year > actor.end and actor.successor != actor_id
            return (self.in_force(actor.successor, day) if later else None) or actor
        variants = self._series[actor.series]
        return next((variant for variant in variants if variant.active(day.year)), actor)

    def generic(self, group: str, country: str) -> Actor:
        """Return the unnamed actor of a kind in a country: "Protesters (Sudan)"; without country just "Protesters"."""
        pattern, kind = _GENERIC[group]
        known = self.countries.get(country)
        name = (
            pattern.format(country=known.name)
            if known
            else pattern.replace(" ({country})", "").replace(" of {country}", "")
        )
        return Actor(
            f"{group}-{country.lower()}" if country else group,
            name,
            kind,
            country,
            armed=group not in {"protesters", "civilians", "government"},
        )

    def of_country(self, group: str, country: str, day: date | None) -> Actor:
        """Return the listed forces, police or government of a country on a day, or else the generic one."""
        known = self.countries.get(country)
        if known is None or group not in {"forces", "police", "government"}:
            return self.generic(group, country)
        listed = known.government if group == "government" else known.forces
        if group == "police":
            listed = listed.replace("military-forces", "police-forces")
        actor = self.in_force(listed, day)
        before_all = actor is not None and day is not None and not actor.active(day.year)
        return self.generic(group, country) if actor is None or before_all else actor

    def is_government(self, actor: Actor) -> bool:
        """Say whether an actor is a state's government, not one of its forces."""
        return bool(actor.country) and actor.kind == "State forces" and actor.name.startswith("Government of")

    def never_places(self) -> Iterator[str]:
        """Yield names that look like places and are not: seats of government, and acronyms of actors such as "IS"."""
        for country in self.countries.values():
            yield from (*country.seats, *country.adjectives, *country.nationals)
        for actor in self.actors.values():
            yield from (alias for alias in actor.aliases if alias.isupper() and alias.isascii())

    def demonyms(self) -> Iterator[tuple[str, str]]:
        """Yield adjectives and nouns of nationality with their country's code."""
        for country in self.countries.values():
            for word in (*country.adjectives, *country.nationals):
                yield word, country.iso


@cache
def load_vocabulary() -> ActorVocabulary:
    """Read the vocabulary that is shipped.

    Raises
    ------
    VocabularyError
        An actor has a kind that the codebook does not know.
    """
    groups = {group["key"]: tuple(group["nouns"]) for group in _read("force_nouns.toml")["group"]}
    return ActorVocabulary(
        map(_actor, _read("actors.toml")["actor"]),
        map(_country, _read("countries.toml")["country"]),
        groups,
    )
