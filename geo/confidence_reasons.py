"""Why a stored event is as likely to be right as it says: its confidence taken apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from geo.events.confidence import confidence_reasons, surroundings
from geo.models import ActorRole, Casualties, Event, EventActor, Mention, PlaceMention, Reason
from geo.schema import EventRow
from geo.store import EventFilter, EventStore

_NEAR_ENOUGH: Final = 0.02


def explain_confidence(store: EventStore, row: EventRow) -> list[Reason]:
    """Return what made an event's confidence, in log odds, what weighs most first.

    Empty where it cannot be told any more: for an event that came from a file of events, or was changed or read by
    other weights since, so that the reasons would not add up to what it says.
    """
    document = store.document(row.document_id)
    if document is None or row.quote_start is None or row.quote_end is None:
        return []
    mentions = store.mentions(row.document_id)
    rows = store.events(EventFilter(document_id=row.document_id))
    events = [_event(each, mentions) for each in rows if each.quote_start == row.quote_start]
    for event, around in surroundings(events, mentions, theatre=bool(document.theatre)):
        if event.id == row.event_id:
            reasons, said = confidence_reasons(event, around)
            return reasons if abs(said - row.confidence) <= _NEAR_ENOUGH else []
    return []


def _event(row: EventRow, mentions: Sequence[Mention]) -> Event:
    """Return an event as it was before it was stored, as far as its confidence needs."""
    pinned = _pin(row, mentions)
    bare = Event(
        id=row.event_id,
        document_id=row.document_id,
        event_type=row.event_type,
        sub_event_type=row.sub_event_type,
        sentence_start=row.quote_start or 0,
        sentence_end=row.quote_end or 0,
        quote=row.quote,
    )
    return replace(
        bare,
        actors=_actors(row),
        place=pinned.place if pinned else None,
        place_start=pinned.start if pinned else None,
        where_prec=row.where_prec,
        date_start=date.fromisoformat(row.date_start) if row.date_start else None,
        date_end=date.fromisoformat(row.date_end) if row.date_end else None,
        date_prec=row.date_prec,
        casualties=Casualties(best=row.fatalities_best),
        relation=pinned.relation if pinned else "",
        claimed_by=row.claimed_by,
        denied_by=row.denied_by,
    )


def _pin(row: EventRow, mentions: Sequence[Mention]) -> PlaceMention | None:
    """Return the name that an event is pinned by: in its quote, else the last one before it."""
    named = [one for one in mentions if isinstance(one, PlaceMention) and one.place and one.place.id == row.place_id]
    first, last = row.quote_start or 0, row.quote_end or 0
    inside = [one for one in named if first <= one.start < last]
    before = [one for one in named if one.start < first]
    return next(iter(inside[:1] or before[-1:]), None)


def _actors(row: EventRow) -> tuple[EventActor, ...]:
    sides = ((row.actor1, row.actor1_id, ActorRole.ACTOR1), (row.actor2, row.actor2_id, ActorRole.ACTOR2))
    return tuple(EventActor(actor_id, name, role) for name, actor_id, role in sides if name)
