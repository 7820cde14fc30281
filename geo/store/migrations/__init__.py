"""The database's history. ``HEAD`` is the newest revision, known without loading Alembic."""

from __future__ import annotations

from typing import Final

HEAD: Final = "0008"
KNOWN: Final = frozenset({"0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008"})
