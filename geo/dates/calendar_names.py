"""Rules for months, seasons, years and decades: in May 2018, the summer of 2018, since 2014, the 1990s."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from geo.dates.absolute import latest_day
from geo.dates.intervals import (
    Interval,
    Unit,
    between,
    decade_of,
    make_date,
    month_of,
    months_of,
    one_day,
    part_of,
    year_of,
)
from geo.dates.narrative import month_of_scene
from geo.dates.notation import Context, Cue, any_of, read_month, rule
from geo.dates.vocabulary import vocabulary

_SHORT_DECADES_FROM: Final = 1900
_CENTURY: Final = 100
_MONTHS_A_QUARTER: Final = 3


def latest_month(month: int, context: Context) -> Interval | None:
    """Return the last such month that has begun at the report; without a report, that of the year named last."""
    if context.anchor is None:
        return month_of(context.year, month) if context.year else None
    running = month == context.anchor.month
    latest = replace(month_of(context.anchor.year - (month > context.anchor.month), month), running=running)
    return month_of_scene(latest, context)


def _year_of_words(words: str, context: Context) -> int | None:
    """Return the year of "this year", "last year", "that year"."""
    word = words.lower().split()[-2]
    if word in {"that", "same"}:
        return context.year
    today = context.anchor.year if context.anchor else context.text_year
    if today is None:
        return None
    return today + {"last": -1, "previous": -1, "next": 1, "following": 1}.get(word, 0)


def named_month(match: re.Match[str], context: Context) -> Interval | None:
    """Return the month that a match names, in the year that it names, else the last such month."""
    month, groups = read_month(match["month"]), match.groupdict()
    if year := groups.get("year"):
        return month_of(int(year), month)
    if words := groups.get("year_words"):
        named = _year_of_words(words, context)
        return month_of(named, month) if named else None
    return latest_month(month, context)


def _last_month_named(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    month, anchor = read_month(match["month"]), context.anchor
    return month_of(anchor.year - (month >= anchor.month), month)


def _this_month_named(match: re.Match[str], context: Context) -> Interval | None:
    return month_of(context.anchor.year, read_month(match["month"])) if context.anchor else None


def _that_month_named(match: re.Match[str], context: Context) -> Interval | None:
    """Return "that December": the first from the month that the text named last on, else of the year that it named."""
    month, named = read_month(match["month"]), context.scene or context.named
    if named is not None:
        return month_of(named.first.year + (month < named.first.month), month)
    return month_of(context.year, month) if context.year else None


def _next_month_named(match: re.Match[str], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    month, anchor = read_month(match["month"]), context.anchor
    return month_of(anchor.year + (month <= anchor.month), month)


def _months(match: re.Match[str], context: Context) -> Interval | None:
    groups = match.groupdict()
    first, last = read_month(match["month"]), read_month(match["last_month"])
    end = month_of(int(groups["year"]), last) if groups.get("year") else latest_month(last, context)
    if end is None:
        return None
    year = int(groups["first_year"]) if groups.get("first_year") else end.first.year - (first > last)
    return between(month_of(year, first).first, end.last)


def _season_of(year: int, name: str) -> Interval:
    """Return a season; the winter of a year ends in it (it begins in the December before)."""
    first = vocabulary().seasons[name]
    return months_of(year - (name == "winter"), first, first + 2, Unit.SEASON)


def _season_year(match: re.Match[str], _: Context) -> Interval:
    season = match["season"].lower()
    if match.groupdict().get("second_year"):
        return months_of(
            int(match["year"]), vocabulary().seasons[season], vocabulary().seasons[season] + 2, Unit.SEASON
        )
    return _season_of(int(match["year"]), season)


def _season(match: re.Match[str], context: Context) -> Interval | None:
    """Return the last season that has begun (or ended: "last"; or is to come: "next") at the report."""
    if context.anchor is None:
        return None
    day, which = context.anchor, (match.groupdict().get("which") or "this").lower()
    seasons = [_season_of(day.year - back, match["season"].lower()) for back in (-1, 0, 1, 2)]
    if which == "next":
        return min((season for season in seasons if season.first > day), key=lambda season: season.first)
    found = next(season for season in seasons if (season.last < day if which == "last" else season.first <= day))
    return replace(found, running=found.first <= day <= found.last)


def _fixed_day(match: re.Match[str], context: Context) -> Interval | None:
    month, day = vocabulary().fixed_days[" ".join(match["fixed"].lower().replace("’", "'").split())]
    if year := match["year"]:
        return one_day(make_date(int(year), month, day))
    return one_day(latest_day(month, day, context))


def _year(match: re.Match[str], _: Context) -> Interval:
    return year_of(int(match["year"]))


def _years(match: re.Match[str], _: Context) -> Interval | None:
    first = int(match["year"])
    last = int(match["last_year"])
    if last < _CENTURY:  # as in "2014-15"
        last += first // _CENTURY * _CENTURY
    return between(date(first, 1, 1), make_date(last, 12, 31))


def _quarter(match: re.Match[str], _: Context) -> Interval:
    last = int(match["quarter"]) * _MONTHS_A_QUARTER
    return months_of(int(match["year"]), last - _MONTHS_A_QUARTER + 1, last, Unit.SEASON)


def _parts_of_months(match: re.Match[str], context: Context) -> Interval | None:
    """Return "late March to early April": from the first part's first day to the last part's last."""
    months = _months(match, context)
    if months is None:
        return None
    first = part_of(month_of(months.first.year, months.first.month), match["part"].lower())
    last = part_of(month_of(months.last.year, months.last.month), match["last_part"].lower())
    return between(first.first, last.last)


def _decade(match: re.Match[str], _: Context) -> Interval:
    figures = int(match["decade"])
    return decade_of(figures if figures >= _SHORT_DECADES_FROM else _SHORT_DECADES_FROM + figures)


_YEAR_WORDS: Final = r"(?: of|,)? (?P<year_words>(?:this|last|next|that|the same|the previous|the following) year)"
YEAR: Final = r"(?:,? (?:of |in )?<full_year:year>)"
_PART: Final = any_of(vocabulary().part_words)
_LEAD: Final = (
    r"(?:in|since|during|until|till|from|through|throughout|before|after|around|of|for|to|and|as of|prior to"
    rf"|{_PART}(?: of| in)?)"
)
_MONTH_LEAD: Final = (
    rf"(?:in|since|during|until|till|from|through|throughout|before|after|around|of|as of|{_PART}(?: of| in)?)"
)
_SURE_MONTH: Final = r"(?!(?-i:May|March|MAY|MARCH|Mar|Jan|Dec|Jun|Sep|Apr)\b)"
_DETERMINER: Final = r"(?:the|a|an|its|his|her|their|our|this|\w's|\w’s|s'|s’)"

RULES: Final = (
    rule("month_year", Cue.MONTH, r"<month>" + YEAR, named_month),
    rule("month_of_year_words", Cue.MONTH, r"<month>" + _YEAR_WORDS, named_month, needs="year"),
    rule("month_alone", Cue.MONTH, _MONTH_LEAD + r"[ -](?P<span><month>)", named_month),
    rule("month_alone", Cue.MONTH, _DETERMINER + " (?P<span>" + _SURE_MONTH + r"<month>)(?= (?-i:[a-z]))", named_month),
    rule("month_alone", Cue.MONTH, r"(?P<span>" + _SURE_MONTH + r"<month>)(?='s|’s)", named_month, needs="'s ’s"),
    rule("month_alone", Cue.MONTH, _DETERMINER + r" (?P<span><month>)(?= <!action>\b)", named_month),
    rule("month_alone", Cue.MONTH, r"by (?P<span>" + _SURE_MONTH + r"<month>)", named_month, needs="by"),
    rule("last_month_named", Cue.MONTH, r"last <month>", _last_month_named, needs="last"),
    rule("this_month_named", Cue.MONTH, r"this (?:past )?<month>", _this_month_named, needs="this"),
    rule("that_month_named", Cue.MONTH, r"that <month>", _that_month_named, needs="that"),
    rule("next_month_named", Cue.MONTH, r"next <month>", _next_month_named, needs="next"),
    rule(
        "months",
        Cue.MONTH,
        r"(?:between |from )?<month>(?:,? <year:first_year>)?<!to><month:last_month>" + YEAR + "?",
        _months,
    ),
    rule(
        "parts_of_months",
        Cue.MONTH,
        r"(?:between |from )?(?P<part>early|mid|late)[ -]<month>(?:,? <year:first_year>)?<!to>"
        r"(?P<last_part>early|mid|late)[ -]<month:last_month>" + YEAR + "?",
        _parts_of_months,
        needs="early mid late",
    ),
    rule(
        "season_year",
        Cue.YEAR,
        r"<season>(?: of|,)? <year>(?P<second_year>[/–-](?:20)?\d\d)?",
        _season_year,
        needs=" ".join(vocabulary().seasons),
    ),
    rule("season", Cue.WORD, r"(?P<which>last|this|next|this past) <season>", _season),
    rule("season", Cue.WORD, r"(?:in|since|during) (?P<span>the <season>)(?! of| \d)", _season),
    rule("season", Cue.WORD, r"(?:early|mid|late)[ -](?P<span><season>)(?! of| \d)", _season),
    rule("fixed_day", Cue.UNIT, r"(?P<fixed><!fixed>)" + YEAR + "?", _fixed_day, needs="year"),
    rule("fixed_day", Cue.WORD, r"(?P<fixed><!fixed>)" + YEAR + "?", _fixed_day, needs="christmas nowruz boxing"),
    rule("year", Cue.YEAR, _LEAD + r"[ -](?P<span><year>)(?!-)", _year),
    rule("year", Cue.YEAR, r"(?:(?<=(?:19|20)\d\d,\s)|(?<=(?:19|20)\d\d,\sand\s))<year>(?!-)", _year),
    rule("year", Cue.YEAR, r"year (?P<span><year>)", _year, needs="year"),
    rule("year", Cue.YEAR, _DETERMINER + r" (?P<span><year>)(?= (?-i:[a-z]))", _year),
    rule("year", Cue.YEAR, r"the (?P<span><year>)(?= (?-i:[A-Z]))", _year),
    rule("year", Cue.YEAR, r"(?P<span><year>)(?='s |’s )", _year, needs="'s ’s"),
    rule("year", Cue.YEAR, r"<year>(?=\))(?<=\(\d\d\d\d)", _year, needs="( )"),
    rule(
        "years",
        Cue.YEAR,
        r"(?:between|from|in|during|of|the) (?P<span><year><!to>(?P<last_year>(?:19|20)?\d\d))(?! <!counted>\b)",
        _years,
    ),
    rule("years", Cue.YEAR, r"(?P<span><year><!dash>(?P<last_year>(?:19|20)\d\d))(?!-)", _years),
    rule("decade", Cue.YEAR, r"(?P<decade>(?:19|20)\d0)['’]?s", _decade, needs="0s 0's 0’s"),
    rule("quarter", Cue.YEAR, r"Q(?P<quarter>[1-4])(?: of)? <year>", _quarter, needs="q1 q2 q3 q4"),
    rule("decade", Cue.WORD, r"(?:the|early|mid|late)[ -]['’]?(?P<decade>[1-9]0)['’]?s", _decade, needs="0s 0's 0’s"),
)
