"""The JSON form of what was found in a document: the contract of ``conflict-atlas parse`` (docs/data-formats.md)."""

from __future__ import annotations

from typing import Any

from gazetteer.models import Place
from geo.models import ActorMention, DateMention, Event, Mention, ParsedDocument, PlaceMention


def parsed_record(parsed: ParsedDocument, *, explain: bool = False) -> dict[str, Any]:
    """Return mentions and events as JSON values. ``explain`` adds the candidates of each place with their reasons."""
    return {
        "mentions": [_mention(mention, explain=explain) for mention in parsed.mentions],
        "events": [_event(event) for event in parsed.events],
    }


def _mention(mention: Mention, *, explain: bool) -> dict[str, Any]:
    record: dict[str, Any] = {"kind": mention.kind, "start": mention.start, "end": mention.end, "text": mention.text}
    if isinstance(mention, PlaceMention):
        record |= {"role": mention.role.value, "place": _place(mention.place), "score": mention.score}
        if explain:
            record["candidates"] = [
                {
                    "place": _place(candidate.place),
                    "score": candidate.score,
                    "reasons": {reason.feature: reason.weight for reason in candidate.reasons},
                }
                for candidate in mention.candidates
            ]
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


def _event(event: Event) -> dict[str, Any]:
    place = event.place
    return {
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "date_start": event.date_start.isoformat() if event.date_start else None,
        "date_end": event.date_end.isoformat() if event.date_end else None,
        "date_prec": event.date_prec,
        "actors": [{"id": actor.id, "name": actor.name, "role": actor.role.value} for actor in event.actors],
        "place": {"name": place.name, "lat": place.lat, "lon": place.lon, "where_prec": event.where_prec}
        if place
        else None,
        "fatalities": {"low": event.casualties.low, "best": event.casualties.best, "high": event.casualties.high},
        "injured": event.casualties.injured,
        "sentence": {"start": event.sentence_start, "end": event.sentence_end},
        "confidence": event.confidence,
    }
