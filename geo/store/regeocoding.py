"""The runs that geocode documents again: what they are about, how far they are, what they found."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from geo.errors import NotStoredError
from geo.models import Status
from geo.store import tables
from geo.store.affected import Touched, affected_documents
from geo.store.documents import now
from geo.store.images import Image, packed, stored_image, unpacked, write_image
from geo.store.name_index import fill_index, is_outdated
from geo.store.reruns import Decided, decided_events
from geo.store.writing import count_change

Marks = Mapping[str, str]
"""By part of the gazetteer: up to where its changes have been looked at."""

_LOG = logging.getLogger(__name__)
_run = tables.regeocoding_run
_part = tables.regeocoding_document
_mark = tables.regeocoding_mark

_ROWS_AT_ONCE = 500
WAITING, SAME, DIFFERS, APPLIED, PASSED = "waiting", "same", "differs", "applied", "passed"


class RunState(StrEnum):
    """How far a run has come. From ``READY`` on it can be applied, kept and undone, also more than once."""

    FINDING = "finding"
    READY = "ready"
    APPLYING = "applying"
    APPLIED = "applied"
    KEPT = "kept"
    UNDOING = "undoing"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Run:
    """A run over the documents that some changes of the gazetteer may touch.

    ``changes`` tells of them in words. ``total`` documents name what has changed; ``done`` of them have been read
    again; ``differing`` of those differ in what ``counts`` counts (``"mention moved"``, ``"event placed"``),
    ``scores_only`` in scores alone: these are applied along and listed nowhere. ``applied`` counts the documents that
    hold the new reading now, ``passed`` those left alone since something else changed them after they were read.
    """

    id: int
    at: str
    author: str
    state: RunState
    changes: tuple[str, ...]
    marks: Marks
    decided_at: str | None
    decided_by: str
    total: int
    done: int
    differing: int
    scores_only: int
    counts: Mapping[str, int]
    applied: int
    passed: int

    @property
    def listed(self) -> int:
        """Return how many differences are listed."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Reading:
    """What a new reading of a document came to; without images where it is the same."""

    document_id: str
    before: Image | None = None
    after: Image | None = None
    differences: bytes = b""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Findings:
    """What is stored of a document: what was extracted, and the events that people decided on."""

    image: Image
    decided: tuple[Decided, ...]


class RunStore:
    """Keep runs in the store; every write is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)

    def affected(self, changes: Iterable[Touched]) -> list[set[str]]:
        """Return for each change of the gazetteer the ids of the documents that it may touch."""
        self._refresh_index()
        with self._engine.connect() as connection:
            return [affected_documents(connection, change) for change in changes]

    def _refresh_index(self) -> None:
        """Index all documents anew where the rules of folding have changed since: after an upgrade, once."""
        with self._engine.connect() as connection:
            if not is_outdated(connection):
                return
        _LOG.info("names are folded otherwise than before: all documents are indexed anew")
        with self._write() as connection:
            fill_index(connection)

    def findings(self, document_id: str) -> Findings | None:
        """Return what is stored of a document, or None where it is gone."""
        with self._engine.connect() as connection:
            image = stored_image(connection, document_id)
            return Findings(image, tuple(decided_events(connection, document_id))) if image else None

    def marks(self, sources: Collection[str]) -> Marks:
        """Return up to where these parts of the gazetteer have been looked at."""
        with self._engine.connect() as connection:
            return {row.source: row.value for row in connection.execute(select(_mark)) if row.source in sources}

    def set_marks(self, marks: Marks) -> None:
        """Note up to where the gazetteer has been looked at."""
        with self._write() as connection:
            _write_marks(connection, marks)

    def begin(self, marks: Marks, changes: Collection[str], document_ids: Iterable[str], author: str) -> Run:
        """Begin a run over some documents; runs that were begun and not decided on give way to it."""
        values = {"at": now(), "author": author, "state": RunState.FINDING.value, "decided_by": ""}
        described = {"changes": orjson.dumps(list(changes)).decode(), "marks": orjson.dumps(dict(marks)).decode()}
        with self._write() as connection:
            connection.execute(delete(_run).where(_run.c.state.in_((RunState.FINDING.value, RunState.READY.value))))
            run_id = connection.execute(insert(_run).values(**values, **described).returning(_run.c.id)).scalar_one()
            parts = [{"run_id": run_id, "document_id": one, **_UNREAD} for one in sorted(document_ids)]
            if parts:
                connection.execute(insert(_part), parts)
            return _find_run(connection, run_id)

    def run(self, run_id: int) -> Run:
        """Return a run, or raise :class:`NotStoredError`."""
        with self._engine.connect() as connection:
            return _find_run(connection, run_id)

    def runs(self, limit: int | None = None) -> list[Run]:
        """Return the runs, the latest one first."""
        with self._engine.connect() as connection:
            ids = connection.scalars(select(_run.c.id).order_by(_run.c.id.desc()).limit(limit)).all()
            return [_find_run(connection, run_id) for run_id in ids]

    def waiting(self, run_id: int, *states: str) -> list[str]:
        """Return the ids of a run's documents in some states, in order."""
        found = select(_part.c.document_id).where(_part.c.run_id == run_id, _part.c.state.in_(states))
        with self._engine.connect() as connection:
            return list(connection.scalars(found.order_by(_part.c.document_id)))

    def record(self, run_id: int, readings: Iterable[Reading]) -> None:
        """Note what documents came to."""
        with self._write() as connection:
            for reading in readings:
                chosen = (_part.c.run_id == run_id, _part.c.document_id == reading.document_id)
                connection.execute(update(_part).where(*chosen).values(_reading_values(reading)))

    def set_state(self, run_id: int, state: RunState, *, author: str | None = None) -> Run:
        """Move a run on; with an author, as that person's decision, which also settles the changes it was about."""
        with self._write() as connection:
            values: dict[str, Any] = {"state": state.value}
            if author is not None:
                _settle(connection, run_id)
                values |= {"decided_at": now(), "decided_by": author}
            connection.execute(update(_run).where(_run.c.id == run_id).values(values))
            return _find_run(connection, run_id)

    def exchange(self, run_id: int, document_ids: Iterable[str], *, undo: bool) -> None:
        """Give documents their new reading, or take it back; one that something else has changed since stays."""
        with self._write() as connection:
            for document_id in document_ids:
                state = _exchange(connection, run_id, document_id, undo=undo)
                chosen = (_part.c.run_id == run_id, _part.c.document_id == document_id)
                connection.execute(update(_part).where(*chosen).values(state=state))
            count_change(connection)

    def titles(self, document_ids: Collection[str]) -> dict[str, str]:
        """Return the titles of documents by their ids."""
        document = tables.document.c
        found = select(document.id, document.title).where(document.id.in_(document_ids))
        with self._engine.connect() as connection:
            return {row.id: row.title for row in connection.execute(found)}

    def decided(self, event_ids: Collection[str]) -> set[str]:
        """Return which of these events people have decided on."""
        event = tables.event.c
        found = select(event.event_id).where(event.event_id.in_(event_ids), event.status != Status.EXTRACTED.value)
        with self._engine.connect() as connection:
            return set(connection.scalars(found))

    def differences(self, run_id: int) -> Iterator[tuple[str, int, bytes]]:
        """Yield each document of a run that differs, with how many differences are listed, and these."""
        columns = (_part.c.document_id, _part.c.listed, _part.c.differences)
        found = select(*columns).where(_part.c.run_id == run_id, _part.c.listed > 0)
        with self._engine.connect() as connection:
            rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(found.order_by(_part.c.document_id))
            yield from rows

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._writer.begin() as connection:
            yield connection


