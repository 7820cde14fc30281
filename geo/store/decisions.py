"""People's decisions on events: confirm, edit, reject, and take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson
from sqlalchemy import Connection, insert, select

from geo.errors import EditConflictError, NotStoredError
from geo.models import Status
from geo.rows import derive_columns
from geo.schema import EventRow, row_values
from geo.store.changes import apply_changes
from geo.store.documents import now
from geo.store.occurrence_rows import refresh_events
from geo.store.records import Edit
from geo.store.tables import EVENT_FIELDS, edit, event
from geo.store.writing import count_change, update_event
from geo.surrogates import replace_surrogates


def find_event(connection: Connection, event_id: str) -> EventRow | None:
    """Return an event, or None."""
    found = connection.execute(select(*EVENT_FIELDS).where(event.c.event_id == event_id)).first()
    return EventRow(*found) if found else None


def stored_event(connection: Connection, event_id: str) -> EventRow:
    """Return an event, or raise :class:`NotStoredError`."""
    row = find_event(connection, event_id)
    if row is None:
        raise NotStoredError(f"no event {event_id[:80]!r} is stored")
    return row


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says about an event: its new status, changed columns, and why."""

    status: str
    changes: Mapping[str, object]
    author: str
    reason: str


def decide_event(connection: Connection, event_id: str, decision: Decision) -> EventRow:
    """Write a decision and the edit that records it."""
    before = stored_event(connection, event_id)
    after = apply_changes(before, decision.status, decision.changes)
    _write(connection, before, after, author=decision.author, reason=decision.reason)
    return after


def undo_edit(connection: Connection, edit_id: int, *, author: str) -> EventRow:
    """Give an edit's columns their former values, as a further edit."""
    undone = _stored_edit(connection, edit_id)
    row = stored_event(connection, undone.event_id)
    now_otherwise = [name for name, value in undone.after.items() if getattr(row, name) != value]
    if now_otherwise:
        raise EditConflictError(
            f"edit {edit_id} cannot be undone: {', '.join(now_otherwise)} changed again since; undo that edit first"
        )
    former: dict[str, Any] = dict(undone.before)
    after = _with_fitting_status(derive_columns(replace(row, **former)), read_edits(connection, row.event_id))
    _write(connection, row, after, author=author, reason=f"undo of edit {edit_id}")
    return after


def _with_fitting_status(row: EventRow, edits: list[Edit]) -> EventRow:
    """Return the row as "edited" while any correction of it stands, so that no re-run drops that."""
    if row.status not in {Status.EXTRACTED, Status.EDITED}:
        return row
    extracted: dict[str, object] = {}
    for earlier in reversed(edits):
        extracted |= earlier.before
    status = extracted.pop("status", row.status)
    stands = any(getattr(row, name) != value for name, value in extracted.items())
    return replace(row, status=Status.EDITED.value if stands else str(status))


def read_edits(connection: Connection, event_id: str) -> list[Edit]:
    """Return an event's edits, the first one first."""
    found = select(edit).where(edit.c.event_id == event_id).order_by(edit.c.id)
    return [_edit(row) for row in connection.execute(found).mappings()]


def _write(connection: Connection, before: EventRow, after: EventRow, *, author: str, reason: str) -> None:
    old, new = row_values(before), row_values(after)
    changed = [name for name in new if old[name] != new[name]]
    values = {
        "event_id": after.event_id,
        "document_id": after.document_id,
        "at": now(),
        "author": replace_surrogates(author),
        "reason": replace_surrogates(reason),
        "before": orjson.dumps({name: old[name] for name in changed}).decode(),
        "after": orjson.dumps({name: new[name] for name in changed}).decode(),
    }
    connection.execute(insert(edit).values(values))
    update_event(connection, after)
    refresh_events(connection, [after.event_id])
    count_change(connection)


def _stored_edit(connection: Connection, edit_id: int) -> Edit:
    found = connection.execute(select(edit).where(edit.c.id == edit_id)).mappings().first()
    if found is None:
        raise NotStoredError(f"no edit {edit_id} is stored")
    return _edit(found)


def _edit(row: Mapping[Any, Any]) -> Edit:
    return Edit(
        id=row["id"],
        event_id=row["event_id"],
        at=row["at"],
        author=row["author"],
        reason=row["reason"],
        before=orjson.loads(row["before"]),
        after=orjson.loads(row["after"]),
    )
