"""What is told of packs: their heads, what an installation did, and what changed when."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.sources import SkippedRow


@dataclass(frozen=True, slots=True)
class PackHead:
    """What a pack says of itself.

    ``country`` is an ISO 3166-1 alpha-2 code, or empty for several; ``url`` where it was downloaded from, empty for a
    local file; ``date`` that of the source's edition; ``sha256`` that of the file.
    """

    name: str
    source: str
    country: str = ""
    licence: str = ""
    url: str = ""
    date: str = ""
    version: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """An installed pack; ``merged`` counts those of its ``places`` that other sources had already."""

    head: PackHead
    places: int
    merged: int
    names: int
    installed_at: str

    @property
    def name(self) -> str:
        """Return the name under which it is removed or updated."""
        return self.head.name


@dataclass(frozen=True, slots=True)
class PackReport:
    """What an installation did: counts, and the rows that were left out (the first thousand of ``skipped``)."""

    pack: Pack
    skipped: int = 0
    skipped_rows: tuple[SkippedRow, ...] = ()

    @property
    def places(self) -> int:
        """Return how many places the pack has."""
        return self.pack.places

    @property
    def merged(self) -> int:
        """Return how many of them are the same as places that were known."""
        return self.pack.merged

    @property
    def names(self) -> int:
        """Return how many names the pack has."""
        return self.pack.names


@dataclass(frozen=True, slots=True)
class PackChange:
    """An installation, update or removal, and the folded names whose meaning it may have changed.

    ``action`` is ``install``, ``update`` or ``remove``; ``at`` is in ISO 8601, UTC.
    """

    id: int
    at: str
    action: str
    pack: str
    keys: frozenset[str]
