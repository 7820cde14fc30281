"""Rules that count from the date which the text named before: the previous day, two weeks later, that month."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from geo.dates.intervals import DAYS_A_WEEK, Interval, days_before, month_of, one_day, year_of
from geo.dates.notation import Context, Cue, read_number, rule


def _reference(context: Context) -> date | None:
    """Return the day that "the previous day" counts from: the one named last, else the report's."""
    return context.previous or context.anchor


def _shifted(match: re.Match[str], context: Context, direction: int) -> Interval | None:
    start, groups = _reference(context), match.groupdict()
    if start is None:
        return None
    count = read_number(groups.get("number") or "one")
    if (groups.get("unit") or "day").lower().startswith("week"):
        count *= DAYS_A_WEEK
    return one_day(days_before(start, count * direction))


def _earlier(match: re.Match[str], context: Context) -> Interval | None:
    return _shifted(match, context, 1)


def _later(match: re.Match[str], context: Context) -> Interval | None:
    return _shifted(match, context, -1)


def _years_later(match: re.Match[str], context: Context) -> Interval | None:
    if context.year is None:
        return None
    count = read_number(match.groupdict().get("number") or "one")
    year = context.year + (-count if match["side"].lower() == "earlier" else count)
    return year_of(year)


def _same_day(_: re.Match[str], context: Context) -> Interval | None:
    return one_day(context.previous)


def _months_later(match: re.Match[str], context: Context) -> Interval | None:
    if context.named is None:
        return None
    count = read_number(match["number"])
    start = context.named.first
    return month_of(start.year, start.month + (-count if match["side"].lower() in _EARLIER else count))


def _month_around(match: re.Match[str], context: Context) -> Interval | None:
    """Return the month of the date that the text named last, or the one after or before it."""
    if context.named is None:
        return None
    side = {"following": 1, "after": 1, "before": -1}.get(match["which"].lower(), 0)
    return month_of(context.named.first.year, context.named.first.month + side)


_EARLIER: Final = frozenset({"earlier", "before", "previously", "prior"})
_AT_END: Final = r"(?=[.,;:)]|$)"

RULES: Final = (
    rule(
        "day_before",
        Cue.UNIT,
        r"the (?:previous|preceding) (?:day|night|evening)"
        r"|the (?:day|night|evening) before(?=[.,;:)]|$)",
        _earlier,
    ),
    rule(
        "day_after",
        Cue.UNIT,
        r"(?:the )?(?:next|following) (?:day|morning|evening|night)",
        _later,
        needs="next following",
    ),
    rule(
        "days_earlier",
        Cue.UNIT,
        r"(?P<number><!number>|a) (?P<unit>days?|weeks?) (?:earlier|(?:before|previously|prior)(?=[.,;:)]|$))",
        _earlier,
    ),
    rule(
        "days_later",
        Cue.UNIT,
        r"(?P<number><!number>|a) (?P<unit>days?|weeks?) (?:later|afterwards)",
        _later,
        needs="later afterwards",
    ),
    rule(
        "years_later", Cue.UNIT, r"(?P<number><!number>|a) years? (?P<side>later|earlier)", _years_later, needs="year"
    ),
    rule("years_later", Cue.UNIT, r"(?:the )?(?P<side>following) year", _years_later, needs="following"),
    rule(
        "same_day",
        Cue.UNIT,
        r"(?:on |later |earlier |during )?(?P<span>(?:the|that) same (?:day|night|morning|evening)"
        r"|that (?:day|night|morning|evening|afternoon)|later in the day)",
        _same_day,
    ),
    rule("same_day", Cue.UNIT, r"(?:<number>|few|several) hours (?:later|earlier)", _same_day, needs="hours"),
    rule(
        "months_later",
        Cue.UNIT,
        rf"(?P<number><!number>|a) months? (?P<side>later|earlier|afterwards|(?:before|previously|prior){_AT_END})",
        _months_later,
        needs="month",
    ),
    rule("month_around", Cue.UNIT, r"(?:the )?(?P<which>following) month", _month_around, needs="following"),
    rule(
        "month_around",
        Cue.UNIT,
        r"(?:in |during |later |earlier )?(?P<span>(?P<which>that|the same) month)",
        _month_around,
        needs="month",
    ),
    rule("month_around", Cue.UNIT, rf"the month (?P<which>before|after){_AT_END}", _month_around, needs="month"),
)
