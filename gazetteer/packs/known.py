"""Reading the places that a new pack is compared with, from the built file and from the packs there are."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gazetteer.models import NameKind, Place
from gazetteer.nearest import Box
from gazetteer.normalise import fold, without_article
from gazetteer.packs.merging import KnownPlaces, Record
from gazetteer.sources import SourcedPlace
from gazetteer.store import GazetteerStore, place_of_row, read_keyed_places
from gazetteer.writer import name_rows

_MARGIN_DEGREES = 0.5
_NOT_TRUSTED = "wikidata:"  # sources give the same one to places far apart, where Wikipedia leads from one to another


def record_of(entry: SourcedPlace) -> Record:
    """Return what the merging compares of a place."""
    place = entry.place
    originals = {name.text for name in place.names if name.kind is NameKind.ORIGINAL}
    rows = [(row[0], row[3]) for row in name_rows(0, place)]
    main_keys = frozenset(key for key, text in rows if text == place.name or text in originals)
    ids = (place.id, *(identity for identity in place.same_as if not identity.startswith(_NOT_TRUSTED)))
    return Record(place, ids, frozenset(key for key, _ in rows), main_keys)


def read_known(built: GazetteerStore, draft: sqlite3.Connection, added: Sequence[SourcedPlace]) -> KnownPlaces:
    """Return the known places in the rectangle that the added ones lie in."""
    box = _box_of(entry.place for entry in added)
    ids = _further_ids(draft, box)
    return KnownPlaces(
        Record(place, (place.id, *sorted(ids.get(place.id, set()) - {place.id})), keys, _main_keys(place))
        for place, keys in (*built.keyed_places_in(box), *_roots_in(draft, box))
    )


def _roots_in(draft: sqlite3.Connection, box: Box) -> Iterator[tuple[Place, frozenset[str]]]:
    twins = {row[0] for row in draft.execute("SELECT place FROM origin WHERE same_as <> ''")}
    for row, keys in read_keyed_places(draft, box):
        if row[0] not in twins:
            yield place_of_row(row), keys


def _further_ids(draft: sqlite3.Connection, box: Box) -> Mapping[str, set[str]]:
    """Return the ids that places go by beside their own: those of their twins, and those that packs give."""
    found: dict[str, set[str]] = defaultdict(set)
    in_box = "WHERE s.east >= ? AND s.west <= ? AND s.north >= ? AND s.south <= ?"
    of_places = "FROM spot s CROSS JOIN origin o ON o.place = s.number JOIN place p ON p.number = s.number"
    of_twins = f"SELECT o.same_as, p.id {of_places} {in_box} AND o.same_as <> ''"
    root = "CASE o.same_as WHEN '' THEN p.id ELSE o.same_as END"
    told = f"SELECT {root}, i.id {of_places} JOIN identity i ON i.place = s.number {in_box}"
    for query in (of_twins, told):
        for root_id, identity in draft.execute(query, (box.west, box.east, box.south, box.north)):
            if not identity.startswith(_NOT_TRUSTED):
                found[root_id].add(identity)
    return found


def _main_keys(place: Place) -> frozenset[str]:
    key = fold(place.name)
    return frozenset({key, without_article(key)})


def _box_of(places: Iterable[Place]) -> Box:
    points = [(place.lon, place.lat) for place in places] or [(0.0, 0.0)]
    lons, lats = zip(*points, strict=True)
    return Box(
        min(lons) - _MARGIN_DEGREES,
        min(lats) - _MARGIN_DEGREES,
        max(lons) + _MARGIN_DEGREES,
        max(lats) + _MARGIN_DEGREES,
    )
