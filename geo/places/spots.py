"""The stretches of a block that may be place names: names of the gazetteer, and names that stand where places do."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

from gazetteer.models import NameSpan
from geo.places.name_facts import FactBook, NameFacts
from geo.places.names import LEAST_CLOSENESS, Names
from geo.places.text_clues import Features
from geo.places.toponyms import role_words

_CAPITALISED: Final = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’]*"
_RUN: Final = re.compile(rf"\b{_CAPITALISED}(?:[ -]{_CAPITALISED}){{0,3}}")
_BETWEEN: Final = re.compile(r"[ -]")
_ENDS_NAME: Final = frozenset(".,;:(")
_REACH: Final = 24


@dataclass(slots=True)
class Spot:
    """A stretch of a block's view that may be a place name, with what speaks for and against it.

    ``in_text`` is the probability by the text alone, ``probability`` the last word on it; ``has_grammar`` says that the
    language model was asked too.
    """

    start: int
    end: int
    key: str
    facts: NameFacts
    features: Features = field(default_factory=dict)
    in_text: float = 0.0
    probability: float = 0.0
    has_grammar: bool = False

    def overlaps(self, start: int, end: int) -> bool:
        """Say whether the spot shares a character with a stretch."""
        return self.start < end and start < self.end


class SpotFinder:
    """Finds spots in the blocks of a document by the gazetteer and the text alone."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.facts = FactBook(names)

    def find(self, view: str, theatre: Collection[str]) -> list[Spot]:
        """Return the spots of a block in order; they may overlap where a name may be longer."""
        spots = [self._spot(name) for name in self._names.match(view)]
        spots += [self._spot(name) for name in _acronyms(view) if not _covered(name, spots)]
        for start, end in _unknown_names(view, in_theatre=bool(theatre)):
            if not any(spot.start <= start and end <= spot.end for spot in spots):
                spots.append(self._unknown(view[start:end], start, end, theatre))
        spots.sort(key=lambda spot: (spot.start, -spot.end))
        return spots

    def names_in(self, text: str) -> list[NameSpan]:
        """Return the names of the gazetteer in a text."""
        return self._names.match(text)

    def _spot(self, name: NameSpan) -> Spot:
        return Spot(name.start, name.end, name.key, self.facts.of(name.key))

    def _unknown(self, text: str, start: int, end: int, theatre: Collection[str]) -> Spot:
        """Return the spot of a name that the matcher passes over: a common word, or one that no place has exactly."""
        facts = self.facts.of(text)
        if not facts.places and theatre:
            sounding = self._names.places_sounding(text, theatre, LEAST_CLOSENESS)
            if sounding:
                found = self.facts.of_places(f"~{text}", tuple(hit.place for hit in sounding))
                facts = found
        return Spot(start, end, text, facts)


def _acronyms(view: str) -> Iterator[NameSpan]:
    """Yield the short forms of countries that the matcher leaves out."""
    for short in sorted(role_words("country_acronyms")):
        at = view.find(short)
        while at >= 0:
            end = at + len(short)
            if not (view[at - 1 : at].isalnum() or view[end : end + 1].isalnum()):
                yield NameSpan(at, end, short.lower())
            at = view.find(short, end)


def _covered(name: NameSpan, spots: Iterable[Spot]) -> bool:
    return any(spot.overlaps(name.start, name.end) for spot in spots)


class _Run(NamedTuple):
    """A run of capitalised words, as offsets."""

    start: int
    end: int


def _unknown_names(view: str, *, in_theatre: bool) -> Iterator[_Run]:
    """Yield the runs of capitalised words that stand where a place does: "in X", "village of X", "X district".

    In a theatre also what opens a block and goes no further, as notes on events do: "Pecaf. Armed men …".
    """
    if view.isupper():
        return
    for match in _RUN.finditer(view):
        run = _trimmed(view, match.start(), match.end())
        if run and (_stands_as_place(view, run) or (in_theatre and _is_whole_heading(view, run))):
            yield run


def _stands_as_place(view: str, run: _Run) -> bool:
    return _after_place_word(view, run.start) or _before_place_noun(view, run.end) or _has_prefix(view, run)


def _has_prefix(view: str, run: _Run) -> bool:
    first, _, rest = view[run.start : run.end].replace("-", " ").partition(" ")
    return bool(rest) and first.lower() in role_words("place_prefixes")


def _is_whole_heading(view: str, run: _Run) -> bool:
    return run.start == 0 and view[run.end : run.end + 1] in _ENDS_NAME


def _trimmed(view: str, start: int, end: int) -> _Run | None:
    """Take words of place, directions and prepositions off both ends of a run."""
    text = view[start:end]
    if " " not in text and "-" not in text:
        return None if _is_loose(text) else _Run(start, end)
    words = _BETWEEN.split(text)
    while words and _is_loose(words[0]):
        start += len(words.pop(0)) + 1
    while words and _is_loose(words[-1]):
        end -= len(words.pop()) + 1
    return _Run(start, end) if words else None


def _is_loose(word: str) -> bool:
    return word.lower() in _words_of("locative_prepositions", "directions", "place_nouns", "loose")


@cache
def _words_of(*lists: str) -> frozenset[str]:
    """Return the words of several lists together."""
    return frozenset[str]().union(*(role_words(words) for words in lists))


def _after_place_word(view: str, start: int) -> bool:
    if view[start - 1 : start] != " ":
        return False
    begin = view.rfind(" ", 0, start - 1)
    last = view[begin + 1 : start - 1].lower()
    if last == "of":
        return begin > 0 and view[view.rfind(" ", 0, begin) + 1 : begin].lower() in role_words("place_nouns")
    return last in _words_of("locative_prepositions", "settlement_nouns", "place_verb_forms")


def _before_place_noun(view: str, end: int) -> bool:
    if view[end : end + 1] != " ":
        return False
    word = view[end + 1 : end + 1 + _REACH].split(" ", 1)[0].strip(".,;:()").lower()
    return word in _words_of("settlement_nouns", "division_nouns")
