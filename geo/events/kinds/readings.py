"""Reads verbs by what they are done to: "seized weapons" and "seized the town" are events of different kinds."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS: Final = frozenset({"dobj", "nsubjpass"})
_OF: Final = frozenset({"of"})


@dataclass(frozen=True, slots=True)
class _Reading:
    """A family, the nouns of which one must be the object, and the prepositions after which an object may stand.

    ``of_subject`` says that what goes off by itself counts as the object: "a grenade exploded".
    """

    nouns: frozenset[str]
    prepositions: frozenset[str]
    family: str
    of_subject: bool


@cache
def _readings() -> dict[str, list[_Reading]]:
    """Return what a verb may mean, by its lemma with its particle."""
    table = _table()
    found: dict[str, list[_Reading]] = defaultdict(list)
    for reading in table["readings"]:
        nouns = frozenset(table["objects"][reading["objects"]])
        prepositions = _OF | frozenset(reading.get("prepositions", ()))
        for verb in reading["verbs"]:
            found[verb].append(_Reading(nouns, prepositions, reading["family"], reading.get("of_subject", False)))
    return dict(found)


@dataclass(frozen=True, slots=True)
class ReadByObject:
    """The family of a verb as its object decides it, and the nouns of the object, which are no events themselves."""

    family: str
    nouns: frozenset[int]


def read_by_object(token: Token) -> ReadByObject | None:
    """Read a verb, or a noun made from one, by what it is done to; None where that says nothing."""
    for option in _readings().get(_with_particle(token), ()):
        things = list(_things(token, option))
        if any(option.nouns & {thing.lemma_.lower(), thing.lower_} for thing in things):
            return ReadByObject(option.family, frozenset(thing.i for thing in things))
    return None


def may_be_ground(noun: Token) -> bool:
    """Say whether a noun may be ground that changes hands: a name, or a word for a place, itself or in its phrase."""
    return any(
        part.pos_ in {"PROPN", "PRON"} or part.text[:1].isupper() or part.lemma_.lower() in _ground()
        for part in noun.subtree
    )


@cache
def _ground() -> frozenset[str]:
    return frozenset(_table()["objects"]["ground"]) | frozenset(_table()["objects"]["places"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("geo").joinpath("data/readings.toml").read_text(encoding="utf-8"))


def _with_particle(token: Token) -> str:
    particles = [child.lower_ for child in token.children if child.dep_ == "prt" and child.i > token.i]
    return " ".join((token.lemma_.lower(), *particles[:1]))


def _things(token: Token, reading: _Reading) -> Iterator[Token]:
    """Yield the nouns that a verb is done to, with those that they are measured in and those beside them."""
    for thing in _direct(token, reading):
        for noun in (thing, *thing.conjuncts):
            yield noun
            yield from (child for child in noun.children if child.dep_ == "compound")
            yield from _after(noun, _OF)


def _direct(token: Token, reading: _Reading) -> Iterator[Token]:
    yield from (child for child in token.children if child.dep_ in _OBJECTS or _is_listed(child))
    yield from _of_clause(token)
    yield from _after(token, reading.prepositions)
    if token.pos_ == "NOUN":
        yield from (child for child in token.children if child.dep_ == "compound")
    if reading.of_subject and not any(child.dep_ == "dobj" for child in token.children):
        yield from (child for child in token.children if child.dep_ == "nsubj")


def _is_listed(child: Token) -> bool:
    """Say whether the parser hangs a noun of a list on the verb instead of on the first noun."""
    return child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"}


def _of_clause(token: Token) -> Iterator[Token]:
    """Yield the object that a clause leaves out or takes in: "weapons found in", "arms that police seized"."""
    own = {child.dep_ for child in token.children}
    if (token.dep_ == "acl" and token.tag_ == "VBN") or (
        token.dep_ == "relcl" and "dobj" not in own and "nsubj" in own
    ):
        yield token.head
    for child in token.children:
        if child.dep_ == "ccomp" and child.tag_ in {"VBN", "VBD"}:
            yield from (part for part in child.children if part.dep_ == "nsubj")


def _after(token: Token, words: frozenset[str]) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in words:
            yield from (part for part in child.children if part.dep_ == "pobj")
