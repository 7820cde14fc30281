"""Rules for full dates in other languages than English: 3 мая 2018, ٣ أيار ٢٠١٨, 3 Mayıs 2018.

The names of the months are dateparser's and those of the vocabulary; it is loaded with the first word that may be one.
"""

from __future__ import annotations

import re
from calendar import month_name
from functools import cache
from typing import Final

from geo.dates.intervals import Interval, make_date, month_of, one_day
from geo.dates.notation import Context, Cue, rule
from geo.dates.vocabulary import vocabulary

_SHORTEST: Final = 4
_LANGUAGES: Final = ("ar", "de", "es", "fa", "fr", "it", "nl", "pl", "pt", "ru", "tr", "uk")
_MONTHS: Final = tuple(name.lower() for name in month_name[1:])


@cache
def _months_of_library() -> dict[str, int]:
    """Return dateparser's names of months, without abbreviations, which are words of other languages."""
    from dateparser.languages.loader import LocaleDataLoader  # noqa: PLC0415 - half a second, and rarely needed

    locales = LocaleDataLoader().get_locale_map(languages=list(_LANGUAGES))
    return {
        name.lower(): number
        for code in _LANGUAGES
        for number, month in enumerate(_MONTHS, 1)
        for name in locales[code].info[month]
        if len(name) >= _SHORTEST
    }


def month_of_word(word: str) -> int | None:
    """Return the number of a month's name in one of the languages, or None for another word."""
    name = " ".join(word.lower().split())
    return vocabulary().other_months.get(name) or _months_of_library().get(name)


def _is_month(match: re.Match[str]) -> bool:
    word: str = match["word"]
    return word.lower() not in vocabulary().months and month_of_word(word) is not None


def _day(match: re.Match[str], _: Context) -> Interval | None:
    month = month_of_word(match["word"])
    return one_day(make_date(int(match["year_figure"]), month, int(match["day_figure"]))) if month else None


def _month(match: re.Match[str], _: Context) -> Interval | None:
    month = month_of_word(match["word"])
    return month_of(int(match["year_figure"]), month) if month else None


_ARABIC_MONTHS: Final = r"(?:كانون|تشرين) [؀-ۿ]{4,8}"
_YEAR: Final = r"(?P<year_figure>(?:19|20)\d\d|[١٢][٠-٩]{3})"
_DAY: Final = r"(?P<day_figure>[0-3٠-٣]?\d)(?:\.|º|er|-?[еогм]{1,2})?"

RULES: Final = (
    rule(
        "other_language_day",
        Cue.YEAR,
        _DAY + rf" (?:de |من )?(?P<word>{_ARABIC_MONTHS}|[^\W\d_]{{3,12}})\.? (?:de |عام |سنة )?" + _YEAR,
        _day,
        accepts=_is_month,
    ),
    rule(
        "other_language_month",
        Cue.YEAR,
        rf"(?P<word>{_ARABIC_MONTHS}|[Ѐ-ӿ]{{3,12}}|[؀-ۿ]{{3,12}}) (?:عام |سنة )?" + _YEAR,
        _month,
        accepts=_is_month,
    ),
)
