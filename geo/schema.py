"""The columns of an event wherever it is written down, and the row that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Final

EVENT_COLUMNS: Final = (
    "event_id",
    "year",
    "date_start",
    "date_end",
    "date_prec",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "actor1_id",
    "inter1",
    "actor2",
    "actor2_id",
    "inter2",
    "assoc_actors",
    "location",
    "place_id",
    "admin1",
    "country",
    "iso",
    "latitude",
    "longitude",
    "where_prec",
    "geo_precision",
    "radius_km",
    "fatalities_low",
    "fatalities_best",
    "fatalities_high",
    "injured",
    "confidence",
    "status",
    "source_title",
    "source_url",
    "source_date",
    "sources",
    "quote",
    "quote_start",
    "quote_end",
    "document_id",
    "extractor",
    "fatalities_civilians",
    "fatalities_military",
    "claimed_by",
    "denied_by",
)

DATE_COLUMNS: Final = ("date_start", "date_end", "source_date")
"""ISO 8601 dates as text, or None."""

INTEGER_COLUMNS: Final = (
    "year",
    "date_prec",
    "time_precision",
    "inter1",
    "inter2",
    "iso",
    "where_prec",
    "geo_precision",
    "fatalities_low",
    "fatalities_best",
    "fatalities_high",
    "injured",
    "sources",
    "quote_start",
    "quote_end",
    "fatalities_civilians",
    "fatalities_military",
)
"""Whole numbers, or None where nothing is known."""

REAL_COLUMNS: Final = ("latitude", "longitude", "radius_km", "confidence")
"""Numbers, or None where nothing is known."""

TEXT_COLUMNS: Final = tuple(
    name for name in EVENT_COLUMNS if name not in {*DATE_COLUMNS, *INTEGER_COLUMNS, *REAL_COLUMNS}
)
"""Texts, empty where nothing is known."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as it is written down: its fields are :data:`EVENT_COLUMNS`, in that order.

    Dates are ISO 8601 texts. ``country`` is an ISO 3166-1 alpha-2 code and ``iso`` its numeric twin. ``date_prec``
    and ``where_prec`` are UCDP's, ``time_precision``, ``geo_precision``, ``disorder_type`` and ``inter1``/``inter2``
    ACLED's. ``assoc_actors`` joins names by ``"; "``. ``fatalities_civilians`` and ``fatalities_military`` are those of
    ``fatalities_best`` of whom that is known; ``claimed_by`` names who alone vouches for the event, ``denied_by`` who
    disputes it. What is not known is None, or the empty text.
    """

    event_id: str
    year: int | None
    date_start: str | None
    date_end: str | None
    date_prec: int | None
    time_precision: int | None
    disorder_type: str
    event_type: str
    sub_event_type: str
    actor1: str
    actor1_id: str
    inter1: int | None
    actor2: str
    actor2_id: str
    inter2: int | None
    assoc_actors: str
    location: str
    place_id: str
    admin1: str
    country: str
    iso: int | None
    latitude: float | None
    longitude: float | None
    where_prec: int | None
    geo_precision: int | None
    radius_km: float | None
    fatalities_low: int | None
    fatalities_best: int | None
    fatalities_high: int | None
    injured: int | None
    confidence: float
    status: str
    source_title: str
    source_url: str
    source_date: str | None
    sources: int
    quote: str
    quote_start: int | None
    quote_end: int | None
    document_id: str
    extractor: str
    fatalities_civilians: int | None = None
    fatalities_military: int | None = None
    claimed_by: str = ""
    denied_by: str = ""


def row_values(row: EventRow) -> dict[str, str | int | float | None]:
    """Return the row's values by column, much faster than :func:`dataclasses.asdict`."""
    return dict(zip(EVENT_COLUMNS, _values_of(row), strict=True))


_values_of = attrgetter(*EVENT_COLUMNS)
