"""Names of the development corpora with the places that they may mean and those that people say they do."""

from __future__ import annotations

import gzip
import json
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from gazetteer import Gazetteer
from gazetteer.models import Place
from geo import models
from geo.analysis import Block, split_blocks
from geo.errors import FilterError
from geo.extractor import Extractor
from geo.models import PlaceMention, Role
from geo.places.features import Floats
from geo.places.resolve import PlaceResolver
from geo.places.toponyms import Toponym
from geo.places.weighing import Setting, vote_of_hint
from geo.theatre import read_theatre

AT_LEAST_KM: Final = 25.0
FAR_KM: Final = 161.0
_NEAREST: Final = 1.1
_EARTH_KM: Final = 6371.0
_AREAS: Final = ("A", "L", "H", "T")


@dataclass(frozen=True, slots=True)
class Document:
    """A text of a corpus in a setting: its names, and the numbers of those whose place is known, with that."""

    number: int
    setting: str
    resolver: PlaceResolver
    names: tuple[Toponym, ...]
    known: tuple[tuple[int, Mapping[str, Any]], ...]
    theatre: tuple[str, ...]
    votes: Mapping[str, float]
    weight: float


@dataclass(slots=True)
class Example:
    """A name of a document: the features of its places, which are right, their distances, and how they weigh.

    ``good`` are those on which a pin would be right: within 25 km, or 161 km for areas. ``times`` the name stands in
    the document; ``score`` is the probability of what it is pinned at, ``hit`` whether that is good.
    """

    setting: str
    rows: Floats
    right: np.ndarray[Any, Any]
    good: np.ndarray[Any, Any]
    km: Floats
    totals: Floats
    weight: float = 0.0
    times: int = 1
    score: float = 0.0
    hit: bool = False


def read_documents(folder: Path, packs: Path, corpora: Sequence[Mapping[str, Any]]) -> list[Document]:
    """Return the texts of the corpora in all of their settings, names found by the recogniser."""
    found = []
    for corpus in corpora:
        for with_packs, with_theatre in corpus["settings"]:
            extractor, resolver = _tools(packs if with_packs else packs / "none")
            title = f"{corpus['name']}{', packs' * with_packs}{', theatre' * with_theatre}"
            print(title, file=sys.stderr)
            records = _read(folder / f"{corpus['name']}.jsonl.gz")
            theatres = [_theatre(record, resolver) if with_theatre else () for record in records]
            documents = [
                models.Document(str(number), record["text"], theatre=theatre)
                for number, (record, theatre) in enumerate(zip(records, theatres, strict=True))
            ]
            rows = [
                (*_names(parsed, record), theatre, _votes(parsed))
                for parsed, record, theatre in zip(extractor.parse_many(documents), records, theatres, strict=True)
            ]
            weight = corpus["weight"] / len(corpus["settings"]) / max(1, sum(len(known) for _, known, _, _ in rows))
            found += [Document(at, title, resolver, *row, weight) for at, row in enumerate(rows)]
    return found


@cache
def _tools(packs: Path) -> tuple[Extractor, PlaceResolver]:
    gazetteer = Gazetteer.open(packs=packs)
    return Extractor.open(gazetteer), PlaceResolver(gazetteer)


def _read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _theatre(record: Mapping[str, Any], resolver: PlaceResolver) -> tuple[str, ...]:
    """Return the country of a record, else that of most of its places."""
    if record.get("country"):
        with suppress(FilterError):
            return read_theatre(record["country"])
        return ()
    ids = (f"geonames:{gold.get('geonames_id')}" for gold in record["toponyms"])
    places = (resolver.names.place(place_id) for place_id in ids)
    counts = Counter(place.country for place in places if place and place.country)
    return tuple(country for country, _ in counts.most_common(1))


