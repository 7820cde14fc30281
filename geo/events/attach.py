"""Gives an event its place and its date among those of its sentence and the sentences before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from geo.events.findings import FoundDate, FoundPlace
from geo.events.triggers import Trigger, governing_verb
from geo.places.roles import is_dateline
from geo.places.toponyms import role_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_HAPPENS_IN: Final = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "around",
        "outside",
        "inside",
        "against",
        "across",
        "over",
        "throughout",
        "into",
        "along",
        "between",
    }
)
_UNRELATED: Final = -2.2
_ELSEWHERE: Final = frozenset({"from", "to", "via", "by", "with", "for"})
_FAR_WORDS: Final = frozenset(
    [
        "say",
        "tell",
        "report",
        "announce",
        "speak",
        "meet",
        "visit",
        "hail",
        "add",
        "claim",
        "talk",
        "meeting",
        "conference",
        "summit",
        "consultation",
        "negotiation",
        "speech",
    ]
)


def choose_place(places: Sequence[FoundPlace], triggers: Sequence[Trigger]) -> FoundPlace | None:
    """Return the place where the triggers' event happened, or None where the sentence names none.

    Places that hang on the trigger or its verb by "in", "near" or "on" come first, then nearer and narrower ones.
    """
    scored = [(_place_score(place, triggers), -place.toponym.start, place) for place in places if place.mention.place]
    best = max(scored, key=lambda row: row[:2], default=None)
    return best[2] if best is not None and best[0] > _UNRELATED else None


def _place_score(place: FoundPlace, triggers: Sequence[Trigger]) -> float:
    token = _outer(place.toponym.span.root)
    preposition = token.head.lower_ if token.dep_ == "pobj" else ""
    heads = {trigger.token for trigger in triggers} | {governing_verb(trigger.token) for trigger in triggers}
    score = 1.0 if preposition in _HAPPENS_IN else 0.0
    score -= 1.0 if preposition in _ELSEWHERE else 0.0
    anchor = token.head.head if token.dep_ == "pobj" else token.head
    score += 1.5 if anchor in heads else 0.0
    score += 1.0 if token.dep_ in {"dobj", "nsubjpass"} and token.head in heads else 0.0
    score -= 3.0 if anchor.lemma_.lower() in _FAR_WORDS and anchor not in heads else 0.0
    score -= 2.5 if anchor.lemma_.lower() in role_words("public_bodies") and anchor not in heads else 0.0
    score -= 1.5 if anchor.dep_ == "pobj" and anchor.head.lower_ in _ELSEWHERE else 0.0
    score -= 0.7 if governing_verb(token) not in heads else 0.0
    score -= 3.0 if is_dateline(place.toponym) else 0.0
    score -= 0.5 if token.dep_ in {"poss", "compound"} else 0.0
    score += _narrowness(place)
    nearest = min(abs(token.i - trigger.token.i) for trigger in triggers)
    return score - 0.04 * nearest


def _outer(token: Token) -> Token:
    """Climb from a name inside a list or an apposition to the phrase's head: "the town of X" counts as the town."""
    for _ in range(4):
        if (token.dep_ in {"appos", "conj"} and token.head.pos_ in {"NOUN", "PROPN"}) or (
            token.dep_ in {"compound", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}
        ):
            token = token.head
        elif (
            token.dep_ == "pobj"
            and token.head.lower_ == "of"
            and token.head.head.pos_ == "NOUN"
            and token.head.head.dep_ == "pobj"
        ):
            token = token.head.head
        else:
            break
    return token


def _narrowness(place: FoundPlace) -> float:
    chosen = place.mention.place
    if chosen is None:
        return 0.0
    if chosen.is_country or chosen.feature_code in {"CONT", "OCN"}:
        return -2.0
    return 0.8 if chosen.feature_class in {"P", "S"} else 0.2


def choose_date(dates: Sequence[FoundDate], triggers: Sequence[Trigger]) -> FoundDate | None:
    """Return the date nearest to the triggers, those in the same clause first."""
    verbs = {governing_verb(trigger.token) for trigger in triggers}
    pivot = triggers[0].token.idx

    def rank(day: FoundDate) -> tuple[bool, int, int]:
        span = triggers[0].token.doc.char_span(day.start, day.end, alignment_mode="expand")
        same = span is not None and bool(verbs & {span.root.head, span.root.head.head, governing_verb(span.root)})
        return (not same, day.mention.precision, abs(day.start - pivot))

    return min(dates, key=rank, default=None)
