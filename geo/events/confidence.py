"""How likely an event is to be right, from what its sentence offers and how its parts were found.

The confidence is the probability that what an event says is so: its sub-type, its place (within 25 km or its radius),
its day (within its dates) and at least one of its sides. It is a logistic regression over the features below, learned
by tools/train_events.py on ACLED's notes and on articles of our own. docs/accuracy.md sets what it says beside what
is so.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

from geo.models import ActorMention, ActorRole, DateMention, Event, Mention, PlaceMention, Reason, Role
from geo.places.precision import COUNTRY, PROVINCE

_LEAST: Final = 0.02
_MOST_COUNTED: Final = 3
_DAY: Final = 1
_MONTH: Final = 4
_YEAR: Final = 5
_MOST: Final = 0.99


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands in an event's sentence: place names that say where, dates, actors, and events with this one.

    ``theatre``: somebody named the countries that the document is about.
    """

    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    actors: tuple[ActorMention, ...]
    events: int
    theatre: bool


def with_confidence(events: Sequence[Event], mentions: Sequence[Mention], *, theatre: bool) -> tuple[Event, ...]:
    """Return a document's events with the probability that each is right, 0 to 0.99."""
    return tuple(
        replace(event, confidence=probability(event_features(event, around)))
        for event, around in surroundings(events, mentions, theatre=theatre)
    )


def surroundings(
    events: Sequence[Event], mentions: Sequence[Mention], *, theatre: bool
) -> Iterator[tuple[Event, Surroundings]]:
    """Yield each event with what stands in its sentence, and its place's mention wherever that stands."""
    for event in events:
        inside = [mention for mention in mentions if event.sentence_start <= mention.start < event.sentence_end]
        places = [mention for mention in inside if isinstance(mention, PlaceMention) and mention.role is Role.LOCATION]
        yield (
            event,
            Surroundings(
                tuple(places),
                tuple(mention for mention in inside if isinstance(mention, DateMention)),
                tuple(mention for mention in inside if isinstance(mention, ActorMention)),
                sum(1 for other in events if other.sentence_start == event.sentence_start),
                theatre,
            ),
        )


def event_features(event: Event, around: Surroundings) -> dict[str, float]:
    """Return what speaks for and against an event, by name; what is absent is left out."""
    found = {"always": 1.0, f"sub-type={event.sub_event_type}": 1.0}
    found |= _place_features(event, around.places)
    found |= _date_features(event, around.dates)
    found |= _actor_features(event, around.actors)
    found |= {
        "theatre named": float(around.theatre),
        "toll stated": float(event.casualties.best is not None),
        "only claimed": float(bool(event.claimed_by)),
        "denied": float(bool(event.denied_by)),
        "other events in the sentence": _counted(around.events - 1),
    }
    return {name: value for name, value in found.items() if value}


def _place_features(event: Event, places: Sequence[PlaceMention]) -> dict[str, float]:
    if event.place is None:
        return {"no place": 1.0}
    own = next((place for place in places if place.start == event.place_start), None)
    others = {place.place.id for place in places if place.place is not None} - {event.place.id}
    precision = event.where_prec or 1
    return {
        "place carried over": float(own is None),
        "odds of the place": _odds(own.score) if own is not None else 0.0,
        "relative place": float(bool(event.relation)),
        "province": float(PROVINCE <= precision < COUNTRY),
        "whole country": float(precision >= COUNTRY),
        "other places in the sentence": _counted(len(others)),
    }


def _date_features(event: Event, dates: Sequence[DateMention]) -> dict[str, float]:
    if event.date_start is None or event.date_prec is None:
        return {"no date": 1.0}
    own = any(day.first == event.date_start and day.last == event.date_end for day in dates)
    return {
        "date carried over or supposed": float(not own),
        "several days": float(_DAY < event.date_prec < _MONTH),
        "month": float(event.date_prec == _MONTH),
        "year": float(event.date_prec == _YEAR),
        "other dates in the sentence": _counted(len(dates) - own),
    }


def _actor_features(event: Event, actors: Sequence[ActorMention]) -> dict[str, float]:
    sides = {actor.role: actor for actor in reversed(event.actors)}
    named = {mention.actor_id or mention.name for mention in actors}
    cast = {actor.id or actor.name for actor in event.actors}
    return {
        "nobody named who did it": float(ActorRole.ACTOR1 not in sides),
        "no second side": float(ActorRole.ACTOR2 not in sides),
        "side not in the sentence": float(bool(cast) and not cast & named),
        "unlisted actor": float(any(not actor.id for actor in event.actors)),
        "other actors in the sentence": _counted(len(named - cast)),
    }


def _counted(number: int) -> float:
    return float(min(number, _MOST_COUNTED))


def _odds(score: float) -> float:
    kept = min(max(score, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


@cache
def event_weights() -> Mapping[str, float]:
    """Return the weights by feature, as log odds."""
    table: dict[str, float] = tomllib.loads(files("geo").joinpath("data/event_weights.toml").read_text("utf-8"))
    return table


def probability(features: Mapping[str, float]) -> float:
    """Return the probability that an event with these features is right."""
    total = sum(event_weights().get(name, 0.0) * value for name, value in features.items())
    return round(min(_MOST, 1 / (1 + math.exp(-total))), 3)


def confidence_reasons(event: Event, around: Surroundings) -> tuple[list[Reason], float]:
    """Return what makes an event's confidence, in log odds, what weighs most first; and the confidence itself."""
    features, weights = event_features(event, around), event_weights()
    reasons = [Reason(name, round(weights.get(name, 0.0) * value, 2)) for name, value in features.items()]
    return sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.feature)), probability(features)
