"""A row of ACLED, of any of its generations, as an event (codebooks of 2017 and later)."""

from __future__ import annotations

from collections.abc import Container
from functools import cache, lru_cache
from typing import Final, NamedTuple

from geo.codebook import INTER_NAMES, event_types
from geo.errors import RowError
from geo.interop.assembling import Days, Parts, Sides, Told, Toll, Where, make_row
from geo.interop.columns import Columns
from geo.interop.rows import (
    ImportedEvent,
    Origin,
    ReadRow,
    check_year,
    iterate_names,
    picker,
    read_identity,
    read_point,
)
from geo.interop.values import read_day, read_text, read_whole
from geo.interop.vocabulary import country_of_acled, words_of
from geo.rows import ACTOR_SEPARATOR

OLD_TYPE: Final = "event_type_original"
"""The column beside an event that keeps a type of before 2019, which has none of today that says the same."""
_NO_ACTOR: Final = 0


def has_old_types(names: Container[str]) -> bool:
    """Say whether a file with these columns is of before 2019, when there were no sub-types."""
    return "sub_event_type" not in names


class _Cells(NamedTuple):
    """The cells of a row that an event is made of."""

    event_id_cnty: str
    event_date: str
    year: str
    time_precision: str
    event_type: str
    sub_event_type: str
    actor1: str
    assoc_actor_1: str
    inter1: str
    actor2: str
    assoc_actor_2: str
    inter2: str
    iso: str
    country: str
    admin1: str
    location: str
    latitude: str
    longitude: str
    geo_precision: str
    source: str
    notes: str
    fatalities: str


def reader(columns: Columns, origin: Origin) -> ReadRow:
    """Return the function that reads the rows of a file with these columns."""
    pick = picker(columns, _Cells)

    def read(line: int, values: list[str]) -> ImportedEvent:
        columns.check_width(values)
        cells = pick(columns.without_decimals(values))
        parts = _parts(cells, origin)
        row = make_row(parts, origin)
        told: dict[str, str | None] = {"notes": None} if cells.notes == row.quote else {}
        if has_old_types(columns.kept):
            told[OLD_TYPE] = cells.event_type.strip()
        return ImportedEvent(line, parts.identity, row, parts.sides.cast(), columns.pack(values, told))

    return read


def _parts(cells: _Cells, origin: Origin) -> Parts:
    day = read_day(cells.event_date, "event_date")
    check_year(cells.year, day)
    sides = _sides(cells)
    types = read_type(cells.event_type.strip(), cells.sub_event_type.strip(), sides.inter1, sides.inter2)
    precision = _precision(cells.time_precision, "time_precision", "time")
    where = _where(cells)
    toll = read_whole(cells.fatalities, "fatalities")
    source = read_text(cells.source)
    return Parts(
        read_identity(cells.event_id_cnty, "event_id_cnty"),
        Days(day, day, precision),
        types,
        sides,
        where,
        Toll(None, toll, None),
        Told(source or origin.title, max(1, source.count(";") + 1), cells.notes.strip()),
    )


def _sides(cells: _Cells) -> Sides:
    return Sides(
        read_text(cells.actor1),
        read_inter(cells.inter1, "inter1"),
        read_text(cells.actor2),
        read_inter(cells.inter2, "inter2"),
        associated(read_text(cells.assoc_actor_1), read_text(cells.assoc_actor_2)),
    )


def _where(cells: _Cells) -> Where:
    precision = _precision(cells.geo_precision, "geo_precision", "geo")
    country = country_of_acled(cells.country.strip(), cells.iso.strip())
    point = read_point(cells.latitude, cells.longitude)
    return Where(*point, precision, cells.location.strip(), cells.admin1.strip(), country)


@lru_cache(maxsize=8192)
def associated(first: str, second: str) -> str:
    """Return the associated actors of both sides as the column ``assoc_actors`` holds them."""
    if not (first or second):
        return ""
    return ACTOR_SEPARATOR.join((*iterate_names(first), *iterate_names(second)))


@lru_cache(maxsize=1024)
def read_inter(text: str, what: str) -> int | None:
    """Return a kind of actor from its number or its words, None for no actor; :class:`RowError` for anything else."""
    words: dict[str, int] = words_of("acled")["inter_words"]
    known = words.get(text.strip().casefold())
    if known is not None:
        return known
    try:
        number = read_whole(text, what, _NO_ACTOR, max(INTER_NAMES))
    except RowError as error:
        raise RowError(
            f"{what} {text[:40]!r} is neither 0 to 8 nor one of {', '.join(INTER_NAMES.values())}"
        ) from error
    return number or None


@lru_cache(maxsize=4096)
def read_type(event_type: str, sub_event_type: str, inter1: int | None, inter2: int | None) -> tuple[str, str]:
    """Return type and sub-type in today's words; :class:`RowError` where they are none of ACLED's, old or new."""
    key = event_type.casefold()
    today, old = _types().get(key), _old_types()
    if today and (sub_event_type or key not in old):
        return _with_sub_type(today, sub_event_type)
    if sub_event_type or key not in old:
        raise RowError(_unknown_type(event_type))
    return old[key] or _by_actor(event_type, inter1, inter2)


def _with_sub_type(event_type: str, sub_event_type: str) -> tuple[str, str]:
    if not sub_event_type:
        return event_type, ""
    for entry in event_types():
        if entry.event_type == event_type and entry.sub_event_type.casefold() == sub_event_type.casefold():
            return event_type, entry.sub_event_type
    raise RowError(f"sub_event_type {sub_event_type[:60]!r} is none of {event_type!r}")


def _by_actor(event_type: str, inter1: int | None, inter2: int | None) -> tuple[str, str]:
    """Tell by who acted what one old type stands for."""
    kinds: dict[str, str] = words_of("acled")["old_types_by_actor"][event_type.casefold()]
    for inter in (inter1, inter2):
        if str(inter) in kinds:
            return kinds[str(inter)], ""
    raise RowError(f"event_type {event_type!r} with neither rioters nor protesters: which of the two cannot be told")


def _unknown_type(event_type: str) -> str:
    return f"event_type {event_type[:60]!r} is none of ACLED's" if event_type else "no event_type"


@cache
def _types() -> dict[str, str]:
    return {entry.event_type.casefold(): entry.event_type for entry in event_types()}


@cache
def _old_types() -> dict[str, tuple[str, str] | None]:
    """Return today's type of each old one; None where that depends on the actors."""
    words = words_of("acled")
    plain = {old: (event_type, sub_type) for old, (event_type, sub_type) in words["old_types"].items()}
    return plain | dict.fromkeys(words["old_types_by_actor"])


@lru_cache(maxsize=256)
def _precision(text: str, what: str, kind: str) -> int | None:
    """Return UCDP's precision of ACLED's, None where the cell is empty."""
    number = read_whole(text, what, 1, 3)
    codes: dict[str, int] = words_of("acled")["precisions"][kind]
    return None if number is None else codes[str(number)]
