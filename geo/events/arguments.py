"""Finds who did what to whom round a trigger, from the sentence's dependencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.actors.recognise import ActorSpan
from geo.events.triggers import Trigger, cue_words, governing_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS: Final = frozenset({"nsubj", "csubj"})
_PASSIVES: Final = frozenset({"nsubjpass", "csubjpass"})
_OBJECTS: Final = frozenset({"dobj", "obj", "dative", "oprd"})
_TARGETS: Final = frozenset({"on", "against", "at", "with", "upon", "targeting", "toward", "towards", "into"})
_BOTH: Final = 2
_PRONOUNS: Final = frozenset({"it", "they", "he", "she", "we"})


@dataclass(frozen=True, slots=True)
class Sides:
    """The actors of an event: those who act, those acted upon, and whether both fight each other."""

    acting: tuple[ActorSpan, ...]
    target: tuple[ActorSpan, ...]
    two_sided: bool = False


def find_sides(triggers: Sequence[Trigger], actors: Sequence[ActorSpan]) -> Sides:
    """Return the sides of an event told by some triggers, given the actors of their sentence.

    Grammar comes first; parties to a clash or a deal are then taken in the order of the text, and a side that is still
    open from what stands before and after the trigger.
    """
    pair = [actor for trigger in triggers for actor in _actors_at(_parties(trigger), actors)]
    if len(pair) >= _BOTH:
        return Sides((pair[0],), tuple(pair[1:]), two_sided=True)
    able = tuple(actor for actor in actors if _can_act(actor) and not is_source(actor))
    first = _acting(triggers, actors)
    second = _acted_upon(triggers, actors, first) or tuple(filter(_is_opposed, _others(able, first)))
    parties = first if len(first) >= _BOTH else able
    if not second and len(parties) >= _BOTH and _is_reciprocal(triggers):
        return Sides(parties[:1], parties[1:], two_sided=True)
    pivot = triggers[0].token.idx
    first = first or _nearest(able, pivot, second)
    return Sides(first, second or _next(actors, pivot, first))


def _others(actors: Sequence[ActorSpan], taken: tuple[ActorSpan, ...]) -> tuple[ActorSpan, ...]:
    return tuple(actor for actor in actors if actor not in taken)


def _acted_upon(
    triggers: Sequence[Trigger], actors: Sequence[ActorSpan], acting: tuple[ActorSpan, ...]
) -> tuple[ActorSpan, ...]:
    return _others(_all_at(_patients, triggers, actors), acting)


def _acting(triggers: Sequence[Trigger], actors: Sequence[ActorSpan]) -> tuple[ActorSpan, ...]:
    """Return who acts by the grammar, or who claims to have acted."""
    acting = tuple(filter(_can_act, _all_at(_agents, triggers, actors)))
    claimed = (actor for trigger in triggers for actor in _actors_at(_claimants(trigger), actors))
    return acting or tuple(dict.fromkeys(claimed))


def _all_at(
    heads: Callable[[Trigger], Iterator[Token]], triggers: Sequence[Trigger], actors: Sequence[ActorSpan]
) -> tuple[ActorSpan, ...]:
    found = (actor for trigger in triggers for actor in _actors_at(heads(trigger), actors))
    return tuple(dict.fromkeys(actor for actor in found if not is_source(actor)))


def _nearest(able: Sequence[ActorSpan], pivot: int, taken: tuple[ActorSpan, ...]) -> tuple[ActorSpan, ...]:
    """Return the last able actor before a trigger; where the other side is known, else the first after it."""
    free = [actor for actor in able if actor not in taken]
    before = [actor for actor in free if actor.start < pivot]
    after = [actor for actor in free if actor.start > pivot and taken]
    return tuple(before[-1:] or after[:1])


def _next(actors: Sequence[ActorSpan], pivot: int, taken: tuple[ActorSpan, ...]) -> tuple[ActorSpan, ...]:
    """Return the first actor after a trigger that is no source and does more than report."""
    free = (actor for actor in actors if actor.start > pivot and actor not in taken)
    return tuple(actor for actor in free if not actor.only_reports and not is_source(actor))[:1]


def _is_opposed(actor: ActorSpan) -> bool:
    """Say whether an actor stands after "against"."""
    return actor.span.root.dep_ == "pobj" and actor.span.root.head.lower_ == "against"


def _can_act(actor: ActorSpan) -> bool:
    """Say whether an actor may be the one who did it; bystanders and those who only report may not."""
    return actor.group != "civilians" and not actor.only_reports


def is_source(actor: ActorSpan) -> bool:
    """Say whether an actor only tells what happened: the subject of a verb of saying, or "according to X"."""
    token = actor.span.root
    while token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
    if token.dep_ in _SUBJECTS and token.head.lemma_ in cue_words("arguments", "saying_verbs"):
        return True
    head = token.head
    return (
        token.dep_ == "pobj"
        and head.lower_ in {"to", "by"}
        and head.head.lower_ in {"according", "accord", "reported", "said", "claimed"}
    )


def _actors_at(tokens: Iterable[Token], actors: Sequence[ActorSpan]) -> list[ActorSpan]:
    """Return the actors that some noun phrases name: at the head first, else nearest within the phrase."""
    found = []
    for token in tokens:
        at_head = [actor for actor in actors if actor.span.start <= token.i < actor.span.end]
        left, right = token.left_edge.i, token.right_edge.i
        within = [
            actor
            for actor in actors
            if left <= actor.span.start and actor.span.end <= right + 1 and not _is_deep(actor, token)
        ]
        found += at_head or within[:1]
    return found


def _is_deep(actor: ActorSpan, token: Token) -> bool:
    """Say whether an actor stands in a relative clause of a phrase, so that it is not the phrase's."""
    node = actor.span.root
    while node not in {token, node.head}:
        if node.dep_ in {"relcl", "acl", "advcl"}:
            return True
        node = node.head
    return False


