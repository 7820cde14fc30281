"""Rules for dates with a day: 8 September 2017, Sept. 8, 2017-09-08, 3-5 May, from March 3 to April 2."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from geo.dates.intervals import MONTHS_A_YEAR, Interval, between, make_date, month_of, one_day
from geo.dates.narrative import day_of_scene
from geo.dates.notation import Context, Cue, Rule, read_day, read_month, read_ordinal, rule

_FIRST_YEAR_OF_1900S: Final = 70  # as POSIX pivots, but for 69
_TOLERANCE: Final = timedelta(days=2)
"""A date without a year may lie this far after the report (time zones, early datelines)."""


def latest_day(month: int, day: int, context: Context) -> date | None:
    """Return the last such day not after the report; without a report, that of the year that the text named last."""
    if context.anchor is None:
        return make_date(context.year, month, day) if context.year else None
    limit = context.anchor + _TOLERANCE
    years = range(limit.year, limit.year - 9, -1)  # 29 February may be eight years back
    days = (make_date(year, month, day) for year in years)
    latest = next((found for found in days if found and found <= limit), None)
    return latest and day_of_scene(latest, context)


def _day(match: re.Match[str], context: Context, day: str = "day", month: str = "month") -> date | None:
    groups = match.groupdict()
    number, name = read_day(match[day]), read_month(groups.get(month) or match["month"])
    if year := groups.get("year"):
        return make_date(int(year), name, number)
    return latest_day(name, number, context)


def _written_day(match: re.Match[str], context: Context) -> Interval | None:
    return one_day(_day(match, context))


def _days_of_month(match: re.Match[str], context: Context) -> Interval | None:
    last = _day(match, context, "last_day")
    return between(last and make_date(last.year, last.month, read_day(match["day"])), last)


def _days_over_months(match: re.Match[str], context: Context) -> Interval | None:
    last = _day(match, context, "last_day", "last_month")
    if last is None:
        return None
    month, day = read_month(match["month"]), read_day(match["day"])
    if first_year := match.groupdict().get("first_year"):
        return between(make_date(int(first_year), month, day), last)
    first = make_date(last.year, month, day)
    return between(first if first and first <= last else make_date(last.year - 1, month, day), last)


def _short_year(match: re.Match[str], _: Context) -> Interval | None:
    year = int(match["short"])
    century = 1900 if year >= _FIRST_YEAR_OF_1900S else 2000
    return one_day(make_date(century + year, read_month(match["month"]), read_day(match["day"])))


def _figures(match: re.Match[str], _: Context) -> Interval | None:
    return one_day(make_date(int(match["year"]), int(match["month_figure"]), int(match["day"])))


def _slashed(match: re.Match[str], context: Context) -> Interval | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    day_first, month_first = make_date(year, second, first), make_date(year, first, second)
    if context.day_first is None and day_first and month_first and day_first != month_first:
        return None
    if context.day_first is None:
        return one_day(day_first or month_first)
    preferred, other = (day_first, month_first) if context.day_first else (month_first, day_first)
    return one_day(preferred or other)


def _ordinal_day(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    month = context.anchor
    for _ in range(3):  # two months in a row never lack the same day
        found = make_date(month.year, month.month, read_day(match["day"]))
        if found and found <= context.anchor:
            return one_day(found)
        month = month.replace(day=1) - timedelta(days=1)
    return None


def _nth_of_month(match: re.Match[str], context: Context) -> Interval | None:
    number = read_ordinal(match["nth"])
    if year := match.groupdict().get("year"):
        return one_day(make_date(int(year), read_month(match["month"]), number))
    return one_day(latest_day(read_month(match["month"]), number, context))


def _nth_of_month_words(match: re.Match[str], context: Context) -> Interval | None:
    """Return "the 3rd of this month", "the fifth of last month"."""
    if context.anchor is None:
        return None
    month = month_of(context.anchor.year, context.anchor.month - (match["which"].lower() == "last"))
    return one_day(make_date(month.first.year, month.first.month, read_ordinal(match["nth"])))


def _until_now(match: re.Match[str], context: Context) -> Interval | None:
    return between(_day(match, context), context.anchor)


_NOW: Final = "today now present"
_SLASHED: Final = r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/<year>"
_WEEKDAY: Final = "(?:<!time> (?:of|on) )?<weekday>(?: <!time>)?,? (?:the )?"
_WEEKDAYS_BEGIN: Final = "mon tue wed thu fri sat sun"


def _with_and_without_weekday(name: str, notation: str) -> tuple[Rule, Rule]:
    return (
        rule(name, Cue.MONTH, notation, _written_day),
        rule(name, Cue.MONTH, _WEEKDAY + notation, _written_day, needs=_WEEKDAYS_BEGIN),
    )


RULES: Final = (
    *_with_and_without_weekday("day_month_year", r"<day>(?: of)?,?[ -]?<month>(?:,? |-|,)<full_year:year>"),
    *_with_and_without_weekday("month_day_year", r"<month>[ -]?(?:the )?<day>(?:,? |,|-)<full_year:year>"),
    rule("day_month_short_year", Cue.MONTH, r"<day>-<month>-(?P<short>\d\d)", _short_year),
    *_with_and_without_weekday("day_month", r"<day>(?: of)? ?<month>"),
    *_with_and_without_weekday("month_day", r"<month> (?:the )?<day>"),
    rule("month_day", Cue.MONTH, r"on (?P<span><month> <full_day:day>)", _written_day),
    rule(
        "days_of_month",
        Cue.MONTH,
        r"(?:between |from )?(?:the )?<day><!to><day:last_day>(?: of)? <month>(?:,? <full_year:year>)?",
        _days_of_month,
    ),
    rule(
        "days_of_month",
        Cue.MONTH,
        r"(?:between |from )?<month> <day><!to><day:last_day>(?:,? <full_year:year>)?",
        _days_of_month,
    ),
    rule(
        "days_over_months",
        Cue.MONTH,
        r"(?:between |from )?<day> <month>(?:,? <full_year:first_year>)?<!to>"
        r"<day:last_day> <month:last_month>(?:,? <full_year:year>)?",
        _days_over_months,
    ),
    rule(
        "days_over_months",
        Cue.MONTH,
        r"(?:between |from )?<month> <day>(?:,? <full_year:first_year>)?<!to>"
        r"<month:last_month> <day:last_day>(?:,? <full_year:year>)?",
        _days_over_months,
    ),
    rule(
        "iso_date",
        Cue.FIGURES,
        r"<year>-(?P<month_figure>\d\d)-(?P<day>\d\d)(?:T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?",
        _figures,
    ),
    rule("iso_date", Cue.FIGURES, r"<year>/(?P<month_figure>\d\d)/(?P<day>\d\d)", _figures),
    rule("dotted_date", Cue.FIGURES, r"(?P<day>\d{1,2})\.(?P<month_figure>\d{1,2})\.<year>", _figures),
    rule("slashed_date", Cue.FIGURES, _SLASHED, _slashed),
    rule(
        "ordinal_day",
        Cue.WORD,
        r"on the (?P<span>(?P<day>\d{1,2}(?:st|nd|rd|th)))(?= of (?:this|the) month|[.,;)]|$)",
        _ordinal_day,
    ),
    rule(
        "nth_of_month",
        Cue.MONTH,
        r"the (?=[a-z]|\d+\w\w day)<nth>(?: day)? of <month>(?:,? <full_year:year>)?",
        _nth_of_month,
        needs=" of",
    ),
    rule(
        "nth_of_month",
        Cue.UNIT,
        r"the <nth>(?: day)? of (?P<which>this|last) month",
        _nth_of_month_words,
        needs="month",
    ),
    rule(
        "until_now",
        Cue.MONTH,
        r"(?:from|since|between) <day> <month>(?:,? <full_year:year>)?<!to>(?:today|now|present)",
        _until_now,
        needs=_NOW,
    ),
    rule(
        "until_now",
        Cue.MONTH,
        r"(?:from|since|between) <month> <day>(?:,? <full_year:year>)?<!to>(?:today|now|present)",
        _until_now,
        needs=_NOW,
    ),
)


def read_day_order(text: str) -> bool | None:
    """Say whether the text writes 31/12/2017 (True) or 12/31/2017 (False); None where it shows neither or both."""
    pairs = [(int(found[1]), int(found[2])) for found in re.finditer(r"\b(\d{1,2})/(\d{1,2})/(?:19|20)\d\d\b", text)]
    day_first = any(first > MONTHS_A_YEAR >= second for first, second in pairs)
    month_first = any(second > MONTHS_A_YEAR >= first for first, second in pairs)
    return day_first if day_first != month_first else None
