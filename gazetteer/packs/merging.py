"""Finding the places of a new pack that other sources have already: by id, or by name, distance and kind."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gazetteer.models import Place

_EARTH_KM: Final = 6371.0
_AIRPORTS: Final = frozenset({"AIRB", "AIRP", "AIRF", "AIRQ", "AIRS"})
_COUNTRY, _AIRPORT = "country", "airport"
_QUARTER: Final = "PPLX"
_LARGEST_TOWN_KM, _LEAST_KM = 15.0, 3.0
_TRUSTED_KM, _TRUSTED_WITH_NAME_KM = 5.0, 30.0
"""How far apart two records may lie that say by id that they are one place; the second if they share a name."""


@dataclass(frozen=True, slots=True)
class Record:
    """A place as the merging sees it.

    ``ids`` are all that it goes by, its own first; ``keys`` its folded names, ``main_keys`` those of the name shown and
    of that in its own language.
    """

    place: Place
    ids: tuple[str, ...]
    keys: frozenset[str]
    main_keys: frozenset[str]


class KnownPlaces:
    """The places that a new pack is compared with."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_id: dict[str, list[Record]] = defaultdict(list)
        self._by_key: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            for identity in record.ids:
                self._by_id[identity].append(record)
            for key in record.keys:
                self._by_key[key].append(record)

    def twins_of(self, added: Sequence[Record]) -> Mapping[int, str]:
        """Return the ids of the known places that added ones are the same as, by position in ``added``.

        Ids decide where kinds agree and the places are not far apart; else the main name of one that the other has
        too, at a distance that depends on kind and size, unless their sources give them different ids of one kind. By
        name a known place is taken once only: the nearest comes first. What this misses stays twice in the gazetteer,
        which does little harm; a wrong twin would mislead.
        """
        twins: dict[int, str] = {}
        pairs: list[tuple[float, int, str]] = []
        for position, record in enumerate(added):
            same = min(self._by_ids(record), default=None)
            if same is not None:
                twins[position] = same[1]
            else:
                pairs.extend((km, position, other) for km, other in self._by_names(record))
        twins |= self._twins_within(added, twins)
        by_id, by_name = set(twins.values()), set[str]()
        for km, position, other in sorted(pairs):
            if position not in twins and other not in by_name and (km <= _LEAST_KM or other not in by_id):
                twins[position] = other
                by_name.add(other)
        return twins

    def _twins_within(self, added: Sequence[Record], twins: Mapping[int, str]) -> dict[int, str]:
        """Return the added places that go by the same id of another source as an earlier one near by."""
        first: dict[str, Record] = {}
        found: dict[int, str] = {}
        for position, record in enumerate(added):
            if position in twins:
                continue
            earlier = [first[identity] for identity in record.ids[1:] if identity in first]
            near = [other for other in earlier if _agree(record, other) and _km(record, other) <= _LEAST_KM]
            if near:
                found[position] = near[0].place.id
            else:
                first.update(dict.fromkeys(record.ids[1:], record))
        return found

    def _by_ids(self, record: Record) -> Iterator[tuple[float, str]]:
        for identity in record.ids:
            for known in self._by_id.get(identity, ()):
                km = _km(record, known)
                if identity == known.place.id == record.place.id:
                    yield -1.0, known.place.id
                elif _are_one(record, known):
                    yield km, known.place.id

    def _by_names(self, record: Record) -> Iterator[tuple[float, str]]:
        near = {known.place.id: known for key in record.keys for known in self._by_key.get(key, ())}
        for known in near.values():
            km = _km(record, known)
            named = record.main_keys & known.keys or known.main_keys & record.keys
            if (
                named
                and km <= _reach_km(record.place, known.place)
                and _agree(record, known)
                and not _told_apart(record, known)
            ):
                yield km, known.place.id


def _are_one(one: Record, other: Record) -> bool:
    """Say whether two records that share an id are near and alike enough to believe it."""
    return _agree(one, other) and _km(one, other) <= _trusted_km(one, other)


def _km(one: Record, other: Record) -> float:
    return distance_km(one.place, other.place)


def distance_km(one: Place, other: Place) -> float:
    """Return the distance by the equirectangular projection, good for near points."""
    middle = math.radians((one.lat + other.lat) / 2)
    degrees = (one.lon - other.lon + 180) % 360 - 180
    east = math.radians(degrees) * math.cos(middle)
    return _EARTH_KM * math.hypot(east, math.radians(one.lat - other.lat))


def _agree(one: Record, other: Record) -> bool:
    kind = kind_of(one.place)
    return kind == kind_of(other.place) and (kind != _COUNTRY or one.place.country == other.place.country)


def kind_of(place: Place) -> str:
    """Return what two records must share to be one place: a level of division, airport, or a feature class."""
    if place.is_country:
        return _COUNTRY
    if place.feature_code.startswith("ADM"):
        return place.feature_code[:4]
    return _AIRPORT if place.feature_code in _AIRPORTS else place.feature_class


def _trusted_km(one: Record, other: Record) -> float:
    least = max(_reach_km(one.place, other.place), _TRUSTED_KM)
    return max(least, _TRUSTED_WITH_NAME_KM) if one.keys & other.keys else least


def _reach_km(one: Place, other: Place) -> float:
    """Return how far apart two records of one place may lie, by its kind and size."""
    size = max(one.radius_km, other.radius_km)
    if (one.feature_code == _QUARTER) != (other.feature_code == _QUARTER):
        return _LEAST_KM
    if one.is_country or one.feature_code.startswith("ADM"):
        return size
    return min(max(_LEAST_KM, size), _LARGEST_TOWN_KM)


def _told_apart(one: Record, other: Record) -> bool:
    """Say whether one source, by its ids, holds both for different places."""
    ids = {identity.partition(":")[0]: identity for identity in one.ids}
    return any(ids.get(identity.partition(":")[0], identity) != identity for identity in other.ids)
