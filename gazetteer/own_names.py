"""The user's places by name, held in memory and read again when they have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from shapely.geometry.base import BaseGeometry

from gazetteer.matcher import NameMatcher
from gazetteer.models import Place, SearchHit
from gazetteer.normalise import fold, without_article

if TYPE_CHECKING:
    from gazetteer.user_places import UserPlaces


@dataclass(frozen=True, slots=True)
class OwnNames:
    """The user's places at one generation: by id, by folded name, and a matcher of their names.

    ``standing_in`` holds, by the id of a place that one of them replaces, the own place to answer with.
    """

    generation: int = 0
    by_id: Mapping[str, Place] = field(default_factory=dict)
    by_key: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    matcher: NameMatcher = field(default_factory=lambda: NameMatcher.of_keys(()))
    standing_in: Mapping[str, Place] = field(default_factory=dict)
    polygons: Mapping[str, BaseGeometry] = field(default_factory=dict)

    def find(self, place_id: str) -> Place | None:
        """Return the own place of this id, or the one that replaces it, or None."""
        return self.by_id.get(place_id) or self.standing_in.get(place_id)

    def answer(self, place: Place) -> Place:
        """Return the own place that replaces this one, or the place itself."""
        if not self.standing_in or place.wins:
            return place
        return next(filter(None, map(self.standing_in.get, (place.id, *place.same_as))), place)

    def answer_hits(self, hits: Sequence[SearchHit], country: str) -> list[SearchHit]:
        """Return the hits with own places for those that they replace: each place once, own ones first of a score."""
        answered: dict[str, SearchHit] = {}
        for hit in hits:
            place = self.answer(hit.place)
            if not country or place.country == country:
                answered.setdefault(place.id, replace(hit, place=place))
        return sorted(answered.values(), key=lambda hit: (-round(hit.score * 20), not hit.place.wins))


def read_own_names(user_places: UserPlaces, placed: Callable[[Place], Place] = lambda place: place) -> OwnNames:
    """Read the user's places as they are now; ``placed`` fills in their divisions."""
    generation = user_places.generation  # read first: a change in between is then seen next time
    own = user_places.all_own()
    places = [placed(each.place) for each in own]
    by_key = _by_key(places)
    return OwnNames(
        generation=generation,
        by_id={place.id: place for place in places},
        by_key=by_key,
        matcher=NameMatcher.of_keys(by_key),
        standing_in={twin: place for place in places for twin in place.same_as},
        polygons={each.place.id: each.polygon for each in own if each.polygon is not None},
    )


def _by_key(places: Iterable[Place]) -> dict[str, tuple[Place, ...]]:
    """Return the places by the folded form of each of their names, also without its article."""
    by_key: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        keys = {fold(text) for text in (place.name, *(name.text for name in place.names))}
        for key in sorted(keys | {without_article(key) for key in keys}):
            by_key[key].append(place)
    return {key: tuple(found) for key, found in by_key.items()}
