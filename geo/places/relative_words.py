"""The vocabulary of relative places, ``geo/data/relative.toml``: words, bearings, lengths and how far they reach."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

_HUNDRED: Final = 100
_DIGITS: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction of the compass: its name and its bearing in degrees from north."""

    name: str
    bearing: float


@cache
def table(name: str) -> dict[str, Any]:
    """Return a table of the vocabulary."""
    return dict(_vocabulary()[name])


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """Return a list of words of a table of the vocabulary."""
    return tuple(_vocabulary()[name][key])


def any_of(phrases: Iterable[str]) -> str:
    """Return the expression of any of some phrases, the longest first; a space may be a hyphen or more spaces."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", "[ -]") for phrase in ordered) + ")"


@cache
def direction_words() -> tuple[str, ...]:
    """Return all words for directions, those in capitals left out."""
    return tuple(word for entry in _vocabulary()["direction"] for word in entry["words"])


@cache
def direction_expression() -> str:
    """Return the expression of a direction in words: "north", "north-eastern"."""
    spelt = sorted(direction_words(), key=len, reverse=True)
    return "(?:" + "|".join(word.replace(" ", "[ -]?") for word in spelt) + ")"


@cache
def short_direction_expression() -> str:
    """Return the expression of a direction in capitals: "NE"."""
    shorts = sorted((entry["short"] for entry in _vocabulary()["direction"]), key=len, reverse=True)
    return "(?-i:" + "|".join(shorts) + ")"


@cache
def direction_of(text: str) -> Direction | None:
    """Return the direction that a word or an abbreviation in capitals means.

    Examples
    --------
    >>> direction_of("North-Eastern")
    Direction(name='northeast', bearing=45.0)
    >>> direction_of("SSW").bearing
    202.5
    """
    return _directions().get(_joined(text))


def number_expression() -> str:
    """Return the expression of a number in digits or in words."""
    return rf"(?:\d{{1,4}}(?:[.,]\d{{1,3}})?|{any_of(table('numbers'))}(?:[ -]{any_of(table('numbers'))})?)"


def number_of(text: str) -> float:
    """Return the value of a number in digits or in words.

    Examples
    --------
    >>> [number_of(text) for text in ("2.5", "1,200", "twenty-five", "two hundred", "a few")]
    [2.5, 1200.0, 25.0, 200.0, 3.0]
    """
    if _DIGITS.search(text):
        return float(text.replace(",", "") if re.search(r",\d{3}$", text) else text.replace(",", "."))
    known = table("numbers")
    plain = text.lower()
    if plain in known:
        return float(known[plain])
    values = [known[word] for word in plain.replace("-", " ").split() if word in known]
    return float(values[0] * values[1] if values[1:] == [_HUNDRED] else sum(values))


def km_of(number: str, upper: str, unit: str) -> float:
    """Return the kilometres of a length, of a range ("15-20 km") its middle."""
    low = number_of(number)
    high = number_of(upper) if upper else low
    return (low + high) / 2 * float(table("units")[unit.lower().rstrip(".")])


@cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads(files("geo").joinpath("data/relative.toml").read_text(encoding="utf-8"))


@cache
def _directions() -> dict[str, Direction]:
    known: dict[str, Direction] = {}
    for entry in _vocabulary()["direction"]:
        for word in (*entry["words"], entry["short"]):
            known[_joined(word)] = Direction(entry["name"], entry["bearing"])
    return known


def _joined(text: str) -> str:
    return text.lower().replace(" ", "").replace("-", "")
