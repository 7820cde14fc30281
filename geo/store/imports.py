"""Events from files of others: written in batches, each whole or not at all; given back with what they were there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, NamedTuple

import orjson
from sqlalchemy import BindParameter, Connection, Engine, bindparam, insert, select

from geo.models import Document, EventActor, Status
from geo.schema import EventRow
from geo.store import tables
from geo.store.bulk import delete_casts, next_key, write_casts, write_events, write_originals
from geo.store.documents import now
from geo.store.filters import EventFilter
from geo.store.occurrence_rows import refresh_events
from geo.store.tables import EVENT_FIELDS, event, imported_event
from geo.store.where import conditions
from geo.store.writing import count_change

_BATCH: Final = 1000
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)


class Written(Enum):
    """What became of a row."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "the same"
    DECIDED = "left as people decided"
    OWN = "of this store itself"
    REPEATED = "repeated"


class Incoming(NamedTuple):
    """An event of a file: its line and id there, row, actors, all columns as JSON, and the id of an own event if told.

    ``own_id`` is what an own event is called in our exports of that format.
    """

    line: int
    original_id: str
    row: EventRow
    actors: tuple[EventActor, ...]
    original: bytes
    own_id: str = ""


class _Stored(NamedTuple):
    key: int
    status: str
    document_id: str
    extractor: str
    line: int
    original: bytes


@dataclass(frozen=True, slots=True)
class Imported:
    """What an event was where it comes from: the columns that its file had, and those of them that hold something.

    A column that holds None is the event's ``quote``, which is not kept twice.
    """

    columns: frozenset[str]
    values: Mapping[str, str | None]


