"""The gazetteer as its callers see it: the built places and the user's own, by id, by name, in a text, at a point."""

from __future__ import annotations

import math
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from shapely.geometry.base import BaseGeometry

from gazetteer.coordinates import parse_coordinates
from gazetteer.errors import GazetteerNotBuiltError
from gazetteer.layers import PlaceLayers
from gazetteer.matcher import NameMatcher
from gazetteer.models import NameKind, NameSpan, Place, PlaceName, SearchHit
from gazetteer.named import NamedPlaces
from gazetteer.nearest import (
    NEAR_KM,
    TOWNS_AND_SITES,
    Box,
    Divisions,
    Location,
    NearPlace,
    PlaceFilter,
    check_point,
    nearest_places,
    score_of_distance,
)
from gazetteer.normalise import fold, fold_with_offsets
from gazetteer.own_names import OwnNames, read_own_names
from gazetteer.packs import Packs
from gazetteer.packs.live import LivePacks
from gazetteer.packs.store import source_of
from gazetteer.search import LEAST_CLOSENESS, PlaceNames, search_places, sounding_places
from gazetteer.sources import GazetteerSource
from gazetteer.store import GazetteerStore
from gazetteer.writer import AUTOMATON_NAME

if TYPE_CHECKING:
    from gazetteer.user_places import UserPlaces

_LOOK_AGAIN_SECONDS = 0.25  # how long a change by another process may stay unseen; those of this one are seen at once
DEFAULT_PATH = Path(__file__).with_name("data") / "gazetteer.sqlite"


