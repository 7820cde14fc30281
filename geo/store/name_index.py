"""The index on names: the folded words of all documents, the sounds of their names, and the names of their mentions."""

from __future__ import annotations

import hashlib
import inspect
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, text

from gazetteer import normalise, spelling
from geo.store import names, tables
from geo.store.names import name_columns, searchable, sounds_in

_BATCH: Final = 500
_VERSION: Final = "name index"
_Text = tuple[int, str, Collection[str]]
"""A document's key, its text, and the folded names that have their places."""


def index_text(connection: Connection, document_id: str, words: str, placed: Collection[str]) -> None:
    """Write a document's words to the index in place of those it had."""
    key = connection.execute(select(tables.document.c.key).where(tables.document.c.id == document_id)).scalar_one()
    _write_words(connection, [(key, words, placed)])


def fill_index(connection: Connection) -> None:
    """Index all documents and their mentions anew, and note by which rules."""
    change = text("UPDATE mention SET name_key = :name_key, sound = :sound WHERE key = :mention")
    for rows in _batches(connection, _MENTIONS):
        connection.execute(change, [{"mention": row.key, **name_columns(row.text, row.place_name)} for row in rows])
    for rows in _batches(connection, "SELECT key, id, text FROM document WHERE key > :last"):
        placed = _placed(connection, [row.id for row in rows])
        _write_words(connection, [(row.key, row.text, placed[row.id]) for row in rows])
    _note_version(connection)


def is_outdated(connection: Connection) -> bool:
    """Say whether the index was made by other rules of folding and sound than those of today."""
    found = text("SELECT value FROM regeocoding_mark WHERE source = :source")
    return connection.execute(found, {"source": _VERSION}).scalar() != _version()


def _note_version(connection: Connection) -> None:
    note = text("INSERT OR REPLACE INTO regeocoding_mark (source, value) VALUES (:source, :value)")
    connection.execute(note, {"source": _VERSION, "value": _version()})


@cache
def _version() -> str:
    """Return what differs whenever a name may be folded or sound otherwise: a hash of the rules themselves."""
    sources = [inspect.getsource(module) for module in (normalise, spelling, names)]
    sources.append(files("gazetteer").joinpath("data", "spelling.toml").read_text(encoding="utf-8"))
    return hashlib.sha256("\0".join(sources).encode()).hexdigest()[:16]


_MENTIONS: Final = (
    "SELECT key, text, coalesce(json_extract(details, '$.place.name'), '') AS place_name "
    "FROM mention WHERE key > :last AND kind = 'place'"
)


def _placed(connection: Connection, document_ids: Sequence[str]) -> dict[str, set[str]]:
    found = text("SELECT document_id, name_key FROM mention WHERE document_id IN :ids AND place_id <> ''")
    placed: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(found.bindparams(bindparam("ids", expanding=True)), {"ids": document_ids}):
        placed[row.document_id].add(row.name_key)
    return placed


def _write_words(connection: Connection, texts: Iterable[_Text]) -> None:
    rows = [
        {"rowid": key, "folded": searchable(words), "sounds": sounds_in(words, placed)} for key, words, placed in texts
    ]
    old = delete(tables.document_words).where(tables.document_words.c.rowid == bindparam("key"))
    connection.execute(old, [{"key": row["rowid"]} for row in rows])
    connection.execute(insert(tables.document_words), rows)


def _batches(connection: Connection, query: str) -> Iterator[Sequence[Row[Any]]]:
    """Yield the rows of a query a few hundred at a time; the next ones follow after the last one's key."""
    last = 0
    while rows := connection.execute(text(f"{query} ORDER BY key LIMIT {_BATCH}"), {"last": last}).all():
        yield rows
        last = rows[-1].key
