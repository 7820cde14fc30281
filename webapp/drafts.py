"""Documents that wait between being read and being saved: one private file a draft, beside the database."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from geo.models import Document
from webapp.private_files import PrivateFiles


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


class DraftStore:
    """Drafts, each of which lives for ``lifetime_s`` seconds.

    A draft's id is a random token that only its page knows.
    """

    def __init__(self, folder: Path, lifetime_s: float) -> None:
        self._files = PrivateFiles(folder, lifetime_s, ".json")

    @property
    def folder(self) -> Path:
        """The folder that the drafts lie in."""
        return self._files.folder

    def put(self, documents: Sequence[Document]) -> str:
        """Keep documents as a new draft and return its id; raises as :meth:`PrivateFiles.put` does."""
        return self._files.put(orjson.dumps([_pack(document) for document in documents]))

    def get(self, draft_id: str) -> list[Document]:
        """Read a draft's documents; raises as :meth:`PrivateFiles.get` does."""
        return [_unpack(packed) for packed in orjson.loads(self._files.get(draft_id))]

    def drop(self, draft_id: str) -> None:
        """Forget a draft; one that is already gone is no error."""
        self._files.drop(draft_id)

    def sweep(self) -> None:
        """Remove the drafts that have expired."""
        self._files.sweep()
