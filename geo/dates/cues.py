"""Finds the words without which no rule can apply, and the stretches of text round them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from geo.dates.notation import Cue
from geo.dates.vocabulary import vocabulary

_REACH_BACK: Final = 45
_REACH: Final = 60
_WORD: Final = re.compile(r"\w+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_FIGURES: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d")
_YEAR: Final = re.compile(r"(?:19|20)\d\d|[١٢][٠-٩]{3}")
_ORDINAL: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)")


def _forms(words: Iterable[str], *, small: bool) -> Iterator[str]:
    for word in words:
        yield from (word.title(), word.upper())
        if small:
            yield word


@cache
def _kinds() -> dict[str, Cue]:
    """Return the words that are cues by themselves, as they are written."""
    words = vocabulary()
    near = (*words.guards["near_days"], *words.seasons, *(f"{decade}0s" for decade in range(1, 10)))
    islamic = (_LETTERS.findall(name)[0] for name in words.islamic_months | words.feasts)
    return {
        **dict.fromkeys(_forms(near, small=True), Cue.WORD),
        **dict.fromkeys(_forms(words.guards["units"], small=True), Cue.UNIT),
        **dict.fromkeys(_forms(islamic, small=False), Cue.ISLAMIC),
        **dict.fromkeys(_forms(words.weekdays | words.short_weekdays, small=False), Cue.WEEKDAY),
        **dict.fromkeys(_forms(words.months, small=False), Cue.MONTH),
    }


def _kind_of_figure(text: str, start: int) -> Cue | None:
    if _FIGURES.match(text, start):
        return Cue.FIGURES
    if _YEAR.match(text, start):
        return Cue.YEAR
    return Cue.WORD if _ORDINAL.match(text, start) else None


def _cues(text: str) -> Iterator[tuple[Cue, int, int]]:
    """Yield the cues of a text with their offsets, in order."""
    kinds = _kinds()
    for word in _WORD.finditer(text):
        kind = kinds.get(word[0])
        if kind is None and word[0][0].isdigit():
            kind = _kind_of_figure(text, word.start())
        if kind is not None:
            yield kind, *word.span()


def windows(text: str) -> Iterator[tuple[Cue, int, int]]:
    """Yield, for each kind of cue, the stretches of text in which its rules are to be tried."""
    open_windows: dict[Cue, tuple[int, int]] = {}
    for kind, first, last in _cues(text):
        left, right = max(0, first - _REACH_BACK), min(len(text), last + _REACH)
        start, end = open_windows.get(kind, (left, left))
        if left > end:
            yield kind, start, end
            start = left
        open_windows[kind] = (start, right)
    for kind, (start, end) in open_windows.items():
        yield kind, start, end
