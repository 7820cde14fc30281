"""Documents in the store: ingest, re-run, read, delete."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from geo.errors import NotStoredError
from geo.models import Document, ParsedDocument, Role, Status
from geo.rows import event_rows
from geo.store import tables
from geo.store.copy_index import forget_article, index_article
from geo.store.mentions import mention_rows, write_mentions
from geo.store.name_index import index_text
from geo.store.occurrence_rows import leave_document, refresh_document
from geo.store.occurrence_tables import is_merged
from geo.store.records import DocumentSummary, IngestOutcome
from geo.store.reruns import Fresh, keep_decided, move_quotes, undecided
from geo.store.where import holds_words
from geo.store.writing import count_change, insert_events
from geo.surrogates import replace_surrogates
from geo.theatre import Shares


def add_document(connection: Connection, parsed: ParsedDocument) -> IngestOutcome:
    """Write a document with all that was found in it, unless it is stored already."""
    document_id = parsed.document.id
    if find_document(connection, document_id) is not None:
        return _outcome(connection, document_id, added=False)
    values = {"id": document_id, "added_at": now(), **_values(parsed)}
    connection.execute(insert(tables.document).values(values))
    _write_words_and_mentions(connection, parsed)
    insert_events(connection, event_rows(parsed), (event.actors for event in parsed.events))
    index_article(connection, document_id)
    refresh_document(connection, document_id)
    count_change(connection)
    return _outcome(connection, document_id, added=True)


def replace_document(connection: Connection, parsed: ParsedDocument) -> IngestOutcome:
    """Write a document anew, but for the events that a person has decided on."""
    document_id, event = parsed.document.id, tables.event
    before = find_document(connection, document_id)
    if before is None:
        return add_document(connection, parsed)
    connection.execute(update(tables.document).where(tables.document.c.id == document_id).values(_values(parsed)))
    _write_words_and_mentions(connection, parsed)
    connection.execute(delete(event).where(*undecided(document_id)))
    move_quotes(connection, document_id, before.text, replace_surrogates(parsed.document.text))
    fresh = keep_decided(connection, document_id, fresh_events(parsed))
    insert_events(connection, [row for row, _ in fresh], (actors for _, actors in fresh))
    index_article(connection, document_id)
    refresh_document(connection, document_id)
    count_change(connection)
    return _outcome(connection, document_id, added=False)


def delete_document(connection: Connection, document_id: str) -> None:
    """Delete a document with its mentions, events and edits."""
    leave_document(connection, document_id)
    forget_article(connection, document_id)
    gone = connection.execute(delete(tables.document).where(tables.document.c.id == document_id))
    if not gone.rowcount:
        raise NotStoredError(f"no document {document_id!r} is stored; nothing was deleted")
    count_change(connection)


def find_document(connection: Connection, document_id: str) -> Document | None:
    """Return a document as it was ingested, or None."""
    found = connection.execute(select(tables.document).where(tables.document.c.id == document_id)).mappings().first()
    if found is None:
        return None
    return Document(
        id=found["id"],
        text=found["text"],
        title=found["title"],
        publisher=found["publisher"],
        url=found["url"],
        date=date.fromisoformat(found["date"]) if found["date"] else None,
        language=found["language"],
        original=found["original"],
        media_type=found["media_type"],
        theatre=tuple(json.loads(found["theatre"])),
        choices=choices_of(connection, document_id),
    )


def choices_of(connection: Connection, document_id: str) -> dict[str, str]:
    """Return what people chose for names of a document: the folded name, and the place's id or nothing for no place."""
    edit = tables.document_edit.c
    found = select(edit.name_key, edit.after).where(edit.document_id == document_id, edit.kind == "place")
    latest = {row.name_key: row.after for row in connection.execute(found.order_by(edit.id))}
    return {key: place_id for key, place_id in latest.items() if place_id is not None}


def find_countries(connection: Connection, document_id: str) -> Shares:
    """Return the shares of the countries that a document seemed to be about when it was last read."""
    found = select(tables.document.c.countries).where(tables.document.c.id == document_id)
    return tuple((code, share) for code, share in json.loads(connection.execute(found).scalar() or "[]"))


def list_documents(connection: Connection, limit: int | None, offset: int, query: str) -> list[DocumentSummary]:
    """Return documents, the latest addition first; ``query`` is looked for in title, publisher, address and text."""
    document, event, mention = tables.document, tables.event, tables.mention
    own = (event.c.document_id == document.c.id, event.c.status != Status.REJECTED.value, ~is_merged())
    events = select(func.count()).where(*own)
    pinned = (mention.c.document_id == document.c.id, mention.c.role == Role.LOCATION.value, mention.c.place_id != "")
    found = select(
        *(document.c[name] for name in ("id", "title", "publisher", "date", "url")),
        events.scalar_subquery().label("events"),
        select(func.count()).where(*pinned).scalar_subquery().label("places"),
        document.c.added_at,
    ).order_by(document.c.key.desc())
    page = _matching(found, query).limit(limit).offset(offset)
    return [DocumentSummary(*row) for row in connection.execute(page)]


def count_documents(connection: Connection, query: str) -> int:
    """Return how many documents :func:`list_documents` would list."""
    found: int = connection.execute(_matching(select(func.count()).select_from(tables.document), query)).scalar_one()
    return found


def _write_words_and_mentions(connection: Connection, parsed: ParsedDocument) -> None:
    rows = mention_rows(parsed)
    placed = {row["name_key"] for row in rows if row["place_id"]}
    index_text(connection, parsed.document.id, replace_surrogates(parsed.document.text), placed)
    write_mentions(connection, parsed.document.id, rows)


def fresh_events(parsed: ParsedDocument) -> list[Fresh]:
    """Return the rows of a document's events, each with its actors."""
    return list(zip(event_rows(parsed), (entry.actors for entry in parsed.events), strict=True))


def packed_countries(parsed: ParsedDocument) -> str:
    """Return the shares of a document's countries as its row holds them."""
    return json.dumps([(country, round(share, 4)) for country, share in parsed.countries])


def now() -> str:
    """Return the time in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _matching(found: Select[Any], query: str) -> Select[Any]:
    document = tables.document
    if not query:
        return found
    columns = (document.c.title, document.c.publisher, document.c.url, document.c.text)
    return found.where(holds_words(columns, query))


def _values(parsed: ParsedDocument) -> dict[str, object]:
    document = parsed.document
    texts = {name: getattr(document, name) for name in ("title", "publisher", "url", "language", "media_type", "text")}
    return {
        **{name: replace_surrogates(text) for name, text in texts.items()},
        "date": document.date.isoformat() if document.date else None,
        "theatre": json.dumps(document.theatre),
        "countries": packed_countries(parsed),
        "extractor": parsed.extractor,
        "read_at": parsed.read_at or now(),
        "original": document.original,
    }


def _outcome(connection: Connection, document_id: str, *, added: bool) -> IngestOutcome:
    event, mention = tables.event, tables.mention
    events = select(func.count()).where(event.c.document_id == document_id, ~is_merged())
    pinned = (mention.c.document_id == document_id, mention.c.role == Role.LOCATION.value, mention.c.place_id != "")
    places = select(func.count()).where(*pinned)
    language = select(tables.document.c.language).where(tables.document.c.id == document_id)
    found, pinned_names, code = (connection.execute(each).scalar_one() for each in (events, places, language))
    return IngestOutcome(document_id, added, found, pinned_names, code)
