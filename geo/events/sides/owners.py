"""Knows who "its forces" and, within a sentence, "they" are: the side that speaks, or that acts in the clause above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.actors.recognise import ActorSpan
from geo.codebook import find_country
from geo.events.kinds.triggers import Trigger, cue_words
from geo.events.sides.grammar import SUBJECTS, agents, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN: Final = frozenset({"its", "their"})
_ARMED: Final = frozenset({"forces", "police", "rebels", "militia", "gunmen"})
_SUBORDINATE: Final = frozenset({"relcl", "advcl"})


def with_owners(actors: Sequence[ActorSpan]) -> list[ActorSpan]:
    """Return a sentence's actors; "its forces", in what a side tells, are that side's: "Moscow said its troops …"."""
    return [_with_owner(actor, actors) if _is_owned(actor) else actor for actor in actors]


def _is_owned(actor: ActorSpan) -> bool:
    owned = any(child.dep_ == "poss" and child.lower_ in _OWN for child in actor.span.root.children)
    return owned and actor.is_unnamed and actor.group in _ARMED


def _with_owner(actor: ActorSpan, actors: Sequence[ActorSpan]) -> ActorSpan:
    """Return an actor as that of the side which tells of it, at its own place in the sentence."""
    speaker = next(_speakers(actor.span.root), None)
    if speaker is None:
        return actor
    sides = (one for one in actors if one.span.start <= speaker.i < one.span.end and one is not actor)
    owner = next(sides, None)
    if owner is None:
        country = find_country(speaker.text)
        return replace(actor, country=country.alpha2) if country is not None else actor
    if owner.only_reports or owner.group == "civilians":
        return actor
    group = actor.group if owner.group == "government" else owner.group
    return replace(owner, start=actor.start, end=actor.end, span=actor.span, group=group)


def _speakers(token: Token) -> Iterator[Token]:
    """Yield the subjects of the verbs of saying in whose clauses a word stands, the nearest first."""
    below = token
    for verb in token.ancestors:
        if verb.lemma_ in cue_words("arguments", "saying_verbs") and below.dep_ not in SUBJECTS:
            yield from subjects(verb)
        below = verb


def clause_above(triggers: Sequence[Trigger]) -> Iterator[Token]:
    """Yield who acts in the clause above that of a trigger with "they" as subject: "entered X, where they seized Y"."""
    for trigger in triggers:
        for head in agents(trigger):
            if head.lower_ in cue_words("arguments", "pronouns") and head.head.dep_ in _SUBORDINATE:
                verb = next((above for above in head.head.ancestors if above.pos_ == "VERB"), None)
                yield from subjects(verb) if verb is not None else ()
