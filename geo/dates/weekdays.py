"""Rules for days of the week: on Tuesday, last Monday, Thursday to Saturday, the night between Sunday and Monday."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from geo.dates.intervals import DAYS_A_WEEK, Interval, between, days_before, one_day, week_of
from geo.dates.notation import Context, Cue, read_day, read_weekday, rule
from geo.dates.vocabulary import vocabulary

_WEEKS_SEARCHED: Final = 62  # the same day of week and month returns within 14 months


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


def _weekday_a_week_ago(match: re.Match[str], context: Context) -> Interval | None:
    day = context.anchor and latest_weekday(read_weekday(match["weekday"]), context.anchor)
    return one_day(days_before(day, DAYS_A_WEEK)) if day else None


def _weekday_before_last(match: re.Match[str], context: Context) -> Interval | None:
    """Return "the Tuesday before last"."""
    yesterday = context.anchor and days_before(context.anchor, 1)
    if yesterday is None:
        return None
    return one_day(days_before(latest_weekday(read_weekday(match["weekday"]), yesterday), DAYS_A_WEEK))


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


def _weekday_of_month(match: re.Match[str], context: Context) -> Interval | None:
    """Return the last day that was both that day of the week and of the month: "Friday the 13th"."""
    if context.anchor is None:
        return None
    weekday, number = read_weekday(match["weekday"]), read_day(match["day"])
    day = latest_weekday(weekday, context.anchor)
    weeks = (days_before(day, DAYS_A_WEEK * back) for back in range(_WEEKS_SEARCHED))
    return one_day(next((found for found in weeks if found.day == number), None))


def _weekday_after(match: re.Match[str], context: Context) -> Interval | None:
    """Return the first such day after the day that the text named last."""
    if context.previous is None:
        return None
    in_a_week = days_before(context.previous, -DAYS_A_WEEK)
    return one_day(latest_weekday(read_weekday(match["weekday"]), in_a_week))


def _weekday_to_now(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    last = days_before(context.anchor, 1) if match["end"].lower() == "yesterday" else context.anchor
    return between(latest_weekday(read_weekday(match["weekday"]), last), last)


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
        r"(?:overnight|night) (?:(?:between|from|of) )?<weekday_name:weekday><!to><weekday_name:last_weekday>",
        _two_nights,
        needs="night",
    ),
    rule(
        "weekday_to_now",
        Cue.WEEKDAY,
        r"(?:between |from |since )?<weekday_name:weekday>(?: <!time>)?<!to>(?P<end>today|now|yesterday)",
        _weekday_to_now,
        needs="today now yesterday",
    ),
    rule(
        "weekday_of_month",
        Cue.WEEKDAY,
        r"<weekday_name:weekday>,? the (?P<day>\d{1,2}(?:st|nd|rd|th))",
        _weekday_of_month,
        needs=" the ",
    ),
    rule(
        "weekday_before_last",
        Cue.WEEKDAY,
        r"(?:the )?<weekday_name:weekday> before last",
        _weekday_before_last,
        needs="before",
    ),
    rule("weekday_after", Cue.WEEKDAY, r"(?:the )?following <weekday_name:weekday>", _weekday_after, needs="following"),
    rule(
        "weekday_of_week",
        Cue.WEEKDAY,
        r"a week (?:ago|earlier),? (?:on )?<weekday_name:weekday>",
        _weekday_a_week_ago,
        needs="week",
    ),
    rule(
        "weekday_of_week",
        Cue.WEEKDAY,
        r"<weekday_name:weekday> a week (?:ago|earlier)",
        _weekday_a_week_ago,
        needs="week",
    ),
    rule("overnight_into", Cue.WEEKDAY, r"overnight (?:into|to) <weekday_name:weekday>", _into_weekday),
)
