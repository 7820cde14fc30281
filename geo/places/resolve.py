"""Chooses the place that each name means, with a score and the reasons for it."""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

from gazetteer.models import Place
from geo.models import Candidate, Reason
from geo.places.recognise import Names, importance
from geo.places.toponyms import Toponym, role_words

MAX_CANDIDATES: Final = 8
_NEAR_KM: Final = 150.0
_EARTH_RADIUS_KM: Final = 6371.0


@dataclass(frozen=True, slots=True)
class Context:
    """What a document says about where it plays.

    ``countries`` maps ISO codes to shares that add up to at most 1; ``theatre`` is the user's choice; ``divisions`` are
    the first-level divisions that the text names, as country and name.
    """

    theatre: frozenset[str] = frozenset()
    countries: Mapping[str, float] = field(default_factory=dict)
    divisions: frozenset[tuple[str, str]] = frozenset()


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


class PlaceResolver:
    """Chooses among the places of a name by named features with published weights."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def resolve(
        self, toponyms: Sequence[Toponym], theatre: Sequence[str] = (), hints: Mapping[str, float] | None = None
    ) -> list[tuple[Candidate, ...]]:
        """Return the candidates of each name, best first; empty where the gazetteer knows none.

        ``hints`` are countries that the text names otherwise (by demonyms), with counts.
        """
        places = [self._names.places_named(toponym.key) for toponym in toponyms]
        by_name = {toponym.key: options for toponym, options in zip(toponyms, places, strict=True)}
        context = Context(
            frozenset(theatre), _country_shares(by_name.values(), hints or {}), _divisions(by_name.values())
        )
        first = [
            self._score(toponym, options, context, toponyms, places, ())
            for toponym, options in zip(toponyms, places, strict=True)
        ]
        anchors = tuple(
            {
                best.place.id: best.place for best in (ranked[0] for ranked in first if ranked) if _is_point(best.place)
            }.values()
        )
        second = [
            self._score(toponym, options, context, toponyms, places, anchors)
            for toponym, options in zip(toponyms, places, strict=True)
        ]
        return _one_sense(toponyms, second)

    def _score(
        self,
        toponym: Toponym,
        options: tuple[Place, ...],
        context: Context,
        toponyms: Sequence[Toponym],
        places: Sequence[tuple[Place, ...]],
        anchors: tuple[Place, ...],
    ) -> tuple[Candidate, ...]:
        containers = _containers(toponym, toponyms, places)
        cues = _cues(toponym)
        scored = [(place, _reasons(place, toponym.key, context, containers, cues, anchors)) for place in options]
        totals = sorted(
            ((sum(reason.weight for reason in reasons), place, reasons) for place, reasons in scored),
            key=lambda row: (-row[0], -row[1].population, row[1].id),
        )
        return _as_candidates(totals[:MAX_CANDIDATES])


def _as_candidates(totals: Sequence[tuple[float, Place, tuple[Reason, ...]]]) -> tuple[Candidate, ...]:
    """Turn totals into scores that add up to less than 1 (a softmax with one place for "none of these")."""
    if not totals:
        return ()
    best = totals[0][0]
    powers = [math.exp(total - best) for total, _, _ in totals]
    whole = sum(powers) + math.exp(-best)
    return tuple(
        Candidate(place, round(power / whole, 4), reasons)
        for power, (_, place, reasons) in zip(powers, totals, strict=True)
    )


def _divisions(places: Iterable[tuple[Place, ...]]) -> frozenset[tuple[str, str]]:
    """Return the first-level divisions among the best-known meanings of some names."""
    best = (max(options, key=lambda place: importance((place,)), default=None) for options in places)
    return frozenset(
        (place.country, place.name) for place in best if place is not None and place.feature_code == "ADM1"
    )


def _country_shares(places: Iterable[tuple[Place, ...]], hints: Mapping[str, float]) -> dict[str, float]:
    """Weigh the countries that a document speaks of: named countries, demonyms, and places with one known meaning."""
    counts: Counter[str] = Counter()
    for country, count in hints.items():
        counts[country] += 0.5 * count
    for options in places:
        best = max(options, key=lambda place: importance((place,)), default=None)
        if best is None or not best.country:
            continue
        countries = {place.country for place in options if place.country}
        weight = 1.0 if best.feature_code.startswith("PCL") else 0.8 * importance((best,)) / len(countries)
        counts[best.country] += weight
    total = sum(counts.values())
    return {country: counts[country] / total for country in sorted(counts)} if total else {}


def _cues(toponym: Toponym) -> frozenset[str]:
    """Return the features for which a noun beside the name asks."""
    document, span = toponym.span.doc, toponym.span
    near = {document[i].lower_ for i in (span.end, span.end + 1) if i < len(document)}
    if span.start > 1 and document[span.start - 1].lower_ == "of":
        near.add(document[span.start - 2].lower_)
    if span.start:
        near.add(document[span.start - 1].lower_)
    inside = {token.lower_ for token in span}
    near |= inside
    lists = {
        "division_noun": "division_nouns",
        "settlement_noun": "settlement_nouns",
        "facility_named": "facility_nouns",
    }
    return frozenset(feature for feature, words in lists.items() if near & role_words(words))


def _containers(
    toponym: Toponym, toponyms: Sequence[Toponym], places: Sequence[tuple[Place, ...]]
) -> tuple[Place, ...]:
    """Return what the next name may mean where the text reads "X, Y", "X (Y)" or "X in Y"."""
    view = toponym.block.block.view
    for other, options in zip(toponyms, places, strict=True):
        if other.block is not toponym.block or other.start <= toponym.end:
            continue
        gap = view[toponym.end : other.start].strip().lower()
        words = set(gap.replace(",", " ").replace("(", " ").split())
        plain = (
            gap in {",", "(", "in", "of"}
            or ((gap[:1] in {",", "("} or words & {"in"})
            and words
            <= {
                "in",
                "the",
                "city",
                "province",
                "state",
                "district",
                "region",
                "governorate",
                "of",
                "northern",
                "southern",
                "eastern",
                "western",
                "oblast",
                "and",
            })
        )
        return options if plain and "and" not in words else ()
    return ()


def _reasons(
    place: Place,
    key: str,
    context: Context,
    containers: tuple[Place, ...],
    cues: frozenset[str],
    anchors: tuple[Place, ...],
) -> tuple[Reason, ...]:
    weights = feature_weights()
    values: dict[str, float] = defaultdict(float)
    values["importance"] = importance((place,))
    values["preferred_name"] = float(place.name.casefold() == key.casefold())
    values["user_entry"] = float(place.wins)
    values["curated"] = float(place.id.startswith("overlay:"))
    values |= _class_features(place, cues)
    values |= _country_features(place, context)
    values["container"] = float(any(_contains(container, place) for container in containers))
    values["near_resolved"] = float(
        _is_point(place) and any(other.id != place.id and distance_km(place, other) < _NEAR_KM for other in anchors)
    )
    return tuple(Reason(name, round(value * weights[name], 3)) for name, value in values.items() if value)


def _class_features(place: Place, cues: frozenset[str]) -> dict[str, float]:
    country = place.feature_code.startswith("PCL")
    division = place.feature_class == "A" and not country
    facility = place.feature_class == "S"
    quarter = place.feature_code in {"PPLX", "PPLQ", "PPLH", "PPLW"}
    settlement = place.feature_class == "P" and not quarter
    return {
        "country": float(country),
        "division": float(division),
        "settlement": float(settlement),
        "quarter": float(quarter),
        "facility": float(facility),
        "facility_named": float(facility and "facility_named" in cues),
        "division_noun": float(division and "division_noun" in cues),
        "settlement_noun": float((settlement or quarter) and "settlement_noun" in cues),
    }


def _country_features(place: Place, context: Context) -> dict[str, float]:
    inside = place.country in context.theatre
    return {
        "theatre": float(inside),
        "outside_theatre": float(
            bool(context.theatre) and bool(place.country) and not inside and not place.feature_code.startswith("PCL")
        ),
        "document_division": float((place.country, place.admin1) in context.divisions),
        "document_country": context.countries.get(place.country, 0.0) if place.country else 0.0,
    }


def _contains(container: Place, place: Place) -> bool:
    if container.id == place.id or container.country != place.country or not place.country:
        return False
    if container.feature_code.startswith("PCL"):
        return True
    return bool(container.feature_class == "A" and container.name == place.admin1) or (
        container.feature_class == "P" and distance_km(container, place) < 40
    )


def _is_point(place: Place) -> bool:
    return place.feature_class in {"P", "S"}


def _one_sense(toponyms: Sequence[Toponym], ranked: list[tuple[Candidate, ...]]) -> list[tuple[Candidate, ...]]:
    """Give every occurrence of a name the meaning of its surest one (one sense a discourse, Gale et al. 1992)."""
    surest: dict[str, tuple[Candidate, ...]] = {}
    for toponym, candidates in zip(toponyms, ranked, strict=True):
        if candidates and (toponym.key not in surest or candidates[0].score > surest[toponym.key][0].score):
            surest[toponym.key] = candidates
    return [surest.get(toponym.key, ()) for toponym in toponyms]
