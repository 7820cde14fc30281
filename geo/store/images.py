"""All that was found in one document as its rows hold it: read, compared, written back, and kept in few bytes."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import orjson
from sqlalchemy import Connection, delete, select, update

from geo.models import ActorRole, EventActor, ParsedDocument
from geo.schema import EventRow, row_values
from geo.store import tables
from geo.store.documents import fresh_events, packed_countries
from geo.store.mentions import MentionRow, mention_rows, stored_rows, write_mentions
from geo.store.occurrence_rows import refresh_document
from geo.store.reruns import Decided, Fresh, keep_decided, part_twins, undecided
from geo.store.tables import EVENT_FIELDS
from geo.store.writing import insert_events


@dataclass(frozen=True, slots=True)
class Image:
    """The mentions of a document and the events that no person decided on, with what read them and when."""

    mentions: tuple[MentionRow, ...]
    events: tuple[Fresh, ...]
    extractor: str
    read_at: str
    countries: str = "[]"

    def same_findings(self, other: Image) -> bool:
        """Say whether both hold the same, whoever read it and when."""
        return self.mentions == other.mentions and _contents(self) == _contents(other)

    def without_twins(self, decided: Sequence[Decided]) -> Image:
        """Return the image without the events that say what a decided one says."""
        return replace(self, events=tuple(part_twins(list(self.events), list(decided))[0])) if decided else self


def image_of(parsed: ParsedDocument) -> Image:
    """Return what a new reading of a document found."""
    return Image(
        tuple(mention_rows(parsed)),
        tuple(fresh_events(parsed)),
        parsed.extractor,
        parsed.read_at,
        packed_countries(parsed),
    )


def stored_image(connection: Connection, document_id: str) -> Image | None:
    """Return what is stored of a document, or None where it is gone."""
    document = tables.document.c
    columns = (document.extractor, document.read_at, document.countries)
    head = connection.execute(select(*columns).where(document.id == document_id)).first()
    if head is None:
        return None
    mentions = tuple(stored_rows(connection, document_id))
    return Image(mentions, tuple(_undecided(connection, document_id)), *head)


def write_image(connection: Connection, document_id: str, image: Image) -> None:
    """Replace what is stored of a document, but for the events that a person decided on."""
    event, document = tables.event, tables.document
    write_mentions(connection, document_id, image.mentions)
    connection.execute(delete(event).where(*undecided(document_id)))
    fresh = keep_decided(connection, document_id, list(image.events))
    insert_events(connection, [row for row, _ in fresh], (actors for _, actors in fresh))
    refresh_document(connection, document_id)
    read = {"extractor": image.extractor, "read_at": image.read_at, "countries": image.countries}
    connection.execute(update(document).where(document.c.id == document_id).values(read))


def packed(image: Image) -> bytes:
    """Return an image as compressed JSON."""
    events = [
        {"row": row_values(row), "actors": [(actor.id, actor.name, actor.role, actor.inter) for actor in actors]}
        for row, actors in image.events
    ]
    head = {"extractor": image.extractor, "read_at": image.read_at, "countries": image.countries}
    return zlib.compress(orjson.dumps({"mentions": image.mentions, "events": events, **head}))


def unpacked(content: bytes) -> Image:
    """Return the image that :func:`packed` made."""
    found = orjson.loads(zlib.decompress(content))
    events = tuple(
        (EventRow(**event["row"]), tuple(_actor(*actor) for actor in event["actors"])) for event in found["events"]
    )
    countries = found.get("countries", "[]")  # runs of before had none
    return Image(tuple(found["mentions"]), events, found["extractor"], found["read_at"], countries)


def _actor(actor_id: str, name: str, role: str, inter: int) -> EventActor:
    return EventActor(actor_id, name, ActorRole(role), inter)


def _contents(image: Image) -> list[Fresh]:
    """Return the events in an order of their own, without what read them."""
    events = [(replace(row, extractor=""), actors) for row, actors in image.events]
    return sorted(events, key=lambda entry: entry[0].event_id)


def _undecided(connection: Connection, document_id: str) -> list[Fresh]:
    event, actor = tables.event, tables.event_actor
    chosen = undecided(document_id)
    found = select(event.c.key, *EVENT_FIELDS).where(*chosen).order_by(event.c.key)
    rows = {key: EventRow(*values) for key, *values in connection.execute(found)}
    cast: dict[int, list[EventActor]] = {key: [] for key in rows}
    columns = (actor.c.event_key, actor.c.actor_id, actor.c.name, actor.c.role, actor.c.inter)
    played = select(*columns).join(event, event.c.key == actor.c.event_key).where(*chosen)
    for key, *values in connection.execute(played.order_by(actor.c.event_key, actor.c.position)):
        cast[key].append(_actor(*values))
    return [(row, tuple(cast[key])) for key, row in rows.items()]
