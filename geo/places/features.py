"""The features by which a place is chosen among its namesakes, each named so that it can be shown.

What a place has for a name in any document is read once into a :class:`NameTable`; what the document adds is worked
out in :mod:`geo.places.weighing`. Both are columns of one matrix: the weighted sum of a row is the total of a place.
"""

from __future__ import annotations

import itertools
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from gazetteer.models import Place
from gazetteer.normalise import fold
from gazetteer.spelling import romanised

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

OF_PLACE: Final = (
    "population",
    "population_unknown",
    "large_town",
    "most_populous",
    "preferred_name",
    "country",
    "first_division",
    "lower_division",
    "settlement",
    "capital",
    "seat",
    "lower_seat",
    "quarter",
    "facility",
    "water",
    "sea",
    "region",
    "division_of_town",
    "curated",
    "user_entry",
    "chosen",
    "other_spelling",
)
"""The features that a place has for a name in any document."""

OF_DOCUMENT: Final = (
    "division_noun",
    "settlement_noun",
    "facility_named",
    "water_noun",
    "theatre",
    "outside_theatre",
    "country_outside_theatre",
    "document_country",
    "document_division",
    "near_resolved",
    "among_others",
    "container",
    "not_contained",
    "contains_other",
)
"""The features that a document adds."""

FEATURES: Final = (*OF_PLACE, *OF_DOCUMENT)
COLUMN: Final = {name: number for number, name in enumerate(FEATURES)}

_EARTH_RADIUS_KM: Final = 6371.0
LARGEST_LOG_POPULATION: Final = 7.0
_LARGE_LOG_POPULATION: Final = 5.0
_DOMINANT_LOG_RATIO: Final = 1.5
_LOWER_SEATS: Final = frozenset({"PPLA2", "PPLA3", "PPLA4", "PPLA5"})
_SOUNDS_ONLY: Final = 0.02
_TOWN_PEOPLE: Final = 10_000
_SEATS: Final = frozenset({"PPLA", "PPLC"})
_QUARTERS: Final = frozenset({"PPLX", "PPLQ", "PPLH", "PPLW"})
_KIND_OF_CLASS: Final = {"A": "lower_division", "P": "settlement", "S": "facility", "H": "water"}
_KIND_OF_CODE: Final = {
    "ADM1": "first_division",
    "CONT": "region",
    **dict.fromkeys(("OCN", "SEA", "GULF", "STRT"), "sea"),
} | dict.fromkeys(_QUARTERS, "quarter")

_countries: dict[str, int] = {"": 0}
_divisions: dict[tuple[str, str], int] = {}
_next_country, _next_division = itertools.count(1), itertools.count(1)


@dataclass(frozen=True, slots=True)
class NameTable:
    """The places that a name may mean, and what each has by itself; one row a place.

    ``static`` holds the features of :data:`OF_PLACE`; ``facts`` the columns of :data:`FACTS`; ``points`` unit vectors.
    """

    places: tuple[Place, ...]
    static: Floats
    facts: Counts
    points: Floats


FACTS: Final = ("country", "division", "lower_division", "as_division", "is_country", "is_point", "is_local", "is_town")
"""Numbers of a place's country, its divisions of both levels, and the division that it is, 0 for none; its kind."""


@cache
def _weights_file() -> Mapping[str, Any]:
    return tomllib.loads(files("geo").joinpath("data/place_weights.toml").read_text(encoding="utf-8"))


@cache
def feature_weights() -> dict[str, float]:
    """Return the weights of the features, by name."""
    return dict(_weights_file()["weights"])


@cache
def confidence_line() -> tuple[float, float]:
    """Return slope and offset from the log odds of a place to those of a pin (:mod:`geo.places.confidence`)."""
    line = _weights_file()["confidence"]
    return float(line["slope"]), float(line["offset"])


@cache
def weight_vector() -> Floats:
    """Return the weights in the order of :data:`FEATURES`."""
    weights = feature_weights()
    return np.array([weights[name] for name in FEATURES])


