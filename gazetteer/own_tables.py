"""The tables of the user's own places, kept in the user's store."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, String, Table, Text

LONGEST_ID: Final = 120
LONGEST_NAME: Final = 200
LONGEST_NOTE: Final = 2000
LONGEST_LANGUAGE: Final = 8

metadata = MetaData()
"""Holds the tables of this module."""

user_place = Table(
    "user_place",
    metadata,
    Column("id", String(LONGEST_ID), primary_key=True),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("lon", Float, nullable=False),
    Column("lat", Float, nullable=False),
    Column("feature_class", String(1), nullable=False),
    Column("feature_code", String(10), nullable=False),
    Column("radius_km", Float, nullable=False),
    Column("country", String(2), nullable=False),
    Column("admin1", String(LONGEST_NAME), nullable=False),
    Column("population", Integer, nullable=False),
    Column("note", String(LONGEST_NOTE), nullable=False),
    Column("admin2", String(LONGEST_NAME), nullable=False, server_default=""),
    Column("reference", String(LONGEST_NOTE), nullable=False, server_default=""),
    Column("polygon", Text, nullable=False, server_default=""),  # a GeoJSON geometry, or empty
)
user_place_name = Table(
    "user_place_name",
    metadata,
    Column("place_id", String(LONGEST_ID), ForeignKey("user_place.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("text", String(LONGEST_NAME), nullable=False),
    Column("language", String(LONGEST_LANGUAGE), nullable=False),
    Column("kind", String(12), nullable=False),
)
user_place_twin = Table(
    "user_place_twin",
    metadata,
    Column("place_id", String(LONGEST_ID), ForeignKey("user_place.id", ondelete="CASCADE"), primary_key=True),
    Column("twin_id", String(LONGEST_ID), primary_key=True, index=True),
)
user_place_edit = Table(
    "user_place_edit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("author", String(LONGEST_NAME), nullable=False),
    Column("reason", String(LONGEST_NOTE), nullable=False),
    Column("action", String(8), nullable=False),
    Column("group_id", Integer, nullable=False, index=True),  # the id of the first edit made together with this one
    Column("undoes", Integer, nullable=False, index=True),  # the group that this one takes back, or 0
    Column("place_id", String(LONGEST_ID), nullable=False, index=True),
    Column("before", Text, nullable=False),  # JSON, or empty where the place was not there
    Column("after", Text, nullable=False),  # likewise
)
user_place_generation = Table("user_place_generation", metadata, Column("generation", Integer, primary_key=True))
