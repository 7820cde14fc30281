"""Private files that live for a while beside the database: drafts, uploads, and how far long work is."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import StoreError
from webapp.errors import DraftGoneError

_ID: Final = re.compile(r"[A-Za-z0-9_-]{32}")
_REMEDY: Final = "Make room on the disk of the database, or allow writing to its folder; nothing was saved."


@dataclass(frozen=True, slots=True)
class PrivateFiles:
    """A folder of files that only this user can read; each lives for ``lifetime_s`` seconds after its last writing.

    A file's id is a random token that only its page knows.
    """

    folder: Path
    lifetime_s: float
    suffix: str

    def put(self, content: bytes) -> str:
        """Keep a new file and return its id.

        Raises
        ------
        StoreError
            When the folder cannot be written, or the disk is full.
        """
        file_id = secrets.token_urlsafe(24)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.sweep()
        except OSError as error:
            raise _unwritable(error) from error
        self.replace(file_id, content)
        return file_id

    def replace(self, file_id: str, content: bytes) -> None:
        """Write a file anew, at once for those who read it; raises as :meth:`put` does."""
        path = self._path(file_id)
        draft = path.with_suffix(f".{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                stream.write(content)
            draft.replace(path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise _unwritable(error) from error

    def get(self, file_id: str) -> bytes:
        """Read a file.

        Raises
        ------
        DraftGoneError
            When it was dropped or has expired.
        """
        path = self._path(file_id)
        if not path.is_file() or self._is_old(path):
            raise DraftGoneError("This draft was saved or discarded, or has expired.")
        return path.read_bytes()

    def drop(self, file_id: str) -> None:
        """Forget a file; one that is already gone is no error."""
        self._path(file_id).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove the files that have expired."""
        for path in self._files():
            if self._is_old(path):
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        return self.folder.glob(f"*{self.suffix}")

    def _is_old(self, path: Path) -> bool:
        return time.time() - path.stat().st_mtime > self.lifetime_s

    def _path(self, file_id: str) -> Path:
        if not _ID.fullmatch(file_id):
            raise DraftGoneError("There is no draft of that name.")
        return self.folder / f"{file_id}{self.suffix}"


def _unwritable(error: OSError) -> StoreError:
    return StoreError(f"cannot keep the draft: {error.strerror}", _REMEDY)
