"""Yields the heads of the phrases that take part in an event, by the dependencies round its trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from geo.events.kinds.triggers import Trigger, cue_words, governing_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS: Final = frozenset({"nsubj", "csubj"})
PASSIVES: Final = frozenset({"nsubjpass", "csubjpass"})
_OBJECTS: Final = frozenset({"dobj", "obj", "dative", "oprd"})
_TARGETS: Final = frozenset({"on", "against", "at", "with", "upon", "targeting", "toward", "towards", "into"})
_PRONOUNS: Final = frozenset({"it", "they", "he", "she", "we"})


def _conjuncts(token: Token) -> Iterator[Token]:
    yield token
    yield from token.conjuncts


def agents(trigger: Trigger) -> Iterator[Token]:
    """Yield the heads of phrases that act: subject, "by X", "X's attack", "Russian strike"."""
    verb = governing_verb(trigger.token)
    token = trigger.token
    if (
        token == verb
        or (verb.lemma_ in cue_words("arguments", "light_verbs") and token.dep_ in {*_OBJECTS, "pobj", "prep", "conj"})
        or token.dep_ == "pobj"
    ):
        for subject in subjects(verb):
            yield from _conjuncts(subject)
    yield from _by(verb)
    if token != verb and token.dep_ == "dobj" and owns_up(verb):
        yield from subjects(verb)
    if token != verb:
        yield from _by(token)
        for child in token.children:
            if child.dep_ == "acl":
                yield from _by(child)
        yield from (child for child in token.children if child.dep_ in {"poss", "compound", "amod", "nmod"})
        if token.dep_ in SUBJECTS | PASSIVES:
            yield from (child for child in _prepositional(token, {"of", "from"}))


def claimants(trigger: Trigger) -> Iterator[Token]:
    """Yield who says that they themselves did it: "the ministry announced it had killed …"."""
    verb = governing_verb(trigger.token)
    subject = next(iter(subjects(verb)), None)
    speaker = verb.head
    if (
        subject is not None
        and subject.lower_ in _PRONOUNS
        and verb.dep_ == "ccomp"
        and speaker.lemma_ in cue_words("arguments", "saying_verbs")
    ):
        yield from (child for child in speaker.children if child.dep_ in SUBJECTS)


def owns_up(verb: Token) -> bool:
    """Say whether a verb's subject says that it did something itself: "claimed an attack", "admitted the killing"."""
    return verb.lemma_ in cue_words("arguments", "owning_verbs") and any(
        child.dep_ == "dobj" for child in verb.children
    )


def subjects(verb: Token) -> list[Token]:
    """Return a verb's active subjects, carried over from the verb that it is joined or subordinate to."""
    for _ in range(4):
        own = [child for child in verb.children if child.dep_ in SUBJECTS]
        passive = any(child.dep_ in PASSIVES for child in verb.children)
        if own and own[0].lower_ not in {"which", "who", "that"}:
            return own
        if own and verb.dep_ == "relcl":
            return [verb.head]
        if passive or verb.dep_ not in {"conj", "advcl", "xcomp", "relcl", "acl", "ccomp"} or verb.head == verb:
            return []
        if verb.dep_ == "acl":
            return [] if verb.tag_ == "VBN" else [verb.head]
        if verb.dep_ == "relcl":
            return []
        verb = verb.head
    return []


def _by(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in {"agent", "prep"} and child.lower_ == "by":
            for grandchild in child.children:
                if grandchild.dep_ in {"pobj", "pcomp"}:
                    yield from _conjuncts(grandchild)


def _prepositional(token: Token, words: Iterable[str]) -> Iterator[Token]:
    allowed = frozenset(words)
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in allowed:
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    yield from _conjuncts(grandchild)


def patients(trigger: Trigger) -> Iterator[Token]:
    """Yield the heads of phrases acted upon: object, passive subject, "on X", "against X", "killing of X"."""
    verb = governing_verb(trigger.token)
    token = trigger.token
    for part in dict.fromkeys((token, verb)):
        for child in part.children:
            if child.dep_ in PASSIVES or (child.dep_ in _OBJECTS and child != token):
                yield from _conjuncts(child)
        yield from _prepositional(part, _TARGETS)
    if token != verb:
        yield from _prepositional(token, {"of"})
    yield from _consequences(verb)


def _consequences(verb: Token) -> Iterator[Token]:
    """Yield the objects of "killing X" and "wounding X" that hang on a verb."""
    for child in verb.children:
        if child.dep_ in {"advcl", "conj", "xcomp"} and child.lemma_ in {
            "kill",
            "wound",
            "injure",
            "target",
            "hit",
            "leave",
        }:
            yield from (grandchild for grandchild in child.children if grandchild.dep_ in _OBJECTS)


def parties(trigger: Trigger) -> Iterator[Token]:
    """Yield the parties of "between X and Y"."""
    for part in dict.fromkeys((trigger.token, governing_verb(trigger.token))):
        yield from _prepositional(part, {"between"})
