"""The rows that stand for several events: written from what people decided, and anew whenever an event changes.

What is decided stands in ``told_event``; ``merged_event`` and ``hidden_event`` follow from it and from the events.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import orjson
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from geo.duplicates.merging import cast_of, merge_rows
from geo.models import ActorRole, EventActor, Status
from geo.rows import derive_columns
from geo.schema import EventRow
from geo.store.occurrence_sources import sources_of, with_copies
from geo.store.occurrence_tables import hidden_event, is_merged, merged_event, told_event
from geo.store.tables import EVENT_FIELDS, edit, event, event_actor
from geo.store.writing import insert_events

IDS_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Told:
    """An event with which somebody decided something here, as ``told_event`` has it."""

    event_id: str
    current_id: str | None
    document_id: str
    quote_hash: str
    event_type: str
    occurrence_id: str | None


def quote_hash(quote: str) -> str:
    """Return what a sentence is known by, which tells nothing of it once its document is deleted."""
    return hashlib.sha256(quote.encode()).hexdigest()[:32]


def find_told(connection: Connection, condition: ColumnElement[bool]) -> list[Told]:
    """Return told events by their ids."""
    return [
        Told(*row) for row in connection.execute(select(told_event).where(condition).order_by(told_event.c.event_id))
    ]


def refresh_document(connection: Connection, document_id: str) -> None:
    """Find the told events of a document again after it was read anew, and write their merged rows."""
    told = find_told(connection, told_event.c.document_id == document_id)
    if told:
        _relink(connection, told, _statements(connection, event.c.document_id == document_id))
    refresh_sources(connection, [document_id])


def refresh_sources(connection: Connection, document_ids: Iterable[str]) -> None:
    """Write the merged rows anew to which events of some documents, or of copies of them, belong."""
    if _nothing_is_told(connection):
        return
    ids = sorted(with_copies(connection, set(document_ids)))
    for start in range(0, len(ids), IDS_AT_ONCE):
        told = find_told(connection, told_event.c.document_id.in_(ids[start : start + IDS_AT_ONCE]))
        refresh_occurrences(connection, {one.occurrence_id for one in told})


def refresh_events(connection: Connection, event_ids: Iterable[str]) -> None:
    """Find told events again by their ids after these were written, and write their merged rows."""
    if _nothing_is_told(connection):
        return
    ids = sorted(event_ids)
    for start in range(0, len(ids), IDS_AT_ONCE):
        part = ids[start : start + IDS_AT_ONCE]
        told = find_told(connection, told_event.c.event_id.in_(part) | told_event.c.current_id.in_(part))
        if told:
            known = [one.current_id or one.event_id for one in told]
            _relink(connection, told, _statements(connection, event.c.event_id.in_(known)))
            refresh_occurrences(connection, {one.occurrence_id for one in told})


def _nothing_is_told(connection: Connection) -> bool:
    return connection.execute(select(told_event.c.event_id).limit(1)).first() is None


def leave_document(connection: Connection, document_id: str) -> None:
    """Take the events of a document, which is about to be deleted, out of the merged rows; the decisions are kept."""
    told = find_told(connection, told_event.c.document_id == document_id)
    connection.execute(update(told_event).where(told_event.c.document_id == document_id).values(current_id=None))
    refresh_occurrences(connection, {one.occurrence_id for one in told})


def refresh_occurrences(connection: Connection, occurrence_ids: Collection[str | None]) -> None:
    """Write the merged rows of some occurrences anew; what has fewer than two events left gets none."""
    for occurrence_id in sorted(one for one in occurrence_ids if one):
        _clear(connection, occurrence_id)
        keyed = member_rows(connection, occurrence_id)
        live = [(key, row) for key, row in keyed if row.status != Status.REJECTED]
        if len(live) > 1:
            _write(connection, occurrence_id, live)


def member_rows(connection: Connection, occurrence_id: str) -> list[tuple[int, EventRow]]:
    """Return the stored events of an occurrence with their keys, by date of their source."""
    found = (
        select(event.c.key, *EVENT_FIELDS)
        .join(told_event, told_event.c.current_id == event.c.event_id)
        .where(told_event.c.occurrence_id == occurrence_id)
        .order_by(event.c.source_date.asc().nulls_last(), event.c.event_id)
    )
    return [(key, EventRow(*values)) for key, *values in connection.execute(found)]


def _clear(connection: Connection, occurrence_id: str) -> None:
    """Delete the merged row and show the events again, those too that have just left the occurrence."""
    merged = select(merged_event.c.event_key).where(merged_event.c.occurrence_id == occurrence_id)
    connection.execute(delete(event).where(event.c.key.in_(merged)))
    connection.execute(delete(hidden_event).where(hidden_event.c.occurrence_id == occurrence_id))


def _write(connection: Connection, occurrence_id: str, live: Sequence[tuple[int, EventRow]]) -> None:
    rows = [row for _, row in live]
    row = _with_corrections(connection, merge_rows(occurrence_id, rows, sources_of(connection, rows)))
    insert_events(connection, [row], [cast_of(row, _casts(connection, [key for key, _ in live]))])
    key = connection.execute(select(event.c.key).where(event.c.event_id == occurrence_id)).scalar_one()
    connection.execute(insert(merged_event).values(event_key=key, occurrence_id=occurrence_id))
    hidden = [{"event_key": key, "occurrence_id": occurrence_id} for key, _ in live]
    connection.execute(insert(hidden_event), hidden)
    connection.execute(update(edit).where(edit.c.event_id == occurrence_id).values(document_id=row.document_id))


def _with_corrections(connection: Connection, row: EventRow) -> EventRow:
    """Return a merged row with what people corrected on it and did not take back."""
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    found = select(edit.c.before, edit.c.after).where(edit.c.event_id == row.event_id).order_by(edit.c.id)
    for before, after in connection.execute(found):
        first = orjson.loads(before) | first
        last |= orjson.loads(after)
    corrected: dict[str, Any] = {name: value for name, value in last.items() if value != first[name]}
    return derive_columns(replace(row, **corrected)) if corrected else row


def _casts(connection: Connection, keys: Sequence[int]) -> list[list[EventActor]]:
    casts: dict[int, list[EventActor]] = {key: [] for key in keys}
    found = select(event_actor).where(event_actor.c.event_key.in_(keys))
    for row in connection.execute(found.order_by(event_actor.c.event_key, event_actor.c.position)):
        casts[row.event_key].append(EventActor(row.actor_id, row.name, ActorRole(row.role), row.inter))
    return list(casts.values())


_Statement = tuple[str, str, str, str]
"""An event's id, document, sentence as a hash, and type."""


