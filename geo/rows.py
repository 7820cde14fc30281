"""From an event as it was extracted to the row that is stored, exported and shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, TypedDict

from geo.codebook import disorder_type, geo_precision, iso_numeric, time_precision
from geo.models import SOMEWHERE_IN, ActorRole, Event, EventActor, ParsedDocument, Status
from geo.schema import EventRow, row_values
from geo.surrogates import replace_surrogates

ACTOR_SEPARATOR = "; "


class _ActorColumns(TypedDict):
    actor1: str
    actor1_id: str
    inter1: int | None
    actor2: str
    actor2_id: str
    inter2: int | None
    assoc_actors: str


class _PlaceColumns(TypedDict):
    location: str
    place_id: str
    admin1: str
    country: str
    latitude: float | None
    longitude: float | None
    radius_km: float | None


def event_rows(parsed: ParsedDocument) -> list[EventRow]:
    """Return the rows of a document's events, in the order of the text."""
    return [_event_row(event, parsed) for event in parsed.events]


def derive_columns(row: EventRow) -> EventRow:
    """Return the row with all that the codebook derives from its other columns."""
    return replace(
        row,
        year=int(row.date_start[:4]) if row.date_start else None,
        time_precision=time_precision(row.date_prec),
        disorder_type=disorder_type(row.event_type, row.sub_event_type),
        iso=iso_numeric(row.country),
        geo_precision=geo_precision(row.where_prec),
    )


def _main_and_associated(
    actors: tuple[EventActor, ...],
) -> tuple[EventActor | None, EventActor | None, list[EventActor]]:
    """Return the first actor of either side, and all others in their order."""
    first = next((actor for actor in actors if actor.role is ActorRole.ACTOR1), None)
    second = next((actor for actor in actors if actor.role is ActorRole.ACTOR2), None)
    return first, second, [actor for actor in actors if actor is not first and actor is not second]


def _event_row(event: Event, parsed: ParsedDocument) -> EventRow:
    document, casualties = parsed.document, event.casualties
    row = EventRow(
        event_id=event.id,
        year=None,
        date_start=_iso(event.date_start),
        date_end=_iso(event.date_end or event.date_start),
        date_prec=event.date_prec,
        time_precision=None,
        disorder_type="",
        event_type=event.event_type,
        sub_event_type=event.sub_event_type,
        **_actor_columns(event.actors),
        **_place_columns(event, document.text),
        iso=None,
        where_prec=event.where_prec,
        geo_precision=None,
        fatalities_low=casualties.low,
        fatalities_best=casualties.best,
        fatalities_high=casualties.high,
        injured=casualties.injured,
        confidence=round(event.confidence, 4),
        status=Status.EXTRACTED.value,
        source_title=document.title,
        source_url=document.url,
        source_date=_iso(document.date),
        sources=1,
        quote=event.quote,
        quote_start=event.sentence_start,
        quote_end=event.sentence_end,
        document_id=document.id,
        extractor=parsed.extractor,
        fatalities_civilians=casualties.civilians,
        fatalities_military=casualties.military,
        claimed_by=event.claimed_by,
        denied_by=event.denied_by,
    )
    return _without_surrogates(derive_columns(row))


def _actor_columns(actors: tuple[EventActor, ...]) -> _ActorColumns:
    first, second, others = _main_and_associated(actors)
    return {
        "actor1": first.name if first else "",
        "actor1_id": first.id if first else "",
        "inter1": (first.inter or None) if first else None,
        "actor2": second.name if second else "",
        "actor2_id": second.id if second else "",
        "inter2": (second.inter or None) if second else None,
        "assoc_actors": ACTOR_SEPARATOR.join(actor.name.replace(";", ",") for actor in others),
    }


def _place_columns(event: Event, text: str) -> _PlaceColumns:
    place = event.place
    return {
        "location": _location(event, text),
        "place_id": place.id if place else "",
        "admin1": place.admin1 if place else "",
        "country": place.country if place else "",
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "radius_km": place.radius_km if place else None,
    }


def _location(event: Event, text: str) -> str:
    """Return the place's name, how the text relates the point to it, or the name as written where no place has it."""
    written = text[event.place_start : event.place_end] if event.place_start is not None else ""
    if event.relation.startswith(SOMEWHERE_IN):
        return f"{written} ({event.relation})"
    return event.relation or (event.place.name if event.place else written)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _without_surrogates(row: EventRow) -> EventRow:
    texts = {name: value for name, value in row_values(row).items() if isinstance(value, str) and not value.isascii()}
    clean: dict[str, Any] = {name: replace_surrogates(text) for name, text in texts.items()}
    return replace(row, **clean) if clean != texts else row
