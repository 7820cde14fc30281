"""Gives an event its place among those of its sentence and the sentences before.

Each place is weighed by named features of the words round it (``geo/events/where/features.py``), with weights that
``tools/train_event_places.py`` learned; the place with the highest sum is the event's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from geo.events.findings import FoundPlace
from geo.events.kinds.triggers import Trigger, cue_words
from geo.events.where.features import Setting, outer_token, place_features
from geo.events.where.within import is_led_to, pinned_within
from geo.places.roles import is_dateline
from geo.places.toponyms import role_words

# Below this sum a place has nothing to do with the event.
_UNRELATED: Final = -0.8


def choose_place(places: Sequence[FoundPlace], triggers: Sequence[Trigger]) -> FoundPlace | None:
    """Return the place where the triggers' event happened, or None where the sentence names none.

    A name that the gazetteer lacks may be chosen too; it gets the point of what contains it where the sentence tells
    that, else the event has a place without a point.
    """
    if not (places and triggers):
        return None
    setting = Setting.of(triggers, places)
    scored = [
        (place_score(place, setting), -place.toponym.start, place)
        for place in places
        if not _is_of_speech(place, setting)
    ]
    related = [row for row in scored if row[0] > _UNRELATED]
    best = max(_but_datelines(related) or related, key=lambda row: row[:2], default=None)
    return pinned_within(best[2], places) if best is not None else None


def _but_datelines(scored: Sequence[tuple[float, int, FoundPlace]]) -> list[tuple[float, int, FoundPlace]]:
    """Leave out where a text was written, its country, and where roads lead: another place is the event's."""
    written = [row[2] for row in scored if is_dateline(row[2].toponym)]
    seats = {place.mention.place.country for place in written if place.mention.place is not None}
    others = [row for row in scored if row[2] not in written and not _is_country_of(row[2], seats)]
    return [row for row in others if not is_led_to(row[2])] or others


def _is_country_of(place: FoundPlace, countries: Collection[str]) -> bool:
    known = place.mention.place
    return known is not None and known.is_country and known.country in countries


def _is_of_speech(place: FoundPlace, setting: Setting) -> bool:
    """Say whether a place is only where somebody said what happened: "told reporters in Brussels that …"."""
    token = outer_token(place)
    verb = token.head.head if token.dep_ == "pobj" else token.head
    return verb.pos_ == "VERB" and verb not in setting.heads and verb.lemma_.lower() in cue_words("attachment", "says")


def place_score(place: FoundPlace, setting: Setting) -> float:
    """Return how much speaks for a place: the sum of the weights of its features."""
    weights = place_weights()
    return sum(weights.get(feature, 0.0) for feature in place_features(place, setting))


@cache
def place_weights() -> Mapping[str, float]:
    """Return the learned weights of the features by name."""
    content = tomllib.loads(files("geo").joinpath("data/event_place_weights.toml").read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in content["weights"].items()}


def is_only_talk(place: FoundPlace) -> bool:
    """Say whether a place is only where somebody writes or speaks: a dateline, "talks in X", "officials in X"."""
    token = outer_token(place)
    noun = (token.head.head if token.dep_ == "pobj" else token.head).lemma_.lower()
    talk = cue_words("attachment", "talk") | role_words("public_bodies")
    return is_dateline(place.toponym) or noun in talk
