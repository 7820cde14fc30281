"""Importing a file of events: row by row, in batches; the rows that are no events are told and kept aside."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Final

from gazetteer.cells import unguard_cell
from geo.errors import ReadError, RowError
from geo.interop.acled_reader import OLD_TYPE, has_old_types
from geo.interop.files import ENCODINGS, EventFile, Source, open_event_file
from geo.interop.rejects import RejectFile
from geo.interop.rows import DATASETS, Dataset, ImportedEvent
from geo.models import Document
from geo.store import EventStore
from geo.store.imports import Incoming, Written

_BATCH: Final = 2_500
_KEPT: Final = 1000
_OWN_ID: Final = {"acled": "event_id_cnty", "ucdp": "relid"}
_APOSTROPHE: Final = "'"
_REFUSED: Final = {Written.REPEATED}


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that is no event: its line in the file, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class ImportOutcome:
    """What an import did: how many rows became what, the first rejections, and the document of the file."""

    document_id: str
    counts: Counter[Written] = field(default_factory=Counter)
    rejected: int = 0
    rejections: list[Rejection] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Return how many rows there were."""
        return self.counts.total() + self.rejected


Progress = Callable[[int, int], None]
"""Called with the bytes read so far and the bytes of the file."""


def import_events(  # noqa: PLR0913 - what to read, where to, and how to tell
    store: EventStore | None,
    dataset: Dataset,
    source: Source,
    *,
    rejects: Path | IO[str] | None = None,
    encoding: str = ENCODINGS[0],
    progress: Progress | None = None,
    dry_run: bool = False,
) -> ImportOutcome:
    """Import a file of events (``-`` is standard input) into a store; without one only look at it.

    A dry run says what would become of each row in the store and writes nothing there. Each batch is one transaction.
    Importing the file again goes on where it was broken off, brings changed events up
    to date in their places, and leaves alone what people decided.

    Raises
    ------
    ReadError
        Where the file as a whole cannot be read, or the rejected rows cannot be written.
    """
    with open_event_file(source, dataset.key, encoding) as opened:
        run = _Run(store, dataset, opened, dry_run=dry_run or store is None)
        with RejectFile(rejects, opened.header) as aside, _rarely_collecting():
            for batch in run.batches(aside):
                run.write(batch, aside)
                if progress:
                    progress(opened.bytes_read(), opened.size)
        return run.outcome


def recognise(source: Source, encoding: str = ENCODINGS[0]) -> Dataset:
    """Return the dataset that a file is of, by its header; :class:`ReadError` where it is of none."""
    reasons: list[str] = []
    for dataset in DATASETS.values():
        try:
            with open_event_file(source, dataset.key, encoding):
                return dataset
        except ReadError as error:
            reasons.append(str(error))
    raise ReadError(". ".join(dict.fromkeys(reasons)))


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Let the collector of cycles look less often: rows make none, and its looking is a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(20_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


_Read = tuple[ImportedEvent, list[str]]


class _Run:
    """One reading of a file."""

    def __init__(self, store: EventStore | None, dataset: Dataset, opened: EventFile, *, dry_run: bool) -> None:
        self._store = store
        self._dry_run = dry_run
        self._dataset = dataset
        self._file = opened
        self._seen: dict[str, int] = {}
        self._own_at = opened.columns.at.get(_OWN_ID[dataset.key])
        self.outcome = ImportOutcome(opened.sha256)
        self._read = dataset.reader(opened.columns, opened.sha256)
        if store is not None and not dry_run:
            store.imports.begin(_document(dataset, opened), dataset.key, _kept(dataset, opened), dataset.extractor)

    def batches(self, aside: RejectFile) -> Iterator[list[_Read]]:
        """Yield the events of the file, some thousand at a time."""
        events = self._events(aside)
        while batch := list(islice(events, _BATCH)):
            yield batch

    def write(self, batch: list[_Read], aside: RejectFile) -> None:
        """Store a batch, or only say what would become of it."""
        for (event, cells), (outcome, first) in zip(batch, self._outcomes(batch), strict=True):
            if outcome in _REFUSED:
                self._reject(event.line, f"the id {event.original_id} stands in line {first} already", cells, aside)
            else:
                self.outcome.counts[outcome] += 1

    def _events(self, aside: RejectFile) -> Iterator[_Read]:
        for line, cells in self._file.rows:
            try:
                yield self._read(line, _unguarded(cells)), cells
            except RowError as error:
                self._reject(line, str(error), cells, aside)

    def _incoming(self, event: ImportedEvent, cells: list[str]) -> Incoming:
        own = "" if self._own_at is None else cells[self._own_at]
        return Incoming(*event, own_id=own)

    def _outcomes(self, batch: list[_Read]) -> list[tuple[Written, int]]:
        if self._store is None:
            return [self._unless_repeated(event, (Written.NEW, event.line)) for event, _ in batch]
        incoming = [self._incoming(event, cells) for event, cells in batch]
        if not self._dry_run:
            return self._store.imports.write(self._dataset.key, incoming)
        looked = self._store.imports.look(self._dataset.key, incoming)
        return [self._unless_repeated(event, found) for (event, _), found in zip(batch, looked, strict=True)]

    def _unless_repeated(self, event: ImportedEvent, found: tuple[Written, int]) -> tuple[Written, int]:
        """Return what was found of an event, unless its id stood in an earlier line of this file."""
        first = self._seen.setdefault(event.original_id, event.line)
        return found if first == event.line else (Written.REPEATED, first)

    def _reject(self, line: int, reason: str, cells: list[str], aside: RejectFile) -> None:
        self.outcome.rejected += 1
        if len(self.outcome.rejections) < _KEPT:
            self.outcome.rejections.append(Rejection(line, reason))
        aside.add(line, reason, cells)


def _kept(dataset: Dataset, opened: EventFile) -> tuple[str, ...]:
    """Return the names of what is kept beside each event."""
    kept = opened.columns.kept
    return (*kept, OLD_TYPE) if dataset.key == "acled" and has_old_types(kept) and OLD_TYPE not in kept else kept


def _unguarded(cells: list[str]) -> list[str]:
    """Return the cells without the apostrophes that our exports put before what looks like a formula."""
    return [unguard_cell(cell) if cell.startswith(_APOSTROPHE) else cell for cell in cells]


def _document(dataset: Dataset, opened: EventFile) -> Document:
    """Return the document that stands for the file, which is not kept itself: it is the user's own."""
    said = (f"Events of {dataset.title} from the file {opened.name}.", dataset.credit)
    return Document(
        id=opened.sha256,
        text="\n".join((*said, f"SHA-256 of the file: {opened.sha256}")),
        title=f"{dataset.title}: {opened.name}",
        publisher=dataset.title,
        url=dataset.url,
        media_type="text/csv",
    )
