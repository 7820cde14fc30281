"""The tables that the file of packs has beside those of the built gazetteer."""

from __future__ import annotations

from typing import Final

from gazetteer.schema import INDEXES as BUILT_INDEXES
from gazetteer.schema import TABLES as BUILT_TABLES

FILE_NAME: Final = "packs.sqlite"

TABLES: Final = (
    BUILT_TABLES
    + """
CREATE TABLE pack (
    name TEXT PRIMARY KEY, source TEXT NOT NULL, country TEXT NOT NULL, licence TEXT NOT NULL, url TEXT NOT NULL,
    date TEXT NOT NULL, version TEXT NOT NULL, sha256 TEXT NOT NULL, places INTEGER NOT NULL, merged INTEGER NOT NULL,
    names INTEGER NOT NULL, installed_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE origin (place INTEGER PRIMARY KEY, pack TEXT NOT NULL, same_as TEXT NOT NULL);
CREATE TABLE identity (id TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (id, place)) WITHOUT ROWID;
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, action TEXT NOT NULL, pack TEXT NOT NULL,
    keys BLOB NOT NULL
);
"""
)
"""``origin.same_as`` is the id of the place that a place is a twin of, or empty; ``identity`` holds the ids that
other sources have for a place, as its own source says; ``change.keys`` are folded names, one a line, compressed."""

INDEXES: Final = (
    # Two packs may hold the same place, of which the second is a twin of the first.
    BUILT_INDEXES.replace("UNIQUE INDEX place_id", "INDEX place_id")
    + """
CREATE INDEX origin_pack ON origin (pack);
CREATE INDEX origin_same_as ON origin (same_as) WHERE same_as <> '';
CREATE INDEX identity_place ON identity (place);
"""
)
