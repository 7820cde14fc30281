"""The folder of installed packs: installing, removing and listing them, and what changed since when."""

from __future__ import annotations

import logging
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from gazetteer.errors import GazetteerNotBuiltError, PackError, PackNotFoundError, SourceDataError
from gazetteer.importers.divisions import Division, with_divisions
from gazetteer.packs.automaton import automaton_path, matcher_of, remove_others, save_matcher
from gazetteer.packs.known import read_known, record_of
from gazetteer.packs.models import Pack, PackChange, PackHead, PackReport
from gazetteer.packs.schema import FILE_NAME, INDEXES, TABLES
from gazetteer.packs.store import PackStore, open_packs, read_packs
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
from gazetteer.schema import SCHEMA_VERSION
from gazetteer.sources import SkippedRow, SourcedPlace
from gazetteer.store import GazetteerStore, read_keys_of_country
from gazetteer.writer import importance_of

logger = logging.getLogger(__name__)

BUILT_PATH: Final = Path(__file__).resolve().parent.parent / "data" / "gazetteer.sqlite"
Progress = Callable[[str, int, int], None]
"""Is called with a step (``read``, ``merge``, ``write``, ``names``), what is done of it and how much there is, or 0."""

_TOLD_ROWS: Final = 1000
_PROGRESS_ROWS: Final = 500
_LOCK_SECONDS: Final = 60.0


class Packs:
    """The packs in a folder. Changes by several processes wait for one another; readers never wait.

    ``built`` is the built gazetteer that places are merged with, by default the one beside the package.
    """

    def __init__(self, folder: Path, built: Path = BUILT_PATH, *, wait_seconds: float = _LOCK_SECONDS) -> None:
        self._folder = folder
        self._built = built
        self._wait_seconds = wait_seconds

    def list(self) -> list[Pack]:
        """Return the installed packs in order of name."""
        packs = open_packs(self._folder)
        if packs is None:
            return []
        with closing(packs):
            return packs.packs()

    def changes(self, since: int = 0) -> Sequence[PackChange]:
        """Return what was installed and removed after the change of id ``since``, in order."""
        packs = open_packs(self._folder)
        if packs is None:
            return []
        with closing(packs):
            return packs.changes(since)

    def install(
        self, places: Iterable[SourcedPlace | SkippedRow], head: PackHead, progress: Progress | None = None
    ) -> PackReport:
        """Install a pack, or put a newer edition in the place of the one of the same name; all of it or nothing.

        Raises
        ------
        SourceDataError
            If not one place can be read.
        PackError
            If another change is under way for too long, or the disk refuses.
        """
        with self.writing() as writer:
            return writer.install(places, head, progress)

    def remove(self, name: str) -> Pack:
        """Remove a pack and return what it was.

        Raises
        ------
        PackNotFoundError
            If there is no such pack.
        """
        with self.writing() as writer:
            return writer.remove(name)

    @contextmanager
    def writing(self) -> Iterator[PackWriter]:
        """Give a writer for several changes, which appear together when the block ends without an error."""
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with self._locked(), closing(GazetteerStore(self._built)) as built:
                yield from self._write(built)
        except sqlite3.Error as error:
            raise PackError(f"The packs could not be changed: {error}. Nothing was changed.") from error

    def _write(self, built: GazetteerStore) -> Iterator[PackWriter]:
        target, draft = self._folder / FILE_NAME, self._folder / f"{FILE_NAME}.building"
        try:
            with closing(_open_draft(target, draft)) as connection:
                changes = connection.total_changes
                yield PackWriter(connection, built)
                if connection.total_changes == changes:
                    return
                stamp = self._finish(connection)
            draft.replace(target)
            remove_others(self._folder, stamp)
        finally:
            draft.unlink(missing_ok=True)

    def _finish(self, connection: sqlite3.Connection) -> str:
        """Write the automaton, which nobody looks for before the draft has replaced the file, and return its stamp."""
        stamp = secrets.token_hex(6)
        connection.execute("INSERT OR REPLACE INTO about VALUES ('version', ?)", (stamp,))
        connection.commit()
        names = connection.execute("SELECT key, text, rank FROM name")
        save_matcher(matcher_of(names), automaton_path(self._folder, stamp))
        return stamp

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder's lock: that of a database of its own, which the system frees if the process dies."""
        with closing(sqlite3.connect(self._folder / "packs.lock", timeout=self._wait_seconds)) as lock:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                raise PackError("Another installation of packs is under way. Try again when it has ended.") from error
            yield


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
            keys = changed_keys(before, told_places(self._connection, name))
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
            keys = keys_of(self._connection, name) | self._replaced_keys(name)
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


def _open_draft(target: Path, draft: Path) -> sqlite3.Connection:
    """Return a connection to a copy of the packs, or to an empty file if there are none that can be read."""
    draft.unlink(missing_ok=True)
    readable = target.exists() and _is_readable(target)
    if readable:
        shutil.copyfile(target, draft)
    connection = sqlite3.connect(draft)
    connection.executescript("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;")
    if not readable:
        connection.executescript(f"PRAGMA page_size=8192; {TABLES} {INDEXES}")
        connection.execute("INSERT INTO about VALUES ('schema', ?)", (str(SCHEMA_VERSION),))
        connection.commit()
    return connection


def _is_readable(target: Path) -> bool:
    try:
        PackStore(target).close()
    except GazetteerNotBuiltError as error:
        logger.warning("%s The packs in it are given up", error)
        return False
    return True


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