class ImportStore:
    """Keep events from elsewhere beside those that were extracted."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)

    def begin(self, document: Document, dataset: str, columns: Sequence[str], extractor: str) -> None:
        """Store the document that stands for a file, unless it is stored already."""
        known = select(tables.import_file.c.document_id).where(tables.import_file.c.document_id == document.id)
        with self._writer.begin() as connection:
            if connection.execute(known).first():
                return
            connection.execute(insert(tables.document).values(_document_values(document, extractor)))
            head = {"document_id": document.id, "dataset": dataset, "columns": orjson.dumps(columns).decode()}
            connection.execute(insert(tables.import_file).values(head))
            count_change(connection)

    def write(self, dataset: str, batch: Sequence[Incoming]) -> list[tuple[Written, int]]:
        """Write a batch in one transaction; say of each row what became of it, and of a repeated one its first line.

        An event that is stored already is brought up to date in its place, unless a person has decided on it.
        """
        with self._writer.begin() as connection:
            plan = _Plan(connection, dataset, batch)
            plan.carry_out(connection, dataset)
        return plan.outcomes

    def look(self, dataset: str, batch: Sequence[Incoming]) -> list[tuple[Written, int]]:
        """Say what would become of each row of a batch, as :meth:`write` does, and write nothing."""
        with self._engine.connect() as connection:
            return _Plan(connection, dataset, batch).outcomes

    def is_import(self, document_id: str) -> bool:
        """Say whether a document stands for a file of events from elsewhere."""
        found = select(tables.import_file.c.document_id).where(tables.import_file.c.document_id == document_id)
        with self._engine.connect() as connection:
            return connection.execute(found).first() is not None

    def columns(self, dataset: str) -> list[str]:
        """Return the names of all columns that the stored files of a dataset have."""
        with self._engine.connect() as connection:
            files = _columns_by_document(connection, dataset)
        return list(dict.fromkeys(name for names in files.values() for name in names))

    def iterate(self, wanted: EventFilter, dataset: str) -> Iterator[tuple[EventRow, Imported | None]]:
        """Yield events by date, each with what it was in that dataset, or None where it is not from there."""
        joined = event.outerjoin(
            imported_event, (imported_event.c.event_key == event.c.key) & (imported_event.c.dataset == dataset)
        )
        found = select(*EVENT_FIELDS, imported_event.c.original).select_from(joined).where(*conditions(wanted))
        ordered = found.order_by(event.c.date_start.asc().nulls_last(), event.c.event_id.asc())
        with self._engine.connect() as connection:
            files = {key: frozenset(names) for key, names in _columns_by_document(connection, dataset).items()}
            for *values, original in connection.execution_options(yield_per=_BATCH).execute(ordered):
                row = EventRow(*values)
                held = orjson.loads(original) if original else None
                yield row, None if held is None else Imported(files.get(row.document_id, frozenset(held)), held)


class _Plan:
    """What is to be done with the rows of a batch."""

    def __init__(self, connection: Connection, dataset: str, batch: Sequence[Incoming]) -> None:
        self._stored = _find_stored(connection, dataset, batch)
        self._own = _find_own(connection, batch)
        self._lines: dict[str, int] = {}
        self.outcomes: list[tuple[Written, int]] = []
        self._new: list[Incoming] = []
        self._changed: list[tuple[int, Incoming]] = []
        for entry in batch:
            self._add(entry)

    def carry_out(self, connection: Connection, dataset: str) -> None:
        """Write what is new and what has changed."""
        key = next_key(connection)
        fresh = list(enumerate(self._new, key))
        keyed = [*self._changed, *fresh]
        if not keyed:
            return
        delete_casts(connection, [key for key, _ in self._changed])
        write_events(connection, [(key, entry.row) for key, entry in fresh], new=True)
        write_events(connection, [(key, entry.row) for key, entry in self._changed], new=False)
        write_casts(connection, [(key, entry.actors) for key, entry in keyed])
        originals = [(key, dataset, entry.original_id, entry.line, entry.original) for key, entry in keyed]
        write_originals(connection, originals)
        refresh_events(connection, [entry.row.event_id for _, entry in keyed])
        count_change(connection)

    def _add(self, entry: Incoming) -> None:
        stored = self._stored.get(entry.original_id)
        first = self._lines.setdefault(entry.original_id, entry.line)
        outcome = _outcome(entry, stored) if first == entry.line else Written.REPEATED
        if outcome is Written.REPEATED and stored is not None and first == entry.line:
            first = stored.line
        if stored is None and entry.own_id in self._own:
            outcome = Written.OWN
        if outcome is Written.NEW:
            self._new.append(entry)
        elif outcome is Written.UPDATED and stored is not None:
            self._changed.append((stored.key, entry))
        self.outcomes.append((outcome, first))


def _outcome(entry: Incoming, stored: _Stored | None) -> Written:
    if stored is None:
        return Written.NEW
    same_file = stored.document_id == entry.row.document_id
    if same_file and stored.line != entry.line:
        return Written.REPEATED
    if stored.status != Status.EXTRACTED:
        return Written.DECIDED
    same = same_file and stored.original == entry.original and stored.extractor == entry.row.extractor
    return Written.SAME if same else Written.UPDATED


def _find_stored(connection: Connection, dataset: str, batch: Sequence[Incoming]) -> dict[str, _Stored]:
    columns = (event.c.key, event.c.status, event.c.document_id, event.c.extractor)
    kept = (imported_event.c.line, imported_event.c.original)
    found = (
        select(imported_event.c.original_id, *columns, *kept)
        .join(event, event.c.key == imported_event.c.event_key)
        .where(imported_event.c.dataset == dataset, imported_event.c.original_id.in_(_IDS))
    )
    ids = list({entry.original_id for entry in batch})
    return {original_id: _Stored(*values) for original_id, *values in connection.execute(found, {"ids": ids})}


def _find_own(connection: Connection, batch: Sequence[Incoming]) -> set[str]:
    """Return which own events the batch tells of."""
    ids = list({entry.own_id for entry in batch if entry.own_id})
    found = select(event.c.event_id).where(event.c.event_id.in_(_IDS))
    return set(connection.execute(found, {"ids": ids}).scalars()) if ids else set()


def _columns_by_document(connection: Connection, dataset: str) -> dict[str, list[str]]:
    file = tables.import_file.c
    found = select(file.document_id, file.columns).where(file.dataset == dataset)
    return {document_id: orjson.loads(columns) for document_id, columns in connection.execute(found)}


def _document_values(document: Document, extractor: str) -> dict[str, object]:
    texts = {name: getattr(document, name) for name in ("id", "title", "publisher", "url", "media_type", "text")}
    at = now()
    return {
        **texts,
        "date": None,
        "language": "en",
        "theatre": "[]",
        "countries": "[]",
        "extractor": extractor,
        "added_at": at,
        "read_at": at,
        "original": b"",
    }
