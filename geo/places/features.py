"""The features by which a place is chosen among its namesakes, each named so that it can be shown."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

from gazetteer.models import Place
from geo.models import Reason
from geo.places.names import importance

_NEAR_KM: Final = 150.0
_SOUNDS_ONLY: Final = 0.02
_SAME_TOWN_KM: Final = 40.0
_EARTH_RADIUS_KM: Final = 6371.0


@dataclass(frozen=True, slots=True)
class Context:
    """What a document says about where it plays.

    ``countries`` maps ISO codes to shares that add up to at most 1; ``theatre`` is the user's choice; ``divisions`` are
    the first-level divisions that the text names, as country and name; ``anchors`` the towns chosen in a first pass.
    """

    theatre: frozenset[str] = frozenset()
    countries: Mapping[str, float] = field(default_factory=dict)
    divisions: frozenset[tuple[str, str]] = frozenset()
    anchors: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Clues:
    """What stands beside a name: nouns that ask for a kind of place, and what contains it ("X, Y").

    ``closeness`` says, by place id, how near the spelling of a place comes that is not called so exactly. ``towns`` are
    the divisions (country and name) in which a town has the name.
    """

    nouns: frozenset[str] = frozenset()
    containers: tuple[Place, ...] = ()
    closeness: Mapping[str, float] = field(default_factory=dict)
    towns: frozenset[tuple[str, str]] = frozenset()


@cache
def feature_weights() -> dict[str, float]:
    """Return the weights of the features, by name."""
    content = files("geo").joinpath("data/place_weights.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(content)["weights"])


def distance_km(first: Place, second: Place) -> float:
    """Return the great-circle distance of two places, by the haversine formula.

    Good to half a per cent, which choosing among namesakes does not need to better; geopy measures what is shown.
    """
    lat1, lat2 = math.radians(first.lat), math.radians(second.lat)
    delta_lon = math.radians(second.lon - first.lon)
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(delta_lon / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def reasons_for(place: Place, key: str, context: Context, clues: Clues) -> tuple[Reason, ...]:
    """Return the features that speak for or against a place, weighed; their sum is its score before normalising."""
    weights = feature_weights()
    values = {
        "importance": importance((place,)),
        "preferred_name": float(place.name.casefold() == key.casefold()),
        "user_entry": float(place.wins),
        "curated": float(place.is_curated),
        **_class_features(place, clues),
        **_country_features(place, context),
        "container": float(any(_contains(container, place) for container in clues.containers)),
        "not_contained": float(_is_elsewhere(place, clues.containers)),
        "near_resolved": _nearness(place, context.anchors),
        "other_spelling": _spelling_distance(place, clues),
    }
    return tuple(Reason(name, round(value * weights[name], 3)) for name, value in values.items() if value)


def is_point(place: Place) -> bool:
    """Say whether a place is a settlement or a spot, near which other places of a text are likely."""
    return place.feature_class in {"P", "S"}


def _is_elsewhere(place: Place, containers: tuple[Place, ...]) -> bool:
    """Say whether a quarter or a spot lies in none of the places that the text says contain it."""
    local = place.feature_class == "S" or place.feature_code == "PPLX"
    return bool(containers) and local and not any(_contains(container, place) for container in containers)


def _nearness(place: Place, anchors: tuple[Place, ...]) -> float:
    """Return how near the nearest other town of the text is: 1 beside it, 0 from 150 km on."""
    if not is_point(place):
        return 0.0
    nearest = min((distance_km(place, other) for other in anchors if other.id != place.id), default=_NEAR_KM)
    return max(0.0, 1.0 - nearest / _NEAR_KM)


def _spelling_distance(place: Place, clues: Clues) -> float:
    """Return how far the name is from the place's: 0 for its very name, a little for one that only sounds the same."""
    closeness = clues.closeness.get(place.id)
    return 0.0 if closeness is None else _SOUNDS_ONLY + 1.0 - closeness


def _class_features(place: Place, clues: Clues) -> dict[str, float]:
    nouns = clues.nouns
    country = place.is_country
    division = place.feature_class == "A" and not country
    facility = place.feature_class == "S"
    quarter = place.feature_code in {"PPLX", "PPLQ", "PPLH", "PPLW"}
    settlement = place.feature_class == "P" and not quarter
    return {
        "country": float(country),
        "division": float(division),
        "division_of_town": float(
            division and (place.country, place.name) in clues.towns and "division_noun" not in nouns
        ),
        "settlement": float(settlement),
        "quarter": float(quarter),
        "facility": float(facility),
        "facility_named": float(facility and "facility_named" in nouns),
        "water_noun": float(place.feature_class == "H" and "water_noun" in nouns),
        "division_noun": float(division and "division_noun" in nouns),
        "settlement_noun": float((settlement or quarter) and "settlement_noun" in nouns),
    }


def _country_features(place: Place, context: Context) -> dict[str, float]:
    inside = place.country in context.theatre
    return {
        "theatre": float(inside),
        "outside_theatre": float(bool(context.theatre) and bool(place.country) and not inside and not place.is_country),
        "document_division": float((place.country, place.admin1) in context.divisions),
        "document_country": context.countries.get(place.country, 0.0) if place.country else 0.0,
    }


def _contains(container: Place, place: Place) -> bool:
    if container.id == place.id or container.country != place.country or not place.country:
        return False
    if container.is_country:
        return True
    return bool(container.feature_class == "A" and container.name == place.admin1) or (
        container.feature_class == "P" and distance_km(container, place) < _SAME_TOWN_KM
    )
