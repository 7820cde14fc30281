"""Governments that are named by their country or capital, among the other actors of a block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.actors.recognise import ActorSpan
from geo.events.findings import FoundPlace
from geo.models import Role
from geo.places.roles import can_be_party


def with_parties(actors: Iterable[ActorSpan], places: Iterable[FoundPlace]) -> tuple[ActorSpan, ...]:
    """Return a block's actors and the governments that its place names stand for, in order, none over another."""
    both = [*actors, *(_party(place) for place in places if _is_party(place))]
    return tuple(sorted(_without_overlaps(both), key=lambda actor: actor.start))


def _is_party(found: FoundPlace) -> bool:
    """Say whether a name stands for a government that may take part: not "X-backed", which only says whose side."""
    place, toponym = found.mention.place, found.toponym
    if found.mention.role is not Role.METONYM or toponym.inside or place is None:
        return False
    view = toponym.block.view
    joined = {view[toponym.end : toponym.end + 1], view[max(0, toponym.start - 1) : toponym.start]}
    return "-" not in joined and can_be_party((place,))


def _party(found: FoundPlace) -> ActorSpan:
    """Return the government that a country's or a capital's name stands for."""
    country = found.mention.place.country if found.mention.place else ""
    return ActorSpan(found.toponym.start, found.toponym.end, found.toponym.span, group="government", country=country)


def _without_overlaps(actors: Sequence[ActorSpan]) -> list[ActorSpan]:
    """Keep the first of overlapping actors: those of the vocabulary stand before parties named by a place."""
    kept: list[ActorSpan] = []
    for actor in actors:
        if all(actor.end <= other.start or other.end <= actor.start for other in kept):
            kept.append(actor)
    return kept
