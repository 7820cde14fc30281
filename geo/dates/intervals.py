"""Intervals of days, and the calendar's arithmetic that the rules need."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from geo.dates.vocabulary import vocabulary

MONTHS_A_YEAR: Final = 12
DAYS_A_WEEK: Final = 7
_LONGEST_MONTH: Final = 31


class Unit(StrEnum):
    """What kind of stretch of time a phrase names."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    SPAN = "span"


_LEAST_PRECISION: Final = {Unit.WEEK: 2, Unit.MONTH: 4, Unit.SEASON: 5, Unit.YEAR: 5, Unit.DECADE: 5}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``first`` to ``last``, both included.

    ``running``: it still runs on the day of the report. ``least``: the precision that it has at best, though it be
    short, because somebody chose the day to stand for a longer stretch.
    """

    first: date
    last: date
    unit: Unit = Unit.SPAN
    running: bool = False
    least: int = 1

    @property
    def precision(self) -> int:
        """Return UCDP's date_prec: 1 a day, 2 up to 6 days, 3 a week, 4 up to a month, 5 longer."""
        days = (self.last - self.first).days + 1
        by_length = 1 if days == 1 else 2 if days < DAYS_A_WEEK else 3 if days == DAYS_A_WEEK else 4
        if days > _LONGEST_MONTH:
            by_length = 5
        return max(by_length, self.least, _LEAST_PRECISION.get(self.unit, 1))

    @property
    def is_day(self) -> bool:
        """Say whether this is a single day."""
        return self.first == self.last


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: date | None) -> Interval | None:
    """Return the interval of one day; None for None."""
    return Interval(day, day, Unit.DAY) if day else None


def between(first: date | None, last: date | None) -> Interval | None:
    """Return the days from first to last; None where one is missing or they are the wrong way round."""
    return Interval(first, last) if first and last and first <= last else None


def days_before(day: date, count: int) -> date:
    """Return the day that lies ``count`` days earlier (later for a negative count)."""
    return day - timedelta(days=count)


def days_until(day: date, count: int) -> Interval:
    """Return the ``count`` days that end on ``day``."""
    return Interval(days_before(day, count - 1), day)


def month_of(year: int, month: int) -> Interval:
    """Return a month; ``month`` may lie outside 1 to 12 and then counts on into other years."""
    carry, index = divmod(month - 1, MONTHS_A_YEAR)
    year, month = year + carry, index + 1
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]), Unit.MONTH)


def months_of(year: int, first: int, last: int, unit: Unit = Unit.SPAN) -> Interval:
    """Return the stretch from one month to another, counted in ``year``."""
    return Interval(month_of(year, first).first, month_of(year, last).last, unit)


def year_of(year: int) -> Interval:
    """Return a year."""
    return Interval(date(year, 1, 1), date(year, 12, 31), Unit.YEAR)


def decade_of(year: int) -> Interval:
    """Return the ten years that begin with ``year``."""
    return Interval(date(year, 1, 1), date(year + 9, 12, 31), Unit.DECADE)


def week_of(day: date) -> Interval:
    """Return the week, Monday to Sunday, that holds ``day``."""
    monday = days_before(day, day.weekday())
    return Interval(monday, days_before(monday, -6), Unit.WEEK)


def months_back(day: date, count: int) -> date:
    """Return the same day ``count`` months earlier, or that month's last day."""
    month = month_of(day.year, day.month - count)
    return month.first.replace(day=min(day.day, month.last.day))


def part_of(interval: Interval, part: str) -> Interval:
    """Narrow a week, month, year or decade to its part ("early", "mid", "late" …); others are left as they are."""
    bounds = vocabulary().parts.get(interval.unit, {}).get(part)
    if bounds is None:
        return interval
    low, high = bounds
    start = interval.first
    if interval.unit is Unit.WEEK:
        return replace(interval, first=days_before(start, 1 - low), last=days_before(start, 1 - high))
    if interval.unit is Unit.MONTH:
        return replace(
            interval, first=days_before(start, 1 - low), last=min(days_before(start, 1 - high), interval.last)
        )
    if interval.unit is Unit.YEAR:
        return months_of(start.year, low, high, Unit.SEASON)
    if interval.unit is Unit.SEASON:
        return months_of(start.year, start.month + low - 1, start.month + high - 1, Unit.MONTH)
    return Interval(date(start.year + low - 1, 1, 1), date(start.year + high - 1, 12, 31), Unit.SEASON)
