"""Searching by a name that may be half typed or misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz, process

from gazetteer.models import Place, SearchHit
from gazetteer.normalise import fold, without_article
from gazetteer.schema import RANK_NAME
from gazetteer.spelling import skeleton
from gazetteer.store import GazetteerStore
from gazetteer.writer import importance_of

EXACT, WITHOUT_ARTICLE, LONGEST_PREFIX, SHORTEST_PREFIX, BEST_FUZZY = 1.0, 0.97, 0.95, 0.8, 0.79
_SHORTEST_PREFIX_LETTERS = 2
_LEAST_RATIO = 70.0
_FUZZY_KEYS = 30
_CANDIDATE_KEYS = 3000
_LONGEST_VARIED = 24
_CONSONANTS = "abdfghjklmnprstv"  # the letters of a skeleton


def search_places(
    store: GazetteerStore, own: Mapping[str, tuple[Place, ...]], query: str, country: str, limit: int
) -> list[SearchHit]:
    """Return the places that a query may mean: exact names, then prefixes, then misspellings."""
    key = fold(query)
    if not key or limit < 1:
        return []
    hits = _Hits(country)
    for score, place in exact_places(store, own, key):
        hits.add(place, score, key)
    found_exact = bool(hits)
    if len(key) >= _SHORTEST_PREFIX_LETTERS:
        hits.add_all(_prefix_hits(store, own, key, country, limit))
    if not found_exact:
        hits.add_all(_fuzzy_hits(store, own, key))
    return hits.best(limit)


def exact_places(
    store: GazetteerStore, own: Mapping[str, tuple[Place, ...]], key: str
) -> Iterator[tuple[float, Place]]:
    """Yield (score, place) for the places of exactly this key, the user's own first."""
    for place in own.get(key, ()):
        yield EXACT, place
    rows = store.by_key(key)
    for rank, place in rows:
        yield (EXACT if rank == RANK_NAME else WITHOUT_ARTICLE), place
    bare = without_article(key)
    if bare != key:
        known = {place.id for _, place in rows}
        yield from ((WITHOUT_ARTICLE, place) for place in own.get(bare, ()))
        yield from ((WITHOUT_ARTICLE, place) for _, place in store.by_key(bare) if place.id not in known)


class _Hits:
    """Collects hits, keeping the best for each place."""

    def __init__(self, country: str) -> None:
        self._country = country
        self._hits: dict[str, SearchHit] = {}

    def __bool__(self) -> bool:
        return bool(self._hits)

    def add(self, place: Place, score: float, matched_name: str) -> None:
        known = self._hits.get(place.id)
        if (not self._country or place.country == self._country) and (known is None or known.score < score):
            self._hits[place.id] = SearchHit(place, round(score, 3), matched_name)

    def add_all(self, found: Iterable[tuple[Place, float, str]]) -> None:
        for place, score, matched_name in found:
            self.add(place, score, matched_name)

    def best(self, limit: int) -> list[SearchHit]:
        """Rank by match in steps of a twentieth, then own places, then importance."""
        return sorted(self._hits.values(), key=_rank)[:limit]


def _rank(hit: SearchHit) -> tuple[float, bool, float, float, str]:
    step = round(hit.score * 20)
    return -step, not hit.place.wins, -importance_of(hit.place), -hit.score, hit.place.id


def _prefix_hits(
    store: GazetteerStore, own: Mapping[str, tuple[Place, ...]], key: str, country: str, limit: int
) -> Iterator[tuple[Place, float, str]]:
    found = [
        (other, place) for other, places in own.items() if other.startswith(key) and other != key for place in places
    ]
    for other, place in [*found, *store.by_prefix(key, country, limit * 2)]:
        yield place, SHORTEST_PREFIX + (LONGEST_PREFIX - SHORTEST_PREFIX) * len(key) / len(other), other


def _fuzzy_hits(
    store: GazetteerStore, own: Mapping[str, tuple[Place, ...]], key: str
) -> Iterator[tuple[Place, float, str]]:
    """Yield places whose names sound alike or differ in a few letters, among those that share sound or beginning."""
    sound = skeleton(key)
    candidates = [*own, *store.keys_of_skeletons([sound], _CANDIDATE_KEYS)]
    if len(sound) <= _LONGEST_VARIED:
        candidates += store.keys_of_skeletons(_one_edit_away(sound), _CANDIDATE_KEYS)
    if len(key) > _SHORTEST_PREFIX_LETTERS:
        start = key[:3]
        candidates += store.keys_between(start, start[:-1] + chr(ord(start[-1]) + 1), _CANDIDATE_KEYS)
    best = process.extract(key, candidates, scorer=fuzz.ratio, score_cutoff=_LEAST_RATIO, limit=_FUZZY_KEYS)
    for other, ratio, _ in best:
        closeness = BEST_FUZZY * ratio / 100 if skeleton(other) != sound else BEST_FUZZY * (0.5 + ratio / 200)
        for _, place in exact_places(store, own, other):
            yield place, closeness, other


def _one_edit_away(sound: str) -> set[str]:
    """Return the skeletons that one letter left out, put in or changed makes of this one."""
    cuts = [(sound[:cut], sound[cut:]) for cut in range(len(sound) + 1)]
    without = {head + tail[1:] for head, tail in cuts if tail}
    replaced = {head + letter + tail[1:] for head, tail in cuts if tail for letter in _CONSONANTS}
    added = {head + letter + tail for head, tail in cuts for letter in _CONSONANTS}
    return (without | replaced | added) - {sound, ""}
