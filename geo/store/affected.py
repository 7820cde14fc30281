"""Which documents a change of the gazetteer may touch: found by the index on names, not by reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select, text

from gazetteer.normalise import without_article
from geo.store import tables
from geo.store.names import sound_of

# From so many names on it pays to look first which of their words occur at all.
_MANY_NAMES: Final = 2000
_BATCH: Final = 500
# A mention's details begin with its place, whose country stands within so many characters.
_PLACE_CHARACTERS: Final = 600
_PART: Final[BindParameter[Any]] = bindparam("part", expanding=True)


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change touches: folded names, ids of places, and documents read before a time (UTC) only.

    ``countries`` stand for all places in them, ``everything`` for all documents read before then.
    """

    before: str
    keys: frozenset[str] = frozenset()
    place_ids: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    everything: bool = False


def affected_documents(connection: Connection, change: Touched) -> set[str]:
    """Return the ids of the documents that a change may touch."""
    return set(_touched_by(connection, change))


def _touched_by(connection: Connection, change: Touched) -> Iterator[str]:
    document = tables.document.c
    imports = select(tables.import_file.c.document_id)
    found = select(document.id).where(document.read_at <= change.before, document.id.not_in(imports))
    if change.everything:
        yield from connection.scalars(found)
        return
    forms = {form for key in change.keys for form in _forms(key)}
    sounds = {sound_of(key) for key in change.keys}
    by_text = _holding(connection, "folded", forms) | _holding(connection, "sounds", sounds)
    yield from _each(connection, found.where(document.key.in_(_PART)), by_text)
    by_mention = {*_naming(connection, change), *_placed_in(connection, change.countries)}
    yield from _each(connection, found.where(document.id.in_(_PART)), by_mention)


def _forms(key: str) -> Iterator[str]:
    """Yield the ways in which a text may write a name, with and without the article."""
    bare = without_article(key)
    yield key
    yield bare
    if not bare.isascii():
        yield f"ال{bare}"


def _holding(connection: Connection, column: str, names: Collection[str]) -> set[int]:
    """Return the keys of the documents that hold a name: a query a name is quicker than any longer query."""
    if len(names) > _MANY_NAMES:
        names = _of_known_words(connection, names)
    found: set[int] = set()
    for name in names:
        matching = "SELECT rowid FROM document_words WHERE document_words MATCH ?"
        found.update(row for (row,) in connection.exec_driver_sql(matching, (f'{column} : "{name}"',)))
    return found


def _of_known_words(connection: Connection, names: Iterable[str]) -> list[str]:
    words = set(connection.exec_driver_sql("SELECT term FROM document_word").scalars())
    return [name for name in names if words.issuperset(name.split())]


def _naming(connection: Connection, change: Touched) -> Iterator[str]:
    """Yield the documents with a mention of such a name, of such a sound, or placed at such a place."""
    mention = tables.mention.c
    sounds = {sound_of(key) for key in change.keys}
    found = select(mention.document_id).distinct()
    yield from _each(connection, found.where(mention.name_key.in_(_PART), text("name_key <> ''")), change.keys)
    yield from _each(connection, found.where(mention.sound.in_(_PART), text("sound <> ''")), sounds)
    yield from _each(connection, found.where(mention.place_id.in_(_PART)), change.place_ids)


def _placed_in(connection: Connection, countries: Collection[str]) -> Iterator[str]:
    """Yield the documents with a mention placed in a country: this looks at every mention, if only at its beginning."""
    mention = tables.mention.c
    beginning = func.substr(mention.details, 1, _PLACE_CHARACTERS)
    place = func.substr(beginning, 1, func.instr(beginning.concat('"candidates"'), '"candidates"'))
    for country in sorted(countries):
        inside = func.instr(place, f'"country":"{country}"') > 0
        yield from connection.scalars(select(mention.document_id).distinct().where(mention.place_id != "", inside))


def _each(
    connection: Connection, query: Select[tuple[str]], values: Collection[str] | Collection[int]
) -> Iterator[Any]:
    """Yield what a query answers for some values, a few hundred at a time."""
    listed = sorted(values)
    for start in range(0, len(listed), _BATCH):
        yield from connection.scalars(query, {"part": listed[start : start + _BATCH]})
