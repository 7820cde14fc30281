"""A readable notation for the patterns of date phrases, and the rules written in it.

A space stands for white space within a paragraph, ``[ -]`` for it or a hyphen, ``<month>`` for a named group of the
fragment of that name, ``<month:last>`` for the same under another group name, ``<!month>`` for no group.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

from geo.dates.intervals import Interval
from geo.dates.vocabulary import vocabulary

_SPACE: Final = r"(?:[^\S\n]{1,3}\n?|\n)"
_PLACEHOLDER: Final = re.compile(r"(?<!P)<(?P<mute>!)?(?P<name>[a-z_]+)(?::(?P<group>[a-z_]+))?>")
_LEFT_EDGE: Final = r"(?<![\w$€£#])(?<!\d[.,:/])"
_RIGHT_EDGE: Final = r"(?![\w%])(?![.,]\d)"


class Cue(StrEnum):
    """The kinds of words without which no rule can apply."""

    MONTH = "month"
    WEEKDAY = "weekday"
    YEAR = "year"
    FIGURES = "figures"
    UNIT = "unit"
    WORD = "word"
    ISLAMIC = "islamic"


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase is read against.

    ``anchor`` is the day of the report, ``previous`` the day that the text named last, ``named`` the last interval of a
    month or less, ``year`` the year that it named last, ``day_first`` the order of 08/09/2017 as its unambiguous
    siblings show it (None: unknown). ``scene`` is the date with month and year at the head of a sentence from which the
    paragraph goes on; ``text_year`` the year of a text without a report.
    """

    anchor: date | None = None
    previous: date | None = None
    named: Interval | None = None
    year: int | None = None
    day_first: bool | None = None
    scene: Interval | None = None
    text_year: int | None = None


Handler = Callable[[re.Match[str], Context], Interval | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern with what it means. A group ``span`` marks the phrase where the pattern holds more.

    ``needs``: words in lower case of which the text must hold one, or the pattern is not tried; ``accepts`` has the
    last word on a match.
    """

    name: str
    cue: Cue
    pattern: re.Pattern[str]
    handler: Handler
    needs: tuple[str, ...] = ()
    accepts: Callable[[re.Match[str]], bool] | None = None

    def may_apply(self, text: str) -> bool:
        """Say whether a text, in lower case, holds one of the words that the rule needs."""
        return not self.needs or any(word in text for word in self.needs)


def any_of(words: Iterable[str]) -> str:
    """Return an alternation of literal words, longest first."""
    literals = (re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=lambda word: (-len(word), word)))
    return "(?:" + "|".join(literals) + ")"


def _cased(words: Iterable[str]) -> str:
    """Return an alternation of names that must be written with a capital or in capitals only."""
    forms = {form for word in words for form in (word.title(), word.upper())}
    return f"(?-i:{any_of(forms)})"


def _spelled(names: Iterable[str]) -> str:
    """Return an alternation of capitalised names with spaces or hyphens in them and either apostrophe."""
    return "(?-i:(?=[A-Z]))" + any_of(names).replace(r"\s", r"[\s-]").replace("'", "['’]")


def _month_fragment() -> str:
    names = vocabulary().months
    short = [name for name in names if len(name) <= len("sept") and name not in {"may", "june", "july"}]
    full = [name for name in names if name not in short]
    return rf"(?:{_cased(full)}(?!\w)|{_cased(short)}(?:\.|(?!\w)))"


@cache
def fragments() -> dict[str, str]:
    """Return the patterns that rules are put together from, by name."""
    words = vocabulary()
    counted = any_of(words.guards["counted"])
    number = any_of({*words.numbers, *words.vague_numbers} - {"a", "an", "some", "recent"})
    return {
        "day": rf"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w|:\d)(?!{_SPACE}(?:{counted}\b|[AaPp]\.?[Mm]\b))",
        "month": _month_fragment(),
        "year": rf"(?:19|20)\d\d(?!\w)(?!{_SPACE}{counted}\b)",
        "full_day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w|:\d)",
        "full_year": r"(?:19|20)\d\d(?!\w)",
        "weekday": rf"(?:{_cased(words.weekdays)}(?!\w)|{_cased(words.short_weekdays)}(?:\.|(?!\w)))",
        "weekday_name": rf"{_cased(words.weekdays)}(?!\w)(?!{_SPACE}{any_of(words.guards['weekday_names_after'])}\b)",
        "number": rf"(?:\d{{1,3}}|{number})",
        "vague": any_of(words.vague_numbers),
        "ordinal": any_of(words.ordinals),
        "nth": rf"(?:{any_of(words.ordinals)}|\d{{1,3}}(?:st|nd|rd|th))",
        "islamic": _spelled(words.islamic_months),
        "feast": _spelled(words.feasts),
        "fixed": _spelled(words.fixed_days),
        "season": any_of(words.seasons),
        "action": any_of(words.guards["actions"]),
        "dash": r"\s?[-‐‑–—]\s?",
        "to": rf"(?:\s?[-‐‑–—/]\s?|{_SPACE}(?:to|and|until|till|through|or){_SPACE}(?:the{_SPACE})?)",
        "counted": counted,
        "time": r"(?:night|morning|afternoon|evening|midday|noon|dawn|midnight)",
        "period": r"(?:day|week|month|year)",
    }


def _expand(match: re.Match[str]) -> str:
    body = fragments()[match["name"]]
    return f"(?:{body})" if match["mute"] else f"(?P<{match['group'] or match['name']}>{body})"


def compile_phrase(notation: str) -> re.Pattern[str]:
    """Compile a pattern of the notation; it matches whole words, in any case but for months and weekdays."""
    spaced = notation.replace("[ -]", "(?: |-)").replace(" ", _SPACE)
    body = _PLACEHOLDER.sub(_expand, spaced)
    return re.compile(f"{_LEFT_EDGE}(?:{body}){_RIGHT_EDGE}", re.IGNORECASE)


def rule(  # noqa: PLR0913 - the columns of the table of rules
    name: str,
    cue: Cue,
    notation: str,
    handler: Handler,
    *,
    needs: str = "",
    accepts: Callable[[re.Match[str]], bool] | None = None,
) -> Rule:
    """Make a rule from its notation; ``needs`` are words separated by spaces."""
    return Rule(name, cue, compile_phrase(notation), handler, tuple(needs.lower().split()), accepts)


def read_number(text: str) -> int:
    """Return the value of a figure or number word; "few" and "several" are three (codebook)."""
    words = vocabulary()
    lowered = " ".join(text.lower().split())
    return int(lowered) if lowered.isdigit() else (words.numbers | words.vague_numbers)[lowered]


def read_day(text: str) -> int:
    """Return the day of "3", "03" or "3rd"."""
    return int(text.rstrip("stndrhSTNDRH"))


def read_ordinal(text: str) -> int:
    """Return the value of "third" or "3rd"."""
    lowered = text.lower()
    return vocabulary().ordinals.get(lowered) or read_day(lowered)


def read_month(text: str) -> int:
    """Return the number of a month's name or short form."""
    return vocabulary().months[text.rstrip(".").lower()]


def read_weekday(text: str) -> int:
    """Return the number of a weekday's name or short form, Monday 0."""
    words = vocabulary()
    return (words.weekdays | words.short_weekdays)[text.rstrip(".").lower()]
