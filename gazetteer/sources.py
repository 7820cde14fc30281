"""What travels from the importers to the writer, and what is told of each source."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from gazetteer.models import Place


@dataclass(frozen=True, slots=True)
class GazetteerSource:
    """A source of places with its licence; ``places`` counts what came from it.

    A pack also tells its country (ISO 3166-1 alpha-2, or empty for several) and the date of its edition.
    """

    name: str
    licence: str
    url: str
    version: str
    places: int = 0
    country: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class SourcedPlace:
    """A place as an importer reads it, with its polygon where the source has one."""

    place: Place
    polygon: BaseGeometry | None = None


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row of a source that could not be read: its line (0 where it has none) and why."""

    line: int
    reason: str
