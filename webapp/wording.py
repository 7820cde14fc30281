"""Puts codes, dates and tolls into words for the pages; the vocabulary is data/labels.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import urlsplit

from gazetteer.models import Place
from geo.codebook import country_name
from geo.explanations import SURE_FROM, how_sure
from geo.places.confidence import UNSURE_BELOW
from geo.schema import EventRow
from geo.theatre import telling_shares

_DATE_LETTERS: Final = 10


@cache
def _labels() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("webapp").joinpath("data", "labels.toml").read_text(encoding="utf-8"))


def label(table: str, code: object) -> str:
    """Look up the words for a code; one that has none stands for itself."""
    return _labels()[table].get(str(code), str(code)) if code not in {None, ""} else ""


def options(table: str) -> list[tuple[str, str]]:
    """List a table's codes with their words, for a select field."""
    return list(_labels()[table].items())


def notice(code: str | None) -> str:
    """Word what was just done; empty for a code that is not ours, since anybody can write an address."""
    return _labels()["notice"].get(code or "", "")


def status(code: str) -> str:
    """Word an event's status."""
    return label("status", code)


def role(code: str) -> str:
    """Word what a mention is."""
    return label("role", code)


def role_help(code: str) -> str:
    """Explain what a mention is."""
    return label("role_help", code)


def country(code: str) -> str:
    """Name a country by its code; empty for none."""
    return country_name(code) if code else ""


def place_kind(place: Place) -> str:
    """Word what kind of place it is, by its feature code where that has words, else by its class."""
    known = _labels()["feature_code"] | _labels()["place_kind"]
    return known.get(place.feature_code) or label("feature_class", place.feature_class)


def where(place: Place) -> str:
    """Word what a place lies in, from the district up; its own name is left out."""
    parts = dict.fromkeys((place.admin2, place.admin1, country(place.country)))
    return ", ".join(part for part in parts if part and part != place.name)


def language(code: str) -> str:
    """Name a language by its code."""
    return _labels()["language"].get(code, code) if code else ""


def moment(at: str) -> str:
    """Write a time stamp of ISO 8601 as ``8 September 2017, 14:05``."""
    return f"{day(at[:10])}, {at[11:16]}" if len(at) > _DATE_LETTERS else day(at)


def day(value: date | str | None) -> str:
    """Write a date as ``8 September 2017``; empty for none."""
    if not value:
        return ""
    found = _as_date(value)
    return f"{found.day} {found:%B} {found.year}"


def _as_date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _whole_months(first: date, last: date) -> str:
    """Word an interval of whole years, or of one whole month; empty for any other."""
    ends_a_month = (last + timedelta(days=1)).day == 1 if last < date.max else True
    if first.day != 1 or not ends_a_month:
        return ""
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return f"{first:%B} {first.year}" if (first.year, first.month) == (last.year, last.month) else ""


def days(first: str | date | None, last: str | date | None) -> str:
    """Write an interval of days, saying month and year once where they are the same."""
    if not first or not last:
        return day(first or last)
    start, end = _as_date(first), _as_date(last)
    return _whole_months(start, end) or _between(start, end)


def _between(start: date, end: date) -> str:
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def interval(row: EventRow) -> str:
    """Word an event's dates."""
    return days(row.date_start, row.date_end) or "No date"


def actors(row: EventRow) -> str:
    """Name an event's two sides."""
    return " and ".join(name for name in (row.actor1, row.actor2) if name)


def killed(row: EventRow) -> str:
    """Word an event's dead: the best figure, and the range where the figures differ."""
    known = [value for value in (row.fatalities_low, row.fatalities_best, row.fatalities_high) if value is not None]
    if not known:
        return ""
    best = row.fatalities_best if row.fatalities_best is not None else min(known)
    spread = "" if min(known) == max(known) else f" ({min(known)} to {max(known)})"
    return f"{best} killed{spread}{_kinds_of_dead(row)}"


def _kinds_of_dead(row: EventRow) -> str:
    kinds = ((row.fatalities_civilians, "civilian"), (row.fatalities_military, "fighter"))
    told = ", ".join(f"{dead} {kind}{'' if dead == 1 else 's'}" for dead, kind in kinds if dead)
    return f", of them {told}" if told else ""


def claim(row: EventRow) -> str:
    """Word who alone vouches for an event and who disputes it; empty for what its source states."""
    sides = (("claimed", row.claimed_by), ("denied", row.denied_by))
    return ", ".join(f"{done} by {name}" for done, name in sides if name)


def toll(row: EventRow) -> str:
    """Word an event's dead and injured; empty where the text states none."""
    dead = "" if nobody_died(row) else killed(row)
    hurt = f"{row.injured} injured" if row.injured else ""
    spared = " or ".join(word for word, so in (("killed", nobody_died(row)), ("injured", row.injured == 0)) if so)
    return ", ".join(part for part in (dead, hurt, f"nobody {spared}" if spared else "") if part)


def nobody_died(row: EventRow) -> bool:
    """Say whether an event's text states that nobody was killed."""
    return row.fatalities_best == 0 and not row.fatalities_high


def percent(share: float) -> str:
    """Write a share of one as a percentage."""
    return f"{share:.0%}"


def shares(countries: Iterable[tuple[str, float]]) -> str:
    """Write countries with their shares: ``Syria 71 %, Turkey 18 %``."""
    return ", ".join(f"{country(code)} {percent(share)}" for code, share in telling_shares(countries))


def countries(codes: Iterable[str]) -> str:
    """Name countries one after the other: ``Syria, Iraq and Turkey``."""
    names = [country(code) for code in codes]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def sureness(score: float) -> str:
    """Word how likely a pin is right."""
    return label("sureness", how_sure(score))


def sureness_help(score: float) -> str:
    """Explain how likely a pin is right, in words."""
    bounds = {"least": percent(UNSURE_BELOW), "most": percent(SURE_FROM)}
    return label("sureness_help", how_sure(score)).format(**bounds)


def is_web_address(address: str) -> bool:
    """Tell whether an address may be linked: http or https with a host, and no whitespace or control characters."""
    if any(character <= " " or character == "\x7f" for character in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
