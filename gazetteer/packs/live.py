"""The installed packs as they are now: opened anew when this process or another one has changed them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from gazetteer.layers import PlaceLayers
from gazetteer.matcher import NameMatcher
from gazetteer.packs.automaton import load_matcher
from gazetteer.packs.schema import FILE_NAME
from gazetteer.packs.store import open_packs
from gazetteer.store import GazetteerStore

FileState = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class OpenedPacks:
    """The built file with the packs as they were at one time, and the matcher of the packs' names."""

    layers: PlaceLayers
    matcher: NameMatcher | None = None
    seen: FileState | None = None


class LivePacks:
    """Hold the layers of one built file and one folder of packs. Safe to share between threads."""

    def __init__(self, built: GazetteerStore, folder: Path | None) -> None:
        self._built = built
        self._folder = folder
        self._file = os.fspath(folder / FILE_NAME) if folder is not None else ""
        self._lock = Lock()
        self._opened = self._open(self._state())

    def now(self) -> OpenedPacks:
        """Return what there is now; while one thread opens changed packs, the others go on with the former ones."""
        state = self._state()
        if state != self._opened.seen and self._lock.acquire(blocking=False):
            try:
                self._opened = self._open(state)
            finally:
                self._lock.release()
        return self._opened

    def _state(self) -> FileState | None:
        if not self._file:
            return None
        try:
            found = os.stat(self._file)  # noqa: PTH116 - a path made anew takes longer than the look, once a name
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _open(self, state: FileState | None) -> OpenedPacks:
        packs = open_packs(self._folder) if self._folder and state else None
        if packs is None or self._folder is None:
            return OpenedPacks(PlaceLayers(self._built), seen=state)
        return OpenedPacks(PlaceLayers(self._built, packs), load_matcher(self._folder, packs), state)
