"""Chooses the place that each name means, with a score and the reasons for it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gazetteer.models import Place
from gazetteer.search import BEST_FUZZY
from geo.models import Candidate, Reason
from geo.places.features import Clues, Context, is_point, reasons_for
from geo.places.recognise import Names, importance
from geo.places.toponyms import Toponym, role_words

MAX_CANDIDATES: Final = 8
_LIKELY_SHARE: Final = 0.3
_TOWN_PEOPLE: Final = 10_000
_SEATS: Final = frozenset({"PPLA", "PPLC"})
_INSIDE_WORDS: Final = frozenset(
    {"in", "of", "the", "city", "province", "state", "district", "region", "governorate", "oblast"}
    | {"northern", "southern", "eastern", "western", "rural", "central"}
    | {"town", "village", "area", "countryside", "outskirts", "suburb", "neighborhood", "neighbourhood", "lga"}
)

Options = tuple[Place, ...]
Totals = tuple[float, Place, tuple[Reason, ...]]


class PlaceResolver:
    """Chooses among the places of a name by named features with published weights."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def resolve(
        self, toponyms: Sequence[Toponym], theatre: Sequence[str] = (), hints: Mapping[str, float] | None = None
    ) -> list[tuple[Candidate, ...]]:
        """Return the candidates of each name, best first; empty where the gazetteer knows none.

        ``hints`` are countries that the text names otherwise (by demonyms), with counts. A first pass finds the towns
        that are sure; a second one prefers places near them.
        """
        places = [self._names.places_named(toponym.key) for toponym in toponyms]
        by_name = {toponym.key: options for toponym, options in zip(toponyms, places, strict=True)}
        shares = _country_shares(by_name.values(), hints or {})
        context = Context(frozenset(theatre), shares, _divisions(by_name.values()))
        likely = context.theatre or {country for country, share in shares.items() if share >= _LIKELY_SHARE}
        spelt_otherwise = self._spelt_otherwise(by_name, likely)
        places = [
            (*options, *spelt_otherwise[toponym.key][0]) if toponym.key in spelt_otherwise else options
            for toponym, options in zip(toponyms, places, strict=True)
        ]
        clues = [
            replace(clue, closeness=spelt_otherwise[toponym.key][1]) if toponym.key in spelt_otherwise else clue
            for toponym, clue in zip(toponyms, _clues(toponyms, places), strict=True)
        ]
        first = _rank_all(toponyms, places, clues, context)
        anchors = {ranked[0].place.id: ranked[0].place for ranked in first if ranked and is_point(ranked[0].place)}
        second = _rank_all(toponyms, places, clues, replace(context, anchors=tuple(anchors.values())))
        return _one_sense(toponyms, second)

    def _spelt_otherwise(
        self, by_name: Mapping[str, Options], countries: Collection[str]
    ) -> dict[str, tuple[Options, dict[str, float]]]:
        """Return, for names that no place in the countries has, the places there that sound like them, and how near."""
        found = {}
        for key, options in by_name.items():
            if countries and not any(_may_be_meant(place, countries) for place in options):
                hits = self._names.places_sounding(key, countries)[:MAX_CANDIDATES]
                found[key] = tuple(hit.place for hit in hits), {hit.place.id: hit.score / BEST_FUZZY for hit in hits}
        return found


def _may_be_meant(place: Place, countries: Collection[str]) -> bool:
    """Say whether a place lies in one of the countries, or is one that any text may speak of."""
    return place.country in countries or not place.country or place.is_country


def _rank_all(
    toponyms: Sequence[Toponym], places: Sequence[Options], clues: Sequence[Clues], context: Context
) -> list[tuple[Candidate, ...]]:
    return [
        _rank(toponym.key, options, clue, context)
        for toponym, options, clue in zip(toponyms, places, clues, strict=True)
    ]


def _rank(key: str, options: Options, clues: Clues, context: Context) -> tuple[Candidate, ...]:
    scored = [(place, reasons_for(place, key, context, clues)) for place in options]
    totals = [(sum(reason.weight for reason in reasons), place, reasons) for place, reasons in scored]
    totals.sort(key=lambda row: (-row[0], -row[1].population, row[1].id))
    return _as_candidates(totals[:MAX_CANDIDATES])


def _as_candidates(totals: Sequence[Totals]) -> tuple[Candidate, ...]:
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
    counts: dict[str, float] = defaultdict(float)
    for country, count in hints.items():
        counts[country] += 0.5 * count
    for options in places:
        best = max(options, key=lambda place: importance((place,)), default=None)
        if best is None or not best.country:
            continue
        countries = {place.country for place in options if place.country}
        weight = 1.0 if best.is_country else 0.8 * importance((best,)) / len(countries)
        counts[best.country] += weight
    total = sum(counts.values())
    return {country: counts[country] / total for country in sorted(counts)} if total else {}


def _clues(toponyms: Sequence[Toponym], places: Sequence[Options]) -> list[Clues]:
    if not toponyms:
        return []
    following: list[tuple[Toponym, Options] | None] = [*zip(toponyms[1:], places[1:], strict=True), None]
    return [
        Clues(_nouns(toponym), _containers(toponym, after), towns=_divisions_with_town(options))
        for toponym, options, after in zip(toponyms, places, following, strict=True)
    ]


def _divisions_with_town(options: Options) -> frozenset[tuple[str, str]]:
    """Return the divisions in which one of the places is a town that they may be named after."""
    towns = (place for place in options if place.feature_class == "P")
    return frozenset(
        (place.country, place.admin1)
        for place in towns
        if place.population >= _TOWN_PEOPLE or place.feature_code[:4] in _SEATS
    )


def _nouns(toponym: Toponym) -> frozenset[str]:
    """Return the features for which a noun beside the name asks."""
    document, span = toponym.span.doc, toponym.span
    near = {token.lower_ for token in document[max(0, span.start - 1) : span.end + 1]}
    if span.start > 1 and document[span.start - 1].lower_ == "of":
        near.add(document[span.start - 2].lower_)
    lists = {"water_noun": "water_nouns"} | {
        "division_noun": "division_nouns",
        "settlement_noun": "settlement_nouns",
        "facility_named": "facility_nouns",
    }
    return frozenset(feature for feature, words in lists.items() if near & role_words(words))


def _containers(toponym: Toponym, after: tuple[Toponym, Options] | None) -> Options:
    """Return what the next name may mean where the text reads "X, Y", "X (Y)" or "X in Y"."""
    if after is None or after[0].block is not toponym.block or after[0].start <= toponym.end:
        return ()
    gap = toponym.block.block.view[toponym.end : after[0].start].strip().lower()
    words = set(gap.replace(",", " ").replace("(", " ").split())
    joined = gap[:1] in {",", "("} or bool(words & {"in", "of"})
    return after[1] if joined and words <= _INSIDE_WORDS else ()


def _one_sense(toponyms: Sequence[Toponym], ranked: list[tuple[Candidate, ...]]) -> list[tuple[Candidate, ...]]:
    """Give every occurrence of a name the meaning of its surest one (one sense a discourse, Gale et al. 1992)."""
    surest: dict[str, tuple[Candidate, ...]] = {}
    for toponym, candidates in zip(toponyms, ranked, strict=True):
        if candidates and (toponym.key not in surest or candidates[0].score > surest[toponym.key][0].score):
            surest[toponym.key] = candidates
    return [surest.get(toponym.key, ()) for toponym in toponyms]
