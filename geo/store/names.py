"""The index on names: which documents hold a name, found or passed over by the recogniser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeVar

from sqlalchemy import Connection, bindparam, delete, insert, select, text

from gazetteer.normalise import fold, fold_with_offsets
from gazetteer.spelling import skeleton
from geo.models import PlaceMention
from geo.store import tables
from geo.surrogates import replace_surrogates

NO_NAME: Final[Mapping[str, str]] = MappingProxyType({"name_key": "", "sound": ""})
"""What :func:`name_columns` has for what is no place."""
_SOFT_HYPHEN: Final = "\u00ad"
_BATCH: Final = 500
_Row = TypeVar("_Row")


def sound_of(key: str) -> str:
    """Return what the spellings of a folded name share."""
    return skeleton(key)


def name_columns(mention: PlaceMention) -> dict[str, str]:
    """Return what a mention of a place is found by: its folded name; its sound where its name alone found no place."""
    key = fold(replace_surrogates(mention.text))
    return {"name_key": key, "sound": "" if _found_by_name(mention) else sound_of(key)}


def _found_by_name(mention: PlaceMention) -> bool:
    return mention.place is not None


def searchable(document_text: str) -> str:
    """Return a text as it is indexed: folded, words that a soft hyphen parts both joined and parted."""
    folded = fold_with_offsets(document_text).folded
    if _SOFT_HYPHEN not in document_text:
        return folded
    return f"{folded}  {fold_with_offsets(document_text.replace(_SOFT_HYPHEN, '-')).folded}"


def index_text(connection: Connection, document_id: str, document_text: str) -> None:
    """Write a document's words to the index in place of those it had."""
    key = connection.execute(select(tables.document.c.key).where(tables.document.c.id == document_id)).scalar_one()
    _write_words(connection, [(key, document_text)])


def fill_index(connection: Connection) -> None:
    """Index the texts and mentions of all documents anew."""
    for keys in _batches(connection.execute(text("SELECT key FROM document ORDER BY key")).scalars().all()):
        found = text("SELECT key, text FROM document WHERE key IN :keys").bindparams(bindparam("keys", expanding=True))
        _write_words(connection, [(key, words) for key, words in connection.execute(found, {"keys": keys})])
    _fill_mentions(connection)


def _write_words(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    rows = [{"rowid": key, "folded": searchable(words)} for key, words in texts]
    if rows:
        old = delete(tables.document_words).where(tables.document_words.c.rowid == bindparam("key"))
        connection.execute(old, [{"key": row["rowid"]} for row in rows])
        connection.execute(insert(tables.document_words), rows)


def _fill_mentions(connection: Connection) -> None:
    found = connection.execute(text("SELECT key, text, place_id FROM mention WHERE kind = 'place'")).all()
    change = text("UPDATE mention SET name_key = :name_key, sound = :sound WHERE key = :row")
    for batch in _batches(found):
        connection.execute(change, [_name_row(key, name, place_id) for key, name, place_id in batch])


def _name_row(row: int, name: str, place_id: str) -> dict[str, object]:
    key = fold(name)
    return {"row": row, "name_key": key, "sound": "" if place_id else sound_of(key)}


def _batches(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
