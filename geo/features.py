"""An event as a GeoJSON feature (RFC 7946)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import orjson

from geo.schema import EventRow, row_values

COLLECTION_END: Final = b"\n]}\n"


def event_feature(row: EventRow) -> bytes:
    """Return the event's feature as UTF-8 JSON on one line; without coordinates its geometry is null."""
    point = None
    if row.longitude is not None and row.latitude is not None:
        point = {"type": "Point", "coordinates": (row.longitude, row.latitude)}
    return orjson.dumps({"type": "Feature", "id": row.event_id, "geometry": point, "properties": row_values(row)})


def feature_collection(features: Sequence[bytes], attribution: str = "") -> bytes:
    """Return a FeatureCollection of such features, a line each, crediting the sources in a foreign member."""
    credit = b'"attribution":' + orjson.dumps(attribution) + b"," if attribution else b""
    head = b'{"type":"FeatureCollection",' + credit + b'"features":['
    return b"".join((head, b"\n" if features else b"", b",\n".join(features), COLLECTION_END))
