"""An event as a GeoJSON feature (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import orjson

from geo.places.confidence import UNSURE_BELOW
from geo.schema import EventRow, row_values

COLLECTION_END: Final = b"\n]}\n"
NamedPlace = tuple[str, int, int]
"""A place's id, and where a document names it: from and up to which code point."""
PlaceSpan = tuple[int, int]
"""Where a quote names its event's place, in code points of the quote."""


def find_place_span(row: EventRow, named: Iterable[NamedPlace]) -> PlaceSpan | None:
    """Return where the event's quote first names its place, be it by an alias; None where it does not."""
    if not row.place_id or row.quote_start is None or row.quote_end is None:
        return None
    inside = (
        (start - row.quote_start, end - row.quote_start)
        for place_id, start, end in named
        if place_id == row.place_id and row.quote_start <= start < end <= row.quote_end
    )
    return min(inside, default=None)


def event_feature(row: EventRow, place_span: PlaceSpan | None = None, place_score: float | None = None) -> bytes:
    """Return the event's feature as UTF-8 JSON on one line; without coordinates its geometry is null.

    ``place_span`` and ``place_score``, the probability that the pin is right, become foreign members of these names;
    ``place_unsure`` marks a score that asks for review.
    """
    point = None
    if row.longitude is not None and row.latitude is not None:
        point = {"type": "Point", "coordinates": (row.longitude, row.latitude)}
    feature = {"type": "Feature", "id": row.event_id, "geometry": point, "properties": row_values(row)}
    return orjson.dumps(feature | _place_members(place_span, place_score))


def _place_members(span: PlaceSpan | None, score: float | None) -> dict[str, object]:
    told: dict[str, object] = {} if span is None else {"place_span": span}
    if score is None:
        return told
    return told | {"place_score": score} | ({"place_unsure": True} if score < UNSURE_BELOW else {})


def feature_collection(features: Sequence[bytes], attribution: str = "", matched: int | None = None) -> bytes:
    """Return a FeatureCollection of such features, a line each.

    Foreign members credit the sources and, where ``matched`` is given, tell how many of how many features these are,
    by the names of OGC API - Features.
    """
    counts = {} if matched is None else {"numberMatched": matched, "numberReturned": len(features)}
    members = {"type": "FeatureCollection", **({"attribution": attribution} if attribution else {}), **counts}
    head = orjson.dumps(members)[:-1] + b',"features":['
    return b"".join((head, b"\n" if features else b"", b",\n".join(features), COLLECTION_END))
