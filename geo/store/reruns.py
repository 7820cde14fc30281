"""A re-run beside what people decided: decided events stay and keep their re-extracted twins out."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from geo.models import EventActor, ParsedDocument
from geo.schema import EventRow
from geo.store.tables import EVENT_FIELDS, event
from geo.store.writing import update_event

Fresh = tuple[EventRow, tuple[EventActor, ...]]
_Decided = tuple[EventRow, str]


def keep_decided(connection: Connection, parsed: ParsedDocument, rows: list[EventRow]) -> list[Fresh]:
    """Return the newly extracted rows, with their actors, that are no twin of an event already stored.

    A twin has the same id; or, one for each decided event, the same sentence and the type that was extracted then, the
    same place before others.
    """
    found = select(*EVENT_FIELDS, event.c.extracted_type).where(event.c.document_id == parsed.document.id)
    decided: list[_Decided] = [
        (EventRow(*values), extracted_type)
        for *values, extracted_type in connection.execute(found.order_by(event.c.key))
    ]
    fresh = list(zip(rows, (entry.actors for entry in parsed.events), strict=True))
    return _without_twins(fresh, decided)


def move_quotes(connection: Connection, document_id: str, before: str, after: str) -> None:
    """Point a document's events to where their sentences stand in its changed text, or nowhere if they are gone."""
    if before == after:
        return
    found = select(*EVENT_FIELDS).where(event.c.document_id == document_id)
    for row in [EventRow(*values) for values in connection.execute(found)]:
        sentence = before[row.quote_start : row.quote_end] if row.quote_start is not None else row.quote
        start = after.find(sentence)
        span = (start, start + len(sentence)) if start >= 0 else (None, None)
        update_event(connection, replace(row, quote_start=span[0], quote_end=span[1]))


def _without_twins(fresh: list[Fresh], decided: list[_Decided]) -> list[Fresh]:
    ids = {row.event_id for row, _ in fresh}
    stored = {row.event_id for row, _ in decided}
    fresh = [entry for entry in fresh if entry[0].event_id not in stored]
    for row, extracted_type in decided:
        twins = [entry for entry in fresh if _same_statement(entry[0], row, extracted_type)]
        if row.event_id not in ids and twins:
            fresh.remove(min(twins, key=lambda twin: twin[0].place_id != row.place_id))
    return fresh


def _same_statement(fresh: EventRow, row: EventRow, extracted_type: str) -> bool:
    same_span = (fresh.quote_start, fresh.quote_end) == (row.quote_start, row.quote_end)
    return same_span and fresh.event_type in {extracted_type, row.event_type}
