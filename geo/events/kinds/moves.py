"""Finds moves of forces, ground that is taken and agreements where plain words tell of them.

"Come", "send", "take" and "reach" name an occurrence only beside the right subject or object: soldiers come to a town,
ships are sent to a port, a side takes a city, an agreement is reached. The words are ``geo/data/moves.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from geo.actors.recognise import ActorSpan
from geo.events.findings import FoundPlace
from geo.events.kinds.triggers import Trigger, governing_verb

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_OBJECTS: Final = frozenset({"dobj", "nsubjpass"})
_UNARMED: Final = frozenset({"civilians", "protesters"})
_UNSURE: Final = frozenset({"protest", "other"})
"""Families that a move of forces outweighs: soldiers who march into a town hold no march."""
_STATED_TAGS: Final = frozenset({"VBD", "VBN", "VBZ", "VBP"})
_PRESENT: Final = frozenset({"VBZ", "VBP"})
_BY_PREPOSITION: Final = frozenset({"in", "under", "by"})


@cache
def _words(section: str, kind: str) -> frozenset[str]:
    table = tomllib.loads(files("geo").joinpath("data/moves.toml").read_text(encoding="utf-8"))
    return frozenset(table[section][kind])


@cache
def _telling_words() -> frozenset[str]:
    """Return the words of which a sentence must hold one."""
    verbs: tuple[tuple[str, str], ...] = (
        ("sending", "verbs"),
        ("presence", "verbs"),
        ("ground", "verbs"),
        ("ground", "driving"),
    )
    verbs += (("motion", "movement"), ("motion", "transfer"), ("sieges", "verbs"), ("weapons", "verbs"))
    nouns = (("agreements", "verbs"), ("agreements", "nouns"), ("seizures", "nouns"))
    return frozenset().union(*(_words(*words) for words in verbs + nouns))


@dataclass(frozen=True, slots=True)
class _Clues:
    """The tokens of a sentence's actors and places, by index."""

    actors: AbstractSet[int]
    places: AbstractSet[int]


def find_moves(
    sentence: Span,
    known: Sequence[Trigger],
    actors: Sequence[ActorSpan],
    places: Sequence[FoundPlace],
    *,
    armed: bool = False,
) -> list[Trigger]:
    """Return a sentence's triggers: those ``known`` and, in their order, those that plain words give beside them.

    ``armed`` says that "they" and "it" are an armed side of the sentence before.
    """
    likely = [token for token in sentence if token.lemma_.lower() in _telling_words()]
    if not likely:
        return list(known)
    sides = [actor for actor in actors if actor.group not in _UNARMED]
    clues = _Clues(_tokens_of(sentence, sides), {token.i for place in places for token in place.toponym.span})
    return _side_by_side(known, _moves(likely, clues, armed=armed))


def _side_by_side(known: Sequence[Trigger], moves: Iterable[tuple[Token, str]]) -> list[Trigger]:
    """Return triggers and moves in order; a sure trigger wins over a move of the same words, a move over an unsure."""
    sure = [trigger for trigger in known if trigger.family not in _UNSURE]
    told = {trigger.token for trigger in sure} | {_verb_of_object(trigger.token) for trigger in sure}
    found = [Trigger(token, token.i, family) for token, family in moves if token not in told]
    moved = {trigger.token for trigger in found}
    kept = [one for one in known if one in sure or moved.isdisjoint({one.token, _verb_of_object(one.token)})]
    return sorted([*kept, *found], key=lambda trigger: trigger.token.i)


def _verb_of_object(token: Token) -> Token:
    """Return the verb of which a trigger is subject or object, so that it tells of the same thing; else the trigger."""
    return token.head if token.dep_ in _OBJECTS | _SUBJECTS else token


def _tokens_of(sentence: Span, actors: Sequence[ActorSpan]) -> set[int]:
    return {token.i for token in sentence if any(actor.start <= token.idx < actor.end for actor in actors)}


def _moves(likely: Sequence[Token], clues: _Clues, *, armed: bool) -> Iterator[tuple[Token, str]]:
    for token in likely:
        if token.pos_ == "NOUN" and _is_dated_agreement(token):
            yield token, "agreement"
        if token.lemma_.lower() in _words("seizures", "nouns") and _seizes_ground(token, clues):
            yield token, "capture"
        if token.pos_ != "VERB" or token.tag_ not in _STATED_TAGS:
            continue
        family = _family_of(token, clues, armed=armed)
        if family:
            armed = armed or family in {"movement", "transfer"}
            yield token, family


def _family_of(verb: Token, clues: _Clues, *, armed: bool) -> str:
    """Return the family of what a verb tells with its subject and object, or nothing."""
    by_object = ((_agrees, "agreement"), (_uses_weapon, "air"), (_sends, "movement"))
    told = next((family for tells, family in by_object if tells(verb)), "")
    if told or not _has_armed_subject(verb, clues, armed=armed):
        return told
    if _breaks_siege(verb):
        return "capture"
    if _takes_ground(verb, clues):
        return "transfer" if _is_without_fight(verb) else "capture"
    moves = next((family for family in ("movement", "transfer") if verb.lemma_ in _words("motion", family)), "")
    return moves if moves and (_reaches_ground(verb, clues)) else ""


def _parts(verb: Token, kinds: AbstractSet[str]) -> list[Token]:
    """Return a verb's subjects or objects; a verb that is joined to another shares its subject."""
    found = [child for child in verb.children if child.dep_ in kinds]
    if not found and kinds == _SUBJECTS and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return _parts(verb.head, kinds)
    return found


