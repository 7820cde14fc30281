"""The review list of unknown names: how often, where, near what, and which known places they may be spellings of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gazetteer import Gazetteer, Place, SearchHit
from geo.errors import NotStoredError
from geo.excerpts import Example, sentence_span
from geo.places.features import distance_km, is_point
from geo.store import EventStore
from geo.store.unknown import NameCount, NameInText

_EXAMPLES: Final = 3
_NEARBY: Final = 8
_PLACES_FOR_GUESS: Final = 200
_SPELLINGS: Final = 3
_LEAST_RADIUS_KM: Final = 10.0


@dataclass(frozen=True, slots=True)
class NearbyPlace:
    """A place that is pinned in the same documents, with in how many of them."""

    place: Place
    documents: int


@dataclass(frozen=True, slots=True)
class Guess:
    """Where a name may lie: the middle of the places in its documents, and how far round it most of them lie."""

    country: str
    lon: float
    lat: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that no place matched. ``guess`` is None where its documents have no places.

    ``near_spellings`` are places of which it may be another spelling, or the very name, where none of these was likely.
    """

    name: str
    key: str
    mentions: int
    documents: int
    examples: tuple[Example, ...]
    nearby: tuple[NearbyPlace, ...]
    guess: Guess | None
    near_spellings: tuple[SearchHit, ...]


def unknown_names(
    store: EventStore, gazetteer: Gazetteer, limit: int | None = 20, offset: int = 0, query: str = ""
) -> list[UnknownName]:
    """Return the unknown names that nobody dismissed, those in most documents first."""
    return [_told(store, gazetteer, count) for count in store.unknown_names.names(limit, offset, query)]


def unknown_name(store: EventStore, gazetteer: Gazetteer, key: str) -> UnknownName:
    """Return what is known of one unknown name; :class:`NotStoredError` where no document has it."""
    count = store.unknown_names.name(key)
    if count is None:
        raise NotStoredError(f"no document has the unknown name {key[:80]!r}")
    return _told(store, gazetteer, count)


def _told(store: EventStore, gazetteer: Gazetteer, count: NameCount) -> UnknownName:
    beside = [NearbyPlace(*row) for row in store.unknown_names.places_beside(count.key, _PLACES_FOR_GUESS)]
    guess = _guess(beside)
    return UnknownName(
        count.name,
        count.key,
        count.mentions,
        count.documents,
        tuple(_example(found) for found in store.unknown_names.examples(count.key, _EXAMPLES)),
        tuple(beside[:_NEARBY]),
        guess,
        tuple(_spellings(gazetteer, count.name, guess)),
    )


def _example(found: NameInText) -> Example:
    first, last = sentence_span(found.text, found.start, found.end)
    return Example(
        found.document_id, found.title, found.text[first:last], found.start - first, found.end - first
    )  # fmt: skip


def _guess(beside: Sequence[NearbyPlace]) -> Guess | None:
    """Return the place among those of the likeliest country that is nearest to all of them."""
    country = _likeliest_country(beside)
    if not country:
        return None
    inside = [near for near in beside if near.place.country == country]
    inside = [near for near in inside if is_point(near.place)] or inside
    middle = min(inside, key=lambda near: (_remoteness(near.place, inside), near.place.id)).place
    radius = _remoteness(middle, inside) / sum(near.documents for near in inside)
    return Guess(country, middle.lon, middle.lat, round(max(radius, _LEAST_RADIUS_KM), 1))


def _likeliest_country(beside: Sequence[NearbyPlace]) -> str:
    """Return the country that most documents have a place of, empty where no place lies in one."""
    countries: Counter[str] = Counter()
    for near in beside:
        countries[near.place.country] += near.documents
    countries.pop("", None)
    return min(countries, key=lambda code: (-countries[code], code), default="")


def _remoteness(place: Place, others: Sequence[NearbyPlace]) -> float:
    return sum(distance_km(place, other.place) * other.documents for other in others)


def _spellings(gazetteer: Gazetteer, name: str, guess: Guess | None) -> list[SearchHit]:
    """Return what the name may be another spelling of in the guessed country; elsewhere only what is called so."""
    found = gazetteer.search(name, country=guess.country, limit=_SPELLINGS) if guess else []
    return found or [hit for hit in gazetteer.search(name, limit=_SPELLINGS) if not hit.approximate]
