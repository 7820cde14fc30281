"""What differs between what is stored of a document and what a new reading finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import orjson

from geo.excerpts import sentence_span
from geo.models import Mention, PlaceMention
from geo.regeocoding.records import Change, Difference, Kind, PlacePoint
from geo.schema import EVENT_COLUMNS, EventRow
from geo.store.images import Image
from geo.store.mentions import mention_of
from geo.store.reruns import Decided, part_twins

_PLACE_COLUMNS: Final = frozenset(
    {"location", "place_id", "admin1", "country", "iso", "latitude", "longitude"}
    | {"where_prec", "geo_precision", "radius_km"}
)
# What no person reads in a list of differences: who extracted, how sure, and what follows from other columns.
_SILENT_COLUMNS: Final = frozenset({"extractor", "confidence", "year", "time_precision", "disorder_type"})
_TOLD_COLUMNS: Final = tuple(name for name in EVENT_COLUMNS if name not in _PLACE_COLUMNS | _SILENT_COLUMNS)
_SAME_SPOT_DEGREES: Final = 1e-6


def find_differences(
    text: str, document_id: str, before: Image, after: Image, decided: Sequence[Decided]
) -> list[Difference]:
    """Return what differs, mentions first, each in the order of the text; scores do not count."""
    return [*_mention_differences(text, document_id, before, after), *_event_differences(before, after, decided)]


def pack_differences(differences: Sequence[Difference]) -> bytes:
    """Return differences as JSON."""
    return orjson.dumps(differences)


def unpack_differences(content: bytes) -> list[Difference]:
    """Return the differences of :func:`pack_differences`."""
    return [_difference(entry) for entry in orjson.loads(content)]


def _difference(entry: dict[str, Any]) -> Difference:
    columns = {name: (was, becomes) for name, (was, becomes) in entry.pop("columns").items()}
    kind, change = Kind(entry.pop("kind")), Change(entry.pop("change"))
    before, after = (PlacePoint(**point) if (point := entry.pop(name)) else None for name in ("before", "after"))
    return Difference(kind, change, before=before, after=after, columns=columns, **entry)


def _mention_differences(text: str, document_id: str, before: Image, after: Image) -> Iterator[Difference]:
    old, new = _places(before), _places(after)
    for span in sorted(old.keys() | new.keys()):
        was, becomes = old.get(span), new.get(span)
        change = _mention_change(was, becomes)
        if change is None:
            continue
        start, end = span
        first, last = sentence_span(text, start, end)
        yield Difference(
            Kind.MENTION, change, document_id, text[start:end], start, end, text[first:last], first,
            _mention_point(was), _mention_point(becomes), columns=_roles(was, becomes),
        )  # fmt: skip


def _places(image: Image) -> dict[tuple[int, int], PlaceMention]:
    mentions: list[Mention] = [mention_of(row) for row in image.mentions if row["kind"] == "place"]
    return {(mention.start, mention.end): mention for mention in mentions if isinstance(mention, PlaceMention)}


def _mention_change(was: PlaceMention | None, becomes: PlaceMention | None) -> Change | None:
    if was is None:
        return Change.NEW
    if becomes is None:
        return Change.GONE
    if change := _place_change(_mention_point(was), _mention_point(becomes)):
        return change
    same = was.role is becomes.role and (was.where_prec == becomes.where_prec or was.place is None)
    return None if same else Change.CHANGED


def _place_change(before: PlacePoint | None, after: PlacePoint | None) -> Change | None:
    if before is None or after is None:
        return None if before is after else Change.PLACED if before is None else Change.UNPLACED
    if before.id != after.id or _is_elsewhere(before, after):
        return Change.MOVED
    told = ("name", "country", "admin1")
    return Change.CHANGED if any(getattr(before, name) != getattr(after, name) for name in told) else None


def _is_elsewhere(before: PlacePoint, after: PlacePoint) -> bool:
    return max(abs(before.lon - after.lon), abs(before.lat - after.lat)) > _SAME_SPOT_DEGREES


def _mention_point(mention: PlaceMention | None) -> PlacePoint | None:
    if mention is None or mention.place is None:
        return None
    place = mention.place
    return PlacePoint(place.id, place.name, place.lon, place.lat, place.country, place.admin1, mention.where_prec)


def _roles(was: PlaceMention | None, becomes: PlaceMention | None) -> Mapping[str, tuple[object, object]]:
    if was is None or becomes is None or was.role is becomes.role:
        return {}
    return {"role": (was.role.value, becomes.role.value)}


def _event_differences(before: Image, after: Image, decided: Sequence[Decided]) -> Iterator[Difference]:
    fresh, twins = part_twins(list(after.events), list(decided))
    old = {row.event_id: row for row, _ in before.events}
    new = {row.event_id: row for row, _ in fresh}
    pairs = [(old.get(event_id), new.get(event_id)) for event_id in dict.fromkeys((*old, *new))]
    for was, becomes in sorted(pairs, key=_position):
        if change := _event_change(was, becomes):
            yield _event_difference(change, was, becomes)
    for becomes, stands in twins:
        if stands.place_id != becomes.place_id:
            yield _event_difference(Change.DECIDED, stands, becomes)


def _position(pair: tuple[EventRow | None, EventRow | None]) -> tuple[int, str]:
    row = pair[0] or pair[1]
    return (row.quote_start or 0, row.event_id) if row else (0, "")


def _event_change(was: EventRow | None, becomes: EventRow | None) -> Change | None:
    if was is None:
        return Change.NEW
    if becomes is None:
        return Change.GONE
    if change := _place_change(_event_point(was), _event_point(becomes)):
        return change
    same_place = all(getattr(was, name) == getattr(becomes, name) for name in ("where_prec", "location", "radius_km"))
    return None if same_place and not _changed_columns(was, becomes) else Change.CHANGED


def _event_difference(change: Change, was: EventRow | None, becomes: EventRow | None) -> Difference:
    row = was or becomes
    if row is None:
        raise ValueError("a difference needs an event before or after")
    return Difference(
        Kind.EVENT, change, row.document_id, row.sub_event_type, row.quote_start, row.quote_end, row.quote,
        row.quote_start, _event_point(was), _event_point(becomes), row.event_id,
        columns=_changed_columns(was, becomes) if was and becomes else {},
    )  # fmt: skip


def _event_point(row: EventRow | None) -> PlacePoint | None:
    if row is None or row.longitude is None or row.latitude is None:
        return None
    return PlacePoint(
        row.place_id, row.location, row.longitude, row.latitude, row.country, row.admin1, row.where_prec
    )  # fmt: skip


def _changed_columns(was: EventRow, becomes: EventRow) -> dict[str, tuple[object, object]]:
    both = ((name, getattr(was, name), getattr(becomes, name)) for name in _TOLD_COLUMNS if name != "status")
    return {name: (old, new) for name, old, new in both if old != new}
