"""Rules for the Islamic calendar: Ramadan 1440, 17 Shawwal, the third day of Eid al-Fitr, Ashura.

The days are those of Umm al-Qura, the calendar of Saudi Arabia, as the library hijridate gives them (1343 to 1500 AH);
a sighting of the moon may move them by a day elsewhere, so that a single day has precision 2.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Final

from hijridate import Gregorian, Hijri

from geo.dates.intervals import MONTHS_A_YEAR, Interval, Unit
from geo.dates.notation import Context, Cue, any_of, read_day, read_ordinal, rule
from geo.dates.vocabulary import vocabulary

_BY_SIGHT: Final = 2
_FIRST_ISLAMIC: Final = range(1343, 1500)


@cache
def _month_of(year: int, month: int) -> Interval | None:
    """Return a month of the Islamic calendar; ``month`` may lie outside 1 to 12 and counts on into other years."""
    carry, index = divmod(month - 1, MONTHS_A_YEAR)
    if year + carry not in _FIRST_ISLAMIC:
        return None
    first = Hijri(year + carry, index + 1, 1)
    start = first.to_gregorian()
    return Interval(start, start + timedelta(days=first.month_length() - 1), Unit.MONTH)


def _latest(month: int, context: Context, which: str = "") -> Interval | None:
    """Return the last such month that has begun at the report ("next": that is to come; "last": that has ended)."""
    if context.anchor is None:
        return None
    try:
        year = Gregorian.fromdate(context.anchor).to_hijri().year
    except OverflowError:
        return None
    found = [period for back in (-1, 0, 1, 2) if (period := _month_of(year - back, month))]
    if which == "next":
        return next((period for period in reversed(found) if period.first > context.anchor), None)
    bound = context.anchor - timedelta(days=1) if which == "last" else context.anchor
    return next((one for one in found if (one.last if which == "last" else one.first) <= bound), None)


def _in_year(month: int, match: re.Match[str], context: Context) -> Interval | None:
    """Return the month in the year that the phrase names, of either calendar, else the last one."""
    groups = match.groupdict()
    if islamic := groups.get("islamic_year"):
        return _month_of(int(islamic), month)
    if (year := groups.get("year")) is None:
        return _latest(month, context, (groups.get("which") or "").lower())
    middle = Context(date(int(year), 12, 31))
    found = _latest(month, middle)
    return found if found and found.first.year == int(year) else None


def _month(match: re.Match[str], context: Context) -> Interval | None:
    return _in_year(vocabulary().islamic_months[_plain(match["islamic"])], match, context)


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("’", "'").replace("-", " ").split())


def _nth(period: Interval | None, number: int) -> Interval | None:
    """Return one day of a month; the day before and after may be meant elsewhere."""
    if period is None or not 1 <= number <= (period.last - period.first).days + 1:
        return None
    day = period.first + timedelta(days=number - 1)
    return Interval(day, day, Unit.DAY, least=_BY_SIGHT)


def _day(match: re.Match[str], context: Context) -> Interval | None:
    """Return the last such day that is not after the report."""
    number = read_day(match["day"])
    found = _nth(_month(match, context), number)
    if found and context.anchor and found.first > context.anchor and not match.groupdict().get("year"):
        return _nth(_latest(vocabulary().islamic_months[_plain(match["islamic"])], context, "last"), number)
    return found


def _nth_day(match: re.Match[str], context: Context) -> Interval | None:
    return _nth(_month(match, context), read_ordinal(match["nth"]))


def _feast(match: re.Match[str], context: Context) -> Interval | None:
    month, day, length = vocabulary().feasts[_plain(match["feast"])]
    period = _in_year(month, match, context)
    if period is None:
        return None
    first = period.first + timedelta(days=day - 1)
    if context.anchor and first > context.anchor and not (match["year"] or match["islamic_year"]):
        return None  # the month has begun, the feast has not
    if nth := match.groupdict().get("nth"):
        return _nth(period, day - 1 + read_ordinal(nth))
    last = first + timedelta(days=length - 1)
    return Interval(first, last, Unit.DAY if length == 1 else Unit.SPAN, least=_BY_SIGHT)


def _some_eid(_: re.Match[str], context: Context) -> Interval | None:
    """Return the last feast that has begun, where the text says no more than "Eid"."""
    found = []
    for name in _EIDS:
        month, day, length = vocabulary().feasts[name]
        for which in ("", "last"):
            if period := _latest(month, context, which):
                first = period.first + timedelta(days=day - 1)
                found.append(Interval(first, first + timedelta(days=length - 1), least=_BY_SIGHT))
    return max((feast for feast in found if _has_begun(feast, context)), key=lambda feast: feast.first, default=None)


def _has_begun(feast: Interval, context: Context) -> bool:
    return context.anchor is not None and feast.first <= context.anchor


_EIDS: Final = ("eid al fitr", "eid al adha")
_IN: Final = r"(?:,? (?:of |in )?(?:<year>|(?P<islamic_year>1[34]\d\d)(?: A\.?H\.?| Hijri)?))?"
_WHICH: Final = r"(?:(?P<which>last|this|next) )?"

_LEAD: Final = (
    rf"(?:in|since|during|until|till|before|after|throughout|month of|{any_of(vocabulary().part_words)} of|of)"
)

RULES: Final = (
    rule("islamic_day", Cue.ISLAMIC, r"<day>(?: of)? <islamic>" + _IN, _day),
    rule("islamic_day", Cue.ISLAMIC, r"<islamic> <day>" + _IN, _day),
    rule("islamic_day", Cue.ISLAMIC, r"(?:the )?<nth> (?:day|night) of <islamic>" + _IN, _nth_day),
    rule(
        "islamic_month",
        Cue.ISLAMIC,
        r"(?P<span><islamic>,? (?:of |in )?(?:<year>|(?P<islamic_year>1[34]\d\d)))",
        _month,
    ),
    rule(
        "islamic_feast",
        Cue.ISLAMIC,
        r"(?:on|during|since|before|after|over|at) (?P<span>(?:the )?(?-i:Eid)(?: holidays?| festival| celebrations?)?)"
        r"(?! al| ul| el|-)",
        _some_eid,
    ),
    rule("islamic_month", Cue.ISLAMIC, _LEAD + r" (?P<span>" + _WHICH + r"<islamic>)(?! (?-i:[A-Z]))", _month),
    rule("islamic_month", Cue.ISLAMIC, r"(?P<which>last|this|next) <islamic>", _month),
    rule(
        "islamic_feast",
        Cue.ISLAMIC,
        _WHICH + r"(?:the )?(?:(?:(?P<nth><!nth>) day of )(?:the )?)?<feast>" + _IN,
        _feast,
    ),
)
