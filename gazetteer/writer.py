"""Writing the built gazetteer: places, names and polygons into one SQLite file, matched names into an automaton."""

from __future__ import annotations

import hashlib
import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import shapely

from gazetteer.matcher import NameMatcher
from gazetteer.models import SOURCE_SEPARATOR, NameKind, Place, PlaceName
from gazetteer.normalise import fold, without_article
from gazetteer.schema import (
    INDEXES,
    LEVEL_ADMIN1,
    LEVEL_ADMIN2,
    LEVEL_COUNTRY,
    LEVEL_OTHER,
    RANK_NAME,
    RANK_WITHOUT_ARTICLE,
    SCHEMA_VERSION,
    TABLES,
)
from gazetteer.scripts import MATCHED_SCRIPTS, script_of
from gazetteer.sources import GazetteerSource, SourcedPlace
from gazetteer.spelling import skeleton

AUTOMATON_NAME = "names.automaton"
_SHORTEST_MATCHED = 3
_SHORTEST_WITHOUT_ARTICLE = 4
_ARTICLE_COUNTRIES = frozenset(
    (
        *(
            "AE",
            "BH",
            "DJ",
            "DZ",
            "EG",
            "EH",
            "ER",
            "IL",
            "IQ",
            "IR",
            "JO",
            "KM",
            "KW",
            "LB",
            "LY",
            "MA",
            "MR",
            "OM",
            "PS",
        ),
        *("QA", "SA", "SD", "SO", "SS", "SY", "TD", "TN", "TR", "YE"),
    )
)
_INSERT_PLACE = "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BASE_IMPORTANCE = {
    "PCLI": 0.92, "CONT": 0.9, "PPLC": 0.35, "PPLA": 0.28, "PPLA2": 0.23, "PPLX": 0.1, "PPLQ": 0.1, "PPLH": 0.1,
    "ADM1": 0.5, "ADM2": 0.2, "ADM3": 0.17, "ADM4": 0.15, "ADM5": 0.12,
    "AIRB": 0.4, "AIRP": 0.3, "OCN": 0.8, "SEA": 0.75, "RGN": 0.6,
}  # fmt: skip
_WHOLESALE = ("geonames:", "whosonfirst:", "pack:")
_AREA_LEVELS = {
    "naturalearth": {"PCLI": LEVEL_COUNTRY, "ADM1": LEVEL_ADMIN1},
    "boundary": {"ADM1": LEVEL_ADMIN1, "ADM2": LEVEL_ADMIN2},
}  # by where an id comes from: only of these sources do polygons decide in which division a place is
_POPULATION_SHARE, _LARGEST_LOG_POPULATION = 0.6, 7.6

NameRow = tuple[str, int, int, str, str, str]


def write_gazetteer(
    target: Path,
    places: Iterable[SourcedPlace],
    sources: Sequence[GazetteerSource],
    *,
    stop_names: frozenset[str] = frozenset(),
    version: str = "",
) -> None:
    """Write the built gazetteer to ``target`` and its automaton beside it.

    ``stop_names`` are folded names that the matcher leaves out, though searches find them. Both files appear at once
    under their own names, when all is written. Places are numbered by importance, so that the order of numbers is the
    order of rank.
    """
    ordered = sorted(places, key=lambda entry: (-importance_of(entry.place), entry.place.id))
    draft = target.with_suffix(".building")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;" + TABLES)
        rows = write_places(connection, enumerate(ordered, start=1))
        _write_about(connection, ordered, sources, version)
        connection.executescript(INDEXES + "ANALYZE;")
        connection.commit()
    finally:
        connection.close()
    automaton = target.with_name(AUTOMATON_NAME)
    automaton_draft = automaton.with_suffix(".building")
    build_matcher(rows, stop_names).save(automaton_draft)
    draft.replace(target)
    automaton_draft.replace(automaton)


def importance_of(place: Place) -> float:
    """Return how likely a bare name means this place, from 0 to 1, by its kind and population."""
    known = place.feature_class == "P"
    unknown = 0.12 if place.id.startswith(_WHOLESALE) else 0.45  # what was entered by hand is there because it matters
    base = _BASE_IMPORTANCE.get(place.feature_code, 0.2 if known else unknown)
    people = _POPULATION_SHARE * math.log10(place.population + 1) / _LARGEST_LOG_POPULATION if known else 0.0
    size = min(place.radius_km, 1000.0) / 1e5  # of two countries or seas the larger comes first
    return round(min(1.0, base + people + size), 5)


