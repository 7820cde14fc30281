"""Events as a GeoDataFrame, and the one check that a frame holds events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import geopandas
import pandas as pd

from geo.errors import FrameError
from geo.features import PlaceSpan, find_place_span, named_place
from geo.models import ParsedDocument, PlaceMention
from geo.rows import event_rows
from geo.schema import EVENT_COLUMNS, INTEGER_COLUMNS, REAL_COLUMNS, EventRow, row_values

_WGS84: Final = 4326
CRS: Final = f"EPSG:{_WGS84}"
PLACE_SPANS: Final = "place_spans"
_LARGEST_LON: Final = 180
_LARGEST_LAT: Final = 90


def events_to_frame(events: Iterable[EventRow | ParsedDocument]) -> geopandas.GeoDataFrame:
    """Return events, or the events of parsed documents, as a frame in EPSG:4326 with the schema's columns.

    Dates are ISO 8601 texts, whole numbers pandas' nullable ``Int64``; an event without coordinates has no geometry.
    Of parsed documents, ``attrs["place_spans"]`` tells by event id where in its quote an event's place is named.
    """
    rows: list[EventRow] = []
    spans: dict[str, PlaceSpan] = {}
    for entry in events:
        found = [entry] if isinstance(entry, EventRow) else event_rows(entry)
        rows += found
        spans |= {} if isinstance(entry, EventRow) else _place_spans(entry, found)
    values = [row_values(row) for row in rows]
    columns = {name: pd.Series([row[name] for row in values], dtype=_dtype(name)) for name in EVENT_COLUMNS}
    frame = pd.DataFrame(columns)
    points = geopandas.GeoSeries.from_xy(frame["longitude"], frame["latitude"], crs=CRS)
    points = points.where(frame["latitude"].notna(), None)
    made = geopandas.GeoDataFrame(frame, geometry=points, crs=CRS)
    if spans:
        made.attrs[PLACE_SPANS] = spans
    return made


def _place_spans(parsed: ParsedDocument, rows: list[EventRow]) -> dict[str, PlaceSpan]:
    places = [mention for mention in parsed.mentions if isinstance(mention, PlaceMention)]
    named = [named_place(mention) for mention in places]
    spans = ((row.event_id, find_place_span(row, named)) for row in rows)
    return {event_id: span for event_id, span in spans if span}


def check_frame(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return the frame if it holds events as the schema wants them; further columns may follow.

    Raises
    ------
    FrameError
        Naming what is missing or wrong.
    """
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise FrameError(f"a GeoDataFrame of events was expected, not {type(frame).__name__}")
    _check_columns(frame)
    if frame.crs is None or frame.crs.to_epsg() != _WGS84:
        raise FrameError(f"the frame's CRS is {frame.crs}, not {CRS}; use to_crs({CRS!r})")
    _check_points(frame)
    return frame


def _dtype(name: str) -> str:
    if name in INTEGER_COLUMNS:
        return "Int64"
    return "float64" if name in REAL_COLUMNS else "object"


def _check_columns(frame: geopandas.GeoDataFrame) -> None:
    missing = [name for name in EVENT_COLUMNS if name not in frame.columns]
    if missing:
        raise FrameError(f"the frame lacks the columns {', '.join(missing)}")
    if frame.active_geometry_name is None:
        raise FrameError("the frame has no geometry")
    for name in (*INTEGER_COLUMNS, *REAL_COLUMNS):
        if not pd.api.types.is_numeric_dtype(frame[name]):
            raise FrameError(f"the column {name} holds {frame[name].dtype}, not numbers")
    doubled = frame["event_id"][frame["event_id"].duplicated()]
    if len(doubled):
        raise FrameError(f"the event {doubled.iloc[0]!r} is in the frame more than once")


def _check_points(frame: geopandas.GeoDataFrame) -> None:
    pinned = frame[frame["latitude"].notna()]
    outside = (pinned["longitude"].abs() > _LARGEST_LON) | (pinned["latitude"].abs() > _LARGEST_LAT)
    if outside.any():
        raise FrameError(f"the event {pinned['event_id'][outside].iloc[0]!r} lies outside the world's degrees")
    points = pinned.geometry
    if points.isna().any() or not (points.geom_type == "Point").all():
        raise FrameError("an event with coordinates has no point as its geometry")
    if not ((points.x == pinned["longitude"]) & (points.y == pinned["latitude"])).all():
        raise FrameError("an event's geometry is not at its longitude and latitude")