def _conjuncts(token: Token) -> Iterator[Token]:
    yield token
    yield from token.conjuncts


def _agents(trigger: Trigger) -> Iterator[Token]:
    """Yield the heads of phrases that act: subject, "by X", "X's attack", "Russian strike"."""
    verb = governing_verb(trigger.token)
    token = trigger.token
    if (
        token == verb
        or (verb.lemma_ in cue_words("arguments", "light_verbs") and token.dep_ in {*_OBJECTS, "pobj", "prep", "conj"})
        or token.dep_ == "pobj"
    ):
        for subject in _subjects(verb):
            yield from _conjuncts(subject)
    yield from _by(verb)
    if token != verb:
        yield from _by(token)
        for child in token.children:
            if child.dep_ == "acl":
                yield from _by(child)
        yield from (child for child in token.children if child.dep_ in {"poss", "compound", "amod", "nmod"})
        if token.dep_ in _SUBJECTS | _PASSIVES:
            yield from (child for child in _prepositional(token, {"of", "from"}))


def _claimants(trigger: Trigger) -> Iterator[Token]:
    """Yield who says that they themselves did it: "the ministry announced it had killed …"."""
    verb = governing_verb(trigger.token)
    subject = next(iter(_subjects(verb)), None)
    speaker = verb.head
    if (
        subject is not None
        and subject.lower_ in _PRONOUNS
        and verb.dep_ == "ccomp"
        and speaker.lemma_ in cue_words("arguments", "saying_verbs")
    ):
        yield from (child for child in speaker.children if child.dep_ in _SUBJECTS)


def _subjects(verb: Token) -> list[Token]:
    """Return a verb's active subjects, carried over from the verb that it is joined or subordinate to."""
    for _ in range(4):
        own = [child for child in verb.children if child.dep_ in _SUBJECTS]
        passive = any(child.dep_ in _PASSIVES for child in verb.children)
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


def _patients(trigger: Trigger) -> Iterator[Token]:
    """Yield the heads of phrases acted upon: object, passive subject, "on X", "against X", "killing of X"."""
    verb = governing_verb(trigger.token)
    token = trigger.token
    for part in dict.fromkeys((token, verb)):
        for child in part.children:
            if child.dep_ in _PASSIVES or (child.dep_ in _OBJECTS and child != token):
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


def _parties(trigger: Trigger) -> Iterator[Token]:
    """Yield the parties of "between X and Y"."""
    for part in dict.fromkeys((trigger.token, governing_verb(trigger.token))):
        yield from _prepositional(part, {"between"})


def _is_reciprocal(triggers: Sequence[Trigger]) -> bool:
    return any(trigger.family in {"clash", "agreement"} for trigger in triggers)
