"""Rules for stretches that run up to the report: a five-day offensive, weeks of fighting, the third day of a siege."""

from __future__ import annotations

import re
from typing import Final

from geo.dates.intervals import DAYS_A_WEEK, Interval, days_until
from geo.dates.notation import Context, Cue, read_number, read_ordinal, rule
from geo.dates.relative import VAGUE, back_from


def _lasting(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    return back_from(context.anchor, read_number(match["number"]), match["unit"].lower().rstrip("s"))


def _long(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    unit = match["unit"].lower()
    return back_from(context.anchor, VAGUE if unit.endswith("s") else 1, unit.rstrip("s"))


def _nth_day(match: re.Match[str], context: Context) -> Interval | None:
    """Return the days of which the report's is the nth: a stretch as in "five-day offensive"."""
    groups = match.groupdict()
    count = read_ordinal(groups["nth"]) if groups.get("nth") else read_number(match["number"])
    return days_until(context.anchor, count) if context.anchor and count else None


def _nth_week(match: re.Match[str], context: Context) -> Interval | None:
    return days_until(context.anchor, DAYS_A_WEEK * read_ordinal(match["nth"])) if context.anchor else None


RULES: Final = (
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
    rule(
        "lasting",
        Cue.UNIT,
        r"(?:for |over )?(?P<number><!number>) (?:straight|consecutive|successive) (?P<unit>days|weeks|months|years)"
        r"(?: of (?:\w{2,20} ){0,2}<!action>)?",
        _lasting,
        needs="straight consecutive successive",
    ),
    rule(
        "lasting",
        Cue.UNIT,
        r"(?P<unit>days?|weeks?|months?|years?)[ -]?long,? (?:\w{2,20} )?<!action>",
        _long,
        needs="long",
    ),
    rule(
        "nth_day",
        Cue.UNIT,
        r"for (?:the|a|its|their) <nth>(?: (?:consecutive|straight|successive))? day(?: in a row| running)?",
        _nth_day,
        needs="for",
    ),
    rule(
        "nth_day",
        Cue.UNIT,
        r"(?:the|a|its|their) <nth>(?: (?:consecutive|straight|successive|full))? day of (?:\w{2,20} ){0,3}<!action>",
        _nth_day,
        needs="day",
    ),
    rule(
        "nth_day",
        Cue.UNIT,
        r"(?:in|into|enter(?:s|ed|ing)?|on) (?P<span>(?:its|their|a|the) <nth>(?: (?:consecutive|straight|full))? day)"
        r"(?=[.,;:)]| on | as | with|$)",
        _nth_day,
        needs="day",
    ),
    rule("nth_day", Cue.UNIT, r"day <number> of (?:\w{2,20} ){0,3}<!action>", _nth_day, needs="day"),
    rule(
        "nth_week",
        Cue.UNIT,
        r"(?:for |in |into |enter(?:s|ed|ing)? )?(?:the|a|its|their) <nth>"
        r"(?: (?:consecutive|straight|successive|full))? week(?: of (?:\w{2,20} ){0,3}<!action>| in a row| running)",
        _nth_week,
        needs="week",
    ),
)
