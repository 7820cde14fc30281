"""The strings by which actors are found, and what each leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import daachorse

from geo.actors.models import Country, Leader
from geo.actors.vocabulary import ActorVocabulary, word_lists

NAMED: Final = "named"
COUNTRY: Final = "country"
LEADER: Final = "leader"
# People who are somebody only with the name of their group before them.
MEMBERS: Final = "members"
_SHORT: Final = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """What a string of the vocabulary leads to: listed actors, a country, a leader, or a group of unnamed people.

    ``local`` has the actors that the string names in texts about a country (ISO code) only.
    """

    text: str
    kind: str
    actors: tuple[str, ...] = ()
    country: str = ""
    leaders: tuple[Leader, ...] = ()
    local: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def names_people(self) -> bool:
        """Say whether the string is a common noun for people or their things."""
        return self.kind not in {NAMED, COUNTRY, LEADER}

    def in_country(self, country: str) -> Entry | None:
        """Return what the string means in texts about a country, if anything."""
        local = self.local.get(country)
        if local:
            return replace(self, kind=NAMED, actors=local, country="")
        return None if self.kind == NAMED and not self.actors else self


class Matcher:
    """Finds all strings of the vocabulary in a text at once."""

    def __init__(self, vocabulary: ActorVocabulary) -> None:
        entries = _merge(_entries(vocabulary), vocabulary)
        self._entries = list(entries.values())
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(entries))

    def hits(self, view: str, country: str) -> list[tuple[Entry, int, int]]:
        """Return the entries in a text that mostly plays in a country, with their offsets; they may overlap."""
        lowered = view.lower()
        if len(lowered) != len(view):
            lowered = "".join(character.lower() if len(character.lower()) == 1 else character for character in view)
        found = []
        for start, end, number in self._automaton.find_overlapping(lowered):
            if not _at_boundaries(view, start, end):
                continue
            entry = self._entries[number].in_country(country)
            if entry is not None and _case_fits(entry, view[start:end]):
                found.append((entry, start, end))
        return found


def _entries(vocabulary: ActorVocabulary) -> Iterable[Entry]:
    for actor in vocabulary.actors.values():
        yield from (Entry(alias, NAMED, (actor.id,)) for alias in (actor.name, *actor.aliases))
    for country in vocabulary.countries.values():
        names = (country.name, *country.aliases, *country.adjectives, *_of_capital(country))
        yield from (Entry(name, COUNTRY, country=country.iso) for name in names)
    for leader in vocabulary.leaders:
        names = (leader.name, *leader.aliases)
        yield from (Entry(name, LEADER, country=leader.country, leaders=(leader,)) for name in names)
    for country in vocabulary.countries.values():
        yield from (_seat(name, country) for name in country.seats)
    yield from (Entry(noun, MEMBERS) for noun in word_lists()["members"])
    for group, nouns in vocabulary.nouns.items():
        yield from (Entry(noun, group) for noun in nouns)


def _of_capital(country: Country) -> Iterable[str]:
    """Yield the capital as an owner: "Moscow's troops" are the country's; without the ending it is a place."""
    if country.capital:
        yield from (f"{country.capital}'s", f"{country.capital}’s")


def _seat(name: str, country: Country) -> Entry:
    """Return what a seat of government stands for: the government, where it is listed."""
    government = country.government
    return Entry(name, NAMED, (government,)) if government else Entry(name, COUNTRY, country=country.iso)


def _merge(entries: Iterable[Entry], vocabulary: ActorVocabulary) -> dict[str, Entry]:
    """Join entries of one spelling: actors of one alias become alternatives; otherwise the first stands."""
    merged: dict[str, Entry] = {}
    for entry in entries:
        key = entry.text.lower()
        known = merged.get(key)
        if known is None:
            merged[key] = entry
        elif known.kind == entry.kind == NAMED and entry.actors[0] not in known.actors:
            merged[key] = replace(known, actors=known.actors + entry.actors)
        elif known.kind == entry.kind == LEADER:
            merged[key] = replace(known, leaders=known.leaders + entry.leaders)
    for actor in vocabulary.actors.values():
        for alias in actor.local_aliases:
            known = merged.get(alias.lower()) or Entry(alias, NAMED)
            local = {**known.local, actor.country: (*known.local.get(actor.country, ()), actor.id)}
            merged[alias.lower()] = replace(known, local=local)
    return merged


def _at_boundaries(view: str, start: int, end: int) -> bool:
    before = view[start - 1] if start else " "
    after = view[end] if end < len(view) else " "
    return not (before.isalnum() or after.isalnum())


def _case_fits(entry: Entry, text: str) -> bool:
    """Check an acronym's or a short name's case to the letter; other names need a capital, nouns of people none."""
    if entry.names_people:
        return True
    if len(entry.text) <= _SHORT or entry.text.isupper():
        return text == entry.text or (text.isupper() and len(text) > _SHORT)
    return any(character.isupper() for character in text) or not any(
        character.isalpha() and character.isascii() for character in text
    )
