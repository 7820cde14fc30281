"""Names the actors of an event and gives them their parts, as the codebook wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from geo.actors.recognise import ActorSpan, choose_actor
from geo.actors.vocabulary import INTER, Actor, ActorVocabulary
from geo.events.kinds.classify import VIOLENT
from geo.events.kinds.demonstrations import CROWD
from geo.events.statements.claims import Voice
from geo.models import ActorRole, EventActor

_BY_FORCES: Final = VIOLENT | {"movement", "transfer", "disrupted"}
_CIVILIANS: Final = INTER["Civilians"]
_OF_STATES: Final = frozenset({"forces", "police", "government"})
_UNARMED: Final = {INTER["Civilians"], INTER["Protesters"], INTER["Rioters"]}
_CROWDS: Final = {"Protests": "protesters", "Riots": "rioters"}


class Casting:
    """Turns actors found in text into parts of an event; it knows the vocabulary."""

    def __init__(self, vocabulary: ActorVocabulary) -> None:
        self._vocabulary = vocabulary

    def name(self, found: ActorSpan, families: frozenset[str], country: str, day: date | None) -> Actor:
        """Name an actor where and when it acts; a state said to strike, fight or deploy does so by its forces."""
        if found.group == "protesters" and not families & CROWD:
            return self._vocabulary.generic("civilians", country)
        actor = choose_actor(self._vocabulary, found, country, day)
        if not families & _BY_FORCES or not self._vocabulary.is_government(actor):
            return actor
        return self._vocabulary.of_country("forces", actor.country, day)

    def is_state(self, found: ActorSpan) -> bool:
        """Say whether an actor is a state's: its government, army or police."""
        listed = [self._vocabulary.actors[one] for one in found.actors if one in self._vocabulary.actors]
        return found.group in _OF_STATES or any(actor.kind == "State forces" for actor in listed)

    def name_voice(self, voice: Voice | None, country: str, day: date | None) -> str:
        """Name who claims or denies as the vocabulary does, else in the text's words; empty for nobody.

        People without arms are no party whose word alone would be a claim.
        """
        if voice is None or voice.actor is None:
            return voice.words if voice is not None else ""
        actor = choose_actor(self._vocabulary, voice.actor, country, day)
        return "" if INTER[actor.kind] in _UNARMED else actor.name

    def complete(self, actors: tuple[EventActor, ...], event_type: str, country: str) -> tuple[EventActor, ...]:
        """Add the side that a type implies and nobody names: protesters, rioters, civilians."""
        if event_type == "Battles":
            return _without_bystanders(actors)
        if event_type in _CROWDS:
            return self._with_crowd(actors, _CROWDS[event_type], country)
        if event_type == "Violence against civilians" and not any(actor.role is ActorRole.ACTOR2 for actor in actors):
            civilians = [actor for actor in actors if actor.inter == _CIVILIANS]
            others = [actor for actor in actors if actor.inter != _CIVILIANS]
            victim = civilians[0] if civilians else _part(self._vocabulary.generic("civilians", country), country)
            return (*others, replace(victim, role=ActorRole.ACTOR2))
        return actors

    def _with_crowd(self, actors: tuple[EventActor, ...], group: str, country: str) -> tuple[EventActor, ...]:
        """Put the crowd first, as the codebook does, and its opponent second."""
        implied = self._vocabulary.generic(group, country)
        inter = INTER[implied.kind]
        crowd = next((actor for actor in actors if actor.inter == inter), _part(implied, country))
        others = [actor for actor in actors if actor.inter not in {inter, INTER["Protesters"], _CIVILIANS}]
        joining = (replace(actor, role=ActorRole.ASSOCIATED) for actor in others if actor.role is ActorRole.ACTOR1)
        opposing = (actor for actor in others if actor.role is not ActorRole.ACTOR1)
        return (replace(crowd, role=ActorRole.ACTOR1), *joining, *opposing)


def cast(first: Sequence[Actor], second: Sequence[Actor], country: str) -> tuple[EventActor, ...]:
    """Give actors their parts: the first of each side leads it, the others are associated; nobody twice."""
    parts: dict[str, EventActor] = {}
    for role, actors in ((ActorRole.ACTOR1, first), (ActorRole.ACTOR2, second)):
        new = {actor.id or actor.name: actor for actor in actors if (actor.id or actor.name) not in parts}
        parts |= zip(new, side(list(new.values()), country, role), strict=True)
    return tuple(parts.values())


def side(actors: Sequence[Actor], country: str, role: ActorRole) -> tuple[EventActor, ...]:
    """Return one side of an event: its first actor has the role, the others are associated."""
    roles = [role] + [ActorRole.ASSOCIATED] * len(actors)
    return tuple(_part(actor, country, one) for actor, one in zip(actors, roles, strict=False))


def _without_bystanders(actors: tuple[EventActor, ...]) -> tuple[EventActor, ...]:
    """Leave civilians out of a battle of two sides: those caught in it are among its dead, not among its parties."""
    return tuple(actor for actor in actors if actor.inter != _CIVILIANS or actor.role is not ActorRole.ASSOCIATED)


def _part(actor: Actor, country: str, role: ActorRole = ActorRole.ACTOR1) -> EventActor:
    return EventActor(actor.id, actor.name, role, actor.inter_in(country))
