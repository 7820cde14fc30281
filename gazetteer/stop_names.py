"""Names of places that are also words of the language, which the matcher leaves out."""

from __future__ import annotations

from pathlib import Path

from gazetteer.normalise import fold


def read_stop_names(path: Path) -> frozenset[str]:
    """Read the folded names that the matcher leaves out: one a line, ``#`` begins a comment."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return frozenset(filter(None, (fold(line.partition("#")[0]) for line in lines)))
