"""An event's row from its parts, as the reader of a dataset has understood them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from geo.codebook import disorder_type, geo_precision, iso_numeric, time_precision
from geo.interop.rows import Origin, make_cast
from geo.models import EventActor, Status
from geo.schema import EventRow

_STATUS: Final = Status.EXTRACTED.value
_NEAR_KM: Final = 25.0
_NEAR: Final = 2


class Days(NamedTuple):
    """The first and the last day of an event (ISO 8601), and UCDP's precision of them."""

    first: str
    last: str
    precision: int | None


class Sides(NamedTuple):
    """The two sides by name and ACLED's kind (None where it is not known), and the others, joined by semicolons."""

    actor1: str
    inter1: int | None
    actor2: str
    inter2: int | None
    others: str = ""

    def cast(self) -> tuple[EventActor, ...]:
        """Return the sides and the others as actors."""
        return make_cast(*self)


class Where(NamedTuple):
    """The point in degrees, UCDP's precision of it, and what it is called and lies in (country by its two letters)."""

    latitude: float
    longitude: float
    precision: int | None
    location: str
    admin1: str
    country: str


class Toll(NamedTuple):
    """The dead, None where they are not told."""

    low: int | None
    best: int | None
    high: int | None
    civilians: int | None = None
    military: int | None = None


class Told(NamedTuple):
    """Who tells of the event, how many sources that are, in which words, and the day of the source where it is told."""

    title: str
    sources: int
    quote: str
    day: str | None = None


class Parts(NamedTuple):
    """All of an event: its id in the dataset, and type and sub-type in ACLED's words."""

    identity: str
    days: Days
    types: tuple[str, str]
    sides: Sides
    where: Where
    toll: Toll
    told: Told


def make_row(parts: Parts, origin: Origin) -> EventRow:
    """Return the row of an event, with all that the codebook derives from its parts."""
    identity, days, (event_type, sub_event_type), sides, where, toll, told = parts
    return EventRow(
        event_id=f"{origin.key}:{identity}",
        year=int(days.first[:4]),
        date_start=days.first,
        date_end=days.last,
        date_prec=days.precision,
        time_precision=time_precision(days.precision),
        disorder_type=_disorder(event_type, sub_event_type),
        event_type=event_type,
        sub_event_type=sub_event_type,
        actor1=sides.actor1,
        actor1_id="",
        inter1=sides.inter1,
        actor2=sides.actor2,
        actor2_id="",
        inter2=sides.inter2,
        assoc_actors=sides.others,
        location=where.location,
        place_id="",
        admin1=where.admin1,
        country=where.country,
        iso=_numeric(where.country),
        latitude=where.latitude,
        longitude=where.longitude,
        where_prec=where.precision,
        geo_precision=geo_precision(where.precision),
        radius_km=_NEAR_KM if where.precision == _NEAR else None,  # the codebook: within about 25 km
        fatalities_low=toll.low,
        fatalities_best=toll.best,
        fatalities_high=toll.high,
        injured=None,
        confidence=1.0,
        status=_STATUS,
        source_title=told.title,
        source_url="",
        source_date=told.day,
        sources=told.sources,
        quote=told.quote,
        quote_start=None,
        quote_end=None,
        document_id=origin.document_id,
        extractor=origin.extractor,
        fatalities_civilians=toll.civilians,
        fatalities_military=toll.military,
    )


_disorder = lru_cache(maxsize=256)(disorder_type)
_numeric = lru_cache(maxsize=512)(iso_numeric)
