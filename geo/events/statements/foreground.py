"""Tells what a sentence reports from what it only brings up: causes, charges, what went before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from geo.events.kinds.triggers import Trigger, cue_words, governing_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

_LISTED: Final = "including"  # what it lists is told for itself, whatever the parse hangs it on
_CLAUSES: Final = frozenset({"advcl", "acl", "relcl", "pcomp"})


def foreground(triggers: Sequence[Trigger]) -> list[Trigger]:
    """Return the triggers of what is reported; all, where only causes, charges or results are told.

    Deaths and wounds are the result of something: what brought them about stays, wherever it stands.
    """
    front = [trigger for trigger in triggers if not _is_background(trigger.token)]
    if all(trigger.token.lemma_.lower() in cue_words("background", "results") for trigger in front):
        return list(triggers)
    return front


def _is_background(token: Token) -> bool:
    """Say whether a word hangs, somewhere up its sentence, on a cause, a charge or a time before."""
    node = token
    while node.head != node and node.head.lower_ != _LISTED and not _is_of_that_time(node):
        if node.dep_ in {"pobj", "pcomp"} and _leads_back(node.head):
            return True
        if node.dep_ in _CLAUSES and _opens_with_background(node):
            return True
        node = node.head
    return False


def _is_of_that_time(verb: Token) -> bool:
    """Say whether a clause tells what happened at a time that the sentence names: "since 2012, when rebels killed"."""
    return verb.dep_ == "relcl" and any(child.lower_ == "when" for child in verb.children)


def _leads_back(preposition: Token) -> bool:
    if preposition.lower_ in cue_words("background", "prepositions"):
        return True
    nouns = cue_words("background", "nouns")
    return preposition.head.lemma_.lower() in nouns


def _opens_with_background(verb: Token) -> bool:
    if verb.dep_ in {"relcl", "acl"}:
        return verb.head.pos_ in {"NOUN", "PROPN"} and governing_verb(verb.head) != verb and _is_about_people(verb)
    marks = [child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"} and child.i < verb.i]
    return any(mark in cue_words("background", "markers") for mark in marks)


def _is_about_people(verb: Token) -> bool:
    """Say whether a relative clause tells of a person's past: "a man who led the attack", "suspected of"."""
    return verb.head.lemma_.lower() in cue_words("background", "people") or verb.head.ent_type_ == "PERSON"
