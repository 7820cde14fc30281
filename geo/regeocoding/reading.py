"""Reading documents again: in this process where they are few, in worker processes where they are many."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Final

from geo.errors import ExtractionError
from geo.gazetteers import open_gazetteer
from geo.models import ParsedDocument
from geo.regeocoding.differences import find_differences, pack_differences
from geo.regeocoding.records import Difference
from geo.settings import Settings
from geo.store import EventStore, open_store
from geo.store.images import image_of
from geo.store.regeocoding import Findings, Reading

if TYPE_CHECKING:
    from geo.extractor import Extractor

# A worker takes seconds to load the language model: fewer documents are read sooner by one process that has it.
_WORTH_WORKERS: Final = 60
_BATCH: Final = 20
_MOST_WORKERS: Final = 8


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads documents again: an extractor on a store."""

    store: EventStore
    extractor: Extractor

    def read(self, document_ids: Sequence[str]) -> list[Reading]:
        """Read documents again and compare them; one that is gone from the store counts as the same."""
        found = [self.store.document(document_id) for document_id in document_ids]
        documents = [document for document in found if document is not None]
        stored = {document.id: self.store.runs.findings(document.id) for document in documents}
        gone = [Reading(document_id) for document_id in document_ids if document_id not in stored]
        return gone + [
            self._compare(parsed, stored[parsed.document.id]) for parsed in self.extractor.parse_many(documents)
        ]

    def _compare(self, parsed: ParsedDocument, stored: Findings | None) -> Reading:
        document, after = parsed.document, image_of(parsed)
        if stored is None or stored.image.same_findings(after.without_twins(stored.decided)):
            return Reading(document.id)
        differences = find_differences(document.text, document.id, stored.image, after, stored.decided)
        return Reading(document.id, stored.image, after, pack_differences(differences), _counts(differences))


def _counts(differences: Sequence[Difference]) -> Counter[str]:
    return Counter(f"{difference.kind} {difference.change}" for difference in differences)


@dataclass(frozen=True, slots=True)
class ReaderSource:
    """How a process makes a reader of its own; ``settings`` name the store, the packs and the model."""

    settings: Settings

    def open(self) -> Reader:
        """Open the store and load the extractor: takes seconds."""
        from geo.extractor import Extractor  # noqa: PLC0415 - seconds of imports that only a worker needs

        store = open_store(self.settings.database, busy_seconds=self.settings.busy_seconds)
        gazetteer = open_gazetteer(self.settings, store.user_places)
        return Reader(store, Extractor.open(gazetteer, model=self.settings.spacy_model))


def read_again(
    document_ids: Sequence[str], source: ReaderSource, own_reader: Callable[[], Reader]
) -> Iterator[list[Reading]]:
    """Yield the readings of documents, some at a time and in any order."""
    batches = [document_ids[start : start + _BATCH] for start in range(0, len(document_ids), _BATCH)]
    workers = min(os.cpu_count() or 1, _MOST_WORKERS, len(batches))
    if len(document_ids) < _WORTH_WORKERS or workers == 1:
        reader = own_reader()
        yield from (reader.read(batch) for batch in batches)
        return
    # A fresh process each: a fork of a process with threads, such as the web server, may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(source,)) as pool:
        try:
            for future in as_completed([pool.submit(_read_batch, batch) for batch in batches]):
                yield future.result()
        except BrokenProcessPool as error:
            raise ExtractionError(
                "a process that reads documents died, perhaps for want of memory; what was read is kept: try again"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


_WORKER: list[Reader] = []  # the reader of this worker process


def _start_worker(source: ReaderSource) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    _WORKER.append(source.open())


def _end_with_parent() -> None:
    """End this worker when the process that started it is gone: it would wait for work for ever."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _read_batch(document_ids: Sequence[str]) -> list[Reading]:
    return _WORKER[0].read(document_ids)
