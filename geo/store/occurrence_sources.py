"""Which events have one source: those of one document, of copies of one article, of one source of an imported file."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from geo.schema import EventRow
from geo.store.copy_tables import article_copy
from geo.store.tables import document, import_file


def sources_of(connection: Connection, rows: Sequence[EventRow]) -> dict[str, str]:
    """Return the source of each event by its id: a text of no meaning that is the same for those of one source."""
    documents = {row.document_id for row in rows}
    imported = set(
        connection.scalars(select(import_file.c.document_id).where(import_file.c.document_id.in_(documents)))
    )
    copies = copies_of(connection, documents)
    return {row.event_id: _source(row, imported, copies) for row in rows}


def copies_of(connection: Connection, documents: set[str]) -> dict[str, int]:
    """Return by document id the group of copies that it belongs to, where copies of it are stored."""
    found = (
        select(document.c.id, article_copy.c.group_id)
        .join(article_copy, article_copy.c.document_key == document.c.key)
        .where(document.c.id.in_(documents))
    )
    return {row.id: row.group_id for row in connection.execute(found)}


def with_copies(connection: Connection, documents: set[str]) -> set[str]:
    """Return documents with those that are copies of them."""
    groups = set(copies_of(connection, documents).values())
    found = select(document.c.id).join(article_copy, article_copy.c.document_key == document.c.key)
    return documents | set(connection.scalars(found.where(article_copy.c.group_id.in_(groups))))


def _source(row: EventRow, imported: set[str], copies: dict[str, int]) -> str:
    if row.document_id in imported:
        return f"{row.document_id} {row.source_title} {row.source_url}"
    return f"copies {copies[row.document_id]}" if row.document_id in copies else row.document_id
