"""Reading the file of packs: places with the ids of the places that they are twins of."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import shapely

from gazetteer.boundaries import Division
from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.packs.models import Pack, PackChange, PackHead
from gazetteer.packs.schema import FILE_NAME
from gazetteer.schema import LEVEL_ADMIN1, LEVEL_ADMIN2, RANK_NAME
from gazetteer.sources import GazetteerSource
from gazetteer.store import GazetteerStore

_LEVELS = {LEVEL_ADMIN1: 1, LEVEL_ADMIN2: 2}


class PackStore(GazetteerStore):
    """The places of all installed packs.

    ``same_as`` of a place holds the id of the one place that it is a twin of, or nothing.
    """

    REMEDY: ClassVar[str] = "Install the packs again with `gazetteer install`."

    @property
    def stamp(self) -> str:
        """Return what every change to the packs changes."""
        return self.about()["version"]

    def packs(self) -> list[Pack]:
        """Return the installed packs in order of name."""
        return read_packs(self._connection)

    def changes(self, since: int) -> list[PackChange]:
        """Return the changes after the one of id ``since``, in order."""
        query = "SELECT id, at, action, pack, keys FROM change WHERE id > ? ORDER BY id"
        return [
            PackChange(number, at, action, pack, frozenset(zlib.decompress(keys).decode().split("\n")) - {""})
            for number, at, action, pack, keys in self._connection.execute(query, (since,))
        ]

    def sources(self) -> list[GazetteerSource]:
        """Return the packs as sources."""
        return [source_of(pack) for pack in self.packs()]

    def twins_of(self, place_id: str) -> list[str]:
        """Return the ids of the places that are the same as this one, which may be among them."""
        # The second condition is what the index of twins asks for.
        query = (
            "SELECT p.id FROM origin o CROSS JOIN place p ON p.number = o.place "
            "WHERE o.same_as = ? AND o.same_as <> '' ORDER BY p.id"
        )
        return [row[0] for row in self._connection.execute(query, (place_id,))]

    def identities_of(self, place_id: str) -> list[str]:
        """Return the ids of other sources that the packs give for a place."""
        query = "SELECT i.id FROM identity i JOIN place p ON p.number = i.place WHERE p.id = ? ORDER BY i.id"
        return [row[0] for row in self._connection.execute(query, (place_id,))]

    def identified_as(self, identity: str) -> str | None:
        """Return the id of the most important place for which a pack gives this id of another source."""
        query = "SELECT p.id FROM identity i JOIN place p ON p.number = i.place WHERE i.id = ? ORDER BY p.number"
        row = self._connection.execute(query, (identity,)).fetchone()
        return row[0] if row else None

    def matched_names(self) -> Iterator[tuple[str, str, int]]:
        """Yield (key, text, rank) of every name."""
        return self._connection.execute("SELECT key, text, rank FROM name")

    def boundary_packs(self) -> frozenset[str]:
        """Return the names of the packs that are boundary files."""
        query = "SELECT DISTINCT o.pack FROM area a JOIN origin o ON o.place = a.place WHERE a.level IN (?, ?)"
        return frozenset(row[0] for row in self._connection.execute(query, (LEVEL_ADMIN1, LEVEL_ADMIN2)))

    def divisions(self) -> list[Division]:
        """Return the divisions of the boundary files, in order of pack and id."""
        query = (
            "SELECT p.*, a.level, a.wkb FROM area a JOIN place p ON p.number = a.place "
            "JOIN origin o ON o.place = p.number WHERE a.level IN (?, ?) ORDER BY o.pack, p.id"
        )
        rows = self._connection.execute(query, (LEVEL_ADMIN1, LEVEL_ADMIN2)).fetchall()
        return [
            Division(
                replace(self._place(row), names=self._local_names(row)), _LEVELS[row[-2]], shapely.from_wkb(row[-1])
            )
            for row in rows
        ]

    def _local_names(self, row: tuple[Any, ...]) -> tuple[PlaceName, ...]:
        query = "SELECT text, language, kind FROM name WHERE place = ? AND rank = ? AND text <> ? ORDER BY text"
        found = self._connection.execute(query, (row[0], RANK_NAME, row[2]))
        return tuple(PlaceName(text, language, NameKind(kind)) for text, language, kind in found)

    def _place(self, row: tuple[Any, ...]) -> Place:
        place = super()._place(row)
        found = self._connection.execute("SELECT same_as FROM origin WHERE place = ?", (row[0],)).fetchone()
        return replace(place, same_as=(found[0],)) if found and found[0] else place


def read_packs(connection: sqlite3.Connection) -> list[Pack]:
    """Return the installed packs in order of name."""
    rows = connection.execute("SELECT * FROM pack ORDER BY name")
    return [Pack(PackHead(*row[:8]), *row[8:]) for row in rows]


def source_of(pack: Pack) -> GazetteerSource:
    """Return what is told of a pack where sources are listed."""
    head = pack.head
    return GazetteerSource(head.source, head.licence, head.url, "", pack.places, head.country, head.date)


def open_packs(folder: Path) -> PackStore | None:
    """Open the packs of a folder, or return None where none are installed."""
    path = folder / FILE_NAME
    return PackStore(path) if path.exists() else None
