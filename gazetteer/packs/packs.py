"""The folder of installed packs: installing, removing and listing them, and what changed since when."""

from __future__ import annotations

import logging
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from gazetteer.errors import GazetteerNotBuiltError, PackError
from gazetteer.packs.automaton import automaton_path, matcher_of, remove_others, save_matcher
from gazetteer.packs.models import Pack, PackChange, PackHead, PackReport
from gazetteer.packs.pack_writer import PackWriter, Progress
from gazetteer.packs.schema import FILE_NAME, INDEXES, TABLES
from gazetteer.packs.store import PackStore, open_packs
from gazetteer.schema import SCHEMA_VERSION
from gazetteer.sources import SkippedRow, SourcedPlace
from gazetteer.store import GazetteerStore

logger = logging.getLogger(__name__)

BUILT_PATH: Final = Path(__file__).resolve().parent.parent / "data" / "gazetteer.sqlite"
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
