"""Reads on about a crowd: a sentence on how its protest was met belongs to the event of the sentence before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geo.actors.recognise import ActorSpan
from geo.actors.vocabulary import Actor
from geo.events.drafts import Draft, more
from geo.events.findings import FoundPlace
from geo.events.kinds.classify import sub_event_type
from geo.events.kinds.evidence import Evidence
from geo.events.memory import Scene
from geo.events.sides.casting import side
from geo.events.sides.crowds import answering, opponents
from geo.models import ActorRole, Casualties

_MET: Final = "Protest with intervention"
_DEADLY: Final = "Excessive force against protesters"
_SHELLING: Final = "Shelling/artillery/missile attack"
_CLASH: Final = "Armed clash"
_CROWD_TYPES: Final = frozenset({"Protests", "Riots"})


def answer_to(
    draft: Draft, actors: Sequence[ActorSpan], places: Sequence[FoundPlace], *, dated: bool
) -> tuple[ActorSpan, ...]:
    """Return who opposes the crowd of the event before, or answers its fire; nobody at another time or place."""
    if dated or not all(_is_same(draft.place, place) for place in places):
        return ()
    if draft.event_type in _CROWD_TYPES:
        return opponents(actors)
    alone = all(actor.role is ActorRole.ACTOR1 for actor in draft.actors)
    return answering(actors) if draft.sub_type == _SHELLING and draft.actors and alone else ()


def is_toll_of_crowd(draft: Draft, scene: Scene) -> bool:
    """Say whether a sentence after a protest only tells how many were hurt or killed: "Six people were wounded."."""
    if draft.event_type not in _CROWD_TYPES or scene.places or scene.dates or not scene.dead:
        return False
    return all(actor.group in {"civilians", "protesters"} for actor in scene.found.actors_in(scene.sentence))


def with_dead(draft: Draft, toll: Casualties) -> Draft:
    """Return a crowd's event with a toll; who was dispersed and lost lives was met with excessive force."""
    deadly = draft.sub_type == _MET and bool(toll.best)
    return replace(draft, toll=more(draft.toll, toll), sub_type=_DEADLY if deadly else draft.sub_type)


def met(draft: Draft, opposing: Sequence[Actor], text: str, toll: Casualties, country: str) -> Draft:
    """Return a crowd's event with those who opposed it, and of the type that this makes it."""
    has_second = any(actor.role is ActorRole.ACTOR2 for actor in draft.actors)
    known = {actor.name for actor in draft.actors}
    new = [actor for actor in opposing if actor.name not in known]
    joined = (*draft.actors, *side(new, country, ActorRole.ASSOCIATED if has_second else ActorRole.ACTOR2))
    toll = more(draft.toll, toll)
    return replace(draft, actors=joined, toll=toll, sub_type=_sub_type(draft, opposing, text, toll))


def _sub_type(draft: Draft, opposing: Sequence[Actor], text: str, toll: Casualties) -> str:
    if draft.event_type != "Protests":
        return _CLASH if draft.sub_type == _SHELLING else draft.sub_type
    told = text.lower()
    evidence = Evidence(
        families=frozenset({"protest"}),
        words=frozenset(told.split()),
        text=told,
        inter2=opposing[0].inter_in(opposing[0].country),
        killed=bool(toll.best),
    )
    found = sub_event_type(evidence)
    return draft.sub_type if found == "Peaceful protest" else found


def _is_same(first: FoundPlace | None, second: FoundPlace) -> bool:
    one, other = first.mention.place if first is not None else None, second.mention.place
    return one is not None and other is not None and one.id == other.id
