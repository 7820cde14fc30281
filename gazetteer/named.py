"""The places of each name as one state of the gazetteer answers them, kept for the names that texts repeat."""

from __future__ import annotations

from functools import lru_cache

from gazetteer.layers import PlaceLayers
from gazetteer.models import Place
from gazetteer.normalise import fold
from gazetteer.own_names import OwnNames
from gazetteer.search import PlaceNames, exact_places

_CACHED_NAMES = 20_000


class NamedPlaces:
    """Answers by exact name; good as long as ``layers`` and ``own`` are what there is."""

    def __init__(self, layers: PlaceLayers, own: OwnNames) -> None:
        self.layers = layers
        self.own = own
        self.of = lru_cache(maxsize=_CACHED_NAMES)(self._of)

    def _of(self, name: str) -> tuple[Place, ...]:
        """Return the places of exactly this name after folding: the user's own first, then by importance."""
        found: dict[str, Place] = {}
        for _, named in exact_places(PlaceNames(self.layers, self.own.by_key), fold(name)):
            place = self.own.answer(named)
            found.setdefault(place.id, place)
        return tuple(sorted(found.values(), key=lambda place: not place.wins))
