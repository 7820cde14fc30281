"""Finds who did what to whom round the triggers of an event, from the sentence's dependencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.actors.recognise import ActorSpan
from geo.events.kinds.demonstrations import CROWD
from geo.events.kinds.triggers import Trigger, cue_words, governing_verb
from geo.events.sides.crowds import opponents
from geo.events.sides.grammar import SUBJECTS, agents, claimants, owns_up, parties, patients
from geo.events.sides.owners import clause_above, with_owners
from geo.events.sides.recall import Recent, recalled

if TYPE_CHECKING:
    from spacy.tokens import Token

_BOTH: Final = 2
_NOBODY: Final = Recent()


@dataclass(frozen=True, slots=True)
class Sides:
    """The actors of an event: those who act, those acted upon, and whether both fight each other."""

    acting: tuple[ActorSpan, ...]
    target: tuple[ActorSpan, ...]
    two_sided: bool = False


def find_sides(triggers: Sequence[Trigger], actors: Sequence[ActorSpan], recent: Recent = _NOBODY) -> Sides:
    """Return the sides of an event told by some triggers, given the actors of their sentence.

    Grammar comes first; parties to a clash or a deal are then taken in the order of the text, and a side that is still
    open from what stands before and after the trigger. What only one party does has no second side. ``recent`` is who
    acted in the sentence before, whom "they" and "the militants" mean.
    """
    if any(trigger.family in CROWD for trigger in triggers):
        return _of_crowd(triggers, actors)
    actors = with_owners(actors)
    pair = _distinct(actor for trigger in triggers for actor in actors_at(parties(trigger), actors))
    if len(pair) >= _BOTH:
        return Sides(pair[:1], pair[1:], two_sided=True)
    able = tuple(actor for actor in actors if _can_act(actor) and not is_source(actor))
    first, second = _by_grammar(triggers, actors)
    first = recalled(first, triggers, recent)
    if _is_one_sided(triggers):
        return Sides(_alone(first or second, able), ())
    return _completed(triggers, actors, able, (first, second))


def _completed(
    triggers: Sequence[Trigger],
    actors: Sequence[ActorSpan],
    able: tuple[ActorSpan, ...],
    sides: tuple[tuple[ActorSpan, ...], tuple[ActorSpan, ...]],
) -> Sides:
    """Return the sides that grammar tells with those filled that it leaves open."""
    first, second = sides
    second = second or tuple(filter(_is_opposed, _others(able, first)))
    if _is_reciprocal(triggers) and (both := _both_parties(first, second, able)):
        return both
    if not first and all(trigger.family == "other" for trigger in triggers):
        return Sides(second, ())
    pivot = triggers[0].token.idx
    first = first or _nearest(able, pivot, second) or _nearest(able, _last_active(triggers, pivot), second)
    return Sides(first, second or _next(actors, pivot, first))


def _of_crowd(triggers: Sequence[Trigger], actors: Sequence[ActorSpan]) -> Sides:
    """Return who gathers and who opposes them; whom a protest is about has no part in it."""
    against = opponents(actors)
    gathered = [trigger for trigger in triggers if trigger.family in CROWD]
    acting = (actor for trigger in gathered for actor in _told(agents, trigger, actors))
    return Sides(_others(_distinct(acting), against), _distinct(against))


def _by_grammar(
    triggers: Sequence[Trigger], actors: Sequence[ActorSpan]
) -> tuple[tuple[ActorSpan, ...], tuple[ActorSpan, ...]]:
    """Return who acts and who is acted upon; whom an earlier trigger put on one side stays there."""
    acting: dict[object, ActorSpan] = {}
    target: dict[object, ActorSpan] = {}
    for trigger in triggers:
        done_to = list(_told(patients, trigger, actors))
        strikes_back = any(actor.identity in acting for actor in done_to)
        for actor in filter(_can_act, _told(agents, trigger, actors)):
            if actor.identity not in {*acting, *target}:
                (target if strikes_back else acting)[actor.identity] = actor
        for actor in done_to:
            if actor.identity not in acting:
                target.setdefault(actor.identity, actor)
    claimed = (actor for trigger in triggers for actor in actors_at(claimants(trigger), actors))
    above = (actor for actor in actors_at(clause_above(triggers), actors) if _can_act(actor) and not is_source(actor))
    first = tuple(acting.values()) or tuple(dict.fromkeys(claimed)) or tuple(dict.fromkeys(above))
    return _without_echoes(first), _without_echoes(_others(tuple(target.values()), first))


def _without_echoes(side: tuple[ActorSpan, ...]) -> tuple[ActorSpan, ...]:
    """Leave out people without a name who are those named before: "bombed PKK camps, killing seven militants"."""
    named = next((actor for actor in side if not actor.is_unnamed and actor.group != "civilians"), None)
    return tuple(
        actor
        for actor in side
        if named is None or not actor.is_unnamed or actor.group == "civilians" or _are_listed_together(named, actor)
    )


def _are_listed_together(first: ActorSpan, second: ActorSpan) -> bool:
    return second.span.root in first.span.root.conjuncts


def _told(
    heads: Callable[[Trigger], Iterator[Token]], trigger: Trigger, actors: Sequence[ActorSpan]
) -> Iterator[ActorSpan]:
    return (actor for actor in actors_at(heads(trigger), actors) if not is_source(actor))


def _distinct(actors: Iterable[ActorSpan]) -> tuple[ActorSpan, ...]:
    """Return each actor once, however often the text names it."""
    found: dict[object, ActorSpan] = {}
    for actor in actors:
        found.setdefault(actor.identity, actor)
    return tuple(found.values())


def _both_parties(
    first: tuple[ActorSpan, ...], second: tuple[ActorSpan, ...], able: tuple[ActorSpan, ...]
) -> Sides | None:
    """Return the two sides of a fight or a deal whose parties the sentence names together."""
    together = _distinct(first)
    if len(together) < _BOTH or not all(actor.group == "government" for actor in second):
        together = () if any(map(_can_act, second)) else _distinct(able)
    return Sides(together[:1], together[1:], two_sided=True) if len(together) >= _BOTH else None


def _alone(found: Sequence[ActorSpan], able: Sequence[ActorSpan]) -> tuple[ActorSpan, ...]:
    """Return who does something alone: by the grammar, but a party that is named stands before mere "forces"."""
    named = [actor for actor in found if not actor.is_unnamed] or [actor for actor in able if not actor.is_unnamed][:1]
    return _distinct(named or found or able[:1])


def _others(actors: Sequence[ActorSpan], taken: tuple[ActorSpan, ...]) -> tuple[ActorSpan, ...]:
    return tuple(actor for actor in actors if actor not in taken)


def _nearest(able: Sequence[ActorSpan], pivot: int, taken: tuple[ActorSpan, ...]) -> tuple[ActorSpan, ...]:
    """Return the last able actor before a trigger; where the other side is known, else the first after it."""
    free = [actor for actor in able if actor.identity not in {one.identity for one in taken}]
    before = [actor for actor in free if actor.start < pivot]
    after = [actor for actor in free if actor.start > pivot and taken]
    return tuple(before[-1:] or after[:1])


def _next(actors: Sequence[ActorSpan], pivot: int, taken: tuple[ActorSpan, ...]) -> tuple[ActorSpan, ...]:
    """Return the first actor after a trigger that is no source and does more than report."""
    known = {actor.identity for actor in taken}
    free = (actor for actor in actors if actor.start > pivot and actor.identity not in known)
    return tuple(actor for actor in free if not (actor.only_reports or is_source(actor) or _is_apart(actor.span.root)))[
        :1
    ]


def _is_apart(token: Token) -> bool:
    """Say whether a noun has a part only in another clause: "shelled X while the army bombed Y", or one of purpose."""
    if token.dep_ in SUBJECTS and any(child.lower_ == "while" for child in token.head.children):
        return True
    return _is_purpose(token)


def _last_active(triggers: Sequence[Trigger], pivot: int) -> int:
    """Return where the last active verb of an event stands: a heading before its sentence hides who acts."""
    verbs = (one.token for one in triggers if one.token.pos_ == "VERB")
    active = (verb.idx for verb in verbs if not any(child.dep_ in {"auxpass", "agent"} for child in verb.children))
    return max(active, default=pivot)


def _is_purpose(token: Token) -> bool:
    """Say whether a noun stands in a clause on what was wanted: "blew up a bridge to stop the army"."""
    clauses = (part for part in token.ancestors if part.dep_ in {"advcl", "acl", "xcomp"})
    return any(child.dep_ == "aux" and child.lower_ == "to" for part in clauses for child in part.children)


def _is_opposed(actor: ActorSpan) -> bool:
    """Say whether an actor stands after "against", or after "clashes with"."""
    token = actor.span.root
    if token.dep_ != "pobj" or token.head.lower_ not in {"against", "with"}:
        return False
    return token.head.lower_ == "against" or token.head.head.lemma_.lower() in cue_words("arguments", "fights")


def _can_act(actor: ActorSpan) -> bool:
    """Say whether an actor may be the one who did it; bystanders and those who only report may not."""
    return actor.group != "civilians" and not actor.only_reports


def is_source(actor: ActorSpan) -> bool:
    """Say whether an actor only tells what happened: the subject of a verb of saying, or "according to X"."""
    token = actor.span.root
    while token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
    if token.dep_ in SUBJECTS and token.head.lemma_ in cue_words("arguments", "saying_verbs"):
        return not owns_up(token.head)
    head = token.head
    return (
        token.dep_ == "pobj"
        and head.lower_ in {"to", "by"}
        and head.head.lower_ in {"according", "accord", "reported", "said", "claimed"}
    )


def actors_at(tokens: Iterable[Token], actors: Sequence[ActorSpan]) -> list[ActorSpan]:
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
        if node.dep_ in {"relcl", "acl", "advcl"} or (node.dep_ == "appos" and node.head.pos_ == "PROPN"):
            return True
        node = node.head
    return False


def _is_reciprocal(triggers: Sequence[Trigger]) -> bool:
    verbs = cue_words("arguments", "reciprocal_verbs")
    return any(one.family in {"clash", "agreement"} or governing_verb(one.token).lemma_ in verbs for one in triggers)


def _is_one_sided(triggers: Sequence[Trigger]) -> bool:
    """Say whether an event is of a kind that one party does alone, against nobody."""
    return all(trigger.family in cue_words("arguments", "one_sided") for trigger in triggers)
