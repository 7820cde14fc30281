"""Rules for weeks, weekends and the edges of months and years: the second week of May, the week ending 9 May."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from geo.dates.calendar_names import YEAR, named_month
from geo.dates.intervals import (
    DAYS_A_WEEK,
    MONTHS_A_YEAR,
    Interval,
    Unit,
    between,
    days_before,
    make_date,
    month_of,
    months_of,
    week_of,
    year_of,
)
from geo.dates.notation import Context, Cue, read_day, read_number, rule
from geo.dates.vocabulary import vocabulary

_LAST_ORDINALS: Final = frozenset({"last", "final"})
_SATURDAY: Final = 5


def _numbered_week(match: re.Match[str], context: Context) -> Interval | None:
    month = named_month(match, context) if match.groupdict().get("month") else _month_of_words(match, context)
    if month is None:
        return None
    ordinal = match["ordinal"].lower()
    if ordinal in _LAST_ORDINALS:
        return Interval(days_before(month.last, DAYS_A_WEEK - 1), month.last, Unit.WEEK)
    first = days_before(month.first, -DAYS_A_WEEK * (vocabulary().ordinals[ordinal] - 1))
    if first > month.last:
        return None
    return Interval(first, min(days_before(first, 1 - DAYS_A_WEEK), month.last), Unit.WEEK)


def _edge(period: Interval, match: re.Match[str]) -> Interval | None:
    """Return a period's first or last days, weeks or months."""
    count, at_start = read_number(match["number"]), match["edge"].lower() in {"first", "opening"}
    if match["unit"].lower() == "month":
        low, high = (1, count) if at_start else (MONTHS_A_YEAR + 1 - count, MONTHS_A_YEAR)
        return months_of(period.first.year, low, high) if 1 <= count <= MONTHS_A_YEAR else None
    days = count * (DAYS_A_WEEK if match["unit"].lower() == "week" else 1)
    if at_start:
        return between(period.first, min(days_before(period.first, 1 - days), period.last))
    return between(max(days_before(period.last, days - 1), period.first), period.last)


def _edge_of_month(match: re.Match[str], context: Context) -> Interval | None:
    month = named_month(match, context)
    return _edge(month, match) if month else None


def _edge_of_year(match: re.Match[str], _: Context) -> Interval | None:
    return _edge(year_of(int(match["year"])), match)


