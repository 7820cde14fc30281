"""The names that the recogniser found and no place matched: counted, shown by example, and dismissed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, Integer, Select, Text, delete, func, literal_column, select, text
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from gazetteer.models import Place
from gazetteer.normalise import fold
from geo.errors import NotStoredError
from geo.models import Role
from geo.store import tables
from geo.store.documents import now
from geo.store.mentions import place_of
from geo.surrogates import replace_surrogates

_mention = tables.mention.c
_dismissed = tables.dismissed_name.c
_DOCUMENTS = 500  # a name in more documents than these is judged by some of them
_UNKNOWN = text(tables.UNKNOWN_NAME)  # word for word as in the index, without which SQLite reads every mention
# SQLite would look up all mentions without a place, dates and actors too: it is told which index to use.
_UNKNOWN_MENTIONS = text("mention INDEXED BY mention_unknown")
_key = literal_column("name_key", Text)
_text = literal_column("text", Text)
_document_id = literal_column("document_id", Text)
_start = literal_column('"start"', Integer)
_end = literal_column('"end"', Integer)


@dataclass(frozen=True, slots=True)
class NameCount:
    """A folded name with how it is mostly written, and how often and in how many documents."""

    key: str
    name: str
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class NameInText:
    """Where a document has a name: from and up to which code point of its text."""

    document_id: str
    title: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DismissedName:
    """A name of which somebody said that it is no place."""

    key: str
    name: str
    at: str
    author: str


class UnknownNameStore:
    """Read the unknown names of a store, and dismiss them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)

    def names(self, limit: int | None = None, offset: int = 0, query: str = "") -> list[NameCount]:
        """Return the unknown names, those in most documents first; ``query`` is a part of the name."""
        documents, mentions = func.count(_document_id.distinct()), func.count()
        found = _open_names(select(_key, mentions.label("mentions"), documents.label("documents")), query)
        ordered = found.group_by(_key).order_by(documents.desc(), mentions.desc(), _key)
        with self._engine.connect() as connection:
            rows = connection.execute(ordered.limit(limit).offset(offset)).all()
            written = _most_written(connection, [row.name_key for row in rows])
        return [NameCount(row.name_key, written[row.name_key], row.mentions, row.documents) for row in rows]

    def count(self, query: str = "") -> int:
        """Return how many unknown names there are."""
        with self._engine.connect() as connection:
            found = connection.scalars(_open_names(select(func.count(_key.distinct())), query))
            return int(found.one())

    def name(self, key: str) -> NameCount | None:
        """Return an unknown name, dismissed or not; None where no document has it."""
        counts = select(func.count().label("mentions"), func.count(_document_id.distinct()).label("documents"))
        with self._engine.connect() as connection:
            row = connection.execute(_unknown(counts).where(_key == key)).one()
            written = _most_written(connection, [key])
        return NameCount(key, written[key], row.mentions, row.documents) if row.mentions else None

    def examples(self, key: str, limit: int) -> list[NameInText]:
        """Return where documents have a name, one place a document, the latest document first."""
        document = tables.document.c
        first = select(_document_id.label("document_id"), func.min(_start).label("start"), _end.label("end"))
        place = _unknown(first).where(_key == key).group_by(_document_id).subquery().c
        found = select(document.id, document.title, document.text, place.start, place.end)
        chosen = found.where(document.id == place.document_id).order_by(document.key.desc()).limit(limit)
        with self._engine.connect() as connection:
            return [NameInText(*row) for row in connection.execute(chosen)]

    def places_beside(self, key: str, limit: int) -> list[tuple[Place, int]]:
        """Return the places that the documents with a name are pinned to, with in how many of them."""
        beside = _unknown(select(_document_id)).where(_key == key).distinct().limit(_DOCUMENTS)
        place = func.json_extract(_mention.details, "$.place")
        documents = func.count(_mention.document_id.distinct())
        found = (
            select(func.min(place).label("place"), documents.label("documents"))
            .where(_mention.document_id.in_(beside), _mention.role == Role.LOCATION.value, _mention.place_id != "")
            .group_by(_mention.place_id)
            .order_by(documents.desc(), _mention.place_id)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(found.limit(limit)).all()
        return [(place_of(orjson.loads(row.place)), row.documents) for row in rows]

    def dismiss(self, name: str, *, author: str = "") -> DismissedName:
        """Leave a name out of the list from now on, for it is no place."""
        dismissed = DismissedName(fold(name), replace_surrogates(name), now(), replace_surrogates(author))
        values = {"name_key": dismissed.key, "name": dismissed.name, "at": dismissed.at, "author": dismissed.author}
        writing = insert_or_update(tables.dismissed_name).values(values).on_conflict_do_nothing()
        with self._write() as connection:
            connection.execute(writing)
        return dismissed

    def restore(self, name: str) -> None:
        """Take a dismissal back; :class:`NotStoredError` if the name is not dismissed."""
        with self._write() as connection:
            if not connection.execute(delete(tables.dismissed_name).where(_dismissed.name_key == fold(name))).rowcount:
                raise NotStoredError(f"{name[:80]!r} was never dismissed; nothing was changed")

    def dismissed(self, limit: int | None = None, offset: int = 0) -> list[DismissedName]:
        """Return the dismissed names, the latest first."""
        columns = (_dismissed.name_key, _dismissed.name, _dismissed.at, _dismissed.author)
        found = select(*columns).order_by(_dismissed.at.desc(), _dismissed.name_key).limit(limit).offset(offset)
        with self._engine.connect() as connection:
            return [DismissedName(*row) for row in connection.execute(found)]

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._writer.begin() as connection:
            yield connection


def _open_names(found: Select[*tuple[Any, ...]], query: str) -> Select[*tuple[Any, ...]]:
    """Narrow a query to the names that were not dismissed and hold the query."""
    dismissed = select(_dismissed.name_key)
    found = _unknown(found).where(_key != "", _key.not_in(dismissed))
    return found.where(func.instr(_key, fold(query)) > 0) if fold(query) else found


def _most_written(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    """Return for each key how the name is mostly written."""
    found = _unknown(select(_key, _text)).where(_key.in_(keys))
    rarest_first = found.group_by(_key, _text).order_by(func.count(), _text.desc())
    return {row.name_key: row.text for row in connection.execute(rarest_first)}


def _unknown(found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Let a query read the unknown names."""
    return found.select_from(_UNKNOWN_MENTIONS).where(_UNKNOWN)