def _statements(connection: Connection, condition: ColumnElement[bool]) -> list[_Statement]:
    found = select(event.c.event_id, event.c.document_id, event.c.quote, event.c.event_type)
    stored = connection.execute(found.where(condition, ~is_merged()).order_by(event.c.key))
    return [(event_id, document_id, quote_hash(quote), kind) for event_id, document_id, quote, kind in stored]


def _relink(connection: Connection, told: Sequence[Told], statements: Sequence[_Statement]) -> None:
    """Note which event says now what each told event said: the same id, else the same sentence of its document."""
    by_id = {statement[0]: statement for statement in statements}
    found = {one.event_id: by_id.get(one.event_id) or by_id.get(one.current_id or "") for one in told}
    taken = {statement[0] for statement in found.values() if statement}
    alike = defaultdict(list)
    for statement in statements:
        alike[statement[1:3]].append(statement)
    for one in told:
        if found[one.event_id] is None:
            free = [each for each in alike[one.document_id, one.quote_hash] if each[0] not in taken]
            found[one.event_id] = min(free, key=lambda each: each[3] != one.event_type, default=None)
            taken |= {each[0] for each in (found[one.event_id],) if each}
    _note(connection, told, found)


def _note(connection: Connection, told: Sequence[Told], found: dict[str, _Statement | None]) -> None:
    changed = [one for one in told if (found[one.event_id] or (None,))[0] != one.current_id]
    for one in changed:  # first all are let go, for two may have changed places
        connection.execute(update(told_event).where(told_event.c.event_id == one.event_id).values(current_id=None))
    for one in told:
        statement = found[one.event_id]
        if statement is not None:
            values = {"current_id": statement[0], "document_id": statement[1]}
            connection.execute(update(told_event).where(told_event.c.event_id == one.event_id).values(values))
