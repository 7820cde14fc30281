"""Gives an event its date among those of its sentence; a date that belongs to something else stays with that."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from geo.events.findings import FoundDate
from geo.events.kinds.triggers import Trigger, cue_words, governing_verb

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_VERBS: Final = frozenset({"VERB", "AUX"})
_BEGINNING: Final = frozenset({"begin", "start"})
_OPENERS: Final = frozenset({"and", "but", "while", "whereas", "then"})
_MODIFIERS: Final = frozenset({"compound", "amod", "nummod", "nmod", "poss", "appos"})


class Tie(IntEnum):
    """How a date hangs on an event; the lower, the closer."""

    OWN = 0
    """On the event's main word or its verb."""
    FRAME = 1
    """At the head of the sentence, before any verb: it holds for all that follows."""
    CLAUSE = 2
    """Elsewhere in the event's clause, or on another word for the same event."""
    ABOVE = 3
    """In the clause in which the event's own is set."""
    BESIDE = 4
    """In another clause."""
    FOREIGN = 5
    """On something else: "a 1971 deal", "the massacre of 2019", "a man who was born in 1990"."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What a date belongs to: a verb, a trigger or a noun; ``close``: as its attribute and not by "on" or "in"."""

    token: Token
    close: bool


def owner_of(day: Span, triggers: AbstractSet[Token]) -> Owner:
    """Climb from a date's words to the verb, the trigger or the noun that they belong to."""
    if (opened := _verb_of_opened_clause(day)) is not None:
        return Owner(opened, close=False)
    token = day.root
    close = token.dep_ in _MODIFIERS
    while token.head != token:
        token = token.head
        if token in day:
            continue
        if token.pos_ in _VERBS or token in triggers:
            return Owner(token, close=close)
        if token.pos_ == "ADP":
            close = token.lower_ == "of"
        elif token.pos_ in {"NOUN", "PROPN"}:
            return Owner(token, close=close)
    return Owner(token, close=False)


def _verb_of_opened_clause(day: Span) -> Token | None:
    """Return the verb that follows a date right after "and" or "while": "shells hit X and on Friday jets bombed Y"."""
    doc, start = day.doc, day.start
    if start > day.sent.start and doc[start - 1].pos_ == "ADP":
        start -= 1
    if start <= day.sent.start + 1 or doc[start - 1].lower_ not in _OPENERS or doc[start - 2].ent_type_ == "DATE":
        return None
    return next((token for token in doc[day.end : day.sent.end] if token.pos_ == "VERB"), None)


def main_trigger(triggers: Sequence[Trigger]) -> Trigger:
    """Return the trigger whose verb stands highest in the sentence, the first of them: what the sentence is about."""
    return min(triggers, key=lambda trigger: (_depth(governing_verb(trigger.token)), trigger.token.i))


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _is_frame(day: Span) -> bool:
    """Say whether a date opens its sentence by itself or after "on": "On 3 May shells hit", not "The 2018 deal"."""
    before = day.doc[day.sent.start : day.start]
    opens = day.start == day.sent.start or before[-1].pos_ in {"ADP", "PUNCT"} or before[-1].dep_ == "advmod"
    return opens and not any(token.pos_ in _VERBS for token in before)


def tie_of(day: Span, triggers: Sequence[Trigger]) -> Tie:
    """Say how a date hangs on the event that a group of triggers tells of."""
    main = main_trigger(triggers).token
    verb = governing_verb(main)
    words = {trigger.token for trigger in triggers}
    owner = owner_of(day, words)
    if owner.token in {main, verb}:
        return Tie.OWN
    if _is_frame(day):
        return Tie.FRAME
    if owner.close and owner.token not in words and owner.token.pos_ not in _VERBS:
        return Tie.FOREIGN
    clause = _begun(governing_verb(owner.token))
    if clause == verb or (clause.dep_ in {"relcl", "acl"} and clause.head in words):
        return Tie.CLAUSE
    if clause in verb.ancestors:
        return Tie.ABOVE
    return _tie_beside(clause, verb, day, words)


def _tie_beside(clause: Token, verb: Token, day: Span, words: AbstractSet[Token]) -> Tie:
    told = words | {governing_verb(word) for word in words}
    aside = clause.dep_ == "relcl" or (clause.dep_ == "acl" and day.start < verb.i)
    return Tie.FOREIGN if aside and clause not in told else Tie.BESIDE


def _begun(verb: Token) -> Token:
    """Return what "beginning in May" or "starting on Monday" dates."""
    return verb.head if verb.lemma_ in _BEGINNING and verb.tag_ == "VBG" and verb.dep_ == "advcl" else verb


def has_own_date(verb: Token, before: Token, dates: Sequence[FoundDate]) -> bool:
    """Say whether two clauses, joined by "and" or "while", have each its own date."""
    spans = [verb.doc.char_span(day.start, day.end, alignment_mode="expand") for day in dates]
    owners = {_begun(governing_verb(owner_of(span, frozenset()).token)) for span in spans if span is not None}
    return {verb, before} <= owners


def choose_date(dates: Sequence[FoundDate], triggers: Sequence[Trigger]) -> FoundDate | None:
    """Return the date of the triggers' event: that which hangs on it most closely, none where all are of other things.

    A bound ("until June") gives way to any date, a vague one to a finer one that hangs as closely, then the nearest.
    """
    doc, pivot = triggers[0].token.doc, triggers[0].token.idx
    ranked = []
    for day in dates:
        span = doc.char_span(day.start, day.end, alignment_mode="expand")
        tie = Tie.BESIDE if span is None else tie_of(span, triggers)
        if tie is not Tie.FOREIGN:
            ranked.append(((day.mention.score < 1, tie, day.mention.precision, abs(day.start - pivot)), day))
    return min(ranked, key=lambda row: row[0])[1] if ranked else None


def is_day_of_telling(day: FoundDate, sentence: Span) -> bool:
    """Say whether a date is only when somebody said something: "the ministry said on Monday"."""
    span = sentence.doc.char_span(day.start, day.end, alignment_mode="expand")
    return span is not None and governing_verb(span.root).lemma_ in cue_words("arguments", "saying_verbs")
