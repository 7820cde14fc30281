"""Tells days of the calendar from the places that are named after them: "on 23 August", "the commune of 23 August"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from geo.dates.vocabulary import vocabulary
from geo.places.toponyms import role_words

_REACH: Final = 40
_WORD: Final = re.compile(r"[^\W\d_]+")


def is_day(view: str, start: int, end: int) -> bool:
    """Say whether ``view[start:end]`` is a day and a month with no noun of place beside it, so that it is a date."""
    if not any(map(str.isdigit, view[start:end])) or not _day().fullmatch(view, start, end):
        return False
    before = _WORD.findall(view[max(0, start - _REACH) : start].lower())
    after = _WORD.match(view, end + 1)
    named_before = before[-2:-1] if before[-1:] == ["of"] else before[-1:]
    nouns = role_words("named_by_date")
    return nouns.isdisjoint(named_before) and (after is None or after[0].lower() not in nouns)


@cache
def _day() -> re.Pattern[str]:
    """Return the pattern of a day of a month, in the calendars and languages that ``geo.dates`` reads."""
    words = vocabulary()
    names = {*words.months, *words.islamic_months, *words.other_months}
    longest = sorted(names, key=lambda name: (-len(name), name))
    month = "|".join(re.escape(name).replace(r"\ ", "[ -]") for name in longest)
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    return re.compile(rf"{day} (?:of )?(?:{month})\.?|(?:{month})\.? {day}", re.IGNORECASE)
