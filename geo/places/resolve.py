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
from geo.places.clues import Options, find_clues
from geo.places.features import Clues, Context, is_point, reasons_for
from geo.places.names import LEAST_CLOSENESS, Names, importance
from geo.places.toponyms import Toponym

MAX_CANDIDATES: Final = 8
_LIKELY_SHARE: Final = 0.3

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
        exact = {toponym.key: self._names.places_named(toponym.key) for toponym in toponyms}
        context = _context(exact, theatre, hints or {})
        alike = self._alike(exact, context)
        places = [(*exact[toponym.key], *alike.get(toponym.key, ())) for toponym in toponyms]
        clues = [
            replace(clue, closeness={place.id: near for place, near in alike.get(toponym.key, {}).items()})
            for toponym, clue in zip(toponyms, find_clues(toponyms, places), strict=True)
        ]
        first = _rank_all(toponyms, places, clues, context)
        anchors = {ranked[0].place.id: ranked[0].place for ranked in first if ranked and is_point(ranked[0].place)}
        second = _rank_all(toponyms, places, clues, replace(context, anchors=tuple(anchors.values())))
        return _one_sense(toponyms, second)

    def _alike(self, exact: Mapping[str, Options], context: Context) -> dict[str, dict[Place, float]]:
        """Return, for names that no place in the likely countries has, the places there that sound so, and how near."""
        likely = context.theatre or {code for code, share in context.countries.items() if share >= _LIKELY_SHARE}
        missing = (key for key, options in exact.items() if likely and not _is_named_in(likely, options))
        hits = {key: self._names.places_sounding(key, likely, LEAST_CLOSENESS)[:MAX_CANDIDATES] for key in missing}
        return {key: {hit.place: hit.score / BEST_FUZZY for hit in found} for key, found in hits.items()}


def _context(exact: Mapping[str, Options], theatre: Sequence[str], hints: Mapping[str, float]) -> Context:
    return Context(frozenset(theatre), _country_shares(exact.values(), hints), _divisions(exact.values()))


def _is_named_in(countries: Collection[str], places: Iterable[Place]) -> bool:
    """Say whether one of the places lies in the countries, or is one that any text may speak of."""
    return any(place.country in countries or not place.country or place.is_country for place in places)


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
    """Return the first-level divisions that some names best mean, or whose seat they mean."""
    best = (max(options, key=lambda place: importance((place,)), default=None) for options in places)
    return frozenset(
        (place.country, place.admin1) for place in best if place is not None and _stands_for_division(place)
    )


def _stands_for_division(place: Place) -> bool:
    return place.feature_code in {"ADM1", "PPLA"} and bool(place.admin1)


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


def _one_sense(toponyms: Sequence[Toponym], ranked: list[tuple[Candidate, ...]]) -> list[tuple[Candidate, ...]]:
    """Give every occurrence of a name the meaning of its surest one (one sense a discourse, Gale et al. 1992)."""
    surest: dict[str, tuple[Candidate, ...]] = {}
    for toponym, candidates in zip(toponyms, ranked, strict=True):
        if candidates and (toponym.key not in surest or candidates[0].score > surest[toponym.key][0].score):
            surest[toponym.key] = candidates
    return [surest.get(toponym.key, ()) for toponym in toponyms]
