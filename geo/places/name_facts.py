"""What is known of a name before its sentence is read: which places bear it, and whether people or things do."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from gazetteer.models import Place
from geo.places.names import Names, importance
from geo.places.toponyms import role_words

_KNOWN_STEPS: Final = (0.2, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95)
_SHORT, _FOUR = 3, 4
_MANY_WORDS: Final = 3
_CACHED: Final = 20_000


@dataclass(frozen=True, slots=True)
class NameFacts:
    """The places of a name, and the features that hold wherever the name stands.

    ``known`` runs from 0 (no place) to 1 (a country); ``divisions`` are (country, first-level division).
    """

    places: tuple[Place, ...]
    known: float
    features: tuple[tuple[str, float], ...]
    countries: frozenset[str]
    divisions: frozenset[tuple[str, str]]
    is_country: bool
    is_division: bool


@cache
def person_names(kind: str) -> frozenset[str]:
    """Return the ``given_names`` or the ``surnames`` of people, in lower case."""
    table = tomllib.loads(files("geo").joinpath("data/person_names.toml").read_text(encoding="utf-8"))
    return frozenset(table[kind].split())


class FactBook:
    """Answers what is known of a name; remembers it as long as the gazetteer gives the same places."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._cache: dict[str, tuple[tuple[Place, ...], NameFacts]] = {}

    def of(self, key: str) -> NameFacts:
        """Return the facts of a folded name."""
        return self.of_places(key, self._names.places_named(key))

    def of_places(self, key: str, places: tuple[Place, ...]) -> NameFacts:
        """Return the facts of a name that some places bear."""
        cached = self._cache.get(key)
        if cached is not None and (cached[0] is places or cached[0] == places):
            return cached[1]
        facts = _facts(key, places)
        if len(self._cache) >= _CACHED:
            self._cache.clear()
        self._cache[key] = (places, facts)
        return facts


def theatre_features(facts: NameFacts, theatre: Collection[str]) -> tuple[tuple[str, float], ...]:
    """Return the features that depend on the theatre that a user has chosen."""
    if not theatre:
        return ()
    if not facts.places:
        return (("theatre:name unknown", 1.0),)
    if any(country in theatre for country in facts.countries):
        known = importance(place for place in facts.places if place.country in theatre)
        return ("theatre:inside", 1.0), ("theatre:inside, known", known)
    return ("theatre:outside", 1.0), ("theatre:outside, known", facts.known)


def _facts(key: str, places: tuple[Place, ...]) -> NameFacts:
    known = importance(places)
    return NameFacts(
        places,
        known,
        tuple(_features(key, places, known).items()),
        frozenset(place.country for place in places if place.country),
        frozenset((place.country, place.admin1) for place in places if place.admin1),
        is_country=any(place.feature_code.startswith("PCL") for place in places),
        is_division=any(place.feature_code == "ADM1" for place in places),
    )


def _features(key: str, places: tuple[Place, ...], known: float) -> dict[str, float]:
    features = {"name:known": known, "name:namesakes": _log(len(places))} if places else {"name:unknown": 1.0}
    features |= {f"name:known {step}": 1.0 for step in _KNOWN_STEPS if known >= step}
    marks = _marks_of_form(key.lower()) | (_marks_of_places(places) if places else {})
    return features | {name: 1.0 for name, holds in marks.items() if holds}


def _marks_of_places(places: tuple[Place, ...]) -> dict[str, bool]:
    """Return what holds of the places of a name, of which there is one at least."""
    classes = {place.feature_class for place in places}
    codes = {place.feature_code for place in places}
    return {
        "name:country": any(code.startswith("PCL") for code in codes),
        "name:capital": "PPLC" in codes,
        "name:division": "ADM1" in codes,
        "name:division only": classes == {"A"},
        "name:no settlement": "P" not in classes,
        "name:facility": classes == {"S"},
        "name:quarter": codes == {"PPLX"},
        "name:own": any(place.wins for place in places),
        "name:curated": any(place.is_curated for place in places),
    }


def _marks_of_form(key: str) -> dict[str, bool]:
    """Return what holds of a name as it is written, in lower case."""
    words = key.split()
    single = len(words) == 1
    return {
        "name:given name": single and key in person_names("given_names"),
        "name:surname": single and key in person_names("surnames"),
        "name:place prefix": len(words) > 1 and words[0] in role_words("place_prefixes"),
        "name:two words": len(words) == 2,  # noqa: PLR2004 - it is the feature's name
        "name:more words": len(words) >= _MANY_WORDS,
        "name:very short": len(key) <= _SHORT,
        "name:short": len(key) == _FOUR,
        "name:article": key.startswith("al "),
    }


def _log(count: int) -> float:
    return math.log2(1 + count) / 4
