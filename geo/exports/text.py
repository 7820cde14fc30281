"""GeoJSON, GeoJSON text sequences and CSV."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO, Final

from gazetteer.cells import guard_cell
from geo.schema import EVENT_COLUMNS, row_values
from geo.store import EventFilter, EventStore

_RECORD_SEPARATOR: Final = b"\x1e"


def write_geojson(store: EventStore, wanted: EventFilter, stream: BinaryIO, attribution: str) -> None:
    """Write one FeatureCollection (RFC 7946)."""
    stream.write(store.geojson(wanted, attribution=attribution))


def write_geojson_sequence(store: EventStore, wanted: EventFilter, stream: BinaryIO, _attribution: str) -> None:
    """Write a feature a line, each after a record separator (RFC 8142)."""
    stream.writelines(b"".join((_RECORD_SEPARATOR, feature, b"\n")) for feature in store.iterate_features(wanted))


def write_csv(store: EventStore, wanted: EventFilter, stream: BinaryIO, _attribution: str) -> None:
    """Write UTF-8 CSV (RFC 4180) with the schema's columns, safe to open in a spreadsheet."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(EVENT_COLUMNS)
        for row in store.iterate_events(wanted):
            writer.writerow([guard_cell(value) for value in row_values(row).values()])
    finally:
        text.detach()
