"""Cells of a file of events: days and numbers. Nothing is guessed: what does not fit is told.

The functions remember what they have read: dates and tolls come again in every row.
"""

from __future__ import annotations

import math
import re
from datetime import date
from functools import cache, lru_cache
from typing import Final

from geo.errors import RowError
from geo.interop.vocabulary import words_of

_REMEMBERED: Final = 65536
_SHOWN: Final = 40
MOST_PEOPLE: Final = 10_000_000
_LONGEST_NUMBER: Final = 40
_YEAR_FIRST: Final = re.compile(r"([0-9]{1,4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.+Z]{0,32})?")
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3,9})\.?[- ]([0-9]{1,4})")
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,18}(?:\.0{0,18})?")
_REAL: Final = re.compile(r"[+-]?[0-9]{0,18}\.?[0-9]{0,25}(?:[eE][+-]?[0-9]{1,3})?")
_SHORT_YEAR_DIGITS: Final = 2
_SHORTEST_MONTH: Final = 3


@lru_cache(maxsize=_REMEMBERED)
def is_empty(text: str) -> bool:
    """Say whether a cell holds nothing, or a word for nothing such as "NA"."""
    return text.strip().casefold() in _empty_words()


@lru_cache(maxsize=_REMEMBERED)
def read_text(text: str) -> str:
    """Return a short text without spaces around it, empty also where "NA" stands for nothing."""
    return "" if is_empty(text) else text.strip()


@lru_cache(maxsize=_REMEMBERED)
def read_day(text: str, what: str) -> str:
    """Return a day as ISO 8601 from "2022-05-01", "9-May-20", "10 February 2023" or "01-January-2015".

    Raises
    ------
    RowError
        Where it is none of these, no day of the calendar, or of a year that no event can have (0025).
    """
    text = text.strip()
    if not text:
        raise RowError(f"no {what}")
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := _DAY_FIRST.fullmatch(text):
        year, month, day = _year(found[3]), _month(found[2]), int(found[1])
    else:
        raise RowError(f"{what} {_shown(text)} is no date such as 2022-05-01, 9-May-20 or 10 February 2023")
    first, last = words_of("common")["earliest_year"], words_of("common")["latest_year"]
    if not first <= year <= last:
        raise RowError(f"{what} {_shown(text)}: the year {year:04d} is not from {first} to {last}")
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise RowError(f"{what} {_shown(text)} is no day of the calendar") from error


@lru_cache(maxsize=_REMEMBERED)
def read_whole(text: str, what: str, low: int = 0, high: int = MOST_PEOPLE) -> int | None:
    """Return a whole number ("7", "7.0"), None for an empty cell; :class:`RowError` for anything else."""
    if is_empty(text):
        return None
    text = text.strip()
    if not _WHOLE.fullmatch(text):
        raise RowError(f"{what} {_shown(text)} is no whole number")
    number = int(text.partition(".")[0])
    if not low <= number <= high:
        raise RowError(f"{what} {_shown(text)} is not from {low} to {high}")
    return number


@lru_cache(maxsize=_REMEMBERED)
def read_degrees(text: str, what: str, largest: int) -> float:
    """Return a latitude or longitude; :class:`RowError` where there is none, or it lies outside the world."""
    text = text.strip()
    if is_empty(text):
        raise RowError(f"no {what}")
    if len(text) > _LONGEST_NUMBER or not _REAL.fullmatch(text):
        raise RowError(f"{what} {_shown(text)} is no number of degrees")
    try:
        number = float(text)
    except ValueError as error:
        raise RowError(f"{what} {_shown(text)} is no number of degrees") from error
    if not math.isfinite(number) or abs(number) > largest:
        raise RowError(f"{what} {_shown(text)} is not from -{largest} to {largest}")
    return number


def without_decimals(text: str) -> str:
    """Return a whole number without the ".0" that pandas leaves behind it; any other text as it is."""
    return text.partition(".")[0] if text.endswith(".0") and _WHOLE.fullmatch(text) else text


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def _year(text: str) -> int:
    year = int(text)
    if len(text) > _SHORT_YEAR_DIGITS:
        return year
    return year + (2000 if year <= words_of("common")["last_short_year"] else 1900)


def _month(name: str) -> int:
    months = _months()
    if name.lower() not in months:
        raise RowError(f"{_shown(name)} is no month")
    return months[name.lower()]


@cache
def _months() -> dict[str, int]:
    names: list[str] = words_of("common")["months"]
    short = {name[:_SHORTEST_MONTH]: number for number, name in enumerate(names, 1)}
    return short | {"sept": names.index("september") + 1} | {name: number for number, name in enumerate(names, 1)}


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(words_of("common")["empty"])
