"""Tells statements from wishes, threats, denials and other talk of what did not happen, or not now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from geo.events.triggers import Trigger, cue_words, governing_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOBODY: Final = frozenset({"nobody", "none", "nothing"})


def _ancestors(token: Token) -> Iterator[Token]:
    yield token
    yield from token.ancestors


def is_stated(trigger: Trigger) -> bool:
    """Say whether a trigger is told as having happened: not negated, wished, planned, denied or conditional."""
    token = trigger.token
    if any(
        child.lower_ in cue_words("modality", "negations") and child.dep_ in {"neg", "det", "preconj"}
        for child in token.children
    ):
        return False
    verb = governing_verb(token)
    return not (_is_modal(verb) or _is_governed(token, verb) or _is_conditional(verb) or _is_denied(verb, token))


def _is_modal(verb: Token) -> bool:
    clause = {verb}
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
        clause.add(verb)
    return any(
        child.dep_ == "aux" and child.lower_ in cue_words("modality", "modals")
        for part in clause
        for child in part.children
        if child.i < part.i
    )


def _is_governed(token: Token, verb: Token) -> bool:
    """Say whether the clause is the content of a plan, a threat or a denial: "vowed to attack", "denied shelling"."""
    governors = cue_words("modality", "governing_verbs")
    if verb.dep_ in {"xcomp", "ccomp", "pcomp"} and verb.head.lemma_ in governors:
        return True
    if _is_infinitive(verb) and verb.head.lemma_ not in cue_words("modality", "achieving_verbs"):
        return True
    return token != verb and _is_content(_first_of_list(token), verb)


def _is_content(noun: Token, verb: Token) -> bool:
    """Say whether a noun is what a verb only plans, fears or offers, or what another noun makes uncertain."""
    wished = cue_words("modality", "governing_verbs") - cue_words("modality", "trying_verbs")
    if noun.dep_ in {"dobj", "pobj"} and verb.lemma_ in wished:
        return True
    return any(_is_infinitive(child) for child in noun.children) or _hangs_on_threat(noun)


def _first_of_list(token: Token) -> Token:
    """Return the first member of a list: its place in the sentence is that of them all."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def _is_infinitive(verb: Token) -> bool:
    return verb.dep_ in {"acl", "xcomp", "advcl", "relcl"} and any(
        child.lower_ == "to" and child.dep_ == "aux" for child in verb.children
    )


def _hangs_on_threat(noun: Token) -> bool:
    """Say whether a noun is only the content of another: "the threat of a clash", "fears of an attack"."""
    above = noun.head.head if noun.dep_ == "pobj" else noun
    return above != noun and above.lemma_.lower() in cue_words("modality", "hypothetical_nouns")


def _is_conditional(verb: Token) -> bool:
    hypothetical = cue_words("modality", "hypothetical_markers") - {"before"}
    clauses = [part for part in _ancestors(verb) if part.dep_ in {"acl", "relcl"}]
    if any(part.head.lower_ in {"event", "case"} for part in clauses):
        return True
    return any(
        child.dep_ in {"mark", "advmod"} and child.lower_ in hypothetical
        for part in _ancestors(verb)
        if part.dep_ in {"advcl", "ccomp"} or part == verb
        for child in part.children
    )


def _is_denied(verb: Token, token: Token) -> bool:
    negated = any(child.dep_ == "neg" or child.lower_ in _NOBODY for child in verb.children)
    negated = negated or token.head.lower_ == "without"
    return negated or (token != verb and any(child.lower_ == "no" for child in token.children))
