"""Tells news of courts, accidents, sport, business and everyday politics from news of conflict, by its words.

ACLED (codebook 2023) leaves ordinary crime and accidents out, yet both use the words of violence: in a document of such
news only a sentence that speaks of conflict itself can tell of an event. The words are in geo/data/registers.toml.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Span

_WORD: Final = re.compile(r"[a-z]+")
_SHORT: Final = 40
"""Below how many different words a text is too short to show a register of its own: a sentence or two."""
_FEWEST: Final = 3
"""How many different civil words a document needs at least."""
_RATIO: Final = 3
"""How many civil words there must be for each of conflict: the list of the former is the longer one."""
_CONFLICT: Final = 8
"""From how many different words of conflict a document is one of conflict, whatever else it is about."""


def is_civil(text: str) -> bool:
    """Say whether a whole document is news of courts, accidents, sport, business or everyday politics."""
    words = set(_WORD.findall(text.lower()))
    if len(words) < _SHORT:
        return False
    of_conflict, civil = len(words & _words("conflict")), len(words & _words("civil"))
    return of_conflict < _CONFLICT and civil >= max(_FEWEST, _RATIO * of_conflict + 1)


def speaks_of_conflict(sentence: Span) -> bool:
    """Say whether a sentence names armed groups, their weapons, crowds or what such do."""
    return any(token.lower_ in _words("conflict") for token in sentence)


@cache
def _words(section: str) -> frozenset[str]:
    lists = tomllib.loads(files("geo").joinpath("data/registers.toml").read_text(encoding="utf-8"))[section]
    return frozenset(word for words in lists.values() for word in words)
