"""Reads how many: figures, number words, ranges and vague words, each as low, best and high."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

_LONGEST_VAGUE: Final = 4
_TENTH: Final = 10


@dataclass(frozen=True, slots=True)
class Count:
    """How many people: at least, by the best estimate, at most."""

    low: int
    best: int
    high: int

    def __add__(self, other: Count) -> Count:
        return Count(self.low + other.low, self.best + other.best, self.high + other.high)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or sign of a text."""

    start: int
    end: int
    text: str

    @property
    def word(self) -> str:
        """Return the token in lower case, its apostrophes plain."""
        return self.text.lower().replace("’", "'")


_TOKEN: Final = re.compile(
    r"\d{1,2}-(?:year|month|day)s?-old|\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?:mm|km|th|st|nd|rd)?"
    r"|[^\W\d_]+(?:[.'’-][^\W\d_]+)*|[^\w\s]"
)


@cache
def casualty_words() -> dict[str, Any]:
    """Return the vocabulary of tolls, ``geo/data/casualties.toml``."""
    data: dict[str, Any] = tomllib.loads(files("geo").joinpath("data", "casualties.toml").read_text(encoding="utf-8"))
    return data


def split_tokens(text: str) -> list[Token]:
    """Split a text into words, figures and signs."""
    return [Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text)]


def _words(tokens: Sequence[Token], at: int, count: int) -> str:
    return " ".join(token.word for token in tokens[at : at + count])


def _phrase_at(tokens: Sequence[Token], at: int, phrases: dict[str, Any]) -> tuple[str, int] | None:
    """Return the longest phrase that begins at a token, and its length in tokens."""
    for length in range(_LONGEST_VAGUE, 0, -1):
        words = _words(tokens, at, length)
        if words in phrases and at + length <= len(tokens):
            return words, length
    return None


def _read_number_word(word: str) -> int | None:
    numbers: dict[str, int] = casualty_words()["numbers"]
    if word in numbers:
        return numbers[word]
    tens, _, ones = word.partition("-")
    return numbers[tens] + numbers[ones] if tens in numbers and ones in numbers else None


def _read_single(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Return a number and its length in tokens: 40, 1,200, forty-two, two dozen, a hundred."""
    if at >= len(tokens):
        return None
    word = tokens[at].word
    figure = word.replace(",", "")
    value = int(figure) if figure.isascii() and figure.isdigit() else _read_number_word(word)
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    multiplier = casualty_words()["multipliers"].get(following)
    if word in {"a", "an"} and multiplier:
        return multiplier, 2
    if word in casualty_words()["multipliers"] and word != "million":
        return casualty_words()["multipliers"][word], 1
    if value is None:
        return None
    return (value * multiplier, 2) if multiplier else (value, 1)


def _half(tokens: Sequence[Token], at: int) -> tuple[Count, int] | None:
    for length in (3, 2):
        if _words(tokens, at, length) in {"half a dozen", "half dozen"}:
            return Count(6, 6, 6), length
    return None


def _bend(value: int, kind: str) -> Count:
    """Widen a figure as the word before it says."""
    if kind == "over":
        return Count(value + 1, value + 1, value + 1)
    if kind == "under":
        return Count(1, max(1, value - 1), max(1, value - 1))
    if kind == "most":
        return Count(1, value, value)
    if kind == "about":
        slack = value // _TENTH
        return Count(value - slack, value, value + slack)
    return Count(value, value, value)


def _range(tokens: Sequence[Token], at: int) -> tuple[Count, int] | None:
    """Read 20-30, 20 to 30, between 20 and 30; the best estimate is the lower end, as with ACLED."""
    lead = 1 if tokens[at].word in {"between", "from"} else 0
    first = _read_single(tokens, at + lead)
    if first is None:
        return None
    joint = at + lead + first[1]
    length = _joint(tokens, joint, between=bool(lead))
    second = _read_single(tokens, joint + length) if length else None
    if second is None or second[0] <= first[0]:
        return None
    return Count(first[0], first[0], second[0]), joint + length + second[1] - at


def _joint(tokens: Sequence[Token], at: int, *, between: bool) -> int:
    """Return the length in tokens of what joins the ends of a range: "to", "and possibly as many as"; 0 for none."""
    if at >= len(tokens):
        return 0
    if tokens[at].word in {"-", "–", "to", "and" if between else "-"}:
        return 1
    phrases = casualty_words()["joints"]["phrases"]
    lengths = (len(phrase.split()) for phrase in phrases if _words(tokens, at, len(phrase.split())) == phrase)
    return max(lengths, default=0)


def read_quantity(tokens: Sequence[Token], at: int) -> tuple[Count, int] | None:
    """Return the quantity that begins at a token and its length in tokens, or None.

    "more than 50" is 51 at the least; "dozens" and the like are read by the vocabulary's table.
    """
    length, kind = 0, "exact"
    while bend := _phrase_at(tokens, at + length, casualty_words()["bends"]):
        if bend[0] == "some" and _read_single(tokens, at + length + 1) is None:
            break
        kind = casualty_words()["bends"][bend[0]] if kind == "exact" else kind
        length += bend[1]
    start = at + length
    if start >= len(tokens):
        return None
    if found := _half(tokens, start) or _range(tokens, start):
        return found[0], length + found[1]
    if single := _read_single(tokens, start):
        return _bend(single[0], kind), length + single[1]
    if vague := _phrase_at(tokens, start, casualty_words()["vague"]):
        return Count(*casualty_words()["vague"][vague[0]]), length + vague[1]
    return None