def _sends(verb: Token) -> bool:
    objects = {child.lemma_.lower() for part in _parts(verb, _OBJECTS) for child in _with_contents(part)}
    if verb.lemma_ in _words("sending", "verbs") and objects & _words("sending", "objects"):
        return True
    return verb.lemma_ in _words("presence", "verbs") and _grows(verb)


def _grows(verb: Token) -> bool:
    return any(
        part.lemma_ in _words("presence", "objects") and any(child.lower_ == "military" for child in part.children)
        for part in _parts(verb, _OBJECTS)
    )


def _with_contents(noun: Token) -> list[Token]:
    """Return a noun with those listed after it and those of which it is a number: "a contingent of ships and men"."""
    inner = [deep for child in noun.children if child.lower_ == "of" for deep in child.children if deep.dep_ == "pobj"]
    joined = [child for child in noun.children if child.dep_ == "conj"]
    return [noun, *inner, *joined]


def _has_armed_subject(verb: Token, clues: _Clues, *, armed: bool) -> bool:
    for subject in _parts(verb, _SUBJECTS):
        inner = [child for part in _with_contents(subject) for child in (part, *part.children)]
        if any(token.i in clues.actors or token.lemma_.lower() in _words("armed", "nouns") for token in inner):
            return True
        if armed and subject.lower_ in {"they", "it"}:
            return True
    return False


def _takes_ground(verb: Token, clues: _Clues) -> bool:
    if verb.lemma_ in _words("ground", "verbs"):
        return any(part.i in clues.places or _is_ground(part) for part in _parts(verb, _OBJECTS))
    driven = verb.lemma_ in _words("ground", "driving") and any(
        child.lower_ in {"out", "from"} for child in verb.children
    )
    return driven and bool(_parts(verb, _OBJECTS)) and any(token.i in clues.places for token in verb.subtree)


def _breaks_siege(verb: Token) -> bool:
    objects = {part.lemma_.lower() for part in _parts(verb, _OBJECTS)}
    return verb.lemma_ in _words("sieges", "verbs") and bool(objects & _words("sieges", "nouns"))


def _uses_weapon(verb: Token) -> bool:
    """Say whether a weapon is used: "dropped a bomb on Mosul", "the bomb used in Mosul"."""
    if verb.lemma_ not in _words("weapons", "verbs"):
        return False
    told_of = _parts(verb, _OBJECTS)
    if verb.dep_ in {"acl", "relcl"}:
        told_of += [token for token in verb.head.subtree if token.i < verb.i]
    return any(noun.lemma_.lower() in _words("weapons", "nouns") for noun in told_of)


def _seizes_ground(noun: Token, clues: _Clues) -> bool:
    """Say whether power or ground is seized, not weapons or goods: "the seizure of power", "of the town"."""
    seized = [deep for child in noun.children if child.lower_ == "of" for deep in child.children]
    wanted = _words("seizures", "objects") | _words("ground", "nouns")
    return any(one.i in clues.places or one.lemma_.lower() in wanted for one in seized)


def _is_ground(noun: Token) -> bool:
    return noun.lemma_.lower() in _words("ground", "nouns") and any(child.dep_ == "det" for child in noun.children)


def _is_without_fight(verb: Token) -> bool:
    return any(
        child.lower_ == "without" and any(deep.lemma_ in _words("ground", "without") for deep in child.children)
        for child in verb.children
    )


def _reaches_ground(verb: Token, clues: _Clues) -> bool:
    """Say whether a place, or a noun for one, is where a verb goes: its object, or after its preposition."""
    ends = [child for child in verb.children if child.dep_ in {"dobj", "npadvmod"}]
    ends += [deep for child in verb.children if child.dep_ == "prep" for deep in child.children if deep.dep_ == "pobj"]
    return any(
        end.lemma_.lower() in _words("ground", "nouns") | {"enclave", "front", "area"}
        or any(token.i in clues.places for token in (end, *end.children))
        for end in ends
    )


def _agrees(verb: Token) -> bool:
    if verb.lemma_ not in _words("agreements", "verbs"):
        return False
    if verb.lemma_ == "agree" and any(
        child.dep_ == "xcomp" and child.lemma_ in _words("agreements", "contents") for child in verb.children
    ):
        return True
    nouns = _parts(verb, _OBJECTS) + [
        deep for child in verb.children if child.lower_ == "on" for deep in child.children
    ]
    nouns += [verb.head] if _tells_of_noun(verb) else []
    return any(noun.lemma_.lower() in _words("agreements", "nouns") for noun in nouns)


def _tells_of_noun(verb: Token) -> bool:
    """Say whether a clause tells of the noun it hangs on as news: not "as part of a deal which they agreed"."""
    dated = any(token.ent_type_ == "DATE" for token in verb.subtree)
    return verb.dep_ in {"acl", "relcl"} and (verb.head.dep_ != "pobj" or dated)


def _is_dated_agreement(noun: Token) -> bool:
    """Say whether a noun is an agreement by which something was settled: "in a 1971 deal the base was leased".

    What still holds under one tells of no agreement but of today: "under a 1971 deal the base serves the navy".
    """
    if noun.lemma_.lower() not in _words("agreements", "nouns") or noun.head.lower_ not in _BY_PREPOSITION:
        return False
    dated = any(child.ent_type_ == "DATE" for child in noun.children)
    return dated and governing_verb(noun).tag_ not in _PRESENT
