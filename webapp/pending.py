"""Whether the gazetteer has changed since the documents were read, remembered until something changes again."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from gazetteer.packs import Packs
from geo.store import EventStore

if TYPE_CHECKING:
    from geo.regeocoding import PendingChanges, Regeocoder


class PendingWatch:
    """Answers every page's question what re-geocoding would be about, without looking through the index each time."""

    def __init__(self, store: EventStore, packs: Packs, regeocoder: Regeocoder) -> None:
        self._store = store
        self._packs = packs
        self._regeocoder = regeocoder
        self._lock = threading.Lock()
        self._seen: object = None
        self._pending: PendingChanges | None = None

    def now(self) -> PendingChanges:
        """Return what has changed and not been decided on."""
        state = self._state()
        with self._lock:
            if self._pending is None or state != self._seen:
                self._pending, self._seen = self._regeocoder.pending(), state
            return self._pending

    def _state(self) -> object:
        packs = tuple((pack.name, pack.installed_at) for pack in self._packs.list())
        runs = tuple((run.id, run.state) for run in self._regeocoder.runs(1))
        return self._store.version_stamp(), self._store.user_places.last_edit_id, packs, runs
