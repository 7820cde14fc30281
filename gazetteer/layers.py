"""The built gazetteer and the packs as one: a place that several sources have is answered once, with all its names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from shapely.geometry.base import BaseGeometry

from gazetteer.boundaries import BoundaryLayer
from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.nearest import Box, Divisions, PlaceFilter
from gazetteer.packs.store import PackStore
from gazetteer.sources import GazetteerSource
from gazetteer.store import GazetteerStore
from gazetteer.writer import importance_of

_CACHED_KEYS = 20_000


class PlaceLayers:
    """Answer as :class:`gazetteer.store.GazetteerStore` does, from the built file and the packs, if there are any.

    A twin is answered as the place that it is the same as; where that one is gone, as itself.
    """

    def __init__(self, built: GazetteerStore, packs: PackStore | None = None) -> None:
        self._built = built
        self._packs = packs
        self._boundaries = BoundaryLayer(packs.divisions() if packs else ())
        self.by_key = lru_cache(maxsize=_CACHED_KEYS)(self._by_key)

    @property
    def version(self) -> str:
        """Return what tells one build, with one set of packs, from another."""
        built = self._built.about()["version"]
        return f"{built}+{self._packs.stamp}" if self._packs else built

    def sources(self) -> list[GazetteerSource]:
        """Return the sources of the built file, then the packs."""
        return [*self._built.sources(), *(self._packs.sources() if self._packs else ())]

    def place(self, place_id: str) -> Place | None:
        """Return a place with the names and ids that all sources have for it; any of the ids will do."""
        found = self._bare(place_id)
        if found is None or self._packs is None:
            return self._built.place(place_id)
        root = self._built.place(found.id) or self._packs.place(found.id)
        if root is None:
            return None
        placed = self._boundaries.placed(root)
        return replace(placed, names=self.names(found.id), same_as=self._ids(found.id))

    def names(self, place_id: str) -> tuple[PlaceName, ...]:
        """Return the names that all sources have for a place, the preferred one of the first source first."""
        found = self._bare(place_id)
        if found is None or self._packs is None:
            return self._built.names(place_id)
        names: dict[str, PlaceName] = {name.text: name for name in self._built.names(found.id)}
        for other in dict.fromkeys((found.id, *self._packs.twins_of(found.id))):
            for name in self._packs.names(other):
                names.setdefault(name.text, _demoted(name) if names else name)
        return tuple(names.values())

    def _by_key(self, key: str) -> tuple[tuple[int, Place], ...]:
        built = self._built.by_key(key)
        rows = self._packs.by_key(key) if self._packs else ()
        if not rows and not self._boundaries.countries:
            return built
        found: dict[str, tuple[int, Place]] = {}
        for rank, place in (*built, *((rank, self._root(place)) for rank, place in rows)):
            known = found.get(place.id)
            found[place.id] = (min(rank, known[0]), known[1]) if known else (rank, self._boundaries.placed(place))
        return tuple(sorted(found.values(), key=lambda row: (row[0], *_rank(row[1]))))

    def by_prefix(self, prefix: str, country: str, limit: int) -> list[tuple[str, Place]]:
        """Return (key, place) for keys that begin with ``prefix`` and go on, the most important places first."""
        found = self._built.by_prefix(prefix, country, limit)
        if self._packs is None:
            return found
        seen = {place.id for _, place in found}
        for key, place in self._packs.by_prefix(prefix, country, limit):
            root = self._root(place)
            if root.id not in seen:
                seen.add(root.id)
                found.append((key, root))
        ordered = sorted(found, key=lambda row: _rank(row[1]))[:limit]
        return [(key, self._boundaries.placed(place)) for key, place in ordered]

    def keys_of_skeletons(self, skeletons: Collection[str], limit: int) -> list[str]:
        """Return the keys that have one of these skeletons (see :func:`gazetteer.spelling.skeleton`)."""
        found = self._built.keys_of_skeletons(skeletons, limit)
        return _united(found, self._packs.keys_of_skeletons(skeletons, limit)) if self._packs else found

    def keys_between(self, low: str, high: str, limit: int) -> list[str]:
        """Return the distinct keys from ``low`` up to, not including, ``high``."""
        found = self._built.keys_between(low, high, limit)
        return _united(found, self._packs.keys_between(low, high, limit)) if self._packs else found

    def polygon(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon that any of the sources has for a place, a loaded boundary before others, or None."""
        found = self._bare(place_id)
        if found is None or self._packs is None:
            return self._built.polygon(place_id)
        polygon = self._boundaries.polygon(found.id) or self._built.polygon(found.id)
        for other in () if polygon is not None else (found.id, *self._packs.twins_of(found.id)):
            polygon = self._packs.polygon(other) if polygon is None else polygon
        return polygon

    def places_in(self, box: Box, only: PlaceFilter) -> Iterator[Place]:
        """Yield the wanted places whose points lie in a box."""
        yield from map(self._boundaries.placed, self._built.places_in(box, only))
        for place in self._packs.places_in(box, only) if self._packs else ():
            root = self._root(place)
            if box.holds(root) and only.allows(root):
                yield self._boundaries.placed(root)

    @property
    def countries(self) -> frozenset[str]:
        """The codes of all countries that a built place is in."""
        return self._built.countries

    def divisions_at(self, lon: float, lat: float) -> tuple[str, str]:
        """Return (country, admin1) of the division that holds the point, empty texts at sea."""
        found = self.divisions(lon, lat)
        return found.country, found.admin1

    def divisions(self, lon: float, lat: float) -> Divisions:
        """Return the divisions that hold the point by a loaded boundary, else by the built ones."""
        inside = self._boundaries.divisions(lon, lat)
        if inside:
            return inside
        country, admin1 = self._built.divisions_at(lon, lat)
        return self._boundaries.divisions_near(lon, lat, country) or Divisions(country, admin1)

    def placed(self, own: Place) -> Place:
        """Return an own place with the divisions of the loaded boundaries, where its user has named no other."""
        placed = self._boundaries.placed(own)
        if (
            placed is own
            or not own.admin1
            or own.admin1 in {placed.admin1, self._built.divisions_at(own.lon, own.lat)[1]}
        ):
            return replace(placed, admin2=own.admin2 or placed.admin2)
        return own

    def _root(self, place: Place) -> Place:
        """Return the place that stands for one of the packs."""
        if self._packs is None:
            return place
        root = place.same_as[0] if place.same_as else place.id
        found = self._built.bare_place(root)
        if found is None and place.same_as:
            found = self._packs.bare_place(root)
        return replace(found or place, same_as=())

    def _bare(self, place_id: str) -> Place | None:
        """Return the place that stands for an id, be it its own, a twin's or one that a pack gives for it."""
        found = self._built.bare_place(place_id)
        if found is not None or self._packs is None:
            return found
        found = self._packs.bare_place(place_id)
        if found is None and (other := self._packs.identified_as(place_id)):
            found = self._packs.bare_place(other)
        return self._root(found) if found else None

    def _ids(self, root: str) -> tuple[str, ...]:
        if self._packs is None:
            return ()
        twins = self._packs.twins_of(root)
        told = [identity for place_id in (root, *twins) for identity in self._packs.identities_of(place_id)]
        return tuple(sorted({*twins, *told} - {root}))


def _rank(place: Place) -> tuple[float, str]:
    return -importance_of(place), place.id


def _united(first: list[str], second: Iterable[str]) -> list[str]:
    return list(dict.fromkeys((*first, *second)))


def _demoted(name: PlaceName) -> PlaceName:
    """Return a name that another source prefers as one of many."""
    return replace(name, kind=NameKind.ALIAS) if name.kind is NameKind.PREFERRED else name
