"""A re-run beside what people decided: decided events stay and keep their re-extracted twins out."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, exists, select

from geo.models import EventActor, Status
from geo.schema import EventRow
from geo.store.occurrence_tables import is_merged
from geo.store.tables import EVENT_FIELDS, event, imported_event
from geo.store.writing import update_event

Fresh = tuple[EventRow, tuple[EventActor, ...]]
"""A newly extracted row with its actors."""
Decided = tuple[EventRow, str]
"""A stored row with the type that was extracted when it was made."""
Twin = tuple[EventRow, EventRow]
"""A newly extracted row, and the decided one that says the same."""


def keep_decided(connection: Connection, document_id: str, fresh: list[Fresh]) -> list[Fresh]:
    """Return the newly extracted rows, with their actors, that are no twin of an event already stored."""
    return part_twins(fresh, decided_events(connection, document_id))[0]


def decided_events(connection: Connection, document_id: str) -> list[Decided]:
    """Return the events of a document that people decided on, in the order in which they were stored."""
    found = select(*EVENT_FIELDS, event.c.extracted_type).where(
        event.c.document_id == document_id, event.c.status != Status.EXTRACTED.value, ~is_merged()
    )
    return [
        (EventRow(*values), extracted_type)
        for *values, extracted_type in connection.execute(found.order_by(event.c.key))
    ]


def part_twins(fresh: list[Fresh], decided: list[Decided]) -> tuple[list[Fresh], list[Twin]]:
    """Part the newly extracted rows into those that are new and those that are twins of a decided event.

    A twin has the same id; or, one for each decided event, the same sentence and the type that was extracted then, the
    same place before others.
    """
    by_id = {row.event_id: row for row, _ in decided}
    ids = {row.event_id for row, _ in fresh}
    twins = [(entry[0], by_id[entry[0].event_id]) for entry in fresh if entry[0].event_id in by_id]
    fresh = [entry for entry in fresh if entry[0].event_id not in by_id]
    for row, extracted_type in decided:
        alike = [entry for entry in fresh if _same_statement(entry[0], row, extracted_type)]
        if row.event_id not in ids and alike:
            nearest = min(alike, key=lambda entry: entry[0].place_id != row.place_id)
            fresh.remove(nearest)
            twins.append((nearest[0], row))
    return fresh, twins


def undecided(document_id: str) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on the events of a document that its next reading replaces.

    They are those that were extracted and that no person decided on; what was imported was not extracted, nor was what
    stands for several events.
    """
    imported = exists().where(imported_event.c.event_key == event.c.key)
    return event.c.document_id == document_id, event.c.status == Status.EXTRACTED.value, ~imported, ~is_merged()


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


def _same_statement(fresh: EventRow, row: EventRow, extracted_type: str) -> bool:
    same_span = (fresh.quote_start, fresh.quote_end) == (row.quote_start, row.quote_end)
    return same_span and fresh.event_type in {extracted_type, row.event_type}