def _month_of_words(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    which = match["month_words"].lower().split()[0]
    return month_of(context.anchor.year, context.anchor.month + {"last": -1, "next": 1}.get(which, 0))


def _week_of_date(match: re.Match[str], context: Context) -> Interval | None:
    month = named_month(match, context)
    if month is None:
        return None
    day = make_date(month.first.year, month.first.month, read_day(match["day"]))
    if day and match["kind"].lower() in {"ending", "ended", "to"}:
        return Interval(days_before(day, DAYS_A_WEEK - 1), day, Unit.WEEK)
    return week_of(day) if day else None


def _weekend_of(day: date) -> Interval:
    saturday = days_before(week_of(day).first, -_SATURDAY)
    return Interval(saturday, days_before(saturday, -1))


def _weekend_of_date(match: re.Match[str], context: Context) -> Interval | None:
    month = named_month(match, context)
    day = month and make_date(month.first.year, month.first.month, read_day(match["day"]))
    return _weekend_of(day) if day else None


def _numbered_weekend(match: re.Match[str], context: Context) -> Interval | None:
    """Return a month's weekend, counted by its Saturdays."""
    month = named_month(match, context) if match.groupdict().get("month") else _month_of_words(match, context)
    if month is None:
        return None
    ordinal = match["ordinal"].lower()
    first = days_before(month.first, -((_SATURDAY - month.first.weekday()) % DAYS_A_WEEK))
    count = vocabulary().ordinals.get(ordinal, (month.last - first).days // DAYS_A_WEEK + 1)
    saturday = days_before(first, -DAYS_A_WEEK * (count - 1))
    return Interval(saturday, days_before(saturday, -1)) if saturday <= month.last else None


def _weekend_away(_: re.Match[str], context: Context) -> Interval | None:
    """Return the weekend before the last one that began before the report."""
    if context.anchor is None:
        return None
    back = (context.anchor.weekday() - _SATURDAY) % DAYS_A_WEEK or DAYS_A_WEEK
    return _weekend_of(days_before(context.anchor, back + DAYS_A_WEEK))


def _weekend(match: re.Match[str], context: Context) -> Interval | None:
    """Return the last weekend that began before the report, or the next one."""
    if context.anchor is None:
        return None
    back = (context.anchor.weekday() - _SATURDAY) % DAYS_A_WEEK or DAYS_A_WEEK
    saturday = days_before(context.anchor, back)
    if match["which"].lower() in {"next", "this coming", "the coming"}:
        saturday = days_before(saturday, -DAYS_A_WEEK)
    return Interval(saturday, days_before(saturday, -1))


def _midweek(_: re.Match[str], context: Context) -> Interval | None:
    """Return the last Tuesday to Thursday that has begun (ours)."""
    if context.anchor is None:
        return None
    week = week_of(days_before(context.anchor, 1))
    return Interval(days_before(week.first, -1), days_before(week.first, -3))


def _week_around(match: re.Match[str], context: Context) -> Interval | None:
    """Return the week of the date that the text named last, or the one after or before it."""
    if context.named is None:
        return None
    side = {"following": -1, "after": -1, "before": 1}.get(match["which"].lower(), 0)
    return week_of(days_before(context.named.first, side * DAYS_A_WEEK))


_ORDINAL: Final = r"(?P<ordinal>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last|final)"
_EDGE: Final = r"(?P<edge>first|opening|last|final|closing) <number> "
_MONTH_WORDS: Final = r"(?P<month_words>(?:this|last|next|the) month)"

RULES: Final = (
    rule(
        "edge_of_month",
        Cue.MONTH,
        _EDGE + r"(?P<unit>day|week)s (?:of|in) <month>" + YEAR + "?",
        _edge_of_month,
        needs="days weeks",
    ),
    rule(
        "edge_of_year", Cue.YEAR, _EDGE + r"(?P<unit>week|month)s (?:of|in) <year>", _edge_of_year, needs="weeks months"
    ),
    rule("numbered_week", Cue.MONTH, _ORDINAL + r" week (?:of|in) <month>" + YEAR + "?", _numbered_week, needs="week"),
    rule(
        "numbered_week",
        Cue.UNIT,
        _ORDINAL + r" week (?:of|in) " + _MONTH_WORDS,
        _numbered_week,
        needs="week",
    ),
    rule(
        "week_of_date",
        Cue.MONTH,
        r"week (?P<kind>of|beginning|starting|ending|ended|to)(?: on)? <month> <day>" + YEAR + "?",
        _week_of_date,
        needs="week",
    ),
    rule(
        "week_of_date",
        Cue.MONTH,
        r"week (?P<kind>of|beginning|starting|ending|ended|to)(?: on)? (?:the )?<day>(?: of)? <month>" + YEAR + "?",
        _week_of_date,
        needs="week",
    ),
    rule(
        "weekend",
        Cue.UNIT,
        r"(?:over |during |at |on )?"
        r"(?P<which>the|this|last|this past|next|the past|the last|this coming|the coming) weekend",
        _weekend,
        needs="weekend",
    ),
    rule("weekend_before_last", Cue.UNIT, r"(?:the )?weekend before last", _weekend_away, needs="weekend"),
    rule("weekend_of_date", Cue.MONTH, r"weekend of <month> <day>" + YEAR + "?", _weekend_of_date, needs="weekend"),
    rule(
        "weekend_of_date",
        Cue.MONTH,
        r"weekend of (?:the )?<day>(?: of)? <month>" + YEAR + "?",
        _weekend_of_date,
        needs="weekend",
    ),
    rule(
        "numbered_weekend",
        Cue.MONTH,
        _ORDINAL + r" weekend (?:of|in) <month>" + YEAR + "?",
        _numbered_weekend,
        needs="weekend",
    ),
    rule(
        "numbered_weekend",
        Cue.UNIT,
        _ORDINAL + r" weekend (?:of|in) " + _MONTH_WORDS,
        _numbered_weekend,
        needs="weekend",
    ),
    rule("midweek", Cue.UNIT, r"(?:in )?(?<!\()mid-?week", _midweek, needs="week"),
    rule("week_around", Cue.UNIT, r"(?:the )?(?P<which>following) week", _week_around, needs="following"),
    rule(
        "week_around",
        Cue.UNIT,
        r"(?:in |during |later |earlier )?(?P<span>(?P<which>that|the same) week)",
        _week_around,
    ),
    rule("week_around", Cue.UNIT, r"the week (?P<which>before|after)(?=[.,;:)]|$)", _week_around),
)
