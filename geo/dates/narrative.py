"""The year of a date that names none: of the sentence that sets the scene, or of a text without a date of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from geo.dates.intervals import Interval, make_date, month_of
from geo.dates.notation import Context, read_day, read_month, read_weekday
from geo.models import DateMention

_YEAR_AND_MONTH: Final = frozenset({"month_year", "day_month_year", "month_day_year", "days_of_month", "iso_date"})
_DURATIONS: Final = frozenset({"lasting", "nth_day", "nth_week"})
"""Rules of phrases that say how long, not when: "after three weeks of fighting"."""
_NEWS: Final = timedelta(days=60)
"""A day this near the report is the report's own, whatever the paragraph told before."""
_OPENING: Final = 40
"""How far into its sentence, in code points, a date still sets the scene: "That changed in May 2015, when …"."""
_SENTENCE_END: Final = re.compile(r"[.!?][\"'”’)]*\s")
_NAMED_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_YEARS_OF_NEWS: Final = range(1990, 2100)


def scene_after(text: str, mention: DateMention, start: int, context: Context) -> Interval | None:
    """Return the scene from which dates after a mention are told; news ends it.

    A date with month and year sets it near the head of a sentence. ``start`` is where what has not been read before
    the mention begins.
    """
    is_day_or_month = mention.rule not in _DURATIONS
    if is_day_or_month and context.anchor is not None and timedelta() <= context.anchor - mention.last <= _NEWS:
        return None
    if mention.rule not in _YEAR_AND_MONTH:
        return context.scene
    before = text[max(start, mention.start - _OPENING) : mention.start]
    opens = mention.start - start <= _OPENING or _SENTENCE_END.search(before) is not None
    return Interval(mention.first, mention.last) if opens else context.scene


def day_of_scene(day: date, context: Context) -> date:
    """Return a day as the paragraph's scene dates it: the first such day from the scene on, unless ``day`` is news."""
    if context.scene is None or context.anchor is None or context.anchor - day <= _NEWS:
        return day
    start = context.scene.first
    found = (make_date(year, day.month, day.day) for year in (start.year, start.year + 1))
    return next((told for told in found if told and start <= told <= day), day)


def month_of_scene(month: Interval, context: Context) -> Interval:
    """Return a month likewise."""
    if context.scene is None or context.anchor is None or context.anchor - month.last <= _NEWS:
        return month
    start = context.scene.first
    told = month_of(start.year + (month.first.month < start.month), month.first.month)
    return told if told.first <= month.first else month


def year_of_text(text: str, dated: Iterable[re.Match[str]]) -> int | None:
    """Return the year of a text that has no date of its own, where its days of the week give it away.

    ``dated`` are its phrases with a day and a month. Those with a day of the week too ("Tuesday, Aug. 31") hold in one
    year of six or so: the latest year that the text names in which most of them do. Without any there is none.
    """
    days = [found for match in dated if (found := _weekday_and_day(match)) is not None]
    named = sorted({int(year) for year in _NAMED_YEAR.findall(text)} & set(_YEARS_OF_NEWS), reverse=True)
    return next((year for year in named if _agrees(days, year)), None) if days else None


def _weekday_and_day(match: re.Match[str]) -> tuple[int, int, int] | None:
    """Return the weekday (Monday is 0), month and day of a phrase that has all three and no year."""
    groups = match.groupdict()
    if groups.get("year") or not (groups.get("weekday") and groups.get("month") and groups.get("day")):
        return None
    return read_weekday(groups["weekday"]), read_month(groups["month"]), read_day(groups["day"])


def _agrees(days: Iterable[tuple[int, int, int]], year: int) -> bool:
    votes = [(found := make_date(year, month, day)) is not None and found.weekday() == weekday
             for weekday, month, day in days]  # fmt: skip
    return sum(votes) * 2 > len(votes)
