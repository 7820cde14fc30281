"""GeoPackage and GeoParquet, written by GDAL and Arrow from our own frame."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from geo.exports.controls import without_nul
from geo.schema import DATE_COLUMNS, TEXT_COLUMNS
from geo.store import EventFilter, EventStore

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_LAYER: Final = "events"


def write_geopackage(store: EventStore, wanted: EventFilter, stream: BinaryIO, attribution: str) -> None:
    """Write a GeoPackage with the layer ``events``, the credit in its metadata.

    GDAL wants a file, so it goes by way of a temporary one.
    """
    import pyogrio  # noqa: PLC0415 - GDAL takes half a second that other formats need not wait

    frame = _with_dates(store.frame(wanted))
    for name in TEXT_COLUMNS:
        frame[name] = frame[name].map(without_nul)
    newest = max((day for day in frame["source_date"] if day), default=date(1970, 1, 1))
    with tempfile.TemporaryDirectory() as folder, _clock_stopped_at(newest):
        path = Path(folder) / "events.gpkg"
        pyogrio.write_dataframe(
            frame,
            path,
            layer=_LAYER,
            driver="GPKG",
            geometry_type="Point",
            use_arrow=True,
            layer_metadata={"attribution": attribution} if attribution else None,
            SPATIAL_INDEX="YES",
        )
        with path.open("rb") as made:
            shutil.copyfileobj(made, stream)


def write_parquet(store: EventStore, wanted: EventFilter, stream: BinaryIO, attribution: str) -> None:
    """Write GeoParquet 1.1 with WKB points and typed dates; the credit becomes the frame's ``attrs``."""
    import pyarrow as pa  # noqa: PLC0415 - likewise

    frame = _with_dates(store.frame(wanted))
    frame.attrs["attribution"] = attribution
    with pa.BufferOutputStream() as sink:
        frame.to_parquet(sink, index=False, compression="zstd", schema_version="1.1.0")
        stream.write(sink.getvalue())


def _with_dates(frame: GeoDataFrame) -> GeoDataFrame:
    """Return the frame with dates instead of their texts."""
    for name in DATE_COLUMNS:
        frame[name] = frame[name].map(lambda text: date.fromisoformat(text) if text else None)
    return frame


@contextmanager
def _clock_stopped_at(day: date) -> Iterator[None]:
    """Let GDAL write that day as the time of writing, so that the same events make the same file."""
    import pyogrio  # noqa: PLC0415 - likewise

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day.isoformat()}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
