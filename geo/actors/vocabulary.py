"""The vocabulary of actors and countries, read from ``geo/data/actors``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from geo.actors.loading import Row, check_references, read_actor, read_country, read_leader, rows
from geo.actors.models import INTER, Actor, Country, Leader
from geo.actors.own import FileStamp, file_stamp, own_rows, with_own
from geo.settings import load_settings

__all__ = [
    "GENERIC_GROUPS",
    "INTER",
    "Actor",
    "ActorVocabulary",
    "Country",
    "Leader",
    "load_vocabulary",
    "shipped_rows",
    "word_lists",
]

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


class ActorVocabulary:
    """All known actors and countries, by id and by ISO code, and the leaders of listed actors."""

    def __init__(
        self,
        actors: Iterable[Actor],
        countries: Iterable[Country],
        nouns: Mapping[str, tuple[str, ...]],
        leaders: Iterable[Leader] = (),
    ) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self.countries = {country.iso: country for country in countries}
        self.nouns = nouns
        self.leaders = (*leaders, *(leader for country in self.countries.values() for leader in country.leaders))
        self._series: dict[str, list[Actor]] = {}
        for actor in self.actors.values():
            if actor.series:
                self._series.setdefault(actor.series, []).append(actor)

    def in_force(self, actor_id: str, day: date | None) -> Actor | None:
        """Return the variant of an actor that held on a day: armies are dated by regime, groups by their names."""
        actor = self.actors.get(actor_id)
        if actor is None or day is None or actor.active_on(day):
            return actor
        if not actor.series:
            later = actor.ended_before(day) and actor.successor != actor_id
            return (self.in_force(actor.successor, day) if later else None) or actor
        variants = self._series[actor.series]
        return next((variant for variant in variants if variant.active_on(day)), actor)

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
        before_all = actor is not None and day is not None and not actor.active_on(day)
        return self.generic(group, country) if actor is None or before_all else actor

    def backed_by(self, backers: Sequence[str], backing_country: str, country: str, day: date | None) -> list[Actor]:
        """Return the actors that fight in a country on a day with the support of others.

        ``backers`` are ids of actors; ``backing_country`` is the ISO code of a state that stands behind them.
        """
        return [
            actor
            for actor in self.actors.values()
            if actor.allies and actor.country == country and (day is None or actor.active_on(day))
            if any(self._is_backer(ally, backers, backing_country) for ally in actor.allies)
        ]

    def _is_backer(self, ally: str, backers: Sequence[str], country: str) -> bool:
        return ally in backers or (bool(country) and self.actors[ally].country == country)

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


def _text(name: str) -> str:
    return files("geo").joinpath(f"data/actors/{name}").read_text(encoding="utf-8")


@cache
def word_lists() -> dict[str, Any]:
    """Return the word lists by which actors are told in text."""
    return tomllib.loads(_text("recognition.toml"))


def load_vocabulary() -> ActorVocabulary:
    """Return the vocabulary that is shipped, with the user's own actors; read anew where their file has changed.

    Raises
    ------
    VocabularyError
        An entry is not what it must be; the message names file, entry and field.
    """
    path = load_settings().actors
    return _read_vocabulary(path, file_stamp(path))


@lru_cache(maxsize=1)
def _read_vocabulary(path: Path, _stamp: FileStamp | None) -> ActorVocabulary:
    groups = {group["key"]: tuple(group["nouns"]) for group in tomllib.loads(_text("force_nouns.toml"))["group"]}
    actors = with_own(shipped_rows(), own_rows(path))
    leaders = rows("leaders.toml", _text("leaders.toml"), "leader", "name")
    countries = rows("countries.toml", _text("countries.toml"), "country", "iso")
    checked = [read_actor(row) for row in actors]
    check_references(actors, leaders)
    return ActorVocabulary(checked, map(read_country, countries), groups, [read_leader(row) for row in leaders])


@cache
def shipped_rows() -> tuple[Row, ...]:
    """Return the entries of all files of actors that are shipped."""
    return tuple(row for file in _actor_files() for row in rows(file, _text(file), "actor", "id"))


def _actor_files() -> list[str]:
    found = (entry.name for entry in files("geo").joinpath("data/actors").iterdir())
    return sorted(name for name in found if name.startswith("actors") and name.endswith(".toml"))
