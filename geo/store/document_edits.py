"""What people decided about documents: which place a name means in one, and which countries it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from geo.errors import EditConflictError, NotStoredError
from geo.models import Document, ParsedDocument
from geo.store import tables
from geo.store.documents import choices_of, find_document, now, replace_document
from geo.surrogates import replace_surrogates

_edit = tables.document_edit


class EditKind(StrEnum):
    """What an edit of a document is about."""

    PLACE = "place"
    THEATRE = "theatre"


@dataclass(frozen=True, slots=True)
class NewEdit:
    """An edit to be made.

    ``after`` is the id of a place, or empty for "no place"; of a theatre the codes of its countries with commas
    between. None leaves it to the program. ``name_key`` is the folded name, ``name`` the name as written.
    """

    document_id: str
    kind: EditKind
    before: str | None
    after: str | None
    name_key: str = ""
    name: str = ""
    author: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DocumentEdit(NewEdit):
    """An edit that was made, when (UTC)."""

    id: int = 0
    at: str = ""

    @property
    def before_codes(self) -> tuple[str, ...]:
        """Return the countries of a theatre before the edit."""
        return split_codes(self.before)

    @property
    def after_codes(self) -> tuple[str, ...]:
        """Return the countries of a theatre after the edit."""
        return split_codes(self.after)


def split_codes(codes: str | None) -> tuple[str, ...]:
    """Return the countries of a theatre as an edit holds it."""
    return tuple(code for code in (codes or "").split(",") if code)


def with_edit(document: Document, edit: NewEdit) -> Document:
    """Return the document as it is to be read after an edit."""
    if edit.kind is EditKind.THEATRE:
        return replace(document, theatre=split_codes(edit.after))
    others = {key: place_id for key, place_id in document.choices.items() if key != edit.name_key}
    chosen = {} if edit.after is None else {edit.name_key: edit.after}
    return replace(document, choices=others | chosen)


class DocumentEditStore:
    """Keep the edits of documents; an edit and the reading that follows from it are one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)

    def edits(self, document_id: str, name_key: str | None = None) -> list[DocumentEdit]:
        """Return the edits of a document, or those of one name in it, the first one first."""
        found = select(_edit).where(_edit.c.document_id == document_id).order_by(_edit.c.id)
        if name_key is not None:
            found = found.where(_edit.c.kind == EditKind.PLACE.value, _edit.c.name_key == name_key)
        with self._engine.connect() as connection:
            return [_edit_of(row) for row in connection.execute(found).mappings()]

    def edit(self, edit_id: int) -> DocumentEdit:
        """Return an edit, or raise :class:`NotStoredError`."""
        with self._engine.connect() as connection:
            row = connection.execute(select(_edit).where(_edit.c.id == edit_id)).mappings().first()
        if row is None:
            raise NotStoredError(f"no edit {edit_id} of a document is stored")
        return _edit_of(row)

    def recall(self, document: Document) -> Document:
        """Return a document that is about to be read with what people decided about it when it was stored before."""
        found = select(_edit.c.after).where(_edit.c.document_id == document.id, _edit.c.kind == EditKind.THEATRE.value)
        with self._engine.connect() as connection:
            theatre = connection.execute(found.order_by(_edit.c.id.desc())).scalars().first()
            choices = choices_of(connection, document.id)
        return replace(document, choices=choices, theatre=document.theatre if theatre is None else split_codes(theatre))

    def write(self, edit: NewEdit, parsed: ParsedDocument) -> DocumentEdit:
        """Write an edit with the reading of the document that follows from it.

        Raises
        ------
        EditConflictError
            When the reading does not follow from what is stored now: somebody else has changed it meanwhile.
        NotStoredError
            When the document is gone.
        """
        values = {name: getattr(edit, name) for name in ("document_id", "name_key", "before", "after")}
        values |= {name: replace_surrogates(getattr(edit, name)) for name in ("name", "author", "reason")}
        values |= {"kind": edit.kind.value, "at": now()}
        with self._write() as connection:
            _check_follows(find_document(connection, edit.document_id), edit, parsed.document)
            key = connection.execute(insert(_edit).values(values).returning(_edit.c.id)).scalar_one()
            replace_document(connection, parsed)
        return self.edit(key)

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._writer.begin() as connection:
            yield connection


def _check_follows(stored: Document | None, edit: NewEdit, read: Document) -> None:
    if stored is None:
        raise NotStoredError(f"no document {edit.document_id[:80]!r} is stored")
    expected = with_edit(stored, edit)
    if (expected.choices, expected.theatre) != (read.choices, read.theatre):
        raise EditConflictError("somebody else has just changed what is decided about this document; try again")


def _edit_of(row: Mapping[Any, Any]) -> DocumentEdit:
    return DocumentEdit(**{**row, "kind": EditKind(row["kind"])})
