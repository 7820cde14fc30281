"""Finds the dates of publication that a text states about itself, at the head of each article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.dates.absolute import RULES
from geo.dates.notation import Context

_LONGEST_LEAD: Final = 100
_FULL_DATES: Final = frozenset({"day_month_year", "month_day_year", "iso_date", "dotted_date", "day_month_short_year"})
_DATE_RULES: Final = tuple(rule for rule in RULES if rule.name in _FULL_DATES)
_YEAR_LINE: Final = re.compile(r"^.*(?:19|20)\d\d.*$", re.MULTILINE)
_NAME: Final = r"(?:[^\W\d_a-z][\w.'’&-]*|and|de|van|von|of|for|the|bin|ibn|al-\w+|el-\w+)"
_NAMES: Final = rf"{_NAME}(?:[ \t,]+{_NAME}){{0,7}}"
_LABEL: Final = (
    r"(?:(?:first |last |originally )?"
    r"(?:published|updated|posted|modified|released|issued|created|date|dated|added|written)"
    r"(?: (?:on|at|date))?\s*:?|on|by)"
)
_BEFORE: Final = re.compile(
    rf"[\s#>*_\[(|•·–—-]*(?:(?i:{_LABEL})[\s|]*)?(?:{_NAMES})?[\s,|•·–—/:*_(\[-]*(?:(?i:{_LABEL})\s*)?"
)
_CLOCK: Final = (
    r"(?:[\s,|•·T@-]*(?:at )?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:\(?[A-Z]{2,4}\)?(?:[+-]\d+)?)?)?"
)
_NOTHING_MORE: Final = re.compile(rf"{_CLOCK}[\s\])*_|.:]*$")
_TEXT_FOLLOWS: Final = re.compile(
    rf"{_CLOCK}\s*(?:\([^()\n]{{2,40}}\)\s*)?(?:[–—-]{{1,2}}|\s-\s|\|)\s|{_CLOCK}\s*\([A-Z][^()\n]{{1,40}}\)"
)
_BYLINE_FOLLOWS: Final = re.compile(rf"{_CLOCK}[\s,|•·/–—-]*(?:by )?{_NAMES}[\s|]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A date of publication as the text states it: where it stands, and the day."""

    start: int
    end: int
    day: date


def _full_dates(text: str, start: int, end: int) -> Iterator[Dateline]:
    words = text[start:end].lower()
    for rule in _DATE_RULES:
        if rule.may_apply(words) and (match := rule.pattern.search(text, start, end)):
            interval = rule.handler(match, Context())
            if interval:
                yield Dateline(match.start(), match.end(), interval.first)


def _reads_as_dateline(before: str, after: str) -> bool:
    """Say whether what stands round a date on its line is a label, a byline or a place, and not a sentence."""
    if not _BEFORE.fullmatch(before):
        return False
    if _NOTHING_MORE.match(after) or _TEXT_FOLLOWS.match(after):
        return True
    return not before.strip(" #*\t") and bool(_BYLINE_FOLLOWS.fullmatch(after)) and after.strip()[:1] in "|•·–—-/,"


def find_datelines(text: str) -> list[Dateline]:
    """Find the publication dates that the text states about itself, in order.

    A dateline is a full date on a line that holds nothing else but a label ("Published:"), a byline, a place or a
    time, or that goes on after a dash or an agency in brackets ("KABUL, Aug 16, 2021 (Agency) —").
    """
    found = []
    for line in _YEAR_LINE.finditer(text):
        start, end = line.span()
        dates = _full_dates(text, start, min(end, start + _LONGEST_LEAD))
        first = min(dates, key=lambda one: (one.start, -one.end), default=None)
        if first and _reads_as_dateline(text[start : first.start], text[first.end : end]):
            found.append(first)
    return found


def anchor_at(datelines: Sequence[Dateline], position: int, default: date | None) -> date | None:
    """Return the day of the nearest dateline that starts at or before a position, else ``default``."""
    index = bisect_right([line.start for line in datelines], position)
    return datelines[index - 1].day if index else default
