"""Words before a date phrase that change its interval: early, end of, around, since, until."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from geo.dates.intervals import DAYS_A_WEEK, Interval, Unit, days_before, month_of, part_of, year_of
from geo.dates.notation import any_of, read_number
from geo.dates.vocabulary import vocabulary

_REACH: Final = 40
_BOUND_SCORE: Final = 0.5
_CODED: Final = re.compile(r"\s?\((?P<stretch>as reported|week of|midweek|month of)\)", re.IGNORECASE)
"""ACLED's notes write "Around 9 March 2022 (week of)" for the day that its coders put for a longer stretch."""
_TOLD_AFTER: Final = re.compile(r"\s?\((?:between|from) ")
"""Of "Around 22 March (between 20 - 24 March)" the days in brackets count."""
_WHEN_AFTER: Final = re.compile(r",? when ")
_CODED_PRECISION: Final = {"as reported": 2, "midweek": 2, "week of": 3, "month of": 4}


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase's interval on its way to a mention; ``start`` moves back over the words that were read."""

    start: int
    end: int
    interval: Interval
    rule: str
    score: float = 1.0


Change = Callable[[re.Match[str], Reading, date | None], Reading]


def _narrow(match: re.Match[str], reading: Reading, _: date | None) -> Reading:
    part = vocabulary().part_words[" ".join(match["part"].lower().split())]
    narrowed = part_of(reading.interval, part)
    if narrowed == reading.interval:
        return reading
    return replace(reading, interval=replace(narrowed, running=False), rule=f"{part}_{reading.interval.unit}")


def _clip(match: re.Match[str], reading: Reading, anchor: date | None) -> Reading:
    interval = reading.interval
    if anchor is None or not interval.running:
        return reading
    if match["side"].lower() == "earlier":
        clipped = replace(interval, last=max(interval.first, days_before(anchor, 1)), running=False)
    else:
        clipped = replace(interval, first=min(interval.last, days_before(anchor, -1)), running=False)
    return replace(reading, interval=clipped, rule=f"{match['side'].lower()}_{reading.rule}")


def _widen(match: re.Match[str], reading: Reading, _: date | None) -> Reading:
    interval = reading.interval
    if interval.unit is not Unit.DAY or not interval.is_day:
        return reading
    if coded := _CODED.match(match.string, reading.end):
        least = _CODED_PRECISION[coded["stretch"].lower()]
        return replace(reading, interval=replace(interval, least=least), rule=f"coded_{reading.rule}")
    score = _BOUND_SCORE if _TOLD_AFTER.match(match.string, reading.end) else reading.score
    widened = Interval(days_before(interval.first, 1), days_before(interval.last, -1))
    return replace(reading, interval=widened, rule=f"around_{reading.rule}", score=score)


def _go_on(match: re.Match[str], reading: Reading, anchor: date | None) -> Reading:
    if match[0].lower().rstrip().endswith("the") and reading.interval.unit in {Unit.MONTH, Unit.YEAR}:
        return reading  # "since the February 2014 coup" dates the coup
    if _WHEN_AFTER.match(match.string, reading.end):
        return reading  # "the first since 2012, when rebels killed …" dates what follows
    interval, rule = reading.interval, f"since_{reading.rule}"
    if anchor is None or interval.first > anchor:
        return replace(reading, rule=rule)
    unit = Unit.WEEK if interval.unit is Unit.WEEK else Unit.SPAN
    return replace(reading, interval=Interval(interval.first, anchor, unit), rule=rule)


def _eve(_: re.Match[str], reading: Reading, __: date | None) -> Reading:
    if not reading.interval.is_day:
        return reading
    day = days_before(reading.interval.first, 1)
    return replace(reading, interval=Interval(day, day, Unit.DAY), rule=f"eve_of_{reading.rule}")


def _shift(match: re.Match[str], reading: Reading, _: date | None) -> Reading:
    """Count from a date that follows: "two days before 3 May", "a month after June 2018"."""
    count = -1 if match["side"].lower() in _EARLIER else 1
    count *= read_number(match["number"]) if match["number"].lower() not in {"the", "a", "an"} else 1
    if match["plural"] and match["number"].lower() == "the":
        moved = _days_beside(reading.interval, count)
    else:
        moved = _moved(reading.interval, match["unit"].lower(), count)
    side = "before" if count < 0 else "after"
    return replace(reading, interval=moved, rule=f"{side}_{reading.rule}") if moved else reading


def _days_beside(interval: Interval, side: int) -> Interval | None:
    """Return "the days after 3 May": as "the past few days" three of them."""
    if not interval.is_day:
        return None
    near, far = days_before(interval.first, -side), days_before(interval.first, -_FEW * side)
    return Interval(min(near, far), max(near, far))


def _moved(interval: Interval, unit: str, count: int) -> Interval | None:
    if interval.is_day and unit in {"day", "night", "week"}:
        day = days_before(interval.first, -count * (DAYS_A_WEEK if unit == "week" else 1))
        return Interval(day, day, Unit.DAY, least=interval.least)
    if interval.unit is Unit.MONTH and unit == "month":
        return month_of(interval.first.year, interval.first.month + count)
    return year_of(interval.first.year + count) if interval.unit is Unit.YEAR and unit == "year" else None


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})\s?$", re.IGNORECASE)


_FEW: Final = 3
_EARLIER: Final = frozenset({"before", "earlier than", "prior to"})
_NUMBERS: Final = any_of(vocabulary().numbers.keys() - {"a", "an"})
_NOUN_PARTS: Final = any_of(vocabulary().part_words.keys() - {"early", "late"})
_MOVING: Final[tuple[tuple[re.Pattern[str], Change], ...]] = (
    (_before(rf"(?:the )?(?P<part>{_NOUN_PARTS})(?:-|[ -]of)"), _narrow),
    (_before(r"(?:the )?(?P<part>early|mid|late)(?:-| (?:in )?|)"), _narrow),
    (_before("(?P<side>earlier|later)(?: in| on| of)?"), _clip),
    (_before("around|about|circa|approximately|on or (?:about|around)|roughly"), _widen),
    (_before(r"(?:on )?the eve(?: of)?"), _eve),
    (
        _before(
            rf"(?P<number>the|an?|\d{{1,3}}|{_NUMBERS}) (?P<unit>day|night|week|month|year)(?P<plural>s?) "
            r"(?P<side>before|after|earlier than|prior to|following)(?: the)?"
        ),
        _shift,
    ),
    (_before("(?:ever )?since(?: the)?"), _go_on),
)
_STAYING: Final = _before("(?:until|till|before|after|by|prior to|as of|through)(?: the)?")


def apply_modifiers(text: str, reading: Reading, anchor: date | None) -> Reading:
    """Read the words before a phrase; where they change its interval they become part of the mention."""
    for pattern, change in _MOVING:
        left = max(0, reading.start - _REACH)
        if match := pattern.search(text, left, reading.start):
            changed = change(match, reading, anchor)
            if changed is not reading:
                reading = replace(changed, start=match.start())
    if _STAYING.search(text, max(0, reading.start - _REACH), reading.start):
        return replace(reading, score=_BOUND_SCORE)
    return reading


def clip_to_report(interval: Interval, anchor: date | None) -> Interval:
    """End a period that still runs on the day of the report."""
    if anchor is None or not interval.running:
        return interval
    return replace(interval, last=max(interval.first, anchor), running=False)
