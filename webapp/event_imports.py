"""What an import of events did, or would do, as a page shows it; kept in a private file beside its rejected rows."""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import dataclass
from itertools import islice
from typing import Final

from geo.interop import SentFile, import_events, recognise
from geo.store import EventStore
from geo.store.imports import Written
from webapp.errors import DraftGoneError
from webapp.jobs import Progress
from webapp.uploads import Upload, UploadStore

_UNPACKED: Final = 20
"""So many times the size of the largest upload may come out of a gzipped one."""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is no event: its line in the file, why, and its cells in one text."""

    line: str
    reason: str
    cells: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became, or would become, of a file's rows.

    ``upload_id`` is the file that waits, empty once it is imported; ``counts`` are rows by :class:`Written`'s values;
    ``rejects`` is the file of rejected rows, empty where there are none.
    """

    name: str
    upload_id: str
    dataset: str
    document_id: str
    rejected: int
    counts: dict[str, int]
    rejects: bytes

    @property
    def rows(self) -> int:
        """Count the rows of the file."""
        return sum(self.counts.values()) + self.rejected

    @property
    def writes(self) -> int:
        """Count the events that are new or changed."""
        return self.counts.get(Written.NEW.value, 0) + self.counts.get(Written.UPDATED.value, 0)

    def rejected_rows(self, most: int) -> list[RejectedRow]:
        """Return the first rejected rows."""
        lines = csv.reader(io.StringIO(self.rejects.decode(), newline=""))
        return [
            RejectedRow(line, reason, " · ".join(filter(None, cells)))
            for line, reason, *cells in islice(lines, 1, most + 1)
        ]


def run_import(  # noqa: PLR0913 - what to read, where to, and how to tell
    store: EventStore, upload: Upload, *, largest: int, progress: Progress, dry_run: bool, upload_id: str = ""
) -> Report:
    """Import an uploaded file of events, or say what that would do; raises as :func:`geo.interop.import_events` does.

    ``largest`` is the size in bytes that an upload may have.
    """
    source, encoding = sent_file(upload, largest), upload.said["encoding"]
    dataset = recognise(source, encoding)
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as aside:
        outcome = import_events(
            store, dataset, source, rejects=aside, encoding=encoding, progress=progress, dry_run=dry_run
        )
        aside.seek(0)
        rejects = aside.read().encode()
    counts = {kind.value: outcome.counts[kind] for kind in Written if outcome.counts[kind]}
    return Report(upload.name, upload_id, dataset.title, outcome.document_id, outcome.rejected, counts, rejects)


def sent_file(upload: Upload, largest: int) -> SentFile:
    """Return an uploaded file as what is imported; ``largest`` is the size in bytes that an upload may have."""
    return SentFile(upload.name, upload.content, _UNPACKED * largest)


def keep_report(uploads: UploadStore, report: Report) -> str:
    """Keep a report in a private file and return its id; raises as :meth:`UploadStore.put` does."""
    counts = {f"count {kind}": str(count) for kind, count in report.counts.items()}
    told = {"upload": report.upload_id, "dataset": report.dataset, "document": report.document_id}
    return uploads.put(Upload(report.name, report.rejects, {**told, "rejected": str(report.rejected), **counts}))


def find_report(uploads: UploadStore, report_id: str) -> Report:
    """Read a report; raises as :meth:`UploadStore.get` does, also for a file that is no report."""
    kept = uploads.get(report_id)
    said = kept.said
    if "document" not in said:
        raise DraftGoneError("This is no import of events.")
    counts = {key.removeprefix("count "): int(count) for key, count in said.items() if key.startswith("count ")}
    return Report(
        kept.name, said["upload"], said["dataset"], said["document"], int(said["rejected"]), counts, kept.content
    )
