"""A row of UCDP GED, of any version of 15 to 49 columns, as an event (codebook 19.1)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from geo.errors import RowError
from geo.interop.assembling import Days, Parts, Sides, Told, Toll, Where, make_row
from geo.interop.columns import Columns
from geo.interop.rows import (
    ImportedEvent,
    Origin,
    ReadRow,
    check_year,
    picker,
    read_point,
    required,
)
from geo.interop.values import read_day, read_text, read_whole
from geo.interop.vocabulary import country_of_ucdp, words_of

_UNKNOWN: Final = -1
_LARGEST_ID: Final = 10**12
_DATE_PRECISIONS: Final = (1, 5)
_WHERE_PRECISIONS: Final = (1, 7)


class _Cells(NamedTuple):
    """The cells of a row that an event is made of."""

    id: str
    year: str
    type_of_violence: str
    side_a: str
    side_b: str
    number_of_sources: str
    source_office: str
    source_date: str
    where_prec: str
    where_coordinates: str
    adm_1: str
    latitude: str
    longitude: str
    country: str
    country_id: str
    date_prec: str
    date_start: str
    date_end: str
    low: str
    best: str
    high: str
    deaths_a: str
    deaths_b: str
    deaths_civilians: str


def reader(columns: Columns, origin: Origin) -> ReadRow:
    """Return the function that reads the rows of a file with these columns."""
    pick = picker(columns, _Cells)
    quotes = [(name, columns.at[name]) for name in words_of("ucdp")["quote"] if name in columns.at]

    def read(line: int, values: list[str]) -> ImportedEvent:
        columns.check_width(values)
        cells = pick(columns.without_decimals(values))
        identity = str(required(read_whole(cells.id, "id", 1, _LARGEST_ID), "id"))
        name, quote = next(((name, values[at]) for name, at in quotes if values[at].strip()), ("", ""))
        parts = _parts(cells, identity, quote.strip(), origin)
        row = make_row(parts, origin)
        told = {name: None} if name and quote == row.quote else {}
        return ImportedEvent(line, identity, row, parts.sides.cast(), columns.pack(values, told))

    return read


def _parts(cells: _Cells, identity: str, quote: str, origin: Origin) -> Parts:
    first, last = _interval(cells)
    types = type_of(type_of_violence(cells.type_of_violence))
    point = read_point(cells.latitude, cells.longitude)
    date_prec = read_whole(cells.date_prec, "date_prec", *_DATE_PRECISIONS)
    where_prec = read_whole(cells.where_prec, "where_prec", *_WHERE_PRECISIONS)
    country = country_of_ucdp(cells.country.strip(), cells.country_id.strip())
    side_a, side_b = read_text(cells.side_a), read_text(cells.side_b)
    return Parts(
        identity,
        Days(first, last, date_prec),
        types,
        Sides(side_a, kind_of_side(side_a), side_b, kind_of_side(side_b)),
        Where(*point, where_prec, cells.where_coordinates.strip(), cells.adm_1.strip(), country),
        _toll(cells),
        _told(cells, quote, origin),
    )


def _toll(cells: _Cells) -> Toll:
    return Toll(
        read_whole(cells.low, "low"),
        read_whole(cells.best, "best"),
        read_whole(cells.high, "high"),
        read_whole(cells.deaths_civilians, "deaths_civilians"),
        fighters(cells.deaths_a, cells.deaths_b),
    )


def _told(cells: _Cells, quote: str, origin: Origin) -> Told:
    day = _source_date(cells.source_date)
    sources = max(1, read_whole(cells.number_of_sources, "number_of_sources", _UNKNOWN) or 1)
    return Told(cells.source_office.strip() or origin.title, sources, quote, day)


def fighters(deaths_a: str, deaths_b: str) -> int | None:
    """Return the dead of both sides, None where the file tells neither: UCDP's sides are armed and organised."""
    sides = (read_whole(deaths_a, "deaths_a"), read_whole(deaths_b, "deaths_b"))
    known = [dead for dead in sides if dead is not None]
    return sum(known) if known else None


def _interval(cells: _Cells) -> tuple[str, str]:
    first = read_day(cells.date_start, "date_start")
    last = read_day(cells.date_end, "date_end") if cells.date_end.strip() else first
    if last < first:
        raise RowError(f"date_end {last} is before date_start {first}")
    check_year(cells.year, first)
    return first, last


@lru_cache(maxsize=64)
def type_of_violence(text: str) -> int:
    """Return 1 state-based, 2 non-state, 3 one-sided, from the number or the words; else :class:`RowError`."""
    words: dict[str, int] = words_of("ucdp")["type_of_violence"]
    known = words.get(text.strip().casefold())
    if known is not None:
        return known
    try:
        return required(read_whole(text, "type_of_violence", 1, 3), "type_of_violence")
    except RowError as error:
        raise RowError(f"type_of_violence {text[:40]!r} is not 1, 2 or 3") from error


@lru_cache(maxsize=8)
def type_of(violence: int) -> tuple[str, str]:
    """Return our coarse type and sub-type of UCDP's type of violence."""
    event_type, sub_event_type = words_of("ucdp")["types"][str(violence)]
    return event_type, sub_event_type


@lru_cache(maxsize=8192)
def kind_of_side(name: str) -> int | None:
    """Return ACLED's kind of a side where its name tells it, else None."""
    sides: dict[str, int] = words_of("ucdp")["sides"]
    return next((kind for beginning, kind in sides.items() if name.casefold().startswith(beginning)), None)


@lru_cache(maxsize=16384)
def _source_date(text: str) -> str | None:
    """Return the first of the sources' days that can be one: the dataset writes 1753-01-01 for none."""
    for part in text.split(";"):
        try:
            return read_day(part, "source_date")
        except RowError:
            continue
    return None
