"""Re-geocoding: what a changed gazetteer would change in stored documents, shown, then applied, kept or undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from gazetteer import Gazetteer
from gazetteer.packs import Packs
from geo.errors import RunStateError
from geo.regeocoding.actor_changes import OwnActorChanges
from geo.regeocoding.changes import BoundaryChanges, BuiltChanges, ChangeSource, OwnPlaceChanges, PackChanges
from geo.regeocoding.differences import unpack_differences
from geo.regeocoding.reading import Reader, ReaderSource, read_again
from geo.regeocoding.records import Diff, Difference, GazetteerChange, PendingChanges, Progress, difference_counts
from geo.settings import Settings, load_settings
from geo.store import EventStore
from geo.store.affected import Touched
from geo.store.regeocoding import APPLIED, DIFFERS, PASSED, WAITING, Marks, Run, RunState

if TYPE_CHECKING:
    from geo.extractor import Extractor

_BATCH: Final = 25
# Another process may see a change a moment later.
_MARGIN: Final = timedelta(seconds=1)
_MAY_APPLY: Final = frozenset({RunState.READY, RunState.APPLYING, RunState.KEPT, RunState.UNDONE})
_MAY_KEEP: Final = frozenset({RunState.FINDING, RunState.READY})
_MAY_UNDO: Final = frozenset({RunState.APPLYING, RunState.APPLIED, RunState.UNDOING})


@dataclass(frozen=True, slots=True)
class _Found:
    """What has changed and may touch documents, in words; these documents; and up to where the changes go."""

    changes: tuple[str, ...]
    document_ids: frozenset[str]
    marks: Marks


class Regeocoder:
    """Bring stored documents up to a changed gazetteer, a run at a time.

    A run is prepared (:meth:`prepare` reads only the documents that the index on names finds), looked at
    (:meth:`diff`), then applied or kept, and may be undone. What people decided on events is never overwritten.
    Each step goes on where it was broken off when it is called again.
    """

    def __init__(
        self,
        store: EventStore,
        gazetteer: Gazetteer,
        *,
        settings: Settings | None = None,
        extractor: Callable[[], Extractor] | None = None,
        sources: Sequence[ChangeSource] | None = None,
    ) -> None:
        self._store = store
        self._gazetteer = gazetteer
        self._settings = replace(settings or load_settings(), database=store.path)
        self._extractor = extractor
        self._sources = sources or (
            OwnPlaceChanges(store.user_places, gazetteer),
            PackChanges(Packs(self._settings.packs)),
            BoundaryChanges(self._settings.packs),
            BuiltChanges(gazetteer),
            OwnActorChanges(self._settings.actors),
        )
        self._found: tuple[object, _Found] | None = None  # what was found last, with what it holds for

    def pending(self) -> PendingChanges:
        """Return the changes since the last decided run that may touch documents, and how many documents these are."""
        found = self._find()
        return PendingChanges(found.changes, len(found.document_ids), self._begun(found.marks))

    def prepare(self, progress: Progress | None = None, *, author: str = "") -> Run | None:
        """Read the affected documents again and note what differs, storing nothing of it; None if there are none.

        A run for the same changes that was broken off goes on; one that is ready is returned. A run in which nothing
        differs leaves nothing to decide: it is settled at once, as kept.
        """
        found = self._find()
        if not found.document_ids:
            self._store.runs.set_marks(found.marks)
            return None
        run = self._begun(found.marks) or self._store.runs.begin(found.marks, found.changes, found.document_ids, author)
        if run.state is RunState.READY:
            return run
        self._read(run, progress)
        run = self._store.runs.set_state(run.id, RunState.READY)
        nothing = not run.differing and not run.scores_only
        return self._store.runs.set_state(run.id, RunState.KEPT, author=author) if nothing else run

    def run(self, run_id: int) -> Run:
        """Return a run; :class:`NotStoredError` if there is none."""
        return self._store.runs.run(run_id)

    def runs(self, limit: int | None = None) -> list[Run]:
        """Return the runs, the latest one first."""
        return self._store.runs.runs(limit)

    def diff(self, run_id: int, limit: int | None = None, offset: int = 0) -> Diff:
        """Return what a run would change, or has changed: counts, and a page of the differences by document."""
        run = self._store.runs.run(run_id)
        items = self._page(run_id, limit, offset)
        decided = self._store.runs.decided([item.event_id for item in items if item.event_id])
        told = tuple(replace(item, decided=item.event_id in decided) for item in items)
        return Diff(
            run, difference_counts(run), told, run.listed, self._store.runs.titles({item.document_id for item in items})
        )

    def apply(self, run_id: int, progress: Progress | None = None, *, author: str = "") -> Run:
        """Give the documents of a run their new reading, and settle the changes that it was about.

        Raises
        ------
        RunStateError
            When the run is not prepared, or is applied already.
        """
        self._expect(run_id, _MAY_APPLY, "applied")
        self._store.runs.set_state(run_id, RunState.APPLYING, author=author)
        self._exchange(run_id, (DIFFERS, PASSED), progress, undo=False)
        return self._store.runs.set_state(run_id, RunState.APPLIED, author=author)

    def keep(self, run_id: int, *, author: str = "") -> Run:
        """Leave all documents as they are, and settle the changes that the run was about."""
        self._expect(run_id, _MAY_KEEP, "kept")
        return self._store.runs.set_state(run_id, RunState.KEPT, author=author)

    def undo(self, run_id: int, progress: Progress | None = None, *, author: str = "") -> Run:
        """Give the documents of a run back what they held before, but for what people have decided since.

        A document that something else has changed since stays as it is; the run then still counts it as applied.
        """
        self._expect(run_id, _MAY_UNDO, "undone")
        self._store.runs.set_state(run_id, RunState.UNDOING)
        self._exchange(run_id, (APPLIED,), progress, undo=True)
        return self._store.runs.set_state(run_id, RunState.UNDONE, author=author)

    def _find(self) -> _Found:
        """Return what has changed since the last decision and may touch documents, with these."""
        changes, marks = self._changes()
        key = (tuple(marks.items()), len(changes), self._store.version_stamp())
        if self._found is None or self._found[0] != key:
            touched = self._store.runs.affected(_touched(change) for change in changes)
            told = tuple(change.description for change, ids in zip(changes, touched, strict=True) if ids)
            self._found = key, _Found(told, frozenset().union(*touched), marks)
        return self._found[1]

    def _changes(self) -> tuple[list[GazetteerChange], Marks]:
        """Return what has changed since the last decision, and up to where that goes."""
        marks = dict(self._store.runs.marks([source.name for source in self._sources]))
        changes: list[GazetteerChange] = []
        for source in self._sources:
            known = marks.get(source.name, "")
            found, marks[source.name] = source.since(known)
            changes += found
            if not known and not found and marks[source.name]:
                self._store.runs.set_marks({source.name: marks[source.name]})
        return changes, marks

    def _begun(self, marks: Marks) -> Run | None:
        """Return the run that is about exactly these changes and not decided on."""
        latest = next(iter(self._store.runs.runs(1)), None)
        undecided = latest is not None and latest.state in _MAY_KEEP and latest.marks == marks
        return latest if undecided else None

    def _read(self, run: Run, progress: Progress | None) -> None:
        waiting = self._store.runs.waiting(run.id, WAITING)
        done = run.total - len(waiting)
        _tell(progress, done, run.total)
        for readings in read_again(waiting, ReaderSource(self._settings), lambda: self._own_reader):
            self._store.runs.record(run.id, readings)
            done += len(readings)
            _tell(progress, done, run.total)

    @cached_property
    def _own_reader(self) -> Reader:
        if self._extractor is not None:
            return Reader(self._store, self._extractor())
        from geo.extractor import Extractor  # noqa: PLC0415 - seconds of imports that looking at a run does without

        return Reader(self._store, Extractor.open(self._gazetteer, model=self._settings.spacy_model))

    def _exchange(self, run_id: int, states: Sequence[str], progress: Progress | None, *, undo: bool) -> None:
        waiting = self._store.runs.waiting(run_id, *states)
        for start in range(0, len(waiting), _BATCH):
            self._store.runs.exchange(run_id, waiting[start : start + _BATCH], undo=undo)
            _tell(progress, min(start + _BATCH, len(waiting)), len(waiting))

    def _page(self, run_id: int, limit: int | None, offset: int) -> list[Difference]:
        """Return a page of the differences; documents before it are counted, not read."""
        items: list[Difference] = []
        for _, count, content in self._store.runs.differences(run_id):
            if offset >= count:
                offset -= count
                continue
            items += unpack_differences(content)[offset:]
            offset = 0
            if limit is not None and len(items) >= limit:
                return items[:limit]
        return items

    def _expect(self, run_id: int, states: frozenset[RunState], what: str) -> Run:
        run = self._store.runs.run(run_id)
        if run.state not in states:
            allowed = ", ".join(sorted(states))
            raise RunStateError(f"run {run_id} is {run.state} and cannot be {what}; only a run that is {allowed} can")
        return run


def _touched(change: GazetteerChange) -> Touched:
    return Touched(_horizon(change.at), change.keys, change.place_ids, change.countries, change.everything)


def _horizon(at: str) -> str:
    """Return until when a reading may have missed a change, in the form of the store's times."""
    return (datetime.fromisoformat(at) + _MARGIN).isoformat(timespec="milliseconds")


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)
