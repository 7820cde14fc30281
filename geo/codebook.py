"""What ACLED and UCDP derive from one another: types, precisions, country numbers (ACLED 2017, UCDP GED 19.1)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

INTER_NAMES: Final = {
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External/Other forces",
}
"""ACLED's kinds of actor."""

_TIME_PRECISION: Final = {1: 1, 2: 2, 3: 2, 4: 3}
_GEO_PRECISION: Final = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}


@dataclass(frozen=True, slots=True)
class EventType:
    """A sub-event type of ACLED with the event type and the disorder type that it belongs to."""

    event_type: str
    sub_event_type: str
    disorder_type: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1. ``numeric`` is None where the standard gives none (Kosovo's XK)."""

    alpha2: str
    alpha3: str
    numeric: int | None
    name: str


def _read_table(name: str) -> Iterator[dict[str, str]]:
    text = files("geo").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@cache
def event_types() -> tuple[EventType, ...]:
    """Return ACLED's 25 sub-event types in the codebook's order."""
    return tuple(
        EventType(row["event_type"], row["sub_event_type"], row["disorder_type"])
        for row in _read_table("event_types.csv")
    )


@cache
def event_type_names() -> tuple[str, ...]:
    """Return the six event types in the codebook's order."""
    return tuple(dict.fromkeys(entry.event_type for entry in event_types()))


def disorder_type(event_type: str, sub_event_type: str = "") -> str:
    """Return ACLED's disorder type, by the sub-event type where it is known, else by the event type."""
    of_type = [entry for entry in event_types() if entry.event_type == event_type]
    exact = [entry for entry in of_type if entry.sub_event_type == sub_event_type]
    chosen = (exact or of_type)[:1]
    return chosen[0].disorder_type if chosen else ""


def time_precision(date_prec: int | None) -> int | None:
    """Return ACLED's time_precision (1 day, 2 week, 3 month) for UCDP's date_prec.

    None for a year or less precise: ACLED leaves such events out (codebook 2017, section 4.1).
    """
    return _TIME_PRECISION.get(date_prec or 0)


def geo_precision(where_prec: int | None) -> int | None:
    """Return ACLED's geo_precision (1 town, 2 near it or part of a region, 3 region) for UCDP's where_prec.

    None for a whole country and for international waters, which ACLED never uses (codebook 2017, section 3.2).
    """
    return _GEO_PRECISION.get(where_prec or 0)


@cache
def countries() -> tuple[Country, ...]:
    """Return all countries by code."""
    return tuple(
        Country(row["alpha2"], row["alpha3"], int(row["numeric"]) if row["numeric"] else None, row["name"])
        for row in _read_table("countries.csv")
    )


@cache
def _country_index() -> dict[str, Country]:
    index: dict[str, Country] = {}
    for country in countries():
        for key in (country.alpha2, country.alpha3, country.name):
            index[key.casefold()] = country
    return index


def find_country(name_or_code: str) -> Country | None:
    """Return the country of an alpha-2 or alpha-3 code or an English name, in any case."""
    return _country_index().get(name_or_code.strip().casefold())


def iso_numeric(alpha2: str) -> int | None:
    """Return the numeric code of ISO 3166-1 for an alpha-2 code."""
    country = find_country(alpha2)
    return country.numeric if country else None


def country_name(alpha2: str) -> str:
    """Return the English name for an alpha-2 code, or the code itself where it is not known."""
    country = find_country(alpha2)
    return country.name if country else alpha2
