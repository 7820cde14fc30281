"""Finds who opposes a crowd: whom its protest is about, or who speaks of it, takes no part in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from geo.actors.recognise import ActorSpan
from geo.events.kinds.triggers import cue_words
from geo.events.sides.grammar import PASSIVES, SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

_CROWDS: Final = frozenset({"protesters", "rioters", "civilians"})
_MEETING: Final = frozenset({"with", "at", "against", "by", "between", "and", "on"})
_CLAUSES: Final = frozenset({"ROOT", "conj", "advcl", "parataxis", "pcomp", "acl"})


def opponents(actors: Sequence[ActorSpan]) -> tuple[ActorSpan, ...]:
    """Return those of a sentence's actors who act upon its crowd, or whom the crowd fights."""
    return tuple(actor for actor in actors if _may_oppose(actor) and (_acts_upon(actor) or _is_met(actor)))


def answering(actors: Sequence[ActorSpan]) -> tuple[ActorSpan, ...]:
    """Return those of a sentence's actors who answer an attack: "the army responded with fire"."""
    verbs = cue_words("arguments", "answering_verbs")
    subjects = ((actor, first_of_list(actor.span.root)) for actor in actors if _may_oppose(actor))
    return tuple(actor for actor, token in subjects if token.dep_ in SUBJECTS and token.head.lemma_ in verbs)


def _may_oppose(actor: ActorSpan) -> bool:
    return actor.group not in _CROWDS and not actor.only_reports


def first_of_list(token: Token) -> Token:
    """Return the first member of a list in which a noun stands, or the noun whose apposition it is."""
    while token.dep_ in {"conj", "appos", "compound", "amod", "nmod", "poss"} and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
    return token


def _acts_upon(actor: ActorSpan) -> bool:
    """Say whether an actor is the subject of what forces do to a crowd, or stands after "by"."""
    token = first_of_list(actor.span.root)
    if token.dep_ == "pobj" and token.head.lower_ == "by":
        verb = token.head.head
    elif token.dep_ in SUBJECTS:
        verb = token.head
    else:
        return False
    return any(map(_is_opposing, (verb, *_joined_to(verb)))) and _is_told(verb)


def _is_opposing(verb: Token) -> bool:
    return verb.lemma_.lower() in cue_words("arguments", "opposing_verbs")


def _joined_to(verb: Token) -> Iterator[Token]:
    """Yield the verbs that share a verb's subject: "police arrived and fired"."""
    return (child for child in verb.children if child.dep_ in {"conj", "xcomp", "advcl"})


def _is_told(verb: Token) -> bool:
    """Say whether a clause goes on with the story: not what a crowd demands, mourns or speaks of."""
    while verb.dep_ != "ROOT":
        if verb.dep_ == "ccomp" and (
            verb.i < verb.head.i or verb.head.lemma_ in cue_words("arguments", "saying_verbs")
        ):
            verb = verb.head
            continue
        if verb.dep_ not in _CLAUSES or _opens_with_cause(verb):
            return False
        verb = verb.head
    return True


def _opens_with_cause(verb: Token) -> bool:
    causes = cue_words("arguments", "causes")
    before = verb.head if verb.dep_ == "pcomp" else None
    marks = [child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"} and child.i < verb.i]
    return any(mark in causes for mark in marks) or (before is not None and before.lower_ in causes)


def _is_met(actor: ActorSpan) -> bool:
    """Say whether a crowd fights an actor: "clashed with police", "threw stones at soldiers", "attacked the police"."""
    token = first_of_list(actor.span.root)
    head = token.head
    if token.dep_ in {"dobj"} | PASSIVES:
        return head.lemma_.lower() in cue_words("arguments", "confronting_verbs") and _is_told(head)
    if token.dep_ != "pobj" or head.lower_ not in _MEETING:
        return False
    above = head.head
    verb = next((part for part in (above, *above.ancestors) if part.pos_ == "VERB"), above)
    return above.lemma_.lower() in cue_words("arguments", "confronting_words") and _is_told(verb)
