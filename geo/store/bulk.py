"""Writing many events at once: plain statements with keys that are known beforehand, for imports."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection, func, select

from geo.features import event_feature as feature_of
from geo.models import EventActor
from geo.schema import EVENT_COLUMNS, EventRow
from geo.store.tables import event

_values_of = attrgetter(*EVENT_COLUMNS)
_TYPE_AT: Final = EVENT_COLUMNS.index("event_type")
_KEYED: Final = ("key", *EVENT_COLUMNS, "extracted_type")
_INSERT_EVENT: Final = f"INSERT INTO event ({', '.join(_KEYED)}) VALUES ({', '.join('?' * len(_KEYED))})"  # noqa: S608 - our own names
_UPDATE_EVENT: Final = f"UPDATE event SET {', '.join(f'{name} = ?' for name in _KEYED[1:])} WHERE key = ?"  # noqa: S608 - likewise
_BEGIN_POINTS: Final = "INSERT INTO import_writes VALUES (1)"
_END_POINTS: Final = "DELETE FROM import_writes"
_INSERT_POINTS: Final = (
    "INSERT INTO event_rtree SELECT key, longitude, longitude, latitude, latitude FROM event "
    "WHERE key >= ? AND latitude IS NOT NULL"
)
_INSERT_FEATURE: Final = "INSERT OR REPLACE INTO event_feature (event_key, feature) VALUES (?, ?)"
_INSERT_ACTOR: Final = (
    "INSERT INTO event_actor (event_key, position, role, actor_id, name, inter) VALUES (?, ?, ?, ?, ?, ?)"
)
_DELETE_ACTORS: Final = "DELETE FROM event_actor WHERE event_key = ?"
_MOVE_EDITS: Final = "UPDATE edit SET document_id = ? WHERE event_id = ?"
_INSERT_ORIGINAL: Final = (
    "INSERT OR REPLACE INTO imported_event (event_key, dataset, original_id, line, original) VALUES (?, ?, ?, ?, ?)"
)
Original = tuple[int, str, str, int, bytes]
"""An event's key, the dataset, the event's id there, its line in the file, and its columns as JSON."""


def next_key(connection: Connection) -> int:
    """Return the first key that is free; within a transaction that writes, nobody else takes it."""
    return (connection.execute(select(func.max(event.c.key))).scalar() or 0) + 1


def write_events(connection: Connection, keyed: Sequence[tuple[int, EventRow]], *, new: bool) -> None:
    """Write events with their features, which name no place of the gazetteer."""
    if new:
        rows = [(key, *values, values[_TYPE_AT]) for key, values in ((key, _values_of(row)) for key, row in keyed)]
        _insert(connection, rows)
    else:
        rows = [(*values, values[_TYPE_AT], key) for key, values in ((key, _values_of(row)) for key, row in keyed)]
        _each(connection, _UPDATE_EVENT, rows)
        _each(connection, _MOVE_EDITS, [(row.document_id, row.event_id) for _, row in keyed])
    _each(connection, _INSERT_FEATURE, [(key, feature_of(row)) for key, row in keyed])


def _insert(connection: Connection, rows: list[tuple[Any, ...]]) -> None:
    """Write new events, whose keys are beyond all others, and their points after them."""
    if rows:
        connection.exec_driver_sql(_BEGIN_POINTS)
        connection.exec_driver_sql(_INSERT_EVENT, rows)
        connection.exec_driver_sql(_INSERT_POINTS, (rows[0][0],))
        connection.exec_driver_sql(_END_POINTS)


def delete_casts(connection: Connection, keys: Sequence[int]) -> None:
    """Delete the actors of events."""
    _each(connection, _DELETE_ACTORS, [(key,) for key in keys])


def write_casts(connection: Connection, keyed: Sequence[tuple[int, tuple[EventActor, ...]]]) -> None:
    """Write the actors of events that have none."""
    rows = [
        (key, position, actor.role.value, actor.id, actor.name, actor.inter)
        for key, actors in keyed
        for position, actor in enumerate(actors)
    ]
    _each(connection, _INSERT_ACTOR, rows)


def write_originals(connection: Connection, originals: Sequence[Original]) -> None:
    """Write what events were where they come from."""
    _each(connection, _INSERT_ORIGINAL, list(originals))


def _each(connection: Connection, statement: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(statement, rows)
