"""CSV with the columns and words of ACLED and of UCDP GED."""

from __future__ import annotations

import csv
import io
import logging
from typing import BinaryIO

from geo.interop import acled_writer, ucdp_writer
from geo.interop.rejects import guarded
from geo.interop.vocabulary import words_of
from geo.interop.writing import Cell, Writer
from geo.store import EventFilter, EventStore

_LOGGER = logging.getLogger(__name__)


def write_acled_csv(store: EventStore, wanted: EventFilter, stream: BinaryIO, _attribution: str) -> int:
    """Write the columns of ACLED's export of 2025; events that ACLED cannot hold are left out, and that is said."""
    return _write(store, wanted, stream, acled_writer.writer())


def write_ucdp_csv(store: EventStore, wanted: EventFilter, stream: BinaryIO, _attribution: str) -> int:
    """Write the columns of UCDP GED 23.1; events that UCDP cannot hold are left out, and that is said."""
    return _write(store, wanted, stream, ucdp_writer.writer())


def _write(store: EventStore, wanted: EventFilter, stream: BinaryIO, writer: Writer) -> int:
    extra = _extra_columns(store, writer)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        rows = csv.writer(text)
        rows.writerow((*writer.columns, *extra))
        for row, imported in store.imports.iterate(wanted, writer.dataset):
            cells = writer.cells(row, imported, extra)
            if cells is not None:
                rows.writerow([_guarded(cell) for cell in cells])
    finally:
        text.detach()
    for reason, number in writer.left_out.items():
        _LOGGER.warning("%s events left out of %s-csv: %s", f"{number:,}", writer.dataset, reason)
    return sum(writer.left_out.values())


def _extra_columns(store: EventStore, writer: Writer) -> tuple[str, ...]:
    """Return the further columns that imported files had: they come back after the format's own."""
    own = {*writer.columns, *words_of(writer.dataset)["aliases"].values()}
    return tuple(name for name in store.imports.columns(writer.dataset) if name not in own)


def _guarded(cell: Cell) -> Cell:
    return guarded(cell) if isinstance(cell, str) else cell
