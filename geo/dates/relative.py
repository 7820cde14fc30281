"""Rules for phrases that count from the day of the report: yesterday, three days ago, the past 48 hours, recently."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from geo.dates.intervals import (
    DAYS_A_WEEK,
    MONTHS_A_YEAR,
    Interval,
    Unit,
    days_before,
    days_until,
    month_of,
    months_back,
    one_day,
    year_of,
)
from geo.dates.notation import Context, Cue, read_number, rule
from geo.dates.vocabulary import vocabulary

_DAYS_A_MONTH: Final = 30
_FORTNIGHT: Final = 14
_VAGUE: Final = 3
"""Codebook: "recently", "past few days" are R-3 to R-1; "recent weeks" three weeks; "past months" three months."""
_LONG_AGO_HOURS: Final = 12
_HOURS_A_DAY: Final = 24


def _today(_: re.Match[str], context: Context) -> Interval | None:
    return one_day(context.anchor)


def _yesterday(_: re.Match[str], context: Context) -> Interval | None:
    return one_day(context.anchor and days_before(context.anchor, 1))


def _two_days_ago(_: re.Match[str], context: Context) -> Interval | None:
    return one_day(context.anchor and days_before(context.anchor, 2))


def _tomorrow(_: re.Match[str], context: Context) -> Interval | None:
    return one_day(context.anchor and days_before(context.anchor, -1))


def _overnight(_: re.Match[str], context: Context) -> Interval | None:
    return days_until(context.anchor, 2) if context.anchor else None


def _recent_days(_: re.Match[str], context: Context) -> Interval | None:
    return Interval(days_before(context.anchor, _VAGUE), days_before(context.anchor, 1)) if context.anchor else None


def back_from(anchor: date, count: int, unit: str) -> Interval:
    """Return ``count`` units back to and with the report (a month alone is 30 days)."""
    if unit == "hour":
        days = min(-(-count // _HOURS_A_DAY), 2) + 1 if count <= 3 * _HOURS_A_DAY else count // _HOURS_A_DAY + 1
        return days_until(anchor, days)
    if unit in {"day", "week", "fortnight"}:
        return days_until(anchor, count * {"day": 1, "week": DAYS_A_WEEK, "fortnight": _FORTNIGHT}[unit])
    if unit == "month":
        return days_until(anchor, _DAYS_A_MONTH) if count == 1 else Interval(months_back(anchor, count), anchor)
    years = count * (10 if unit == "decade" else 1)
    return Interval(months_back(anchor, years * MONTHS_A_YEAR), anchor, Unit.SEASON)


def _past(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    groups = match.groupdict()
    number, unit = groups.get("number") or groups.get("vague"), match["unit"].lower().rstrip("s")
    if unit == "day" and not groups.get("number"):
        return _recent_days(match, context) if groups.get("vague") else one_day(context.anchor)
    return back_from(context.anchor, read_number(number) if number else 1, unit)


def _recent(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    unit = match["unit"].lower().rstrip("s")
    return _recent_days(match, context) if unit == "day" else back_from(context.anchor, _VAGUE, unit)


def _ago(match: re.Match[str], context: Context) -> Interval | None:
    anchor, unit = context.anchor, match["unit"].lower().rstrip("s")
    if anchor is None:
        return None
    if match["vague"]:
        return _recent(match, context) if unit != "hour" else one_day(anchor)
    return _counted_ago(anchor, read_number(match["number"] or "a"), unit)


def _counted_ago(anchor: date, count: int, unit: str) -> Interval | None:
    """Return the day, month or year so long ago; weeks ago are the stretch since then (codebook: a fortnight ago)."""
    if unit == "day" or (unit == "hour" and count <= _LONG_AGO_HOURS):
        return one_day(days_before(anchor, count if unit == "day" else 0))
    if unit == "month":
        return month_of(anchor.year, anchor.month - count)
    if unit == "year":
        return year_of(anchor.year - count)
    return back_from(anchor, count, unit)


def _lasting(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    return back_from(context.anchor, read_number(match["number"]), match["unit"].lower().rstrip("s"))


def _long(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    unit = match["unit"].lower()
    return back_from(context.anchor, _VAGUE if unit.endswith("s") else 1, unit.rstrip("s"))


def _nth_day(match: re.Match[str], context: Context) -> Interval | None:
    return days_until(context.anchor, vocabulary().ordinals[match["nth"].lower()]) if context.anchor else None


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


_UNITS: Final = r"(?P<unit>hours?|days?|weeks?|months?|years?|decades?|fortnight)"
_LONGER: Final = r"(?P<unit>weeks?|months?|years?|decades?|fortnight)"
_OVER: Final = r"(?:in|over|during|within|for|of|throughout) "
_PAST: Final = r"(?:the |these )?(?:last|past|preceding)"

RULES: Final = (
    rule("today", Cue.WORD, r"today|tonight", _today),
    rule("today", Cue.UNIT, r"this (?:morning|afternoon|evening)|earlier in the day|earlier today", _today),
    rule("yesterday", Cue.WORD, r"yesterday(?: <!time>)?", _yesterday),
    rule(
        "last_night",
        Cue.UNIT,
        r"last (?:night|evening)|yesterday (?:morning|afternoon|evening|night)|the other (?:day|night)",
        _yesterday,
    ),
    rule("day_before_yesterday", Cue.WORD, r"the day before yesterday", _two_days_ago),
    rule("tomorrow", Cue.WORD, r"tomorrow(?: <!time>)?", _tomorrow),
    rule("overnight", Cue.WORD, r"overnight", _overnight),
    rule("recent_days", Cue.WORD, r"recently", _recent_days),
    rule(
        "recent",
        Cue.UNIT,
        r"(?:in |over |during )?(?:the )?(?:more |most )?recent (?P<unit>days|weeks|months|years|decades)",
        _recent,
    ),
    rule(
        "past",
        Cue.UNIT,
        r"(?:in |over |during |within |for |throughout )?(?P<span>"
        + _PAST
        + r" (?:(?P<vague><!vague>) |(?P<number><!number>)[ -])"
        + _UNITS
        + ")",
        _past,
    ),
    rule("past", Cue.UNIT, _OVER + r"(?P<span>the (?:last|past) " + _UNITS + ")", _past),
    rule("past", Cue.UNIT, r"(?P<span>(?:the )?past " + _UNITS + ")", _past),
    rule("ago", Cue.UNIT, r"(?:(?P<vague><!vague>)|(?P<number><!number>|an?)) " + _UNITS + r" ago", _ago),
    rule(
        "lasting",
        Cue.UNIT,
        r"(?P<number><!number>)[ -](?P<unit>day|week|month|year)(?:[ -]long)?,? (?:\w{2,20} )?<!action>",
        _lasting,
    ),
    rule(
        "lasting",
        Cue.UNIT,
        r"(?P<number><!number>) (?P<unit>days|weeks|months|years) of (?:\w{2,20} ){0,2}<!action>",
        _lasting,
    ),
    rule("lasting", Cue.UNIT, r"(?P<unit>days?|weeks?|months?|years?)[ -]?long,? (?:\w{2,20} )?<!action>", _long),
    rule(
        "nth_day",
        Cue.UNIT,
        r"for (?:the|a) (?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
        r"(?: (?:consecutive|straight|successive))? day(?: in a row| running)?",
        _nth_day,
    ),
    rule(
        "day_before",
        Cue.UNIT,
        r"the (?:previous|preceding) (?:day|night|evening)"
        r"|the (?:day|night|evening) before(?=[.,;:)]|$)",
        _earlier,
    ),
    rule("day_after", Cue.UNIT, r"(?:the )?(?:next|following) (?:day|morning|evening|night)", _later),
    rule(
        "days_earlier",
        Cue.UNIT,
        r"(?P<number><!number>|a) (?P<unit>days?|weeks?) (?:earlier|(?:before|previously|prior)(?=[.,;:)]|$))",
        _earlier,
    ),
    rule("days_later", Cue.UNIT, r"(?P<number><!number>|a) (?P<unit>days?|weeks?) (?:later|afterwards)", _later),
    rule("years_later", Cue.UNIT, r"(?P<number><!number>|a) years? (?P<side>later|earlier)", _years_later),
    rule("years_later", Cue.UNIT, r"(?:the )?(?P<side>following) year", _years_later),
    rule(
        "same_day",
        Cue.UNIT,
        r"(?:on |later |earlier |during )?(?P<span>(?:the|that) same (?:day|night|morning|evening)"
        r"|that (?:day|night|morning|evening|afternoon)|later in the day)",
        _same_day,
    ),
)
