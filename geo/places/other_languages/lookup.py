"""Asks the gazetteer for many forms of names at once, and weighs how well known the places are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from gazetteer.models import Place
from geo.places.names import Names, importance
from geo.places.other_languages.vocabulary import Vocabulary
from geo.places.other_languages.words import plain

BETWEEN: Final = " zq "
"""Stands between forms that are matched in one pass: no name goes over it."""

_SHORTEST_MATCHED: Final = 3


def known_forms(names: Names, forms: Iterable[str]) -> frozenset[str]:
    """Return which of some forms the gazetteer has as names, in one pass of the matcher.

    Forms begin in upper case where the script has it. The answer leaves out names that the matcher passes over.
    """
    ordered = list(dict.fromkeys(form for form in forms if len(form) >= _SHORTEST_MATCHED))
    if not ordered:
        return frozenset()
    ends: dict[int, tuple[int, str]] = {}
    at = 0
    for form in ordered:
        ends[at] = (at + len(form), form)
        at += len(form) + len(BETWEEN)
    found = names.match(BETWEEN.join(ordered))
    return frozenset(ends[span.start][1] for span in found if span.start in ends and ends[span.start][0] == span.end)


def weight_of(places: tuple[Place, ...], theatre: Collection[str]) -> float:
    """Return how well known the best of some places is, a little more where the theatre has one."""
    inside = any(place.country in theatre for place in places)
    return importance(places) + 0.3 * inside


def key_of(name: str, names: Names, vocabulary: Vocabulary) -> str:
    """Return what to ask the gazetteer for: a name as it is, or the one that it has the place under."""
    levelled = plain(name)
    if levelled in vocabulary.instead:
        return vocabulary.instead[levelled]
    other = vocabulary.names.get(levelled)
    return other if other and not names.places_named(name) else name
