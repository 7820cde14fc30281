"""Splits the triggers of a sentence into events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from geo.events.dating import has_own_date
from geo.events.findings import FoundDate, FoundPlace
from geo.events.kinds.classify import VIOLENT
from geo.events.kinds.demonstrations import CROWD
from geo.events.kinds.triggers import Trigger, governing_verb
from geo.events.statements.foreground import foreground
from geo.places.roles import is_dateline

if TYPE_CHECKING:
    from spacy.tokens import Token

_JOINED: Final = frozenset({"conj", "advcl", "parataxis"})
_INCLUDING: Final = frozenset({"including", "with"})
# Strategic developments that are events of their own beside violence in the same sentence.
_STANDS_BESIDE: Final = frozenset({"agreement", "transfer", "arrest", "base"})


def group_triggers(
    triggers: Sequence[Trigger], places: Sequence[FoundPlace], dates: Sequence[FoundDate] = ()
) -> Iterator[tuple[Trigger, ...]]:
    """Yield the events of a sentence as groups of triggers.

    What a crowd does and what is done to it is one event; violence is one event unless a clause names a place or a
    date of its own; an agreement, a withdrawal, an arrest or a base in the main clause is an event beside it.
    """
    triggers = foreground(triggers)
    if any(trigger.family in CROWD for trigger in triggers):
        yield tuple(triggers)
        return
    violent = [trigger for trigger in triggers if trigger.family in VIOLENT]
    if _is_part_of_others(violent, triggers, dates):
        yield tuple(triggers)
        return
    yield from _clauses(violent, places, dates)
    rest = [trigger for trigger in triggers if trigger.family not in VIOLENT]
    beside = [trigger for trigger in rest if not violent or _stands_beside(trigger, violent[-1], places)]
    yield from _clauses(beside, places, dates)


def own_places(
    places: Sequence[FoundPlace], group: Sequence[Trigger], groups: Sequence[Sequence[Trigger]]
) -> Sequence[FoundPlace]:
    """Return the places of a group's own clauses in a sentence that tells of several events; all, if they have none."""
    if len(groups) == 1:
        return places
    verbs = {governing_verb(trigger.token) for trigger in group}
    words = {token for trigger in group if trigger.token not in verbs for token in trigger.token.subtree}
    roots = [(place, place.toponym.span.root) for place in places]
    return [place for place, root in roots if root in words or governing_verb(root) in verbs] or places


def clauses_apart(group: Sequence[Trigger], groups: Sequence[Sequence[Trigger]]) -> frozenset[int]:
    """Return the words of clauses that only tell of other events, joined to a group's: "…, and the army left Y"."""
    own = {governing_verb(trigger.token) for trigger in group}
    kept = own | {above for verb in own for above in verb.ancestors}
    verbs = {governing_verb(trigger.token) for other in groups if other is not group for trigger in other}
    clauses = (verb for verb in verbs - kept if _is_beside(verb) and _has_own_subject(verb))
    return frozenset(token.i for verb in clauses for token in verb.subtree)


def _is_beside(verb: Token) -> bool:
    """Say whether a clause stands beside another and does not tell its cause or time: with "and" or "while"."""
    return verb.dep_ == "conj" or any(child.lower_ == "while" for child in verb.children)


def _has_own_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)


def _is_part_of_others(violent: Sequence[Trigger], triggers: Sequence[Trigger], dates: Sequence[FoundDate]) -> bool:
    """Say whether an operation is only how something else was done: unless it has a date of its own."""
    operations = bool(violent) and {trigger.family for trigger in violent} == {"operation"}
    if not operations or len(violent) == len(triggers):
        return False
    return not any(_indices(violent[0].token, day) & _own_words(violent[0].token) for day in dates)


def _stands_beside(trigger: Trigger, last: Trigger, places: Sequence[FoundPlace]) -> bool:
    """Say whether a strategic development beside violence is an event of its own: by its kind, or by its own place."""
    if _is_listed_apart(trigger.token, last.token, places, ()):
        return True
    main = _is_main(governing_verb(trigger.token))
    return main and (trigger.family in _STANDS_BESIDE or _stands_alone(trigger, last, places, ()))


def _clauses(
    violent: Sequence[Trigger], places: Sequence[FoundPlace], dates: Sequence[FoundDate]
) -> Iterator[tuple[Trigger, ...]]:
    clauses: list[list[Trigger]] = []
    for trigger in violent:
        if clauses and not _stands_alone(trigger, clauses[-1][-1], places, dates):
            clauses[-1].append(trigger)
        else:
            clauses.append([trigger])
    yield from (tuple(clause) for clause in clauses)


def _stands_alone(trigger: Trigger, last: Trigger, places: Sequence[FoundPlace], dates: Sequence[FoundDate]) -> bool:
    """Say whether a trigger's clause, joined by "and" or "while", has a place or a date of its own."""
    verb, before = governing_verb(trigger.token), governing_verb(last.token)
    if verb == before or trigger.token.head.lower_ in _INCLUDING:
        return _is_listed_apart(trigger.token, last.token, places, dates)
    if _carrying_verb(verb).dep_ not in _JOINED:
        return False
    return _has_own_place(verb, places) or (len(dates) > 1 and has_own_date(verb, before, dates))


def _carrying_verb(verb: Token) -> Token:
    """Return the verb by which a clause is joined: "continue" of "as jets continue to raid it"."""
    while verb.dep_ == "xcomp" and verb.head != verb:
        verb = verb.head
    return verb


def _is_listed_apart(noun: Token, before: Token, places: Sequence[FoundPlace], dates: Sequence[FoundDate]) -> bool:
    """Say whether a noun is told beside another with a place or date of its own: "a coup in X and the fall of Y"."""
    one, other = _head_of_name(noun), _head_of_name(before)
    joined = (one.dep_ == "conj" and other in one.ancestors) or (other.dep_ == "conj" and one in other.ancestors)
    if not (joined or one.head.lower_ in _INCLUDING):
        return False
    own = _own_words(one)
    placed = [place.toponym.span.root.i in own for place in places]
    dated = [bool(own & _indices(noun, day)) for day in dates]
    return _some_not_all(placed) or _some_not_all(dated)


def _some_not_all(found: Sequence[bool]) -> bool:
    return any(found) and not all(found)


def _head_of_name(noun: Token) -> Token:
    """Return the head of a noun of several words: "coup" in "coup d'etat" hangs on its other part."""
    return noun.head if noun.dep_ == "compound" else noun


def _own_words(noun: Token) -> set[int]:
    """Return the tokens of a noun's phrase, without those that are listed after it."""
    listed = {token.i for child in noun.children if child.dep_ == "conj" for token in child.subtree}
    return {token.i for token in noun.subtree} - listed


def _indices(noun: Token, day: FoundDate) -> set[int]:
    span = noun.doc.char_span(day.start, day.end, alignment_mode="expand")
    return {token.i for token in span} if span is not None else set()


def _has_own_place(verb: Token, places: Sequence[FoundPlace]) -> bool:
    """Say whether a clause names one place and the sentence another; where the text was written is neither."""
    told = [place for place in places if not is_dateline(place.toponym)]
    own = [place for place in told if governing_verb(place.toponym.span.root) == verb]
    return 0 < len(own) < len(told)


def _is_main(verb: Token) -> bool:
    return verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")
