"""Installing and removing packs in a draft of their file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gazetteer.errors import PackNotFoundError, SourceDataError
from gazetteer.importers.divisions import Division, with_divisions
from gazetteer.packs.known import read_known, record_of
from gazetteer.packs.models import Pack, PackHead, PackReport
from gazetteer.packs.store import read_packs
from gazetteer.packs.writing import (
    ToldPlace,
    add_pack,
    adopt_orphans,
    changed_keys,
    divided_countries,
    forget_unused_sounds,
    keys_of,
    record_change,
    remove_pack,
    told_places,
)
from gazetteer.sources import SkippedRow, SourcedPlace
from gazetteer.store import GazetteerStore, read_keys_of_country
from gazetteer.writer import importance_of

Progress = Callable[[str, int, int], None]
"""Is called with a step (``read``, ``merge``, ``write``, ``names``), what is done of it and how much there is, or 0."""

_TOLD_ROWS: Final = 1000
_PROGRESS_ROWS: Final = 500


class PackWriter:
    """Changes packs in a draft of their file; :meth:`Packs.writing` makes one."""

    def __init__(self, connection: sqlite3.Connection, built: GazetteerStore) -> None:
        self._connection = connection
        self._built = built

    def install(
        self, places: Iterable[SourcedPlace | SkippedRow], head: PackHead, progress: Progress | None = None
    ) -> PackReport:
        """Install a pack as :meth:`Packs.install` does."""
        tell = progress or _tell_nobody
        entries, skipped = _read(places, tell)
        if not entries:
            reason = f": {skipped[0].reason}, line {skipped[0].line}" if skipped else ""
            raise SourceDataError(f"{head.name}: not one place could be read{reason}")
        entries = self._with_divisions(entries)
        with self._connection:
            before = told_places(self._connection, head.name)
            remove_pack(self._connection, head.name)
            tell("merge", 0, len(entries))
            twins = read_known(self._built, self._connection, entries).twins_of([record_of(entry) for entry in entries])
            tell("write", 0, len(entries))
            ids = [twins.get(position, "") for position in range(len(entries))]
            pack = add_pack(self._connection, head, entries, ids)
            adopt_orphans(self._connection, self._is_built)
            self._record_installation(head.name, before)
        tell("names", 0, 0)
        return PackReport(pack, len(skipped), tuple(skipped[:_TOLD_ROWS]))

    def _record_installation(self, name: str, before: Mapping[str, ToldPlace]) -> None:
        if before:
            keys = changed_keys(self._connection, before, told_places(self._connection, name))
            record_change(self._connection, "update", name, keys | self._replaced_keys(name))
        else:
            keys = keys_of(self._connection, name)
            record_change(self._connection, "install", name, keys | self._replaced_keys(name))

    def _replaced_keys(self, name: str) -> set[str]:
        """Return the names of all places that a pack, if it is a boundary file, puts into other divisions."""
        keys: set[str] = set()
        for country in divided_countries(self._connection, name):
            keys |= self._built.keys_of_country(country) | read_keys_of_country(self._connection, country)
        return keys

    def remove(self, name: str) -> Pack:
        """Remove a pack as :meth:`Packs.remove` does."""
        installed = {pack.name: pack for pack in read_packs(self._connection)}
        if name not in installed:
            known = ", ".join(installed) or "none"
            raise PackNotFoundError(f"No pack {name!r} is installed; there are: {known}")
        with self._connection:
            before = told_places(self._connection, name)
            keys = changed_keys(self._connection, before, {}) | self._replaced_keys(name)
            remove_pack(self._connection, name)
            adopt_orphans(self._connection, self._is_built)
            forget_unused_sounds(self._connection)
            record_change(self._connection, "remove", name, keys)
        return installed[name]

    def _is_built(self, place_id: str) -> bool:
        return self._built.bare_place(place_id) is not None

    def _with_divisions(self, entries: Sequence[SourcedPlace]) -> list[SourcedPlace]:
        """Fill in the first-level divisions, and bring the most important places to the front."""
        divisions = [Division(place, "", polygon) for place, polygon in self._built.first_level_divisions()]
        found = with_divisions([entry.place for entry in entries], divisions)
        placed = [
            entry if entry.polygon and entry.place.admin1 else replace(entry, place=place)  # a division tells its own
            for entry, place in zip(entries, found, strict=True)
        ]
        return sorted(placed, key=lambda entry: (-importance_of(entry.place), entry.place.id))


def _read(places: Iterable[SourcedPlace | SkippedRow], tell: Progress) -> tuple[list[SourcedPlace], list[SkippedRow]]:
    entries: dict[str, SourcedPlace] = {}
    skipped: list[SkippedRow] = []
    for entry in places:
        if isinstance(entry, SkippedRow):
            skipped.append(entry)
            continue
        entries.setdefault(entry.place.id, entry)
        if len(entries) % _PROGRESS_ROWS == 0:
            tell("read", len(entries), 0)
    return list(entries.values()), skipped


def _tell_nobody(step: str, done: int, total: int) -> None:
    del step, done, total
