"""An event as a GeoJSON feature (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import orjson

from geo.models import SOMEWHERE_IN, PlaceMention, Role
from geo.places.confidence import UNSURE_BELOW
from geo.schema import EventRow, row_values

COLLECTION_END: Final = b"\n]}\n"
PlaceSpan = tuple[int, int]
"""Where a quote names its event's place, in code points of the quote."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """Where a document names a place: from and up to which code point of its text, and how likely it is this place.

    ``place_id`` is empty for a name that no place has; ``is_location`` is False for one that stands for a government or
    describes somebody.
    """

    place_id: str
    start: int
    end: int
    score: float = 0.0
    is_location: bool = True


def unknown_place(row: EventRow) -> str:
    """Return the name of an event's place, as its text has it, where no place of the gazetteer has it; or nothing.

    Such an event has no point, or that of what the text says contains its place ("Dabit (somewhere in Idlib)").
    """
    if row.quote_start is None or not row.location:
        return ""
    name, _, container = row.location.partition(f" ({SOMEWHERE_IN} ")
    return name if container or not (row.place_id or row.latitude is not None) else ""


def find_named_place(row: EventRow, named: Iterable[NamedPlace]) -> NamedPlace | None:
    """Return where the event's quote names its place: by its own name, where no place has that, else by any alias.

    Of several, the first that says where something is; None where the quote does not name it.
    """
    unknown = unknown_place(row)
    fitting = (each for each in _inside_quote(row, named) if _names(row, each, unknown))
    return min(fitting, key=lambda each: (not each.is_location, each.start, each.end), default=None)


def _inside_quote(row: EventRow, named: Iterable[NamedPlace]) -> list[NamedPlace]:
    if row.quote_start is None or row.quote_end is None:
        return []
    return [each for each in named if row.quote_start <= each.start < each.end <= row.quote_end]


def _names(row: EventRow, named: NamedPlace, unknown: str) -> bool:
    if not unknown:
        return named.place_id != "" and named.place_id == row.place_id
    start = row.quote_start or 0
    return row.quote[named.start - start : named.end - start] == unknown


def named_place(mention: PlaceMention) -> NamedPlace:
    """Return what a mention tells of the place that it names."""
    place_id = mention.place.id if mention.place else ""
    return NamedPlace(place_id, mention.start, mention.end, mention.score, mention.role is Role.LOCATION)


def find_place_span(row: EventRow, named: Iterable[NamedPlace]) -> PlaceSpan | None:
    """Return where the event's quote names its place; None where it does not."""
    found = find_named_place(row, named)
    if found is None or row.quote_start is None:
        return None
    return found.start - row.quote_start, found.end - row.quote_start


def find_place_score(row: EventRow, named: Iterable[NamedPlace]) -> float | None:
    """Return how likely the event's pin is right: as the name that put it there, be it that of what contains it."""
    if not row.place_id:
        return None
    inside = _inside_quote(row, named)
    own = find_named_place(row, inside)
    if own is not None and own.place_id == row.place_id:
        return own.score
    container = (each for each in inside if each.place_id == row.place_id)
    first = min(container, key=lambda each: (not each.is_location, each.start), default=None)
    return first.score if first else None


def event_feature(row: EventRow, place_span: PlaceSpan | None = None, place_score: float | None = None) -> bytes:
    """Return the event's feature as UTF-8 JSON on one line; without coordinates its geometry is null.

    ``place_span`` and ``place_score``, the probability that the pin is right, become foreign members of these names;
    ``place_unsure`` marks a score that asks for review, ``unknown_place`` is :func:`unknown_place`.
    """
    point = None
    if row.longitude is not None and row.latitude is not None:
        point = {"type": "Point", "coordinates": (row.longitude, row.latitude)}
    feature = {"type": "Feature", "id": row.event_id, "geometry": point, "properties": row_values(row)}
    return orjson.dumps(feature | place_members(row, place_span, place_score))


def place_members(row: EventRow, span: PlaceSpan | None = None, score: float | None = None) -> dict[str, object]:
    """Return what a feature tells of its place beside its properties: see :func:`event_feature`."""
    unsure = score is not None and score < UNSURE_BELOW
    told = {"place_span": span, "place_score": score, "place_unsure": unsure or None}
    members = told | {"unknown_place": unknown_place(row) or None}
    return {name: value for name, value in members.items() if value is not None}


def feature_collection(features: Sequence[bytes], attribution: str = "", matched: int | None = None) -> bytes:
    """Return a FeatureCollection of such features, a line each.

    Foreign members credit the sources and, where ``matched`` is given, tell how many of how many features these are,
    by the names of OGC API - Features.
    """
    counts = {} if matched is None else {"numberMatched": matched, "numberReturned": len(features)}
    members = {"type": "FeatureCollection", **({"attribution": attribution} if attribution else {}), **counts}
    head = orjson.dumps(members)[:-1] + b',"features":['
    return b"".join((head, b"\n" if features else b"", b",\n".join(features), COLLECTION_END))
