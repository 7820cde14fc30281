"""The tables of the built gazetteer file, and the version that reader and writer must share."""

from __future__ import annotations

SCHEMA_VERSION = 3

TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (name TEXT PRIMARY KEY, licence TEXT, url TEXT, version TEXT, places INTEGER) WITHOUT ROWID;
CREATE TABLE place (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL,
    feature_class TEXT NOT NULL, feature_code TEXT NOT NULL, radius_km REAL NOT NULL, country TEXT NOT NULL,
    admin1 TEXT NOT NULL, population INTEGER NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL,
    importance REAL NOT NULL
);
CREATE TABLE name (
    key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL,
    kind TEXT NOT NULL, PRIMARY KEY (key, place, text)
) WITHOUT ROWID;
CREATE TABLE sound (skeleton TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (skeleton, key)) WITHOUT ROWID;
CREATE TABLE area (
    place INTEGER PRIMARY KEY, level INTEGER NOT NULL, west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL,
    north REAL NOT NULL, wkb BLOB NOT NULL
);
CREATE VIRTUAL TABLE spot USING rtree (number, west, east, south, north);
CREATE TRIGGER place_added AFTER INSERT ON place BEGIN
    INSERT INTO spot VALUES (new.number, new.lon, new.lon, new.lat, new.lat);
END;
CREATE TRIGGER place_removed AFTER DELETE ON place BEGIN DELETE FROM spot WHERE number = old.number; END;
CREATE TRIGGER place_moved AFTER UPDATE OF number, lon, lat ON place BEGIN
    DELETE FROM spot WHERE number = old.number;
    INSERT INTO spot VALUES (new.number, new.lon, new.lon, new.lat, new.lat);
END;
"""

INDEXES = """
CREATE UNIQUE INDEX place_id ON place (id);
CREATE INDEX name_place ON name (place);
CREATE INDEX place_country ON place (country);
"""

LEVEL_COUNTRY, LEVEL_ADMIN1, LEVEL_OTHER, LEVEL_ADMIN2 = 0, 1, 2, 3
"""Values of ``area.level``."""

RANK_NAME, RANK_WITHOUT_ARTICLE = 0, 1
"""Values of ``name.rank``: how close the key is to a name that the source gives."""
