"""Rules for days of the week: on Tuesday, last Monday, Thursday to Saturday, the night between Sunday and Monday."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from geo.dates.intervals import DAYS_A_WEEK, Interval, Unit, between, days_before, one_day, week_of
from geo.dates.notation import Context, Cue, read_weekday, rule
from geo.dates.vocabulary import vocabulary


def latest_weekday(weekday: int, anchor: date) -> date:
    """Return the last such day of the week not after the report."""
    return days_before(anchor, (anchor.weekday() - weekday) % DAYS_A_WEEK)


def _weekday(match: re.Match[str], context: Context) -> Interval | None:
    return one_day(context.anchor and latest_weekday(read_weekday(match["weekday"]), context.anchor))


def _last_weekday(match: re.Match[str], context: Context) -> Interval | None:
    yesterday = context.anchor and days_before(context.anchor, 1)
    return one_day(yesterday and latest_weekday(read_weekday(match["weekday"]), yesterday))


def _next_weekday(match: re.Match[str], context: Context) -> Interval | None:
    in_a_week = context.anchor and days_before(context.anchor, -DAYS_A_WEEK)
    return one_day(in_a_week and latest_weekday(read_weekday(match["weekday"]), in_a_week))


def _weekday_of_week(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    weeks = {"last": 1, "previous": 1, "next": -1, "following": -1}.get(match["which"].lower(), 0)
    monday = week_of(days_before(context.anchor, weeks * DAYS_A_WEEK)).first
    return one_day(days_before(monday, -read_weekday(match["weekday"])))


def _weekdays(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    last = latest_weekday(read_weekday(match["last_weekday"]), context.anchor)
    return between(latest_weekday(read_weekday(match["weekday"]), last), last)


def _into_weekday(match: re.Match[str], context: Context) -> Interval | None:
    day = context.anchor and latest_weekday(read_weekday(match["weekday"]), context.anchor)
    return Interval(days_before(day, 1), day) if day else None


def _two_nights(match: re.Match[str], context: Context) -> Interval | None:
    return _weekdays(match, context)


def _weekend(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    saturday = latest_weekday(5, days_before(context.anchor, 1))
    if match["which"].lower() == "next":
        saturday = latest_weekday(5, days_before(context.anchor, -DAYS_A_WEEK))
    return Interval(saturday, days_before(saturday, -1), Unit.SPAN)


_NOT_NAMED: Final = "".join(rf"(?<!{word}\s)" for word in sorted(vocabulary().guards["weekday_names_before"]))
_AT_TIME: Final = r"(?:'s|’s)?(?: (?:early |late )?<!time>)?"

RULES: Final = (
    rule(
        "weekday",
        Cue.WEEKDAY,
        _NOT_NAMED + r"(?:overnight (?:on )?)?<weekday_name:weekday>" + r"(?: (?:early |late )?<!time>)?",
        _weekday,
    ),
    rule("weekday", Cue.WEEKDAY, r"<!time> (?:of|on) (?:last )?<weekday_name:weekday>", _weekday),
    rule("weekday", Cue.WEEKDAY, r"on (?P<span>(?P<weekday>(?-i:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun))\.)", _weekday),
    rule(
        "last_weekday",
        Cue.WEEKDAY,
        r"(?:last|this past|the previous) <weekday_name:weekday>(?: <!time>)?",
        _last_weekday,
    ),
    rule("last_weekday", Cue.WEEKDAY, r"<weekday_name:weekday> last(?! (?:week|month|year))", _last_weekday),
    rule("next_weekday", Cue.WEEKDAY, r"(?:next|this coming|the coming) <weekday_name:weekday>", _next_weekday),
    rule(
        "weekday_of_week",
        Cue.WEEKDAY,
        r"<weekday_name:weekday>(?: of)? (?P<which>last|this|next|the previous|the following) week",
        _weekday_of_week,
    ),
    rule(
        "weekday_of_week",
        Cue.WEEKDAY,
        r"(?P<which>last|this|next) week(?:,| on| -)? (?:on )?<weekday_name:weekday>",
        _weekday_of_week,
    ),
    rule(
        "weekdays",
        Cue.WEEKDAY,
        r"(?:between |from )?<weekday_name:weekday>(?: <!time>)?<!to><weekday_name:last_weekday>(?: <!time>)?",
        _weekdays,
    ),
    rule(
        "night_between",
        Cue.WEEKDAY,
        r"night (?:between|from|of) <weekday_name:weekday><!to><weekday_name:last_weekday>",
        _two_nights,
    ),
    rule("overnight_into", Cue.WEEKDAY, r"overnight (?:into|to) <weekday_name:weekday>", _into_weekday),
    rule(
        "weekend",
        Cue.UNIT,
        r"(?:over |during |at )?(?P<which>the|this|last|this past|next|the past|the last) weekend",
        _weekend,
    ),
)
