"""People's corrections of a document: which place a name means, which countries it is about; each reads it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from gazetteer import Gazetteer
from gazetteer.normalise import fold
from geo.errors import ChangeError, EditConflictError, NotStoredError
from geo.models import Document, ParsedDocument, PlaceMention
from geo.store import EventStore
from geo.store.document_edits import DocumentEdit, EditKind, NewEdit, with_edit

Parse = Callable[[Sequence[Document]], Iterable[ParsedDocument]]
"""Reads documents: :meth:`geo.extractor.Extractor.parse_many`, or what keeps its answers."""
Progress = Callable[[int, int], None]
"""Is called with how many documents are done, and of how many."""

NO_PLACE: Final = ""
"""What is chosen for a name that is no place."""
AUTOMATIC: Final = None
"""What is chosen for a name, or a theatre, that is left to the program again."""


class Corrections:
    """Make and undo corrections. Each is kept with who made it, when and why, and outlives every later reading."""

    def __init__(self, store: EventStore, gazetteer: Gazetteer, parse: Parse) -> None:
        self._store = store
        self._gazetteer = gazetteer
        self._parse = parse

    def choose(
        self, document_id: str, name: str, place_id: str | None, *, author: str = "", reason: str = ""
    ) -> DocumentEdit | None:
        """Say which place a name means wherever the document has it, and read the document again.

        ``place_id`` may be :data:`NO_PLACE` or :data:`AUTOMATIC`. Returns None where it was chosen so already.

        Raises
        ------
        ChangeError
            When the document has no such name, or the gazetteer no such place.
        NotStoredError
            When there is no such document.
        EditConflictError
            When somebody else has just decided something about it.
        """
        document, key = self._document(document_id), fold(name)
        self._check(document, name, place_id)
        before = document.choices.get(key)
        edit = NewEdit(document_id, EditKind.PLACE, before, place_id, key, name.strip(), author, reason)
        return None if before == place_id else self._make(document, edit)

    def set_theatre(
        self, document_id: str, theatre: Sequence[str], *, author: str = "", reason: str = ""
    ) -> DocumentEdit | None:
        """Say which countries (ISO codes) a document is about, none for its own guess, and read it again.

        Returns None where that is its theatre already; raises as :meth:`choose` does.
        """
        document = self._document(document_id)
        before, after = ",".join(document.theatre), ",".join(dict.fromkeys(theatre))
        edit = NewEdit(document_id, EditKind.THEATRE, before, after, author=author, reason=reason)
        return None if before == after else self._make(document, edit)

    def set_theatres(
        self,
        document_ids: Sequence[str],
        theatre: Sequence[str],
        progress: Progress | None = None,
        *,
        author: str = "",
        reason: str = "",
    ) -> int:
        """Say of several documents which countries they are about; return how many of them changed."""
        changed = 0
        for done, document_id in enumerate(document_ids, 1):
            changed += self.set_theatre(document_id, theatre, author=author, reason=reason) is not None
            if progress is not None:
                progress(done, len(document_ids))
        return changed

    def undo(self, edit_id: int, *, author: str = "") -> DocumentEdit:
        """Take a correction back, as a further one; :class:`EditConflictError` if a later one changed the same."""
        undone = self._store.document_edits.edit(edit_id)
        document = self._document(undone.document_id)
        if _present(document, undone) != undone.after:
            raise EditConflictError(f"edit {edit_id} cannot be undone: it was changed again since; undo that first")
        return self._make(
            document,
            NewEdit(
                undone.document_id,
                undone.kind,
                undone.after,
                undone.before,
                undone.name_key,
                undone.name,
                author,
                f"undo of edit {edit_id}",
            ),
        )

    def _document(self, document_id: str) -> Document:
        document = self._store.document(document_id)
        if document is None:
            raise NotStoredError(f"no document {document_id[:80]!r} is stored")
        return document

    def _check(self, document: Document, name: str, place_id: str | None) -> None:
        key = fold(name)
        named = {fold(each.text) for each in self._store.mentions(document.id) if isinstance(each, PlaceMention)}
        if not key or key not in named | document.choices.keys():
            raise ChangeError(f"the document has no place name {name[:80]!r}")
        if place_id and self._gazetteer.place(place_id) is None:
            raise ChangeError(f"the gazetteer has no place {place_id[:80]!r}; search for it by name")

    def _make(self, document: Document, edit: NewEdit) -> DocumentEdit:
        """Read the document as it is after the edit, and write both."""
        (parsed,) = self._parse([with_edit(document, edit)])
        return self._store.document_edits.write(edit, parsed)


def _present(document: Document, edit: DocumentEdit) -> str | None:
    """Return what is decided now about what an edit was about."""
    return ",".join(document.theatre) if edit.kind is EditKind.THEATRE else document.choices.get(edit.name_key)
