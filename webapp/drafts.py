"""Documents that wait between being read and being saved: one private file a draft, beside the database."""

from __future__ import annotations

import base64
import os
import re
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import orjson

from geo.errors import StoreError
from geo.models import Document
from webapp.errors import DraftGoneError

_ID: Final = re.compile(r"[A-Za-z0-9_-]{32}")
_REMEDY: Final = "Make room on the disk of the database, or allow writing to its folder; nothing was saved."


def _pack(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "date": document.date.isoformat() if document.date else None,
        "language": document.language,
        "original": base64.b64encode(document.original).decode("ascii"),
        "media_type": document.media_type,
        "theatre": document.theatre,
    }


def _unpack(packed: Mapping[str, Any]) -> Document:
    values = dict(packed)
    values["date"] = date.fromisoformat(values["date"]) if values["date"] else None
    values["original"] = base64.b64decode(values["original"])
    values["theatre"] = tuple(values["theatre"])
    return Document(**values)


@dataclass(frozen=True, slots=True)
class DraftStore:
    """A folder of drafts, each of which lives for ``lifetime_s`` seconds.

    A draft's id is a random token that only its page knows.
    """

    folder: Path
    lifetime_s: float

    def put(self, documents: Sequence[Document]) -> str:
        """Keep documents as a new draft and return its id.

        Raises
        ------
        StoreError
            When the folder cannot be written, or the disk is full.
        """
        draft_id = secrets.token_urlsafe(24)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.sweep()
            self._write(draft_id, documents)
        except OSError as error:
            raise StoreError(f"cannot keep the draft: {error.strerror}", _REMEDY) from error
        return draft_id

    def get(self, draft_id: str) -> list[Document]:
        """Read a draft's documents.

        Raises
        ------
        DraftGoneError
            When it was saved, discarded, or has expired.
        """
        path = self._path(draft_id)
        if not path.is_file() or self._is_old(path):
            raise DraftGoneError("This draft was saved or discarded, or has expired.")
        return [_unpack(packed) for packed in orjson.loads(path.read_bytes())]

    def drop(self, draft_id: str) -> None:
        """Forget a draft; one that is already gone is no error."""
        self._path(draft_id).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove the drafts that have expired."""
        for path in self._files():
            if self._is_old(path):
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        return self.folder.glob("*.json")

    def _is_old(self, path: Path) -> bool:
        return time.time() - path.stat().st_mtime > self.lifetime_s

    def _path(self, draft_id: str) -> Path:
        if not _ID.fullmatch(draft_id):
            raise DraftGoneError("There is no draft of that name.")
        return self.folder / f"{draft_id}.json"

    def _write(self, draft_id: str, documents: Sequence[Document]) -> None:
        handle = os.open(self._path(draft_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(orjson.dumps([_pack(document) for document in documents]))
        except OSError:
            self.drop(draft_id)
            raise
