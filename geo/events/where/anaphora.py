"""Tells where a sentence takes up a place that the text has named before: "the town", "in the area", "there"."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geo.events.kinds.triggers import Trigger, governing_verb

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _words(kind: str) -> frozenset[str]:
    table = tomllib.loads(files("geo").joinpath("data/anaphora.toml").read_text(encoding="utf-8"))
    return frozenset(table[kind])


def takes_up_place(triggers: Sequence[Trigger]) -> bool:
    """Say whether the clause of some trigger holds a noun or adverb that stands for a place named before."""
    verbs = {governing_verb(trigger.token) for trigger in triggers}
    sentence = triggers[0].token.sent
    return any(_stands_for_place(token) and _belongs(token, verbs) for token in sentence)


def _stands_for_place(token: Token) -> bool:
    if token.lower_ in _words("adverbs"):
        return token.dep_ == "advmod"
    if token.lemma_.lower() not in _words("nouns") or token.pos_ != "NOUN":
        return False
    children = list(token.children)
    definite = any(child.dep_ == "det" and child.lower_ in _words("determiners") for child in children)
    named = any(child.pos_ == "PROPN" or child.lower_ == "of" for child in children)
    return definite and not named


def _belongs(token: Token, verbs: set[Token]) -> bool:
    """Say whether a noun stands in the clause of a verb, or is what a relative clause is about."""
    clause = governing_verb(token)
    return any(clause == verb or (verb.dep_ == "relcl" and verb.head == token) for verb in verbs)
