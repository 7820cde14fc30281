"""A row of ACLED, of any of its generations, as an event (codebooks of 2017 and later)."""

from __future__ import annotations

from collections.abc import Container
from functools import cache, lru_cache
from typing import Final, NamedTuple

from geo.codebook import INTER_NAMES, disorder_type, event_types, geo_precision, iso_numeric, time_precision
from geo.errors import RowError
from geo.interop.columns import Columns
from geo.interop.rows import (
    ImportedEvent,
    Origin,
    ReadRow,
    check_year,
    iterate_names,
    make_cast,
    picker,
    radius_of,
    read_identity,
    read_point,
)
from geo.interop.values import read_day, read_text, read_whole
from geo.interop.vocabulary import country_of_acled, words_of
from geo.models import Status
from geo.rows import ACTOR_SEPARATOR
from geo.schema import EventRow

OLD_TYPE: Final = "event_type_original"
"""The column beside an event that keeps a type of before 2019, which has none of today that says the same."""
_NO_ACTOR: Final = 0
_STATUS: Final = Status.EXTRACTED.value


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
        row = _row(cells, origin)
        told: dict[str, str | None] = {"notes": None} if cells.notes == row.quote else {}
        if has_old_types(columns.kept):
            told[OLD_TYPE] = cells.event_type.strip()
        cast = make_cast(row.actor1, row.inter1, row.actor2, row.inter2, row.assoc_actors)
        return ImportedEvent(line, row.event_id.partition(":")[2], row, cast, columns.pack(values, told))

    return read


def _row(cells: _Cells, origin: Origin) -> EventRow:
    day = read_day(cells.event_date, "event_date")
    check_year(cells.year, day)
    inter1, inter2 = read_inter(cells.inter1, "inter1"), read_inter(cells.inter2, "inter2")
    event_type, sub_event_type = read_type(cells.event_type.strip(), cells.sub_event_type.strip(), inter1, inter2)
    date_prec = _precision(cells.time_precision, "time_precision", "time")
    where_prec = _precision(cells.geo_precision, "geo_precision", "geo")
    latitude, longitude = read_point(cells.latitude, cells.longitude)
    country = country_of_acled(cells.country.strip(), cells.iso.strip())
    source = read_text(cells.source)
    toll = read_whole(cells.fatalities, "fatalities")
    return EventRow(
        event_id=f"{origin.key}:{read_identity(cells.event_id_cnty, 'event_id_cnty')}",
        year=int(day[:4]),
        date_start=day,
        date_end=day,
        date_prec=date_prec,
        time_precision=time_precision(date_prec),
        disorder_type=_disorder(event_type, sub_event_type),
        event_type=event_type,
        sub_event_type=sub_event_type,
        actor1=read_text(cells.actor1),
        actor1_id="",
        inter1=inter1,
        actor2=read_text(cells.actor2),
        actor2_id="",
        inter2=inter2,
        assoc_actors=associated(read_text(cells.assoc_actor_1), read_text(cells.assoc_actor_2)),
        location=cells.location.strip(),
        place_id="",
        admin1=cells.admin1.strip(),
        country=country,
        iso=_numeric(country),
        latitude=latitude,
        longitude=longitude,
        where_prec=where_prec,
        geo_precision=geo_precision(where_prec),
        radius_km=radius_of(where_prec),
        fatalities_low=None,
        fatalities_best=toll,
        fatalities_high=None,
        injured=None,
        confidence=1.0,
        status=_STATUS,
        source_title=source or origin.title,
        source_url="",
        source_date=None,
        sources=max(1, source.count(";") + 1),
        quote=cells.notes.strip(),
        quote_start=None,
        quote_end=None,
        document_id=origin.document_id,
        extractor=origin.extractor,
    )


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


_disorder = lru_cache(maxsize=256)(disorder_type)
_numeric = lru_cache(maxsize=512)(iso_numeric)
