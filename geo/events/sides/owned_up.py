"""Reads who owns up to the events of the sentences before: "Islamic State claimed both attacks"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.actors.recognise import ActorSpan
from geo.events.drafts import VIOLENT_TYPES, Draft
from geo.events.kinds.triggers import cue_words
from geo.events.memory import Scene, country_of
from geo.events.sides.arguments import actors_at
from geo.events.sides.casting import Casting, side
from geo.events.statements.claims import subjects_of
from geo.models import ActorRole

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_COUNTS: Final = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_POINTING: Final = frozenset({"the", "this", "that", "these", "those", "both", "all"})
_MOST: Final = 5


def is_owned_up(scene: Scene, earlier: list[Draft], casting: Casting) -> bool:
    """Enter who claims the violence before in each of its drafts; say whether a sentence only tells that.

    "The attack" is the last, "both attacks" are the last two, "the attacks" and "all attacks" at most the last five.
    """
    found = _owner_and_events(scene, earlier)
    if found is None or scene.places or scene.dates or scene.dead:
        return False
    for index in found[1]:
        earlier[index] = _with_owner(earlier[index], found[0], casting)
    return True


def _owner_and_events(scene: Scene, earlier: Sequence[Draft]) -> tuple[ActorSpan, list[int]] | None:
    violent = [index for index, draft in enumerate(earlier) if draft.event_type in VIOLENT_TYPES]
    for deed in _deeds(scene.sentence):
        claimants = actors_at(subjects_of(_claim(deed)), scene.found.actors_in(scene.sentence))
        if violent and claimants:
            return claimants[0], violent[-_number_of(deed) :]
    return None


def _with_owner(draft: Draft, found: ActorSpan, casting: Casting) -> Draft:
    """Return an event that a party vouches for, with that as the one who acted, where nobody else did."""
    home = country_of(draft.place)
    owner = casting.name(found, frozenset({"attack"}), home, draft.day.last if draft.day is not None else None)
    known = {actor.role for actor in draft.actors} | {actor.name for actor in draft.actors}
    is_open = ActorRole.ACTOR1 not in known and owner.name not in known
    acting = side([owner], home, ActorRole.ACTOR1) if is_open else ()
    return replace(draft, actors=(*acting, *draft.actors), claimed_by=owner.name)


def _deeds(sentence: Span) -> Iterator[Token]:
    """Yield the nouns for what was told before which somebody claims: "claimed [responsibility for] both attacks"."""
    for token in sentence:
        if token.lemma_.lower() in cue_words("arguments", "deeds") and _points_back(token):
            claim = _claim(token)
            negated = any(child.dep_ == "neg" for child in claim.children)
            if claim.lemma_ in cue_words("arguments", "owning_verbs") and not negated:
                yield token


def _claim(deed: Token) -> Token:
    """Return the verb of which a noun is the object, or the object of "responsibility for"."""
    responsibility = deed.head.head if deed.dep_ == "pobj" and deed.head.lower_ == "for" else None
    return (
        responsibility.head if responsibility is not None and responsibility.lower_ == "responsibility" else deed.head
    )


def _points_back(deed: Token) -> bool:
    """Say whether a noun takes up what was told and tells nothing of it itself."""
    words = {child.lower_ for child in deed.children}
    return bool(words & _POINTING) and words <= _POINTING | _COUNTS.keys()


def _number_of(deed: Token) -> int:
    counts = [_COUNTS[child.lower_] for child in deed.children if child.lower_ in _COUNTS]
    return counts[0] if counts else (_MOST if deed.tag_ == "NNS" else 1)
