"""Knows who "they", "the group" and "the militants" are: those who acted in the sentence before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.actors.recognise import ActorSpan
from geo.events.kinds.triggers import Trigger, cue_words
from geo.events.sides.grammar import SUBJECTS, agents

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_UNARMED: Final = frozenset({"civilians", "protesters", "government"})
_GROUPS: Final = frozenset({"rebels", "militia", "gunmen"})


@dataclass(frozen=True, slots=True)
class Recent:
    """Who acted last. ``state`` says that it was a state's forces, whom "the militants" does not mean."""

    acting: tuple[ActorSpan, ...] = ()
    state: bool = False

    @property
    def is_armed(self) -> bool:
        """Say whether those who acted bear arms, so that "they" may move, or take ground."""
        return any(actor.group not in _UNARMED for actor in self.acting)


def recalled(first: tuple[ActorSpan, ...], triggers: Sequence[Trigger], recent: Recent) -> tuple[ActorSpan, ...]:
    """Return who acts, where the text only says "they", "the group" or "the militants", from the sentence before."""
    if not recent.acting:
        return first
    if first:
        unnamed = all(actor.is_unnamed and actor.group in _GROUPS and _is_definite(actor.span.root) for actor in first)
        return recent.acting if unnamed and not recent.state else first
    heads = [token for trigger in triggers for token in agents(trigger)]
    return recent.acting if any(map(_points_back, heads)) else ()


def subject_of(sentence: Span, actors: Sequence[ActorSpan]) -> tuple[ActorSpan, ...]:
    """Return the actor that is the subject of a sentence, for the sentence after it."""
    return tuple(
        actor for actor in actors if actor.span.root.dep_ in SUBJECTS and actor.span.root.head == sentence.root
    )[:1]


def _points_back(token: Token) -> bool:
    if token.lower_ in cue_words("arguments", "pronouns"):
        return True
    return token.lemma_.lower() in cue_words("arguments", "bodies") and _is_definite(token)


def _is_definite(token: Token) -> bool:
    return any(child.lower_ in {"the", "its", "their", "these", "those"} for child in token.children)
