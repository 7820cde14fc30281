"""Mentions to rows and back; what has no column of its own is kept as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select

from gazetteer.models import Place
from geo.models import ActorMention, Candidate, DateMention, Mention, ParsedDocument, PlaceMention, Reason, Role
from geo.store.names import columns_of_mention
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


_COLUMNS = tuple(column for column in table.c if column.name not in {"key", "document_id"})
MentionRow = Mapping[str, Any]
"""A mention's columns but for its key and its document."""


def write_mentions(connection: Connection, document_id: str, rows: Sequence[MentionRow]) -> None:
    """Replace a document's mentions."""
    connection.execute(delete(table).where(table.c.document_id == document_id))
    if rows:
        connection.execute(insert(table), [{**row, "document_id": document_id} for row in rows])


def mention_rows(parsed: ParsedDocument) -> list[MentionRow]:
    """Return the rows of a document's mentions, in the order of the text."""
    return [_to_row(entry) for entry in parsed.mentions]


def stored_rows(connection: Connection, document_id: str) -> list[MentionRow]:
    """Return the rows of a document's mentions as they were written."""
    found = select(*_COLUMNS).where(table.c.document_id == document_id).order_by(table.c.start, table.c.key)
    names = [str(column.name) for column in _COLUMNS]
    return [dict(zip(names, row, strict=True)) for row in connection.execute(found)]


def read_mentions(connection: Connection, document_id: str) -> list[Mention]:
    """Return a document's mentions in the order of the text; their places come without their other names."""
    found = select(table).where(table.c.document_id == document_id).order_by(table.c.start, table.c.key)
    return [mention_of(row) for row in connection.execute(found).mappings()]


def _to_row(mention: Mention) -> dict[str, object]:
    names = columns_of_mention(mention) if isinstance(mention, PlaceMention) else {"name_key": "", "sound": ""}
    return {
        "kind": mention.kind,
        "start": mention.start,
        "end": mention.end,
        "text": replace_surrogates(mention.text),
        "score": mention.score,
        "role": mention.role.value if isinstance(mention, PlaceMention) else "",
        "place_id": _place_id(mention),
        "actor_id": mention.actor_id if isinstance(mention, ActorMention) else "",
        "details": orjson.dumps(_details(mention)).decode(),
        **names,
    }


def _details(mention: Mention) -> dict[str, object]:
    if isinstance(mention, PlaceMention):
        return {
            "where_prec": mention.where_prec,
            "place": _place_details(mention.place) if mention.place else None,
            "candidates": [_candidate_details(candidate) for candidate in mention.candidates],
            **_further_details(mention),
        }
    if isinstance(mention, ActorMention):
        return {"name": replace_surrogates(mention.name), "inter": mention.inter, "country": mention.country}
    return {
        "first": mention.first.isoformat(),
        "last": mention.last.isoformat(),
        "precision": mention.precision,
        "rule": mention.rule,
    }


def _place_id(mention: Mention) -> str:
    """Return the id of the place that bears the name, empty where it is pinned only at what contains it."""
    if not isinstance(mention, PlaceMention) or mention.place is None or mention.is_unknown_name:
        return ""
    return mention.place.id


def _further_details(mention: PlaceMention) -> dict[str, object]:
    """Return what few mentions have, so that the others need not keep its absence."""
    reasons = {"name_reasons": mention.name_reasons, "role_reasons": mention.role_reasons}
    told = {name: [(reason.feature, reason.weight) for reason in each] for name, each in reasons.items() if each}
    return {**({"relation": replace_surrogates(mention.relation)} if mention.relation else {}), **told}


def _place_details(place: Place) -> dict[str, object]:
    return {name: getattr(place, name) for name in _PLACE_FIELDS}


def _candidate_details(candidate: Candidate) -> dict[str, object]:
    reasons = [(reason.feature, reason.weight) for reason in candidate.reasons]
    return {"place": _place_details(candidate.place), "score": candidate.score, "reasons": reasons}


def place_of(details: Mapping[str, Any]) -> Place:
    """Return the place that a mention's row tells of, without its other names."""
    return Place(**details)


def mention_of(row: Mapping[Any, Any]) -> Mention:
    """Return the mention of a row; its places come without their other names."""
    details = orjson.loads(row["details"])
    start, end, text, score = row["start"], row["end"], row["text"], row["score"]
    if row["kind"] == "place":
        place = place_of(details["place"]) if details["place"] else None
        return PlaceMention(
            start,
            end,
            text,
            Role(row["role"]),
            place,
            score,
            tuple(_candidate(entry) for entry in details["candidates"]),
            details["where_prec"],
            details.get("relation", ""),
            _reasons(details.get("name_reasons", ())),
            _reasons(details.get("role_reasons", ())),
        )
    if row["kind"] == "actor":
        return ActorMention(start, end, text, row["actor_id"], score=score, **details)
    first, last = date.fromisoformat(details["first"]), date.fromisoformat(details["last"])
    return DateMention(start, end, text, first, last, details["precision"], details["rule"], score)


def _candidate(details: dict[str, Any]) -> Candidate:
    return Candidate(place_of(details["place"]), details["score"], _reasons(details["reasons"]))


def _reasons(weighed: Iterable[tuple[str, float]]) -> tuple[Reason, ...]:
    return tuple(Reason(feature, weight) for feature, weight in weighed)
