"""The exporters by name, and writing through them to a stream or a file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import BinaryIO, Final

from geo.errors import ExportError
from geo.exports.attribution import built_attribution
from geo.exports.interchange import write_acled_csv, write_ucdp_csv
from geo.exports.kml import write_kml
from geo.exports.tables import write_geopackage, write_parquet
from geo.exports.text import write_csv, write_geojson, write_geojson_sequence
from geo.store import EventFilter, EventStore

WriteEvents = Callable[[EventStore, EventFilter, BinaryIO, str], int | None]
"""Writes events; returns how many it left out because the format cannot hold them, or None for none."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A form that events can be written in.

    ``write`` takes the store, the filter, a binary stream (which need not be seekable) and the credit. ``is_text`` says
    whether a terminal can show it.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    write: WriteEvents
    is_text: bool = True


_BUILT_IN: Final = (
    Exporter("geojson", (".geojson", ".json"), "application/geo+json", write_geojson),
    Exporter("geojsonseq", (".geojsons", ".geojsonseq"), "application/geo+json-seq", write_geojson_sequence),
    Exporter("csv", (".csv",), "text/csv; charset=utf-8", write_csv),
    Exporter("gpkg", (".gpkg",), "application/geopackage+sqlite3", write_geopackage, is_text=False),
    Exporter("parquet", (".parquet",), "application/vnd.apache.parquet", write_parquet, is_text=False),
    Exporter("kml", (".kml",), "application/vnd.google-earth.kml+xml", write_kml),
    Exporter("acled-csv", (".acled.csv",), "text/csv; charset=utf-8", write_acled_csv),
    Exporter("ucdp-csv", (".ucdp.csv",), "text/csv; charset=utf-8", write_ucdp_csv),
)


def _load_exporters() -> dict[str, Exporter]:
    """Return our own exporters and those that plug-ins announce in the group ``conflict_atlas.exporters``."""
    plugged: list[Exporter] = [found.load() for found in entry_points(group="conflict_atlas.exporters")]
    return {exporter.name: exporter for exporter in (*_BUILT_IN, *plugged)}


EXPORTERS: Final = _load_exporters()


def find_exporter(format_name: str) -> Exporter:
    """Return the exporter of a name, or raise :class:`ExportError`."""
    if format_name not in EXPORTERS:
        raise ExportError(f"{format_name[:40]!r} is no export format; there are: {', '.join(EXPORTERS)}")
    return EXPORTERS[format_name]


def guess_format(path: Path) -> str:
    """Return the format that a file's suffix stands for, or raise :class:`ExportError`."""
    named = [(suffix, exporter.name) for exporter in EXPORTERS.values() for suffix in exporter.suffixes]
    fitting = [(len(suffix), name) for suffix, name in named if path.name.lower().endswith(suffix)]
    if fitting:
        return max(fitting)[1]
    known = ", ".join(suffix for suffix, _ in named)
    raise ExportError(f"{path.name!r} does not say its format by a suffix ({known}); name it with --format")


def export_events(
    store: EventStore, wanted: EventFilter, format_name: str, stream: BinaryIO, *, attribution: str | None = None
) -> int:
    """Write the events that the filter lets through to a binary stream; without a credit it is the gazetteer's.

    Returns how many events were left out because the format cannot hold them.
    """
    credit = built_attribution() if attribution is None else attribution
    return find_exporter(format_name).write(store, wanted, stream, credit) or 0


def export_file(
    store: EventStore, wanted: EventFilter, format_name: str, path: Path, *, attribution: str | None = None
) -> int:
    """Write the events to a file, which appears, or changes, only when all is written; return how many are left out."""
    exporter = find_exporter(format_name)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise ExportError(f"cannot write to the folder {path.parent}: {error.strerror}") from error
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            left_out = export_events(store, wanted, exporter.name, stream, attribution=attribution)
        partial.chmod(0o666 & ~_umask())
        partial.replace(path)
    except OSError as error:
        raise ExportError(f"cannot write {path}: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
    return left_out


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
