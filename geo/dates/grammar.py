"""Finds date phrases by a table of rules and reads each against the day of the report.

Two passes: the first finds the longest phrases near cue words, the second reads them in the order of the text,
so that "the previous day" knows which day was named before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from geo.dates import (
    absolute,
    calendar_names,
    durations,
    islamic,
    other_languages,
    periods,
    relative,
    sequence,
    weekdays,
    weeks,
)
from geo.dates.cues import windows
from geo.dates.datelines import Dateline, anchor_at, find_datelines
from geo.dates.intervals import Interval
from geo.dates.modifiers import Reading, apply_modifiers, clip_to_report
from geo.dates.narrative import scene_after, year_of_text
from geo.dates.notation import Context, Cue, Rule
from geo.models import DateMention

RULES: Final[tuple[Rule, ...]] = (
    *absolute.RULES,
    *calendar_names.RULES,
    *weeks.RULES,
    *weekdays.RULES,
    *periods.RULES,
    *relative.RULES,
    *durations.RULES,
    *sequence.RULES,
    *islamic.RULES,
    *other_languages.RULES,
)
"""Every rule; of equally long phrases the earlier rule's counts."""

_LONG: Final = 5
_MEMORY: Final = 1500
"""How far, in code points, "the previous day" looks back for the day that it follows."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    start: int
    end: int
    rule: Rule
    match: re.Match[str]
    order: int


@cache
def _rules_of(kind: Cue) -> tuple[tuple[int, Rule], ...]:
    return tuple((order, rule) for order, rule in enumerate(RULES) if rule.cue is kind)


def _candidates(text: str) -> Iterator[_Phrase]:
    for kind, start, end in windows(text):
        words = text[start:end].lower()
        for order, rule in _rules_of(kind):
            if rule.may_apply(words):
                yield from _matches(rule, order, text, (start, end))


def _matches(rule: Rule, order: int, text: str, window: tuple[int, int]) -> Iterator[_Phrase]:
    group = "span" if "span" in rule.pattern.groupindex else 0
    for match in rule.pattern.finditer(text, *window):
        if rule.accepts is None or rule.accepts(match):
            yield _Phrase(*match.span(group), rule, match, order)


def _longest(phrases: Iterable[_Phrase]) -> list[_Phrase]:
    """Keep the longest of overlapping phrases, in the order of the text."""
    ranked = sorted(phrases, key=lambda one: (one.start - one.end, -len(one.match[0]), one.order, one.start))
    taken: set[int] = set()
    kept = []
    for phrase in ranked:
        if taken.isdisjoint(range(phrase.start, phrase.end)):
            taken.update(range(phrase.start, phrase.end))
            kept.append(phrase)
    return sorted(kept, key=lambda one: one.start)


def _read(text: str, phrase: _Phrase, context: Context) -> DateMention | None:
    try:
        interval = phrase.rule.handler(phrase.match, context)
        if interval is None:
            return None
        reading = apply_modifiers(text, Reading(phrase.start, phrase.end, interval, phrase.rule.name), context.anchor)
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        return None
    interval = clip_to_report(reading.interval, context.anchor)
    if interval.first > interval.last:
        return None
    return DateMention(
        start=reading.start,
        end=phrase.end,
        text=text[reading.start : phrase.end],
        first=interval.first,
        last=interval.last,
        precision=interval.precision,
        rule=reading.rule,
        score=reading.score,
    )


def _remember(context: Context, mention: DateMention) -> Context:
    day = mention.first if mention.precision == 1 else context.previous
    named = Interval(mention.first, mention.last) if mention.precision < _LONG else context.named
    return replace(context, previous=day, named=named, year=mention.last.year)


def find_dates(text: str, anchor: date | None, datelines: Sequence[Dateline] | None = None) -> list[DateMention]:
    """Find the date phrases of a text and the interval that each means.

    Relative phrases are read against the nearest dateline before them, else against ``anchor``, the day of the
    report; with neither they are left out. The mentions do not overlap and come in the order of the text. A text's
    own datelines are found unless they are given; as mentions they have the rule ``dateline``. Phrases after
    "until", "before", "after" and "by" bound an event rather than date it and score 0.5.
    Intervals and precisions follow UCDP GED codebook 19.1, appendix 2.
    """
    lines = find_datelines(text) if datelines is None else datelines
    phrases = _longest(_candidates(text))
    dated = anchor or lines
    text_year = None if dated else year_of_text(text, (phrase.match for phrase in phrases))
    context = Context(anchor, day_first=absolute.read_day_order(text), year=text_year, text_year=text_year)
    mentions: list[DateMention] = []
    for phrase in phrases:
        end = mentions[-1].end if mentions else 0
        if phrase.start - end > _MEMORY:
            context = replace(context, previous=None, named=None)
        if "\n" in text[end : phrase.start]:  # a paragraph's year is its own
            context = replace(context, year=text_year, scene=None)
        context = replace(context, anchor=anchor_at(lines, phrase.start, anchor))
        mention = _read(text, phrase, context)
        if mention and mention.start >= end:
            mentions.append(_as_dateline(mention, lines))
            context = _remember(context, mention)
            context = replace(context, scene=scene_after(text, mention, end, context))
    return mentions


def _as_dateline(mention: DateMention, lines: Sequence[Dateline]) -> DateMention:
    inside = any(line.start <= mention.start and mention.end <= line.end for line in lines)
    return replace(mention, rule="dateline") if inside else mention
