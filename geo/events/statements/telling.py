"""Weighs how a statement is told: as news of a thing that happened, or in passing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from geo.events.kinds.triggers import Trigger, governing_verb

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_AS_PAST: Final = 0.5
_AS_LEAD: Final = 0.5
_COUNTED: Final = 0.4
_PAST: Final = frozenset({"VBD"})
_DONE: Final = frozenset({"has", "have", "had", "was", "were", "been"})
_SUPPORTS: Final = frozenset({"ccomp", "xcomp", "conj", "advcl"})


def weight_of_telling(triggers: Sequence[Trigger], sentence: Span) -> float:
    """Weigh the grammar of a statement: told in the past or perfect, at the head of a text, of a number of things."""
    verbs = [governing_verb(trigger.token) for trigger in triggers]
    weight = _AS_PAST * any(map(_is_past, verbs)) + _AS_LEAD * (sentence.start == 0)
    return weight + _COUNTED * any(
        _is_counted(trigger.token) or _is_counted(verb) for trigger, verb in zip(triggers, verbs, strict=True)
    )


def _is_past(verb: Token) -> bool:
    """Say whether a clause is told in the past or perfect, if only by the verb that it depends upon."""
    for _ in range(3):
        if verb.tag_ in _PAST or any(child.lower_ in _DONE for child in verb.children if child.dep_.startswith("aux")):
            return True
        if verb.dep_ not in _SUPPORTS:
            return False
        verb = verb.head
    return False


def _is_counted(token: Token) -> bool:
    """Say whether somebody or something that takes part is counted: "three men", "dozens of people"."""
    return any(_has_number(child) for child in token.children) or _has_number(token)


def _has_number(noun: Token) -> bool:
    return any(child.dep_ == "nummod" or child.like_num for child in noun.children)
