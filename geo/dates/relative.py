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

_DAYS_A_MONTH: Final = 30
_FORTNIGHT: Final = 14
VAGUE: Final = 3
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
    return Interval(days_before(context.anchor, VAGUE), days_before(context.anchor, 1)) if context.anchor else None


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
        is_vague = groups.get("vague") or match["unit"].lower() == "days"
        return _recent_days(match, context) if is_vague else one_day(context.anchor)
    return back_from(context.anchor, read_number(number) if number else 1, unit)


def _recent(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    unit = match["unit"].lower().rstrip("s")
    return _recent_days(match, context) if unit == "day" else back_from(context.anchor, VAGUE, unit)


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


def _coming(match: re.Match[str], context: Context) -> Interval | None:
    """Return the days after the report's, as many as are told of."""
    if context.anchor is None:
        return None
    groups = match.groupdict()
    count = read_number(groups.get("number") or groups.get("vague") or "three")
    unit = match["unit"].lower().rstrip("s")
    if unit in {"month", "year"}:
        months = count * (MONTHS_A_YEAR if unit == "year" else 1)
        return Interval(days_before(context.anchor, -1), months_back(context.anchor, -months))
    days = -(-count // _HOURS_A_DAY) if unit == "hour" else count * (DAYS_A_WEEK if unit == "week" else 1)
    return Interval(days_before(context.anchor, -1), days_before(context.anchor, -days))


def _in_two_days(_: re.Match[str], context: Context) -> Interval | None:
    return one_day(context.anchor and days_before(context.anchor, -2))


_UNITS: Final = r"(?P<unit>hours?|days?|weeks?|months?|years?|decades?|fortnight)"
_OVER: Final = r"(?:in|over|during|within|for|of|throughout) "
_PAST: Final = r"(?:the |these )?(?:last|past|preceding)"

RULES: Final = (
    rule("today", Cue.WORD, r"today|tonight", _today),
    rule(
        "today",
        Cue.UNIT,
        r"this (?:morning|afternoon|evening)|earlier in the day|earlier today",
        _today,
        needs="this earlier",
    ),
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
    rule("past", Cue.UNIT, _OVER + r"(?P<span>the (?:last|past) " + _UNITS + ")", _past, needs="last past"),
    rule("past", Cue.UNIT, r"(?P<span>(?:the )?past " + _UNITS + ")", _past, needs="last past"),
    rule("ago", Cue.UNIT, r"(?:(?P<vague><!vague>)|(?P<number><!number>|an?)) " + _UNITS + r" ago", _ago, needs="ago"),
    rule(
        "several",
        Cue.UNIT,
        r"(?:over|for|in|during|after) (?P<span>several (?P<unit>weeks|months|years))",
        _recent,
        needs="several",
    ),
    rule(
        "coming",
        Cue.UNIT,
        r"(?:in |over |during |within )?(?P<span>the (?:coming|next|following)"
        r"(?: (?:(?P<vague><!vague>)|<number>))? (?P<unit>hours|days|weeks|months|years))",
        _coming,
        needs="coming next following",
    ),
    rule("day_after_tomorrow", Cue.WORD, r"the day after tomorrow", _in_two_days, needs="tomorrow"),
    rule("night_before_last", Cue.UNIT, r"the night before last", _two_days_ago, needs="night"),
)
