"""Finds the words that say that something happened."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from geo.events.kinds.readings import read_by_object

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_REACH: Final = 6
_NOMINAL: Final = frozenset({"amod", "compound", "pobj", "dobj", "nsubj", "nsubjpass", "conj", "attr"})
_VERB_TAGS: Final = frozenset({"VERB", "AUX"})
_NOUN_TAGS: Final = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "X"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that names an occurrence; ``token`` is its head, ``last`` the index of its last token."""

    token: Token
    last: int
    family: str


@cache
def trigger_table() -> dict[str, Any]:
    """Return the whole of ``geo/data/triggers.toml``."""
    return tomllib.loads(files("geo").joinpath("data/triggers.toml").read_text(encoding="utf-8"))


@cache
def cue_words(section: str, name: str) -> frozenset[str]:
    """Return one of the word lists of ``geo/data/triggers.toml``."""
    return frozenset(trigger_table()[section][name])


@cache
def _patterns() -> dict[tuple[str, bool], list[tuple[tuple[str, ...], str]]]:
    """Return the patterns by first lemma and whether it is a verb: the lemmas that follow, and the family."""
    table: dict[tuple[str, bool], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for family, words in trigger_table()["families"].items():
        for is_verb, phrases in ((True, words["verbs"]), (False, words["nouns"])):
            for phrase in phrases:
                first, *rest = phrase.replace("-", " - ").split()
                table[first, is_verb].append((tuple(rest), family))
    for options in table.values():
        options.sort(key=lambda option: -len(option[0]))
    return dict(table)


def find_triggers(sentence: Span) -> list[Trigger]:
    """Return the triggers of a sentence in order; a longer phrase wins over its parts, a verb over its object."""
    found: list[Trigger] = []
    taken: set[int] = set()
    for token in sentence:
        read = read_by_object(token) if _may_tell(token) else None
        if read is not None:
            found.append(Trigger(token, token.i, read.family))
            taken |= {token.i, *read.nouns}
    for token in sentence:
        trigger = _trigger_at(token, sentence.end) if token.i not in taken and _may_tell(token) else None
        if trigger is not None and taken.isdisjoint(range(token.i, trigger.last + 1)):
            found.append(trigger)
            taken.update(range(token.i, trigger.last + 1))
    return sorted(found, key=lambda trigger: trigger.token.i)


def _may_tell(token: Token) -> bool:
    return not (_means_to_show(token) or _is_description(token) or token.dep_ == "csubj")


def _trigger_at(token: Token, limit: int) -> Trigger | None:
    for rest, family, is_verb in sorted(_readings(token), key=lambda reading: -len(reading[0])):
        last = _last_of(token, rest, limit, is_verb=is_verb)
        if last is not None:
            head = token if is_verb else token.doc[token.i : last + 1].root
            return None if _is_of_a_thing(head) else Trigger(head, last, family)
    return None


def _is_of_a_thing(noun: Token) -> bool:
    """Say whether a noun only tells what a body or a building is for: "chemical weapons experts", "Liberation Army"."""
    if noun.dep_ not in {"compound", "nmod"} or noun.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    is_name = noun.pos_ == "PROPN" and noun.head.pos_ == "PROPN" and noun.text.istitle()
    return is_name or noun.head.lemma_.lower() in cue_words("background", "things")


def _readings(token: Token) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Yield the patterns that begin with a token: the lemmas that follow, the family, whether it is a verb."""
    patterns = _patterns()
    if token.pos_ in _VERB_TAGS or token.tag_ in {"VBN", "VBG", "VBD"}:
        yield from ((rest, family, True) for rest, family in patterns.get((token.lemma_.lower(), True), ()))
    if token.pos_ in _NOUN_TAGS or token.tag_ == "VBG":
        for form in sorted({token.lemma_.lower(), token.lower_}):
            yield from ((rest, family, False) for rest, family in patterns.get((form, False), ()))


def _means_to_show(token: Token) -> bool:
    """Say whether "demonstrate" has an object or a clause, so that nobody demonstrates in the street."""
    return (
        token.lemma_ == "demonstrate"
        and token.pos_ == "VERB"
        and any(child.dep_ in {"dobj", "ccomp"} for child in token.children)
    )


def _is_description(token: Token) -> bool:
    """Say whether a participle only describes people: "the wounded", "injured fighters"."""
    return token.lemma_.lower() in {"wound", "injure", "wounded", "injured"} and token.dep_ in _NOMINAL


def _last_of(token: Token, rest: tuple[str, ...], limit: int, *, is_verb: bool) -> int | None:
    """Return where a phrase ends: its words follow at once in a noun, within a few words after a verb."""
    position = token.i
    for word in rest:
        reach = _REACH if is_verb else 1
        window = range(position + 1, min(limit, position + 1 + reach))
        step = next((i for i in window if word in (token.doc[i].lemma_.lower(), token.doc[i].lower_)), None)
        if step is None:
            return None
        position = step
    return position


def governing_verb(token: Token) -> Token:
    """Return the verb of the clause in which a trigger stands (itself, where it is one)."""
    while token.pos_ not in _VERB_TAGS and token.head != token:
        token = token.head
    return token


def objects_of(trigger: Trigger) -> list[Token]:
    """Return the tokens that a trigger's verb acts upon, with names beside them: "the governor, X, was seized"."""
    objects = [child for child in trigger.token.children if child.dep_ in {"dobj", "nsubjpass"}]
    return objects + [part for child in objects for part in child.children if part.dep_ == "appos"]
