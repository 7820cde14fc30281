"""The database's history. ``HEAD`` is the newest revision, known without loading Alembic."""

from __future__ import annotations

from typing import Final

HEAD: Final = "0001"
KNOWN: Final = frozenset({"0001"})
