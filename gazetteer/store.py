"""Reading the built SQLite file: the only SQL over it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, ClassVar

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import GazetteerNotBuiltError
from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.nearest import Box, PlaceFilter
from gazetteer.schema import LEVEL_ADMIN1, SCHEMA_VERSION
from gazetteer.sources import GazetteerSource

_TOLD = slice(1, 12)  # the columns of table place that are the first fields of Place, from id to source
_NOTE = 12
_CACHED_KEYS = 20_000
_MAPPED_BYTES = 64 * 1024 * 1024
_LAST_CHARACTER = "\U0010ffff"
_MANY_KEYS = 2000
_COUNT_KEYS = "SELECT count(*) FROM (SELECT 1 FROM name WHERE key > ? AND key < ? LIMIT ?)"
_PREFIX_BY_KEY = """
SELECT p.*, found.key FROM (
    SELECT n.place, min(n.key) AS key FROM name n WHERE n.key > ? AND n.key < ?
    AND (? = '' OR EXISTS (SELECT 1 FROM place q WHERE q.number = n.place AND q.country = ?))
    GROUP BY n.place ORDER BY n.place LIMIT ?
) found JOIN place p ON p.number = found.place ORDER BY p.number
"""
_PREFIX_BY_PLACE = """
SELECT p.*, min(n.key) FROM place p CROSS JOIN name n ON n.place = p.number
WHERE n.key > ? AND n.key < ? GROUP BY p.number ORDER BY p.number LIMIT ?
"""
_PREFIX_BY_COUNTRY = """
SELECT p.*, min(n.key) FROM place p CROSS JOIN name n ON n.place = p.number
WHERE n.key > ? AND n.key < ? AND p.country = ? GROUP BY p.number ORDER BY p.number LIMIT ?
"""


class GazetteerStore:
    """The places, names and polygons of one built file, opened read-only and immutable.

    One connection serves all threads: SQLite serialises the calls. ``REMEDY`` says what to do about a file that is
    missing or of another version.
    """

    REMEDY: ClassVar[str] = "Run `make setup` to build it."

    def __init__(self, path: Path) -> None:
        self._connection = _connect(path, self.REMEDY)
        self.by_key = lru_cache(maxsize=_CACHED_KEYS)(self._by_key)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def about(self) -> dict[str, str]:
        """Return what the file tells of itself: ``schema``, ``version``, ``places``."""
        return dict(self._connection.execute("SELECT key, value FROM about"))

    def sources(self) -> list[GazetteerSource]:
        """Return the sources in order of name."""
        rows = self._connection.execute("SELECT name, licence, url, version, places FROM source ORDER BY name")
        return [GazetteerSource(*row) for row in rows]

    def place(self, place_id: str) -> Place | None:
        """Return a place with all its names."""
        row = self._connection.execute("SELECT * FROM place WHERE id = ?", (place_id,)).fetchone()
        return replace(self._place(row), names=self.names(place_id), note=row[_NOTE]) if row else None

    def bare_place(self, place_id: str) -> Place | None:
        """Return a place without names and note."""
        row = self._connection.execute("SELECT * FROM place WHERE id = ?", (place_id,)).fetchone()
        return self._place(row) if row else None

    def names(self, place_id: str) -> tuple[PlaceName, ...]:
        """Return the names of a place, the preferred one first."""
        query = (
            "SELECT n.text, n.language, n.kind FROM name n JOIN place p ON p.number = n.place "
            "WHERE p.id = ? AND n.rank = 0 ORDER BY n.kind <> 'preferred', n.language, n.text"
        )
        return tuple(
            PlaceName(text, language, NameKind(kind))
            for text, language, kind in self._connection.execute(query, (place_id,))
        )

    def _place(self, row: tuple[Any, ...]) -> Place:
        return place_of_row(row)

    def _by_key(self, key: str) -> tuple[tuple[int, Place], ...]:
        query = (
            "SELECT p.*, min(n.rank) FROM name n JOIN place p ON p.number = n.place "
            "WHERE n.key = ? GROUP BY n.place ORDER BY min(n.rank), n.place"
        )
        return tuple((row[-1], self._place(row)) for row in self._connection.execute(query, (key,)))

    def by_prefix(self, prefix: str, country: str, limit: int) -> list[tuple[str, Place]]:
        """Return (key, place) for keys that begin with ``prefix`` and go on, the most important places first.

        Few keys are gone through; where there are many, the places are, in order of importance, until there are enough.
        """
        bounds = (prefix, prefix + _LAST_CHARACTER)
        (keys,) = self._connection.execute(_COUNT_KEYS, (*bounds, _MANY_KEYS)).fetchone()
        if keys < _MANY_KEYS:
            rows = self._connection.execute(_PREFIX_BY_KEY, (*bounds, country, country, limit))
        elif country:
            rows = self._connection.execute(_PREFIX_BY_COUNTRY, (*bounds, country, limit))
        else:
            rows = self._connection.execute(_PREFIX_BY_PLACE, (*bounds, limit))
        return [(row[-1], self._place(row)) for row in rows.fetchall()]

    def keys_of_skeletons(self, skeletons: Collection[str], limit: int) -> list[str]:
        """Return the keys that have one of these skeletons (see :func:`gazetteer.normalise.skeleton`)."""
        query = "SELECT key FROM sound WHERE skeleton IN (SELECT value FROM json_each(?)) LIMIT ?"
        return [row[0] for row in self._connection.execute(query, (json.dumps(sorted(skeletons)), limit))]

    def keys_between(self, low: str, high: str, limit: int) -> list[str]:
        """Return the distinct keys from ``low`` up to, not including, ``high``."""
        query = "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ? LIMIT ?"
        return [row[0] for row in self._connection.execute(query, (low, high, limit))]

    def polygon(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon of a place, or None where it has none."""
        query = "SELECT a.wkb FROM area a JOIN place p ON p.number = a.place WHERE p.id = ?"
        row = self._connection.execute(query, (place_id,)).fetchone()
        return shapely.from_wkb(row[0]) if row else None

    def places_in(self, box: Box, only: PlaceFilter) -> Iterator[Place]:
        """Yield the places that a filter allows and whose points lie in a box."""
        query = (
            "SELECT p.* FROM spot s JOIN place p ON p.number = s.number WHERE s.east >= ? AND s.west <= ? "
            "AND s.north >= ? AND s.south <= ? AND p.feature_class IN (SELECT value FROM json_each(?)) "
            "AND ? IN ('', p.country)"
        )
        bounds = (box.west, box.east, box.south, box.north, json.dumps(sorted(only.classes)), only.country)
        for row in self._connection.execute(query, bounds).fetchall():
            yield self._place(row)

    def keys_of_country(self, country: str) -> set[str]:
        """Return the keys of all places of a country."""
        return read_keys_of_country(self._connection, country)

    def keyed_places_in(self, box: Box) -> list[tuple[Place, frozenset[str]]]:
        """Return the places whose points lie in a box, with their keys."""
        return [(self._place(row), keys) for row, keys in read_keyed_places(self._connection, box)]

    def first_level_divisions(self) -> list[tuple[Place, BaseGeometry]]:
        """Return the first-level divisions with their polygons."""
        query = "SELECT p.*, a.wkb FROM area a JOIN place p ON p.number = a.place WHERE a.level = ? ORDER BY a.place"
        rows = self._connection.execute(query, (LEVEL_ADMIN1,)).fetchall()
        return [
            (self._place(row), polygon)
            for row, polygon in zip(rows, shapely.from_wkb([row[-1] for row in rows]), strict=True)
        ]

    @cached_property
    def countries(self) -> frozenset[str]:
        """The codes of all countries that a place is in."""
        rows = self._connection.execute("SELECT DISTINCT country FROM place WHERE country <> ''")
        return frozenset(code for (code,) in rows)

    def divisions_at(self, lon: float, lat: float) -> tuple[str, str]:
        """Return (country, admin1) of the division that holds the point, empty texts at sea."""
        query = (
            "SELECT p.country, p.admin1, a.wkb FROM area a JOIN place p ON p.number = a.place "
            "WHERE a.level = ? AND ? BETWEEN a.west AND a.east AND ? BETWEEN a.south AND a.north ORDER BY a.place"
        )
        point = shapely.Point(lon, lat)
        for country, admin1, wkb in self._connection.execute(query, (LEVEL_ADMIN1, lon, lat)):
            if shapely.from_wkb(wkb).covers(point):
                return country, admin1
        return "", ""


