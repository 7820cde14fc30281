"""Gives an event its place among those of its sentence and the sentences before."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from geo.events.findings import FoundPlace
from geo.events.triggers import Trigger, cue_words, governing_verb
from geo.places.roles import is_dateline
from geo.places.toponyms import role_words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Below this score a place has nothing to do with the event.
_UNRELATED: Final = -1.1
_MOST_DISTANCE: Final = 0.5
_PER_TOKEN: Final = 0.04


def choose_place(places: Sequence[FoundPlace], triggers: Sequence[Trigger]) -> FoundPlace | None:
    """Return the place where the triggers' event happened, or None where the sentence names none.

    Places that hang on the trigger or its verb by "in", "near" or "on" come first, then nearer and narrower ones.
    """
    scored = [(_place_score(place, triggers), -place.toponym.start, place) for place in places if place.mention.place]
    best = max(scored, key=lambda row: row[:2], default=None)
    return best[2] if best is not None and best[0] > _UNRELATED else None


def _place_score(place: FoundPlace, triggers: Sequence[Trigger]) -> float:
    """Weigh how a place hangs on an event: by preposition, by what it is attached to, by narrowness and nearness."""
    token = _outer(place.toponym.span.root)
    heads = {trigger.token for trigger in triggers} | {governing_verb(trigger.token) for trigger in triggers}
    nearest = min(abs(token.i - trigger.token.i) for trigger in triggers)
    score = (
        _preposition_score(token)
        + _anchor_score(token, heads)
        + _narrowness(place)
        - min(_MOST_DISTANCE, _PER_TOKEN * nearest)
    )
    return score - 3.0 * is_dateline(place.toponym)


def _preposition_score(token: Token) -> float:
    word = token.head.lower_ if token.dep_ == "pobj" else ""
    signs = {
        word in cue_words("attachment", "happens_in"): 1.0,
        word in cue_words("attachment", "elsewhere"): -1.0,
        token.dep_ in {"poss", "compound"}: -0.5,
    }
    return signs.get(True, 0.0)


def _anchor_score(token: Token, heads: AbstractSet[Token]) -> float:
    """Weigh what a place is attached to: the event itself, or a body that sits or speaks there."""
    anchor = token.head.head if token.dep_ == "pobj" else token.head
    if anchor in heads:
        return 2.5 if token.dep_ in {"dobj", "nsubjpass"} else 1.5
    noun = anchor.lemma_.lower()
    talk = noun in cue_words("attachment", "talk")
    score = -(1.5 if anchor.pos_ == "VERB" or anchor.dep_ == "ROOT" else 3.0) * talk - 2.5 * (
        noun in role_words("public_bodies")
    )
    is_elsewhere = anchor.dep_ == "pobj" and anchor.head.lower_ in cue_words("attachment", "elsewhere")
    score -= 1.5 * (is_elsewhere and anchor.head.head not in heads)
    return score - 0.7 * (governing_verb(token) not in heads)


def is_only_talk(place: FoundPlace) -> bool:
    """Say whether a place is only where somebody writes or speaks: a dateline, "talks in X", "officials in X"."""
    token = _outer(place.toponym.span.root)
    noun = (token.head.head if token.dep_ == "pobj" else token.head).lemma_.lower()
    talk = cue_words("attachment", "talk") | role_words("public_bodies")
    return is_dateline(place.toponym) or noun in talk


def _outer(token: Token) -> Token:
    """Climb from a name inside a list or an apposition to the phrase's head: "the town of X" counts as the town."""
    while (higher := _phrase_above(token)) is not None:
        token = higher
    return token


def _phrase_above(token: Token) -> Token | None:
    if token.dep_ in {"appos", "conj", "compound", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}:
        return token.head
    noun = token.head.head
    is_part = token.dep_ == "pobj" and token.head.lower_ == "of" and noun.pos_ == "NOUN" and noun.dep_ == "pobj"
    return noun if is_part else None


def _narrowness(place: FoundPlace) -> float:
    chosen = place.mention.place
    if chosen is None:
        return 0.0
    if chosen.is_country or chosen.feature_code in {"CONT", "OCN"}:
        return -1.5
    return 0.8 if chosen.feature_class in {"P", "S"} else 0.2