_UNREAD: Mapping[str, object] = {"state": WAITING, "listed": 0, "counts": "{}"}


def _reading_values(reading: Reading) -> dict[str, object]:
    if reading.before is None or reading.after is None:
        return {"state": SAME}
    return {
        "state": DIFFERS,
        "before": packed(reading.before),
        "after": packed(reading.after),
        "differences": reading.differences,
        "listed": sum(reading.counts.values()),
        "counts": orjson.dumps(reading.counts).decode(),
    }


def _exchange(connection: Connection, run_id: int, document_id: str, *, undo: bool) -> str:
    chosen = (_part.c.run_id == run_id, _part.c.document_id == document_id)
    before, after = connection.execute(select(_part.c.before, _part.c.after).where(*chosen)).one()
    expected, wanted = (unpacked(after), unpacked(before)) if undo else (unpacked(before), unpacked(after))
    current = stored_image(connection, document_id)
    if current is None or current.mentions != expected.mentions:
        return APPLIED if undo else PASSED
    write_image(connection, document_id, wanted)
    return DIFFERS if undo else APPLIED


def _settle(connection: Connection, run_id: int) -> None:
    """Note that the changes which a run was about have been looked at, at the first decision on it only."""
    undecided = select(_run.c.marks).where(_run.c.id == run_id, _run.c.decided_at.is_(None))
    for marks in connection.scalars(undecided).all():
        _write_marks(connection, orjson.loads(marks))


def _write_marks(connection: Connection, marks: Marks) -> None:
    for source, value in marks.items():
        writing = insert_or_update(_mark).values(source=source, value=value)
        connection.execute(writing.on_conflict_do_update(index_elements=["source"], set_={"value": value}))


def _find_run(connection: Connection, run_id: int) -> Run:
    row = connection.execute(select(_run).where(_run.c.id == run_id)).mappings().first()
    if row is None:
        raise NotStoredError(f"no run {run_id} is stored; `conflict-atlas regeocode` shows the latest")
    states = _count_states(connection, run_id)
    listed, scores_only = _count_listed(connection, run_id)
    told = {name: row[name] for name in ("id", "at", "author", "decided_at", "decided_by")}
    return Run(
        **told,
        state=RunState(row["state"]),
        changes=tuple(orjson.loads(row["changes"])),
        marks=orjson.loads(row["marks"]),
        total=sum(states.values()),
        done=sum(states.values()) - states[WAITING],
        differing=listed,
        counts=_count_differences(connection, run_id),
        scores_only=scores_only,
        applied=states[APPLIED],
        passed=states[PASSED],
    )


def _count_states(connection: Connection, run_id: int) -> Counter[str]:
    found = (
        select(_part.c.state, func.count().label("documents")).where(_part.c.run_id == run_id).group_by(_part.c.state)
    )
    return Counter({row.state: row.documents for row in connection.execute(found)})


def _count_differences(connection: Connection, run_id: int) -> Counter[str]:
    found = select(_part.c.counts, func.count()).where(_part.c.run_id == run_id).group_by(_part.c.counts)
    counts: Counter[str] = Counter()
    for told, documents in connection.execute(found):
        for what, count in orjson.loads(told).items():
            counts[what] += count * documents
    return counts


def _count_listed(connection: Connection, run_id: int) -> tuple[int, int]:
    """Return how many documents have differences to list, and how many differ in scores only."""
    differing = (_part.c.run_id == run_id, _part.c.before.is_not(None))
    columns = (func.count().filter(_part.c.listed > 0), func.count().filter(_part.c.listed == 0))
    listed, scores_only = connection.execute(select(*columns).where(*differing)).one()
    return listed, scores_only
