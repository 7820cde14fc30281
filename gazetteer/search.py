"""Searching by a name that may be half typed, misspelt, or followed by what contains it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz, process

from gazetteer.containers import OUTSIDE, SAME_DIVISION, Container, fit_all
from gazetteer.models import Place, SearchHit
from gazetteer.normalise import without_article
from gazetteer.queries import NameQuery, read_query
from gazetteer.schema import RANK_NAME
from gazetteer.spelling import closeness, romanised, skeleton
from gazetteer.writer import importance_of

EXACT, WITHOUT_ARTICLE, LONGEST_PREFIX, SHORTEST_PREFIX, BEST_FUZZY = 1.0, 0.97, 0.95, 0.8, 0.79
"""Scores: exact names, those but for an article, prefixes by their length, and the best of what is approximate."""

LEAST_CLOSENESS = 0.72
"""How close a name must sound to be an answer."""

_OTHER_KIND, _AT_SITE = 0.93, 0.75
_SHORTEST_PREFIX_LETTERS = 2
_LEAST_RATIO = 70.0
_FUZZY_KEYS = 30
_SAME_SOUND_KEYS = 400
_WEIGHED_KEYS = 60
_ALIKE_KEYS = 24
_CANDIDATE_KEYS = 3000
_LONGEST_VARIED = 24
_CONSONANTS = "abdfgjklmnrst"  # the letters of a skeleton


class PlaceIndex(Protocol):
    """What the search asks of the places: :class:`gazetteer.layers.PlaceLayers` answers it."""

    def by_key(self, key: str) -> tuple[tuple[int, Place], ...]:
        """Return (rank, place) for the places of a key."""

    def by_prefix(self, prefix: str, country: str, limit: int) -> list[tuple[str, Place]]:
        """Return (key, place) for keys that go on after a prefix."""

    def keys_of_skeletons(self, skeletons: Collection[str], limit: int) -> list[str]:
        """Return the keys that have one of these skeletons."""

    def keys_between(self, low: str, high: str, limit: int) -> list[str]:
        """Return the keys from one up to, not including, another."""


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """The names that a search looks through: the layers of places, and the user's own by key."""

    layers: PlaceIndex
    own: Mapping[str, tuple[Place, ...]]


def search_places(
    names: PlaceNames, query: str, country: str, limit: int, allows: Callable[[Place], bool] = lambda _: True
) -> list[SearchHit]:
    """Return the places that a query may mean: exact names, then prefixes, then like spellings.

    ``Name, Container`` answers only with places in the container, if it is known; a word of kind ("Latakia town")
    prefers places of that kind.
    """
    asked = read_query(query)
    if not asked.whole or limit < 1:
        return []
    containers = _containers(names, asked.containers, country)
    hits = _Hits(asked, containers, lambda place: _in(place, country) and allows(place))
    for key in dict.fromkeys((asked.whole, *asked.names)):
        hits.add_all((place, score, key) for score, place in exact_places(names, key))
    for key in asked.names:
        if len(key) >= _SHORTEST_PREFIX_LETTERS:
            hits.add_all(_prefix_hits(names, key, country, limit))
    for key in asked.names if not hits.has_exact else ():
        hits.add_all(_sounding_hits(names, key) if hits.has_sure else _fuzzy_hits(names, key), approximate=True)
    return hits.best(limit)


def exact_places(names: PlaceNames, key: str) -> Iterator[tuple[float, Place]]:
    """Yield (score, place) for the places of exactly this key, the user's own first."""
    for place in names.own.get(key, ()):
        yield EXACT, place
    rows = names.layers.by_key(key)
    for rank, place in rows:
        yield (EXACT if rank == RANK_NAME else WITHOUT_ARTICLE), place
    bare = without_article(key)
    if bare != key:
        known = {place.id for _, place in rows}
        yield from ((WITHOUT_ARTICLE, place) for place in names.own.get(bare, ()))
        yield from ((WITHOUT_ARTICLE, place) for _, place in names.layers.by_key(bare) if place.id not in known)


def sounding_places(
    names: PlaceNames, key: str, countries: Collection[str], least: float = LEAST_CLOSENESS
) -> list[SearchHit]:
    """Return the places in some countries whose names sound like a key, the closest first; all are approximate."""
    found: dict[str, SearchHit] = {}
    for other, near in _weighed(key, _likest(key, _keys_of_sound(names, key), _ALIKE_KEYS), least):
        if near < least:
            break
        for _, place in exact_places(names, other):
            if place.country in countries and place.id not in found:
                found[place.id] = SearchHit(place, round(BEST_FUZZY * near, 3), other, approximate=True)
    return sorted(found.values(), key=_rank)


def _keys_of_sound(names: PlaceNames, key: str) -> list[str]:
    """Return the keys of the same skeleton."""
    sound = skeleton(key)
    own = (other for other in names.own if skeleton(other) == sound)
    return list(dict.fromkeys([*own, *names.layers.keys_of_skeletons([sound], _SAME_SOUND_KEYS)]))


def _weighed(key: str, others: Iterable[str], least: float) -> list[tuple[str, float]]:
    """Return other keys with their closeness to a key, the closest first; below ``least`` it may be 0."""
    weighed = [(other, closeness(key, other, least)) for other in others if other != key]
    return sorted(weighed, key=lambda row: (-row[1], row[0]))


def _containers(names: PlaceNames, keys: Sequence[str], country: str) -> list[Container]:
    """Return what the containers may mean, those left out that nothing is called."""
    found = []
    for number, key in enumerate(keys):
        options = [place for _, place in exact_places(names, key)]
        if key in keys[number + 1 :]:  # "Al Hasakah, Al Hasakah": the district, then the province
            options = [place for place in options if place.feature_code != "ADM1"]
        if not options and country:
            options = [hit.place for hit in sounding_places(names, key, {country}, SAME_DIVISION)]
        options = [place for place in options if place.feature_class in {"A", "P", "L"} and _in(place, country)]
        if options:
            found.append(Container(tuple(options)))
    return found


