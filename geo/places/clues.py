"""What stands beside a name and helps to choose its place: nouns of kind, containers, namesakes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gazetteer.models import Place
from geo.places.features import Clues
from geo.places.toponyms import Toponym, role_words
from geo.places.words import words_after, words_before

_TOWN_PEOPLE: Final = 10_000
_SEATS: Final = frozenset({"PPLA", "PPLC"})
_INSIDE_WORDS: Final = frozenset(
    {"in", "of", "the", "city", "province", "state", "district", "region", "governorate", "oblast"}
    | {"northern", "southern", "eastern", "western", "rural", "central"}
    | {"town", "village", "area", "countryside", "outskirts", "suburb", "neighborhood", "neighbourhood", "lga"}
)
_NOUNS: Final = {
    "water_noun": "water_nouns",
    "division_noun": "division_nouns",
    "settlement_noun": "settlement_nouns",
    "facility_named": "facility_nouns",
}

Options = tuple[Place, ...]
"""What a name may mean."""


def find_clues(toponyms: Sequence[Toponym], places: Sequence[Options]) -> list[Clues]:
    """Return what stands beside each name, given what each may mean."""
    if not toponyms:
        return []
    following: list[tuple[Toponym, Options] | None] = [*zip(toponyms[1:], places[1:], strict=True), None]
    return [
        Clues(_nouns(toponym), _containers(toponym, after), towns=_divisions_with_town(options))
        for toponym, options, after in zip(toponyms, places, following, strict=True)
    ]


def _divisions_with_town(options: Options) -> frozenset[tuple[str, str]]:
    """Return the divisions in which one of the places is a town that they may be named after."""
    towns = (place for place in options if place.feature_class == "P")
    return frozenset(
        (place.country, place.admin1)
        for place in towns
        if place.population >= _TOWN_PEOPLE or place.feature_code[:4] in _SEATS
    )


def _nouns(toponym: Toponym) -> frozenset[str]:
    """Return the features for which a noun beside the name asks."""
    view = toponym.block.view
    before = [word.lower() for word in words_before(view, toponym.start, 2)]
    near = {*before[-1:], *(word.lower() for word in words_after(view, toponym.end, 1))}
    if before[-1:] == ["of"]:
        near.update(before)
    inside = {word.lower() for word in toponym.text.split()[1:]}  # "Idlib province" where the name has both
    return frozenset(feature for feature, words in _NOUNS.items() if (near | inside) & role_words(words))


def _containers(toponym: Toponym, after: tuple[Toponym, Options] | None) -> Options:
    """Return what the next name may mean where the text reads "X, Y", "X (Y)" or "X in Y"."""
    if after is None or after[0].block is not toponym.block or after[0].start <= toponym.end:
        return ()
    gap = toponym.block.view[toponym.end : after[0].start].strip().lower()
    words = set(gap.replace(",", " ").replace("(", " ").split())
    joined = gap[:1] in {",", "("} or bool(words & {"in", "of"})
    return after[1] if joined and words <= _INSIDE_WORDS else ()
