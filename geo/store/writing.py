"""Writing an event: its row, its feature and its actors always together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, func, insert, select, update

from geo.features import NamedPlace, find_place_score, find_place_span
from geo.features import event_feature as feature_of
from geo.models import ActorRole, EventActor, Role, Status
from geo.rows import ACTOR_SEPARATOR
from geo.schema import EventRow, row_values
from geo.store import tables


def insert_events(connection: Connection, rows: list[EventRow], actors: Iterable[tuple[EventActor, ...]]) -> None:
    """Write new events, each with its actors."""
    if not rows:
        return
    values = [{**row_values(row), "extracted_type": row.event_type} for row in rows]
    connection.execute(insert(tables.event), values)
    keys = _keys(connection, rows)
    _insert_features(connection, [(keys[row.event_id], row) for row in rows])
    _insert_actors(connection, [(keys[row.event_id], cast) for row, cast in zip(rows, actors, strict=True)])


def update_event(connection: Connection, row: EventRow) -> None:
    """Write a changed event; its actors are taken from the row, with the ids that they had."""
    key = _keys(connection, [row])[row.event_id]
    known = _actor_ids(connection, key)
    connection.execute(update(tables.event).where(tables.event.c.key == key).values(**row_values(row)))
    for table in (tables.event_feature, tables.event_actor):
        connection.execute(delete(table).where(table.c.event_key == key))
    _insert_features(connection, [(key, row)])
    _insert_actors(connection, [(key, _actors_of_row(row, known))])


def count_change(connection: Connection) -> None:
    """Note that events have changed, for :meth:`EventStore.version_stamp`."""
    counter = tables.change_counter
    connection.execute(update(counter).values(changes=counter.c.changes + 1))


def read_stamp(connection: Connection) -> str:
    """Return a short text that differs after every change to the events."""
    store_id, changes = connection.execute(select(tables.change_counter)).one()
    return f"{store_id[:12]}-{changes}"


def _keys(connection: Connection, rows: list[EventRow]) -> dict[str, int]:
    """Return the keys of events of one document."""
    event = tables.event
    if len(rows) == 1:
        found = select(event.c.event_id, event.c.key).where(event.c.event_id == rows[0].event_id)
    else:
        found = select(event.c.event_id, event.c.key).where(event.c.document_id == rows[0].document_id)
    return {row.event_id: row.key for row in connection.execute(found)}


def _insert_features(connection: Connection, keyed: list[tuple[int, EventRow]]) -> None:
    """Write features of events of one document, whose mentions are written already."""
    named = _named_places(connection, keyed[0][1].document_id)
    values = [{"event_key": key, "feature": _feature(row, named)} for key, row in keyed]
    connection.execute(insert(tables.event_feature), values)


def _feature(row: EventRow, named: Sequence[NamedPlace]) -> bytes:
    """Return the event's feature; that a pin is unsure is told until a person has confirmed the event."""
    score = None if row.status == Status.CONFIRMED else find_place_score(row, named)
    return feature_of(row, find_place_span(row, named), score)


def _named_places(connection: Connection, document_id: str) -> list[NamedPlace]:
    """Return where a document names places; an unknown name counts for what contains it, where the text tells."""
    mention = tables.mention.c
    place_id = func.coalesce(func.nullif(mention.place_id, ""), func.json_extract(mention.details, "$.place.id"), "")
    is_location = mention.role == Role.LOCATION.value
    found = select(place_id, mention.start, mention.end, mention.score, is_location)
    chosen = found.where(mention.document_id == document_id, mention.kind == "place")
    return [NamedPlace(*values) for values in connection.execute(chosen)]


def _insert_actors(connection: Connection, keyed: list[tuple[int, tuple[EventActor, ...]]]) -> None:
    values = [
        {
            "event_key": key,
            "position": position,
            "role": actor.role.value,
            "actor_id": actor.id,
            "name": actor.name,
            "inter": actor.inter,
        }
        for key, actors in keyed
        for position, actor in enumerate(actors)
    ]
    if values:
        connection.execute(insert(tables.event_actor), values)


def _actor_ids(connection: Connection, key: int) -> dict[str, tuple[str, int]]:
    actor = tables.event_actor
    found = select(actor.c.name, actor.c.actor_id, actor.c.inter).where(actor.c.event_key == key)
    return {name: (actor_id, inter) for name, actor_id, inter in connection.execute(found)}


def _actors_of_row(row: EventRow, known: dict[str, tuple[str, int]]) -> tuple[EventActor, ...]:
    actors = []
    if row.actor1:
        actors.append(EventActor(row.actor1_id, row.actor1, ActorRole.ACTOR1, row.inter1 or 0))
    if row.actor2:
        actors.append(EventActor(row.actor2_id, row.actor2, ActorRole.ACTOR2, row.inter2 or 0))
    for name in filter(None, row.assoc_actors.split(ACTOR_SEPARATOR)):
        actor_id, inter = known.get(name, ("", 0))
        actors.append(EventActor(actor_id, name, ActorRole.ASSOCIATED, inter))
    return tuple(actors)