def _names(
    parsed: models.ParsedDocument, record: Mapping[str, Any]
) -> tuple[tuple[Toponym, ...], tuple[tuple[int, Mapping[str, Any]], ...]]:
    """Return the names that were found, and for those that people marked what they say."""
    blocks = split_blocks(record["text"])
    places = (one for one in parsed.mentions if isinstance(one, PlaceMention))
    mentions = [one for one in places if one.role in {Role.LOCATION, Role.METONYM}]
    names: list[Toponym] = []
    known: list[tuple[int, Mapping[str, Any]]] = []
    marked = [gold for gold in record["toponyms"] if not gold.get("ignore") and gold.get("lat") is not None]
    for mention in mentions:
        toponym = _toponym(blocks, mention)
        if toponym is None:
            continue
        gold = next((one for one in marked if one["start"] < mention.end and mention.start < one["end"]), None)
        if gold is not None:
            known.append((len(names), gold))
        names.append(toponym)
    return tuple(names), tuple(known)


def _toponym(blocks: Sequence[Block], mention: PlaceMention) -> Toponym | None:
    holds = (one for one in blocks if one.offsets[0] <= mention.start and mention.end <= one.offsets[-1] + 1)
    block = next(holds, None)
    if block is None:
        return None
    start, end = bisect_left(block.offsets, mention.start), bisect_left(block.offsets, mention.end)
    return Toponym(block, start, end, mention.text)


def _votes(parsed: models.ParsedDocument) -> dict[str, float]:
    """Return what the nationalities of a text count for their countries."""
    found = (one for one in parsed.mentions if isinstance(one, PlaceMention) and one.role is Role.MODIFIER)
    counts = Counter(one.place.country for one in found if one.place and not one.candidates)
    return {country: vote_of_hint(count) for country, count in counts.items()}


def examples_of(document: Document, weights: Floats) -> Iterator[Example]:
    """Yield the names of a document whose place is known, with the features that they have by some weights."""
    weighed = document.resolver.weigh(document.names, Setting(document.theatre, document.votes, weights))
    counts = Counter((weighed.group_of[at], gold["lat"], gold["lon"]) for at, gold in document.known)
    golds = {(weighed.group_of[at], gold["lat"], gold["lon"]): gold for at, gold in document.known}
    for key, gold in golds.items():
        group = weighed.groups[key[0]]
        places, times = group.table.places, counts[key]
        if not places or weighed.weighing is None:
            none = np.zeros(0)
            yield Example(document.setting, np.zeros((0, len(weights))), none, none, none, none, times=times)
            continue
        rows = weighed.weighing.rows(key[0])
        features, scores = weighed.weighing.features[rows], weighed.weighing.probabilities[rows]
        right, km = _right(places, gold)
        best = int(np.argmax(scores))
        near = np.array([FAR_KM if place.feature_class in _AREAS else AT_LEAST_KM for place in places])
        good = right | (km <= near)
        weight = document.weight * times
        score = float(scores[_km_from(places[best].lat, places[best].lon, places) <= AT_LEAST_KM].sum())
        yield Example(
            document.setting, features, right, good, km, features @ weights, weight, times, score, bool(good[best])
        )


def _right(places: Sequence[Place], gold: Mapping[str, Any]) -> tuple[np.ndarray[Any, Any], Floats]:
    """Return which places are right, and how far each is from where people say."""
    km = _km_from(gold["lat"], gold["lon"], places)
    same = np.array([place.id == f"geonames:{gold.get('geonames_id')}" for place in places])
    if same.any():
        return same, km
    if (km <= AT_LEAST_KM).any():
        return km <= AT_LEAST_KM, km
    return (km <= FAR_KM) & (km <= km.min() * _NEAREST), km


def _km_from(lat: float, lon: float, places: Sequence[Place]) -> Floats:
    """Return the great-circle distances of places from a point, by the haversine formula."""
    lats, lons = np.radians([place.lat for place in places]), np.radians([place.lon for place in places])
    here = np.radians(lat)
    chord = np.sin((lats - here) / 2) ** 2 + np.cos(lats) * np.cos(here) * np.sin((lons - np.radians(lon)) / 2) ** 2
    km: Floats = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return km
