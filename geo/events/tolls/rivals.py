"""Tells several figures of the same dead from the dead of several events.

"Nusra said it had killed 25; Hezbollah said it had lost three", "… shot dead 70; the opposition speaks of 150",
"Activists put the number at 21": another's figure widens the range and is not added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, Protocol

from geo.events.tolls.quantities import Count, Token, casualty_words, read_quantity, split_tokens
from geo.events.tolls.victims import named_kinds

_AT_END: Final = frozenset({"", ",", ".", ";", ":", ")", "]", "-", "–", "—", "!", "?", '"', "”"})
_FURTHER: Final = re.compile(r"(?i)\b(?:another|other|others|further|additional|more|also|own)\b(?!\sthan)")
_PLACE: Final = re.compile(r"\b(?:in|at|near|outside|around)\s(?:the\s)?[A-Z]")
_NATIONAL: Final = re.compile(r"\b[A-Z][a-z]{2,}")
_HEARD: Final = 120
_NEAR: Final = 160
_CLAUSE: Final = re.compile(r"[,.;:]")
_KILLED: Final = re.compile(r"(?i)(?:kill|murder|execut|eliminat|slaughter)")


class Told(Protocol):
    """What a statement of a toll is here: where it stands, in code points, and of whom it tells."""

    @property
    def start(self) -> int:
        """Return where it begins."""

    @property
    def end(self) -> int:
        """Return where it ends."""

    @property
    def victims(self) -> str:
        """Return what the text calls them."""


@cache
def _phrases(name: str) -> str:
    return "|".join(phrase.replace(" ", r"\s") for phrase in casualty_words()["rivals"][name])


@cache
def _figure_follows() -> re.Pattern[str]:
    return re.compile(
        rf"(?i)\b(?:(?:{_phrases('speaking')})|(?:that|which)\s\w+\s(?:{_phrases('putting')})\sat|(?:{_phrases('putting')})\s(?:the|that|its|their|this)\s"
        rf"(?:(?:death\s)?toll|number|figure|count|total)(?:\sof\s(?:{_phrases('dead')}))?\sat)\s(?=\S)"
    )


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{_phrases('saying')})\s(?:that\s)?(?:it\swas\s|there\swere\s)?(?=\S)")


@cache
def _another_says() -> re.Pattern[str]:
    return re.compile(
        rf"(?i)(?:[;:]|,?\s(?:{_phrases('contrast')})\b)(?!\s(?:it|they|he|she|also)?\s?(?:{_phrases('saying')})\b)"
        rf"[^;:]{{0,60}}?\b(?:{_phrases('saying')}|{_phrases('putting')})\b"
    )


def speaks_otherwise(sentence: str) -> bool:
    """Say whether a sentence tells by whom a figure is given: "said", "according to", "put the toll at"."""
    return bool(re.search(rf"(?i)\b(?:{_phrases('saying')}|{_phrases('putting')}|{_phrases('source')})\b", sentence))


def other_figures(sentence: str) -> Iterator[tuple[int, int, Count]]:
    """Yield another's bare figures, of which only the context says what they count, with their offsets."""
    for match in _figure_follows().finditer(sentence):
        yield from _figure(sentence, match.start(), match.end())
    for match in _saying().finditer(sentence):
        yield from _figure(sentence, match.start(), match.end(), bare=True)
    for match in re.finditer(rf"(?i)(?:[,;]|\bor)\s(?=\S+(?:\s\S+){{0,3}}?,?\s(?:{_phrases('source')})\s)", sentence):
        yield from _figure(sentence, match.start(), match.end(), bare=True)


def _figure(sentence: str, start: int, end: int, *, bare: bool = False) -> Iterator[tuple[int, int, Count]]:
    tokens = split_tokens(sentence[end : end + _HEARD])
    quantity = read_quantity(tokens, 0) if tokens else None
    if quantity is None or (bare and not _ends(tokens, quantity[1])):
        return
    yield start, end + tokens[quantity[1] - 1].end, quantity[0]


def _ends(tokens: list[Token], at: int) -> bool:
    """Say whether a figure stands alone: its clause ends, or its source follows."""
    word = tokens[at].word if at < len(tokens) else ""
    return word in _AT_END or word in casualty_words()["rivals"]["after"]


def is_rival(text: str, first: Told, second: Told) -> bool:
    """Say whether a second figure tells of the same dead as the one before it, by another's word.

    Further dead, dead elsewhere, dead of other kinds and those whom either side says that it killed are others.
    """
    between, own = text[first.end : second.start], text[second.start : second.end]
    if len(between) > _NEAR or not _another_says().search(between):
        return False
    rest = _CLAUSE.split(text[second.end :], maxsplit=1)[0]
    if _FURTHER.search(own) or _PLACE.search(own + rest):
        return False
    both_killed = all(_KILLED.match(text, told.start) for told in (first, second))
    return not both_killed and not _others(first.victims, second.victims)


def _others(first: str, second: str) -> bool:
    """Say whether victims are called differently: Russians and Ukrainians, civilians and soldiers."""
    one, other = named_kinds(first), named_kinds(second)
    sides = [frozenset(_NATIONAL.findall(victims)) for victims in (first, second)]
    return bool((one and other and not one & other) or (all(sides) and not sides[0] & sides[1]))


def between_accounts(figures: list[Count]) -> Count:
    """Return what several accounts of the same dead say: from the lowest to the highest figure, the lowest best."""
    if len({figure.best for figure in figures}) == 1:
        return figures[0]
    lowest = min(figure.best for figure in figures)
    return Count(lowest, lowest, max(figure.best for figure in figures))