class Gazetteer:
    """Answer what places a name may mean; open one with :meth:`open`. Safe to share between threads."""

    def __init__(self, packs: LivePacks, matcher: NameMatcher, user_places: UserPlaces | None = None) -> None:
        self._packs = packs
        self._matcher = matcher
        self._user_places = user_places
        self._own_names = OwnNames()
        self._lock = Lock()
        self._seen: tuple[PlaceLayers | None, int] = (None, -1)  # the packs and the changes that the own names know
        self._looked_at = 0.0
        self._named: NamedPlaces | None = None

    @classmethod
    def open(
        cls, path: Path | None = None, user_places: UserPlaces | None = None, packs: Path | None = None
    ) -> Gazetteer:
        """Open a built gazetteer, by default the one beside this package, with the packs installed in a folder.

        What is installed or removed later, also by another process, is seen by the next call.

        Raises
        ------
        GazetteerNotBuiltError
            If a file or the automaton is missing or of another version.
        """
        chosen = path or DEFAULT_PATH
        store = GazetteerStore(chosen)
        try:
            matcher = NameMatcher.load(chosen.with_name(AUTOMATON_NAME))
        except (FileNotFoundError, ValueError) as error:
            raise GazetteerNotBuiltError(
                f"{AUTOMATON_NAME} cannot be read ({error}). Run `make setup` to build it."
            ) from error
        return cls(LivePacks(store, packs), matcher, user_places)

    @property
    def version(self) -> str:
        """Return what tells one build, and one state of the packs, from another."""
        return self._store.version

    def place(self, place_id: str) -> Place | None:
        """Return a place with all its names, or None; for an id that an own place replaces, the own place."""
        own = self._own()
        found = own.find(place_id) or self._store.place(place_id)
        return own.answer(found) if found else None

    def names(self, place_id: str) -> tuple[PlaceName, ...]:
        """Return all names of a place, the preferred one first; empty for an unknown id."""
        own = self._own().find(place_id)
        if own is None:
            return self._store.names(place_id)
        replaced = (name for twin in own.same_as for name in self._store.names(twin))
        return tuple(dict.fromkeys((PlaceName(own.name, "", NameKind.PREFERRED), *own.names, *replaced)))

    def places_named(self, key_or_name: str) -> tuple[Place, ...]:
        """Return the places of exactly this name after folding: the user's own first, then by importance.

        A name with an article also finds places without it, and the reverse, further down. ``Place.names`` is empty.
        """
        layers, own, named = self._store, self._own(), self._named
        if named is None or named.layers is not layers or named.own is not own:
            self._named = named = NamedPlaces(layers, own)
        return named.of(key_or_name)

    def search(
        self, query: str, *, country: str | None = None, feature_class: str | None = None, limit: int = 10
    ) -> list[SearchHit]:
        """Return the places that a query may mean, best first: exact names, then prefixes, then misspellings.

        ``country`` is an ISO 3166-1 alpha-2 code, ``feature_class`` a letter of GeoNames such as P or S. Scores: 1
        exact, .8 to .95 a prefix, below .8 a misspelling. Coordinates are answered with the places near them, 1 at the
        point and less with every km.
        """
        wanted = (country or "").upper()
        point = parse_coordinates(query)
        if point:
            only = PlaceFilter(frozenset(feature_class or TOWNS_AND_SITES.classes), wanted)
            near = self.nearest(point.lon, point.lat, limit, within_km=NEAR_KM, only=only)
            return [SearchHit(place, score_of_distance(km), place.name) for place, km in near]
        own = self._own()
        asked = limit + min(limit, len(own.standing_in))  # a replaced place may come beside the own one

        def allows(place: Place) -> bool:
            return not feature_class or own.answer(place).feature_class == feature_class

        found = search_places(PlaceNames(self._store, own.by_key), query, wanted, asked, allows)
        return own.answer_hits(found, wanted)[:limit]

    def places_sounding(self, name: str, countries: Collection[str], least: float = LEAST_CLOSENESS) -> list[SearchHit]:
        """Return the places in some countries whose names sound like this one, the closest first; all approximate.

        ``least`` is how close they must come (:func:`gazetteer.spelling.closeness`).
        """
        own = self._own()
        found = sounding_places(PlaceNames(self._store, own.by_key), fold(name), countries, least)
        return own.answer_hits(found, "")

    def match(self, text: str) -> list[NameSpan]:
        """Return every name in the text, leftmost-longest, in order; offsets are code points of ``text``.

        A name counts where words begin and end and where it begins in upper case (scripts without case always);
        a possessive ``'s`` stays outside, a hyphened Arabic article inside. Common words that are also names of
        places (``gazetteer/data/stop_names.txt``) are left out: ask :meth:`places_named`.
        """
        folded = fold_with_offsets(text)
        own, packs = self._own(), self._packs.now().matcher
        found = self._matcher.match(folded)
        if packs is not None:
            found = _merged(found, packs.match(folded))
        return _merged(own.matcher.match(folded), found) if own.by_id else found

    def polygon(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon of a place, or None; an own place without one has that of a place it replaces."""
        own = self._own()
        place = own.find(place_id)
        if place is None:
            return self._store.polygon(place_id)
        found = (self._store.polygon(twin) for twin in place.same_as)
        return own.polygons.get(place.id) or next(filter(None, found), None)

    def countries(self) -> frozenset[str]:
        """Return the codes (ISO 3166-1 alpha-2) of all countries that the gazetteer knows."""
        return self._store.countries

    def divisions_at(self, lon: float, lat: float) -> tuple[str, str]:
        """Return (country code, name of the first-level division) at a point, empty texts at sea."""
        return self._store.divisions_at(lon, lat)

    def divisions(self, lon: float, lat: float) -> Divisions:
        """Return the country and the divisions of both levels at a point, by loaded boundaries where there are any."""
        return self._store.divisions(lon, lat)

    def nearest(
        self,
        lon: float,
        lat: float,
        limit: int = 10,
        *,
        within_km: float = math.inf,
        only: PlaceFilter = TOWNS_AND_SITES,
    ) -> tuple[NearPlace, ...]:
        """Return the nearest places, by default towns and installations, with their distances on the ellipsoid.

        Raises
        ------
        InvalidPlaceError
            If the point is not on earth.
        """
        check_point(lon, lat)
        own_names = self._own()
        own = [place for place in own_names.by_id.values() if only.allows(place)]

        def places_in(box: Box) -> list[Place]:
            found = self._store.places_in(box, only)
            return [*(place for place in found if own_names.answer(place) is place), *filter(box.holds, own)]

        return nearest_places(lon, lat, limit, within_km, places_in)

    def at(self, lon: float, lat: float, limit: int = 5) -> Location:
        """Return the divisions that hold a point and the nearest places within 500 km.

        Raises
        ------
        InvalidPlaceError
            If the point is not on earth.
        """
        return Location(lon, lat, self.divisions(lon, lat), self.nearest(lon, lat, limit, within_km=NEAR_KM))

    def sources(self) -> list[GazetteerSource]:
        """Return the sources with their licences and counts of places."""
        return self._store.sources()

    @property
    def _store(self) -> PlaceLayers:
        return self._packs.now().layers

    def _own(self) -> OwnNames:
        if self._user_places is None:
            return self._own_names
        layers, changes, now = self._store, self._user_places.changes_here, monotonic()
        seen = (layers, changes)
        if seen == self._seen and now - self._looked_at < _LOOK_AGAIN_SECONDS:
            return self._own_names
        with self._lock:
            if layers is not self._seen[0] or self._user_places.generation != self._own_names.generation:
                self._own_names = read_own_names(self._user_places, layers.placed)
            self._seen, self._looked_at = seen, now
        return self._own_names


def read_sources(path: Path | None = None, packs: Path | None = None) -> list[GazetteerSource]:
    """Return the sources of a built gazetteer and the packs of a folder, as :meth:`Gazetteer.sources` does.

    Their names are not loaded: this is quick.

    Raises
    ------
    GazetteerNotBuiltError
        If a file is missing or of another version.
    """
    with closing(GazetteerStore(path or DEFAULT_PATH)) as store:
        built = store.sources()
    installed = Packs(packs).list() if packs else []
    return [*built, *map(source_of, installed)]


def _merged(first: list[NameSpan], second: list[NameSpan]) -> list[NameSpan]:
    """Return both, leftmost-longest; of equal spans the first list's."""
    ordered = sorted([*first, *second], key=lambda span: (span.start, -span.end))
    merged: list[NameSpan] = []
    for span in ordered:
        if not merged or span.start >= merged[-1].end:
            merged.append(span)
    return merged
