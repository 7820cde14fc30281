"""Reads the words of date phrases from ``geo/data/dates.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of date phrases, with their values, in lower case.

    ``parts`` gives, for a unit ("week", "month", "year", "decade") and a part ("early" …), its first and last
    day, month or year, counted from 1. ``feasts`` gives the Islamic month, the first day and the number of days.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    numbers: dict[str, int]
    vague_numbers: dict[str, int]
    ordinals: dict[str, int]
    seasons: dict[str, int]
    part_words: dict[str, str]
    parts: dict[str, dict[str, tuple[int, int]]]
    islamic_months: dict[str, int]
    feasts: dict[str, tuple[int, int, int]]
    other_months: dict[str, int]
    fixed_days: dict[str, tuple[int, int]]
    guards: dict[str, tuple[str, ...]]


def _lower(words: dict[str, int]) -> dict[str, int]:
    return {word.lower(): value for word, value in words.items()}


def _make_vocabulary(data: dict[str, Any]) -> Vocabulary:
    return Vocabulary(
        months=_lower(data["months"]),
        weekdays=_lower(data["weekdays"]),
        short_weekdays=_lower(data["short_weekdays"]),
        numbers=_lower(data["numbers"]),
        vague_numbers=_lower(data["vague_numbers"]),
        ordinals=_lower(data["ordinals"]),
        seasons=_lower(data["seasons"]),
        part_words={word: part for part, words in data["part_words"].items() for word in words},
        parts={
            unit: {part: (first, last) for part, (first, last) in parts.items()}
            for unit, parts in data["parts"].items()
        },
        islamic_months={
            name: number for number, names in enumerate(data["islamic_months"]["names"], 1) for name in names
        },
        feasts={
            name: (feast["month"], feast["day"], feast["days"]) for feast in data["feasts"] for name in feast["names"]
        },
        other_months={name: int(number) for number, names in data["other_months"].items() for name in names},
        fixed_days={name: (month, day) for name, (month, day) in data["fixed_days"].items()},
        guards={name: tuple(words) for name, words in data["guards"].items()},
    )


@cache
def vocabulary() -> Vocabulary:
    """Return the words of date phrases; the file is read once a process."""
    return _make_vocabulary(tomllib.loads(files("geo").joinpath("data", "dates.toml").read_text(encoding="utf-8")))
