"""Mentions to rows and back; what has no column of its own is kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select

from gazetteer.models import Place
from geo.models import ActorMention, Candidate, DateMention, Mention, ParsedDocument, PlaceMention, Reason, Role
from geo.store.tables import mention as table
from geo.surrogates import replace_surrogates

_PLACE_FIELDS = (
    "id",
    "name",
    "lon",
    "lat",
    "feature_class",
    "feature_code",
    "radius_km",
    "country",
    "admin1",
    "population",
    "source",
    "note",
    "wins",
)


def write_mentions(connection: Connection, parsed: ParsedDocument) -> None:
    """Replace a document's mentions."""
    connection.execute(delete(table).where(table.c.document_id == parsed.document.id))
    if parsed.mentions:
        connection.execute(insert(table), [_to_row(entry, parsed.document.id) for entry in parsed.mentions])


def read_mentions(connection: Connection, document_id: str) -> list[Mention]:
    """Return a document's mentions in the order of the text; their places come without their other names."""
    found = select(table).where(table.c.document_id == document_id).order_by(table.c.start, table.c.key)
    return [_from_row(row) for row in connection.execute(found).mappings()]


def _to_row(mention: Mention, document_id: str) -> dict[str, object]:
    place = mention.place if isinstance(mention, PlaceMention) else None
    return {
        "document_id": document_id,
        "kind": mention.kind,
        "start": mention.start,
        "end": mention.end,
        "text": replace_surrogates(mention.text),
        "score": mention.score,
        "role": mention.role.value if isinstance(mention, PlaceMention) else "",
        "place_id": place.id if place else "",
        "actor_id": mention.actor_id if isinstance(mention, ActorMention) else "",
        "details": orjson.dumps(_details(mention)).decode(),
    }


def _details(mention: Mention) -> dict[str, object]:
    if isinstance(mention, PlaceMention):
        return {
            "where_prec": mention.where_prec,
            "place": _place_details(mention.place) if mention.place else None,
            "candidates": [_candidate_details(candidate) for candidate in mention.candidates],
        }
    if isinstance(mention, ActorMention):
        return {"name": replace_surrogates(mention.name), "inter": mention.inter, "country": mention.country}
    return {
        "first": mention.first.isoformat(),
        "last": mention.last.isoformat(),
        "precision": mention.precision,
        "rule": mention.rule,
    }


def _place_details(place: Place) -> dict[str, object]:
    return {name: getattr(place, name) for name in _PLACE_FIELDS}


def _candidate_details(candidate: Candidate) -> dict[str, object]:
    reasons = [(reason.feature, reason.weight) for reason in candidate.reasons]
    return {"place": _place_details(candidate.place), "score": candidate.score, "reasons": reasons}


def _from_row(row: Mapping[Any, Any]) -> Mention:
    details = orjson.loads(row["details"])
    start, end, text, score = row["start"], row["end"], row["text"], row["score"]
    if row["kind"] == "place":
        place = Place(**details["place"]) if details["place"] else None
        candidates = tuple(_candidate(entry) for entry in details["candidates"])
        return PlaceMention(start, end, text, Role(row["role"]), place, score, candidates, details["where_prec"])
    if row["kind"] == "actor":
        return ActorMention(start, end, text, row["actor_id"], score=score, **details)
    first, last = date.fromisoformat(details["first"]), date.fromisoformat(details["last"])
    return DateMention(start, end, text, first, last, details["precision"], details["rule"], score)


def _candidate(details: dict[str, Any]) -> Candidate:
    reasons = tuple(Reason(feature, weight) for feature, weight in details["reasons"])
    return Candidate(Place(**details["place"]), details["score"], reasons)
