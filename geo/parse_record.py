"""The JSON form of what was found in a document: the contract of ``conflict-atlas parse`` (docs/data-formats.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gazetteer.models import Place
from geo.models import (
    SOMEWHERE_IN,
    ActorMention,
    Casualties,
    DateMention,
    Event,
    Mention,
    ParsedDocument,
    PlaceMention,
    Reason,
)
from geo.theatre import telling_shares


def parsed_record(parsed: ParsedDocument, *, explain: bool = False) -> dict[str, Any]:
    """Return mentions and events as JSON values, and the countries that the text seems to be about.

    ``explain`` adds to each place what was weighed: candidates, and why the words are a name and have their role.
    """
    return {
        "mentions": [mention_record(mention, explain=explain) for mention in parsed.mentions],
        "events": [_event(event, parsed.document.text) for event in parsed.events],
        "countries": country_shares(parsed.countries),
    }


def country_shares(shares: Iterable[tuple[str, float]]) -> list[dict[str, Any]]:
    """Return the telling shares of countries as JSON values."""
    return [{"country": country, "share": share} for country, share in telling_shares(shares)]


def mention_record(mention: Mention, *, explain: bool = False) -> dict[str, Any]:
    """Return one mention as JSON values."""
    record: dict[str, Any] = {"kind": mention.kind, "start": mention.start, "end": mention.end, "text": mention.text}
    if isinstance(mention, PlaceMention):
        record |= {"role": mention.role.value, "place": _place(mention.place), "score": mention.score}
        record["relation"] = mention.relation
        if explain:
            record |= _weighed(mention)
    elif isinstance(mention, ActorMention):
        record |= {
            "role": None,
            "place": None,
            "score": mention.score,
            "actor": {"id": mention.actor_id, "name": mention.name},
        }
    elif isinstance(mention, DateMention):
        record |= {
            "role": None,
            "place": None,
            "score": mention.score,
            "date": {
                "start": mention.first.isoformat(),
                "end": mention.last.isoformat(),
                "prec": mention.precision,
                "rule": mention.rule,
            },
        }
    return record


def _weighed(mention: PlaceMention) -> dict[str, Any]:
    return {
        "where_prec": mention.where_prec if mention.place else None,
        "name_reasons": _reasons(mention.name_reasons),
        "role_reasons": _reasons(mention.role_reasons),
        "candidates": [
            {
                "place": _place(candidate.place),
                "score": candidate.score,
                "reasons": _reasons(candidate.reasons),
            }
            for candidate in mention.candidates
        ],
    }


def _reasons(reasons: Iterable[Reason]) -> dict[str, float]:
    return {reason.feature: reason.weight for reason in reasons}


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "id": place.id,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "feature_code": place.feature_code,
        "radius_km": place.radius_km,
    }


def _event(event: Event, text: str) -> dict[str, Any]:
    return {
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "date_start": event.date_start.isoformat() if event.date_start else None,
        "date_end": event.date_end.isoformat() if event.date_end else None,
        "date_prec": event.date_prec,
        "actors": [{"id": actor.id, "name": actor.name, "role": actor.role.value} for actor in event.actors],
        "place": _event_place(event, text),
        "fatalities": _fatalities(event.casualties),
        "injured": event.casualties.injured,
        "sentence": {"start": event.sentence_start, "end": event.sentence_end},
        "confidence": event.confidence,
        "claimed_by": event.claimed_by,
        "denied_by": event.denied_by,
    }


def _event_place(event: Event, text: str) -> dict[str, Any] | None:
    """Return an event's place, under its name as written where no place has the name; then it may have no point."""
    place, written = event.place, text[event.place_start or 0 : event.place_end or 0]
    if place is None and not written:
        return None
    where = {"start": event.place_start, "end": event.place_end}
    if place is None:
        return {"name": written, "lat": None, "lon": None, "where_prec": None, **where}
    name = written if event.relation.startswith(SOMEWHERE_IN) else place.name
    return {"name": name, "lat": place.lat, "lon": place.lon, "where_prec": event.where_prec, **where}


def _fatalities(toll: Casualties) -> dict[str, int | None]:
    return {name: getattr(toll, name) for name in ("low", "best", "high", "civilians", "military")}
