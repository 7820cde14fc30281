"""A row of UCDP GED, of any version of 15 to 49 columns, as an event (codebook 19.1)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from geo.codebook import disorder_type, geo_precision, iso_numeric, time_precision
from geo.errors import RowError
from geo.interop.columns import Columns
from geo.interop.rows import Cells, Dataset, ImportedEvent, ReadRow, make_cast, radius_of, required
from geo.interop.values import read_day, read_whole
from geo.interop.vocabulary import country_of_ucdp, words_of
from geo.models import Status
from geo.schema import EventRow

_UNKNOWN: Final = -1
_DATE_PRECISIONS: Final = (1, 5)
_WHERE_PRECISIONS: Final = (1, 7)


def reader(columns: Columns, document_id: str, dataset: Dataset) -> ReadRow:
    """Return the function that reads the rows of a file with these columns."""
    cells = Cells(columns)
    quoted = [name for name in words_of("ucdp")["quote"] if name in columns.at]

    def read(line: int, values: list[str]) -> ImportedEvent:
        columns.check_width(values)
        cells.take(columns.without_decimals(values))
        identity = str(required(cells.whole("id", 1, 10**12), "id"))
        source = next((name for name in quoted if cells[name].strip()), "")
        row = _row(cells, identity, source, document_id, dataset)
        told = {source: None} if source and cells[source] == row.quote else {}
        cast = make_cast(row.actor1, row.inter1, row.actor2, row.inter2, "")
        return ImportedEvent(line, identity, row, cast, columns.pack(values, told))

    return read


def _row(cells: Cells, identity: str, quoted: str, document_id: str, dataset: Dataset) -> EventRow:
    first, last = _interval(cells)
    violence = type_of_violence(cells["type_of_violence"])
    event_type, sub_event_type = type_of(violence)
    latitude, longitude = cells.point()
    date_prec, where_prec = cells.whole("date_prec", *_DATE_PRECISIONS), cells.whole("where_prec", *_WHERE_PRECISIONS)
    country = country_of_ucdp(cells["country"].strip(), cells["country_id"].strip())
    side_a, side_b = cells.text("side_a"), cells.text("side_b")
    return EventRow(
        event_id=f"{dataset.key}:{identity}",
        year=int(first[:4]),
        date_start=first,
        date_end=last,
        date_prec=date_prec,
        time_precision=time_precision(date_prec),
        disorder_type=_disorder(event_type, sub_event_type),
        event_type=event_type,
        sub_event_type=sub_event_type,
        actor1=side_a,
        actor1_id="",
        inter1=kind_of_side(side_a),
        actor2=side_b,
        actor2_id="",
        inter2=kind_of_side(side_b),
        assoc_actors="",
        location=cells["where_coordinates"].strip(),
        place_id="",
        admin1=cells["adm_1"].strip(),
        country=country,
        iso=_numeric(country),
        latitude=latitude,
        longitude=longitude,
        where_prec=where_prec,
        geo_precision=geo_precision(where_prec),
        radius_km=radius_of(where_prec),
        fatalities_low=cells.whole("low"),
        fatalities_best=cells.whole("best"),
        fatalities_high=cells.whole("high"),
        injured=None,
        confidence=1.0,
        status=Status.EXTRACTED.value,
        source_title=cells["source_office"].strip() or dataset.title,
        source_url="",
        source_date=_source_date(cells["source_date"]),
        sources=max(1, cells.whole("number_of_sources", _UNKNOWN) or 1),
        quote=cells[quoted].strip() if quoted else "",
        quote_start=None,
        quote_end=None,
        document_id=document_id,
        extractor=dataset.extractor,
    )


def _interval(cells: Cells) -> tuple[str, str]:
    first = read_day(cells["date_start"], "date_start")
    last = read_day(cells["date_end"], "date_end") if cells["date_end"].strip() else first
    if last < first:
        raise RowError(f"date_end {last} is before date_start {first}")
    cells.check_year(first)
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


_disorder = lru_cache(maxsize=256)(disorder_type)
_numeric = lru_cache(maxsize=512)(iso_numeric)