def read_keyed_places(connection: sqlite3.Connection, box: Box) -> Iterator[tuple[tuple[Any, ...], frozenset[str]]]:
    """Yield the rows of table ``place`` whose points lie in a box, with their keys, for a connection to any layer."""
    query = (
        "SELECT p.*, group_concat(n.key, char(10)) FROM spot s JOIN place p ON p.number = s.number "
        "JOIN name n ON n.place = p.number "
        "WHERE s.east >= ? AND s.west <= ? AND s.north >= ? AND s.south <= ? GROUP BY p.number"
    )
    for row in connection.execute(query, (box.west, box.east, box.south, box.north)):
        yield row[:-1], frozenset(row[-1].split("\n"))


def read_keys_of_country(connection: sqlite3.Connection, country: str) -> set[str]:
    """Return the keys of all places of a country, for a connection to any layer."""
    query = "SELECT DISTINCT n.key FROM place p JOIN name n ON n.place = p.number WHERE p.country = ?"
    return {row[0] for row in connection.execute(query, (country,))}


def place_of_row(row: tuple[Any, ...]) -> Place:
    """Return the place of a row that begins with the columns of table ``place``, without names and note."""
    return Place(*row[_TOLD])


def _connect(path: Path, remedy: str) -> sqlite3.Connection:
    if not path.is_file():
        raise GazetteerNotBuiltError(f"The gazetteer is not built: {path.name} is missing. {remedy}")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        row = connection.execute("SELECT value FROM about WHERE key = 'schema'").fetchone()
        connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise GazetteerNotBuiltError(f"{path.name} is no gazetteer ({error}). {remedy}") from error
    if row is None or row[0] != str(SCHEMA_VERSION):
        connection.close()
        raise GazetteerNotBuiltError(f"{path.name} was built by another version. {remedy}")
    return connection