def _in(place: Place, country: str) -> bool:
    return not country or place.country == country


class _Hits:
    """Collects hits that fit the query, keeping the best for each place."""

    def __init__(self, asked: NameQuery, containers: list[Container], allows: Callable[[Place], bool]) -> None:
        self._asked = asked
        self._containers = containers
        self._allows = allows
        self._hits: dict[str, SearchHit] = {}

    @property
    def has_exact(self) -> bool:
        """Say whether some place is called as the query asks."""
        return any(not hit.approximate and hit.score > LONGEST_PREFIX for hit in self._hits.values())

    @property
    def has_sure(self) -> bool:
        """Say whether some hit is no guess."""
        return any(not hit.approximate and hit.score > BEST_FUZZY for hit in self._hits.values())

    def add_all(self, found: Iterable[tuple[Place, float, str]], *, approximate: bool = False) -> None:
        for place, score, matched_name in found:
            if self._allows(place):
                self._add(place, score, matched_name, approximate=approximate)

    def _add(self, place: Place, score: float, matched_name: str, *, approximate: bool) -> None:
        asked = self._asked
        if matched_name != asked.whole and asked.codes and not place.feature_code.startswith(asked.codes):
            score *= _OTHER_KIND
        if matched_name != asked.whole and asked.at_site and not place.feature_code.startswith(asked.codes or ("S",)):
            score, approximate = score * _AT_SITE, True
        fit = fit_all(place, self._containers)
        score, approximate = score * fit, approximate or fit <= OUTSIDE
        known = self._hits.get(place.id)
        if known is None or known.score < score:
            self._hits[place.id] = SearchHit(place, round(score, 3), matched_name, approximate)

    def best(self, limit: int) -> list[SearchHit]:
        """Rank by match in steps of a twentieth, then own places, then importance."""
        return sorted(self._hits.values(), key=_rank)[:limit]


def _rank(hit: SearchHit) -> tuple[float, bool, float, float, str]:
    step = round(hit.score * 20)
    return -step, not hit.place.wins, -importance_of(hit.place), -hit.score, hit.place.id


def _prefix_hits(names: PlaceNames, key: str, country: str, limit: int) -> Iterator[tuple[Place, float, str]]:
    own = ((other, place) for other, places in names.own.items() for place in places)
    found = [(other, place) for other, place in own if other.startswith(key) and other != key]
    for other, place in [*found, *names.layers.by_prefix(key, country, limit * 2)]:
        yield place, SHORTEST_PREFIX + (LONGEST_PREFIX - SHORTEST_PREFIX) * len(key) / len(other), other


def _fuzzy_hits(names: PlaceNames, key: str) -> Iterator[tuple[Place, float, str]]:
    """Yield places whose names sound alike or differ in a few letters, among those that share sound or beginning."""
    near = _sounding_keys(names, key)
    for other, ratio, _ in process.extract(
        key, _like_keys(names, key), scorer=fuzz.ratio, score_cutoff=_LEAST_RATIO, limit=_FUZZY_KEYS
    ):
        near.setdefault(other, max(closeness(key, other), ratio / 100 - 0.05))
    yield from _places_near(names, near)


def _sounding_hits(names: PlaceNames, key: str) -> Iterator[tuple[Place, float, str]]:
    """Yield places whose names sound alike."""
    yield from _places_near(names, _sounding_keys(names, key))


def _sounding_keys(names: PlaceNames, key: str) -> dict[str, float]:
    return dict(_weighed(key, _likest(key, _keys_of_sound(names, key), _WEIGHED_KEYS), LEAST_CLOSENESS))


def _places_near(names: PlaceNames, near: Mapping[str, float]) -> Iterator[tuple[Place, float, str]]:
    """Yield the places of the closest keys."""
    for other, how_near in sorted(near.items(), key=lambda row: (-row[1], row[0]))[:_FUZZY_KEYS]:
        if how_near >= LEAST_CLOSENESS:
            for _, place in exact_places(names, other):
                yield place, BEST_FUZZY * how_near, other


def _likest(key: str, others: Sequence[str], limit: int) -> Sequence[str]:
    """Return those of too many keys whose letters are the most alike, in Latin script."""
    if len(others) <= limit:
        return others
    letters = list(map(romanised, others))
    return [others[at] for _, _, at in process.extract(romanised(key), letters, scorer=fuzz.ratio, limit=limit)]


def _like_keys(names: PlaceNames, key: str) -> list[str]:
    """Return keys that begin like this one, or whose skeleton differs in one letter."""
    sound, start = skeleton(key), romanised(key)[:3]
    found = list(names.own)
    if len(sound) <= _LONGEST_VARIED:
        found += names.layers.keys_of_skeletons(_one_edit_away(sound), _CANDIDATE_KEYS)
    if len(start) > _SHORTEST_PREFIX_LETTERS:
        found += names.layers.keys_between(start, start[:-1] + chr(ord(start[-1]) + 1), _CANDIDATE_KEYS)
    return found


def _one_edit_away(sound: str) -> set[str]:
    """Return the skeletons that one letter left out, put in or changed makes of this one."""
    cuts = [(sound[:cut], sound[cut:]) for cut in range(len(sound) + 1)]
    without = {head + tail[1:] for head, tail in cuts if tail}
    replaced = {head + letter + tail[1:] for head, tail in cuts if tail for letter in _CONSONANTS}
    added = {head + letter + tail for head, tail in cuts for letter in _CONSONANTS}
    return (without | replaced | added) - {sound, ""}
