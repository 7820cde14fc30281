"""What a person chose for names of a document, carried out: exactly that place, or no place at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gazetteer.models import Place
from gazetteer.normalise import fold
from geo.models import Candidate, PlaceMention, Reason, Role
from geo.places.toponyms import Toponym

CHOSEN: Final = "chosen"
"""The one feature of a place that a person chose."""

_WEIGHT: Final = 10.0

Choices = Mapping[str, str]
"""Folded names with the ids of the places that they mean, empty for no place: :attr:`geo.models.Document.choices`."""
FindPlace = Callable[[str], Place | None]
"""Answers an id with the place, or None where the gazetteer does not have it any more."""


def settle_names(toponyms: Iterable[Toponym], choices: Choices) -> list[Toponym]:
    """Return the names without those that are no places, and with those that are, for certain."""
    if not choices:
        return list(toponyms)
    chosen = ((toponym, _choice(toponym, choices)) for toponym in toponyms)
    return [replace(toponym, evidence=1.0) if place_id else toponym for toponym, place_id in chosen if place_id != ""]


def put_chosen_first(
    toponyms: Sequence[Toponym], ranked: Sequence[tuple[Candidate, ...]], choices: Choices, find_place: FindPlace
) -> list[tuple[Candidate, ...]]:
    """Return the candidates of each name, those of a chosen one led by its place: it alone has a score.

    A place that the gazetteer does not have any more is passed over, and the name left to the program.
    """
    if not choices:
        return list(ranked)
    return [
        _with_chosen(candidates, _choice(toponym, choices), find_place)
        for toponym, candidates in zip(toponyms, ranked, strict=True)
    ]


def never_pinned(mentions: Iterable[PlaceMention], choices: Choices) -> frozenset[str]:
    """Return the folded names that have a chosen place although no mention of them says where something happens.

    Whoever chooses a place for such a name says that it was taken wrongly for something else.
    """
    keys = {key for key, place_id in choices.items() if place_id}
    return frozenset(keys.difference(mention.key for mention in mentions if mention.role is Role.LOCATION))


def as_location(mention: PlaceMention) -> PlaceMention:
    """Return a mention as a person wants it pinned."""
    return replace(mention, role=Role.LOCATION, role_reasons=(Reason(CHOSEN, _WEIGHT),))


def _choice(toponym: Toponym, choices: Choices) -> str | None:
    return choices.get(fold(toponym.text), choices.get(fold(toponym.key)))


def _with_chosen(
    candidates: tuple[Candidate, ...], place_id: str | None, find_place: FindPlace
) -> tuple[Candidate, ...]:
    place = find_place(place_id) if place_id else None
    if place is None:
        return candidates
    others = (replace(candidate, score=0.0) for candidate in candidates if candidate.place.id != place.id)
    return (Candidate(replace(place, names=()), 1.0, (Reason(CHOSEN, _WEIGHT),)), *others)
