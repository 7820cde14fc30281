"""Rules for the report's own and neighbouring weeks, months and years: this week, last month, late last year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from geo.dates.intervals import DAYS_A_WEEK, Interval, days_before, month_of, week_of, year_of
from geo.dates.notation import Context, Cue, any_of, rule
from geo.dates.vocabulary import vocabulary

_SHIFTS: Final = {"last": -1, "previous": -1, "preceding": -1, "next": 1, "following": 1, "coming": 1}


def period_of(anchor: date, unit: str, shift: int = 0) -> Interval:
    """Return the week, month or year that holds the report, or the one ``shift`` of them away."""
    if unit == "week":
        return week_of(days_before(anchor, -shift * DAYS_A_WEEK))
    if unit == "month":
        return month_of(anchor.year, anchor.month + shift)
    return year_of(anchor.year + shift)


def _period(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    shift = _SHIFTS.get((match.groupdict().get("which") or "this").lower(), 0)
    return replace(period_of(context.anchor, match["unit"].lower(), shift), running=shift == 0)


def _before_last(match: re.Match[str], context: Context) -> Interval | None:
    return period_of(context.anchor, match["unit"].lower(), -2) if context.anchor else None


def _named_year(_: re.Match[str], context: Context) -> Interval | None:
    return year_of(context.year) if context.year else None


_UNIT: Final = r"(?P<unit>week|month|year)"
_PART: Final = any_of(vocabulary().part_words)

RULES: Final = (
    rule(
        "this_period",
        Cue.UNIT,
        r"(?:(?:later|earlier) in |in the course of )?(?:this|the current) " + _UNIT + r"(?!-)",
        _period,
    ),
    rule("this_period", Cue.UNIT, rf"(?:earlier|later|{_PART}) (?:in|of) (?P<span>the {_UNIT})", _period),
    rule(
        "last_period",
        Cue.UNIT,
        r"(?:the )?(?P<which>last|previous|preceding) " + _UNIT,
        _period,
        needs="last previous preceding",
    ),
    rule("next_period", Cue.UNIT, r"(?:the )?(?P<which>next|coming) " + _UNIT, _period, needs="next coming"),
    rule("before_last", Cue.UNIT, r"(?:the )?" + _UNIT + r" before last", _before_last, needs="last"),
    rule("named_year", Cue.UNIT, r"that (?:same )?year|the same year", _named_year, needs="that same"),
)
