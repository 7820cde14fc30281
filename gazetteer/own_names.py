"""The user's places by name, held in memory and read again when they have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from gazetteer.matcher import NameMatcher
from gazetteer.models import Place
from gazetteer.normalise import fold, without_article
from gazetteer.user_places import UserPlaces


@dataclass(frozen=True, slots=True)
class OwnNames:
    """The user's places at one generation: by id, by folded name, and a matcher of their names."""

    generation: int = 0
    by_id: Mapping[str, Place] = field(default_factory=dict)
    by_key: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    matcher: NameMatcher = field(default_factory=lambda: NameMatcher.of_keys(()))


def read_own_names(user_places: UserPlaces) -> OwnNames:
    """Read the user's places as they are now."""
    generation = user_places.generation  # read first: a change in between is then seen next time
    by_key: dict[str, list[Place]] = defaultdict(list)
    places = user_places.all()
    for place in places:
        keys = {fold(text) for text in (place.name, *(name.text for name in place.names))}
        for key in sorted(keys | {without_article(key) for key in keys}):
            by_key[key].append(place)
    return OwnNames(
        generation=generation,
        by_id={place.id: place for place in places},
        by_key={key: tuple(found) for key, found in by_key.items()},
        matcher=NameMatcher.of_keys(by_key),
    )
