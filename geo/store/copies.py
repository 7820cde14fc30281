"""The groups of articles that are copies of one report: reading them, finding them, and people's decisions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, func, select

from geo.schema import EventRow
from geo.store import copy_tables
from geo.store.copy_edits import CopyEdit, join_articles, read_edits, split_articles, undo_edit
from geo.store.copy_index import index_article
from geo.store.copy_placing import age_of
from geo.store.copy_quotes import count_same_sentence, quotes_of_groups
from geo.store.occurrence_rows import refresh_sources
from geo.store.tables import document, import_file
from geo.store.where import holds_words
from geo.syndication.figures import load_figures

_signature = copy_tables.article_signature
_copy = copy_tables.article_copy
_AT_ONCE = 50
_IDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class CopiedArticle:
    """An article of a group. ``share`` is what it has in common with the one it was found by; None if put there."""

    id: str
    title: str
    publisher: str
    date: str | None
    url: str
    share: float | None


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Articles that are copies of one report, the oldest first; those without a date come last."""

    id: int
    articles: tuple[CopiedArticle, ...]

    def others(self, document_id: str) -> tuple[CopiedArticle, ...]:
        """Return the articles but for one."""
        return tuple(article for article in self.articles if article.id != document_id)


class CopyStore:
    """Read and change the groups of copies in a store; every write is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)

    def copies_of(self, document_ids: Collection[str]) -> dict[str, int]:
        """Return the id of its group by document id, for those documents of which copies are stored.

        Two documents with one id are copies of one report, whatever their headlines: where both have the same
        sentence, the events that were read from it are the same occurrence, told once. A document that is missing in
        the answer is no copy. Ids of groups are stable until a decision or a new document joins two groups.
        """
        groups: dict[str, int] = {}
        wanted = sorted(set(document_ids))
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), _IDS_AT_ONCE):
                found = select(document.c.id, _copy.c.group_id).join(_copy).where(_copy.c.group_id.in_(_real_groups()))
                chosen = found.where(document.c.id.in_(wanted[start : start + _IDS_AT_ONCE]))
                groups |= {row.id: row.group_id for row in connection.execute(chosen)}
        return groups

    def sizes_of(self, document_ids: Collection[str]) -> dict[str, tuple[int, int]]:
        """Return by document id its group and how many articles that has, for those of which copies are stored."""
        groups = self.copies_of(document_ids)
        held = _copy.c.group_id.in_(sorted(set(groups.values())))
        sized = select(_copy.c.group_id, func.count().label("articles")).where(held)
        with self._engine.connect() as connection:
            sizes = {row.group_id: row.articles for row in connection.execute(sized.group_by(_copy.c.group_id))}
        return {document_id: (group, sizes[group]) for document_id, group in groups.items()}

    def also_in(self, rows: Sequence[EventRow]) -> dict[str, int]:
        """Return by event id how many copies of its document have an event from the same sentence, where any has."""
        groups = self.copies_of({row.document_id for row in rows})
        with self._engine.connect() as connection:
            quotes = quotes_of_groups(connection, set(groups.values()))
        counted = {
            row.event_id: count_same_sentence(row.quote, row.document_id, quotes.get(groups[row.document_id], {}))
            for row in rows
            if row.document_id in groups
        }
        return {event_id: count for event_id, count in counted.items() if count}

    def group_of(self, document_id: str) -> CopyGroup | None:
        """Return the group of a document, or None where it has no copies."""
        group = self.copies_of([document_id]).get(document_id)
        return None if group is None else self.groups_by_id([group])[group]

    def groups(self, limit: int | None = None, offset: int = 0, query: str = "") -> list[CopyGroup]:
        """Return the groups, that with the latest addition first; ``query`` is looked for in titles and publishers."""
        latest = select(_copy.c.group_id).where(_copy.c.group_id.in_(_asked(query))).group_by(_copy.c.group_id)
        ordered = latest.order_by(func.max(_copy.c.document_key).desc()).limit(limit).offset(offset)
        with self._engine.connect() as connection:
            ids = list(connection.scalars(ordered))
        found = self.groups_by_id(ids)
        return [found[group] for group in ids]

    def count(self, query: str = "") -> int:
        """Return how many groups :meth:`groups` would list."""
        counted = select(func.count(_copy.c.group_id.distinct())).where(_copy.c.group_id.in_(_asked(query)))
        with self._engine.connect() as connection:
            return int(connection.execute(counted).scalar_one())

    def groups_by_id(self, ids: Sequence[int]) -> dict[int, CopyGroup]:
        """Return groups by their ids."""
        columns = (document.c.id, document.c.title, document.c.publisher, document.c.date, document.c.url)
        found = select(_copy.c.group_id, document.c.key, *columns, _copy.c.share).join(document)
        with self._engine.connect() as connection:
            rows = connection.execute(found.where(_copy.c.group_id.in_(ids))).all()
        gathered: dict[int, list[Any]] = {group: [] for group in ids}
        for row in sorted(rows, key=lambda row: age_of(row.date, row.key)):
            gathered[row.group_id].append(row)
        return {
            group: CopyGroup(group, tuple(CopiedArticle(*row[2:]) for row in held)) for group, held in gathered.items()
        }

    def pending(self) -> int:
        """Return how many documents were never compared with the others, or by other rules than today's."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(_pending().subquery())).scalar_one())

    def find(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Compare the documents that were never compared, the oldest first; return how many there were.

        What is done is kept some documents at a time: a run that is broken off goes on when it is called again.
        """
        with self._engine.connect() as connection:
            rows = connection.execute(_pending()).all()
        ids = [row.id for row in sorted(rows, key=lambda row: age_of(row.date, row.key))]
        for start in range(0, len(ids), _AT_ONCE):
            with self._write() as connection:
                for document_id in _still_stored(connection, ids[start : start + _AT_ONCE]):
                    index_article(connection, document_id)
                    refresh_sources(connection, [document_id])
            if progress is not None:
                progress(min(start + _AT_ONCE, len(ids)), len(ids))
        return len(ids)

    def find_again(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Forget the groups, but for people's decisions, and compare all documents anew."""
        with self._write() as connection:
            for table in (_copy, _signature, copy_tables.article_bucket):
                connection.execute(delete(table))
        return self.find(progress)

    def split(self, document_ids: Sequence[str], *, author: str = "", reason: str = "") -> CopyEdit:
        """Take articles out of their group; several stay one group of their own. It outlives every later ingest.

        Raises
        ------
        NotStoredError
            When a document is not stored.
        ChangeError
            When they are not in one group, or are all of it.
        """
        with self._write() as connection:
            return split_articles(connection, document_ids, author=author, reason=reason)

    def join(self, document_ids: Sequence[str], *, author: str = "", reason: str = "") -> CopyEdit:
        """Put articles, with the groups that they are in, into one group; raises as :meth:`split` does."""
        with self._write() as connection:
            return join_articles(connection, document_ids, author=author, reason=reason)

    def undo(self, edit_id: int, *, author: str = "") -> CopyEdit:
        """Take a decision back, as a further one; :class:`EditConflictError` if the groups have changed since."""
        with self._write() as connection:
            return undo_edit(connection, edit_id, author=author)

    def edits(self, document_id: str = "") -> list[CopyEdit]:
        """Return the decisions, or those that touched a document, the first one first."""
        with self._engine.connect() as connection:
            return [edit for edit in read_edits(connection) if not document_id or document_id in edit.before]

    def titles(self, document_ids: Collection[str]) -> Mapping[str, str]:
        """Return the titles of documents that are stored."""
        found = select(document.c.id, document.c.title).where(document.c.id.in_(sorted(set(document_ids))))
        with self._engine.connect() as connection:
            return {row.id: row.title for row in connection.execute(found)}

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._writer.begin() as connection:
            yield connection


def _real_groups() -> Select[tuple[int]]:
    """Return the query for groups of two and more: others are left over where documents were deleted."""
    return select(_copy.c.group_id).group_by(_copy.c.group_id).having(func.count() > 1)


def _asked(query: str) -> Select[tuple[int]]:
    """Return the query for groups of which some article has the words in its title, publisher or address."""
    if not query:
        return _real_groups()
    columns = (document.c.title, document.c.publisher, document.c.url)
    found = select(_copy.c.group_id).join(document).where(holds_words(columns, query))
    return found.where(_copy.c.group_id.in_(_real_groups()))


def _pending() -> Select[tuple[int, str, str | None]]:
    signed = select(_signature.c.document_key).where(_signature.c.version == load_figures().version)
    imported = select(import_file.c.document_id)
    found = select(document.c.key, document.c.id, document.c.date)
    return found.where(document.c.key.not_in(signed), document.c.id.not_in(imported))


def _still_stored(connection: Connection, ids: Sequence[str]) -> list[str]:
    stored = set(connection.scalars(select(document.c.id).where(document.c.id.in_(ids))))
    return [document_id for document_id in ids if document_id in stored]