def name_rows(number: int, place: Place) -> Iterator[NameRow]:
    """Yield the rows of table ``name`` for a place: each name under its key, and under the key without article."""
    seen: set[tuple[str, str]] = set()
    for name in (PlaceName(place.name, "", NameKind.PREFERRED), *place.names):
        key = fold(name.text)
        if not key or (key, name.text) in seen:
            continue
        seen.add((key, name.text))
        yield key, number, RANK_NAME, name.text, name.language, name.kind.value
        bare = _bare_key(key, place)
        if bare != key and (bare, name.text) not in seen:
            seen.add((bare, name.text))
            yield bare, number, RANK_WITHOUT_ARTICLE, name.text, name.language, name.kind.value


def _bare_key(key: str, place: Place) -> str:
    """Return the key without a leading article, where the article may be left out."""
    if key.startswith("the "):
        return key[4:]
    if place.country and place.country not in _ARTICLE_COUNTRIES:
        return key
    bare = without_article(key)
    return bare if len(bare) >= _SHORTEST_WITHOUT_ARTICLE else key


def build_matcher(rows: Iterable[tuple[str, str]], stop_names: frozenset[str]) -> NameMatcher:
    """Build the matcher of the names (key, text) that a text is searched for."""
    usual: set[str] = set()
    lower: set[str] = set()
    for key, text in rows:
        if not _is_matched(key, text, stop_names):
            continue
        if not text[0].islower() or key.startswith("al "):
            usual.add(key)
        elif " " in key and not key.startswith("the ") and not text.islower():
            lower.add(key)
    return NameMatcher.of_keys(usual, lower - usual)


def _is_matched(key: str, text: str, stop_names: frozenset[str]) -> bool:
    """Say whether texts are searched for a name: not for short or common ones, nor in scripts without word breaks."""
    if len(key) < _SHORTEST_MATCHED or key.isdigit():
        return False
    return key.removeprefix("the ") not in stop_names and script_of(text) in MATCHED_SCRIPTS


def write_places(connection: sqlite3.Connection, numbered: Iterable[tuple[int, SourcedPlace]]) -> set[tuple[str, str]]:
    """Insert places under their numbers, with names, sounds and polygons, and return the (key, text) to match."""
    insert_name = "INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?, ?)"
    names: list[NameRow] = []
    for number, entry in numbered:
        connection.execute(_INSERT_PLACE, _place_row(number, entry.place))
        names.extend(name_rows(number, entry.place))
        if entry.polygon is not None:
            connection.execute("INSERT INTO area VALUES (?, ?, ?, ?, ?, ?, ?)", _area_row(number, entry))
    names.sort()
    connection.executemany(insert_name, names)
    keys = sorted({row[0] for row in names if script_of(row[0]) in MATCHED_SCRIPTS})
    connection.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?)", sorted((skeleton(key), key) for key in keys))
    return {(row[0], row[3] if row[2] == RANK_NAME else row[0].title()) for row in names}


def _place_row(number: int, place: Place) -> tuple[object, ...]:
    return (
        number, place.id, place.name, place.lon, place.lat, place.feature_class, place.feature_code, place.radius_km,
        place.country, place.admin1, place.population, place.source, place.note, importance_of(place),
    )  # fmt: skip


def _area_row(number: int, entry: SourcedPlace) -> tuple[object, ...]:
    levels = _AREA_LEVELS.get(entry.place.id.partition(":")[0], {})
    level = levels.get(entry.place.feature_code, LEVEL_OTHER)
    return number, level, *map(float, entry.polygon.bounds), shapely.to_wkb(entry.polygon)  # type: ignore[union-attr]


def _write_about(
    connection: sqlite3.Connection, ordered: Sequence[SourcedPlace], sources: Sequence[GazetteerSource], version: str
) -> None:
    counts: dict[str, int] = {}
    digest = hashlib.sha256()
    for entry in ordered:
        for source in entry.place.source.split(SOURCE_SEPARATOR):
            counts[source] = counts.get(source, 0) + 1
        digest.update(repr((entry.place.id, entry.place.lon, entry.place.lat, len(entry.place.names))).encode())
    told = [replace(source, places=counts.get(source.name, 0)) for source in sources]
    connection.executemany(
        "INSERT INTO source VALUES (?, ?, ?, ?, ?)",
        [(source.name, source.licence, source.url, source.version, source.places) for source in told],
    )
    about = {"schema": str(SCHEMA_VERSION), "version": version or digest.hexdigest()[:12], "places": str(len(ordered))}
    connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