def distance_km(first: Place, second: Place) -> float:
    """Return the great-circle distance of two places, by the haversine formula.

    Good to half a per cent, which choosing among namesakes does not need to better; geopy measures what is shown.
    """
    lat1, lat2 = math.radians(first.lat), math.radians(second.lat)
    delta_lon = math.radians(second.lon - first.lon)
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(delta_lon / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def is_point(place: Place) -> bool:
    """Say whether a place is a settlement or a spot, near which other places of a text are likely."""
    return place.feature_class in {"P", "S"}


def country_number(code: str) -> int:
    """Return the number of a country, the same for as long as the process lives; 0 for none."""
    known = _countries.get(code)
    return _countries.setdefault(code, next(_next_country)) if known is None else known


def country_codes() -> dict[int, str]:
    """Return the codes of the countries that have a number."""
    return {number: code for code, number in _countries.copy().items() if code}


def division_number(country: str, name: str) -> int:
    """Return the number of a division of a country, 0 where either is unknown."""
    if not country or not name:
        return 0
    known = _divisions.get((country, name))
    return _divisions.setdefault((country, name), next(_next_division)) if known is None else known


def kind_of(place: Place) -> str:
    """Return which of the features of kind a place has; it has one."""
    if place.is_country:
        return "country"
    return _KIND_OF_CODE.get(place.feature_code) or _KIND_OF_CLASS.get(place.feature_class, "region")


def make_table(
    key: str,
    places: tuple[Place, ...],
    closeness: Sequence[float | None] = (),
    *,
    chosen: str = "",
) -> NameTable:
    """Return the table of a folded name.

    ``closeness`` says for each place how near its spelling comes, None for the very name; ``chosen`` is the id of the
    place that a person picked.
    """
    rows: list[list[float]] = []
    people = [place.population if place.feature_class == "P" else 0 for place in places]
    most, second = (*sorted(people, reverse=True), 0, 0)[:2]
    dominance = min(1.0, math.log10((most + 1) / (second + 1)) / _DOMINANT_LOG_RATIO)
    towns = _divisions_with_town(places)
    latin = romanised(key)
    likeness = {name: max(0.0, fuzz.ratio(fold(name), latin) / 50 - 1.0) for name in {place.name for place in places}}
    near = [*closeness, *[None] * (len(places) - len(closeness))]
    for place, count, close in zip(places, people, near, strict=True):
        row = [0.0] * len(OF_PLACE)
        values = {
            "population": math.log10(count + 1) / LARGEST_LOG_POPULATION,
            "population_unknown": float(place.feature_class == "P" and not count),
            "large_town": max(0.0, math.log10(count + 1) - _LARGE_LOG_POPULATION),
            "most_populous": dominance if 0 < most == count else 0.0,
            "capital": float(place.feature_code == "PPLC"),
            "seat": float(place.feature_code == "PPLA"),
            "lower_seat": float(place.feature_code in _LOWER_SEATS),
            "preferred_name": likeness[place.name],
            "division_of_town": float(place.feature_class == "A" and (place.country, place.name) in towns),
            "curated": float(place.is_curated),
            "user_entry": float(place.wins and close is None),
            "chosen": float(place.id == chosen),
            "other_spelling": 0.0 if close is None else _SOUNDS_ONLY + 1.0 - close,
            kind_of(place): 1.0,
        }
        for name, value in values.items():
            row[COLUMN[name]] = value
        rows.append(row)
    static = np.array(rows).reshape(-1, len(OF_PLACE))
    facts = np.array([_facts(place) for place in places], dtype=np.int64).reshape(-1, len(FACTS))
    points = np.array([_unit_vector(place) for place in places]).reshape(-1, 3)
    return NameTable(places, static, facts, points)


def _divisions_with_town(places: Sequence[Place]) -> frozenset[tuple[str, str]]:
    """Return the divisions in which one of the places is a town that they may be named after."""
    towns = (place for place in places if place.feature_class == "P")
    return frozenset(
        (place.country, place.admin1)
        for place in towns
        if place.population >= _TOWN_PEOPLE or place.feature_code[:4] in _SEATS
    )


def _facts(place: Place) -> tuple[int, ...]:
    country = place.is_country
    return (
        country_number(place.country),
        division_number(place.country, place.admin1),
        division_number(place.country, place.admin2),
        division_number(place.country, place.name) if place.feature_class == "A" and not country else 0,
        country,
        is_point(place),
        place.feature_class == "S" or place.feature_code == "PPLX",
        place.feature_class == "P",
    )


def _unit_vector(place: Place) -> tuple[float, float, float]:
    lon, lat = math.radians(place.lon), math.radians(place.lat)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
