"""Uploaded files that wait for a person to say what is to become of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

import orjson

from webapp.private_files import PrivateFiles

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: its name without folders, its bytes, and what the form said of it."""

    name: str
    content: bytes
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UploadStore:
    """Uploads in private files: a line of JSON, then the bytes as they came."""

    files: PrivateFiles

    def put(self, upload: Upload) -> str:
        """Keep an upload and return its id; raises as :meth:`PrivateFiles.put` does."""
        head = orjson.dumps({"name": upload.name, "said": dict(upload.said)}, option=orjson.OPT_APPEND_NEWLINE)
        return self.files.put(head + upload.content)

    def get(self, upload_id: str) -> Upload:
        """Read an upload; raises as :meth:`PrivateFiles.get` does."""
        head, _, content = self.files.get(upload_id).partition(b"\n")
        told = orjson.loads(head)
        return Upload(told["name"], content, told["said"])

    def drop(self, upload_id: str) -> None:
        """Forget an upload."""
        self.files.drop(upload_id)


def plain_name(name: str) -> str:
    """Return the last part of a file's name, whatever the sender's system parts folders by."""
    return PurePath(name.replace("\\", "/")).name[-_LONGEST_NAME:]
