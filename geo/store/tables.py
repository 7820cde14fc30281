"""The store's tables. The migrations make them; a test holds the two together."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    column,
    table,
    text,
)

from geo.schema import DATE_COLUMNS, EVENT_COLUMNS, INTEGER_COLUMNS, REAL_COLUMNS

metadata: Final = MetaData()
UNKNOWN_NAME: Final = "kind = 'place' AND role = 'location' AND place_id = ''"
"""The condition, as the index ``mention_unknown`` has it, that no place was found for a name that should be pinned."""

UNSURE_PLACE: Final = "kind = 'place' AND role = 'location' AND place_id <> ''"
"""The condition, as the index ``mention_unsure`` has it, that a name is pinned at a place of its own."""

document: Final = Table(
    "document",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("date", Text),
    Column("language", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("theatre", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("read_at", Text, nullable=False, server_default=""),
    Column("text", Text, nullable=False),
    Column("original", LargeBinary, nullable=False),
    Column("countries", Text, nullable=False, server_default="[]"),
)
"""``countries`` are the shares of the countries that the text seems to be about, as JSON."""

mention: Final = Table(
    "mention",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("document_id", Text, ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("role", Text, nullable=False),
    Column("place_id", Text, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("name_key", Text, nullable=False, server_default=""),
    Column("sound", Text, nullable=False, server_default=""),
    Index("mention_document", "document_id", "start"),
    Index("mention_place", "place_id"),
    Index("mention_actor", "actor_id"),
    Index("mention_name", "name_key", "document_id", sqlite_where=text("name_key <> ''")),
    Index("mention_sound", "sound", "document_id", sqlite_where=text("sound <> ''")),
    Index("mention_unknown", "name_key", "document_id", "kind", "role", "place_id", sqlite_where=text(UNKNOWN_NAME)),
    Index("mention_unsure", "score", sqlite_where=text(UNSURE_PLACE)),
)
"""``name_key`` is a place name folded; ``sound`` what its spellings share, unless its place bears this very name.

``place_id`` is empty where no place has the name, be it pinned at what contains it: ``details`` then has the place.
"""


_LATER_TEXTS: Final = frozenset({"claimed_by", "denied_by"})
"""Texts that the events of older stores lack."""


def _event_column(name: str) -> Column[object]:
    """Return the column that holds a column of the schema."""
    if name == "event_id":
        return Column(name, Text, nullable=False, unique=True)
    if name == "document_id":
        return Column(name, Text, ForeignKey("document.id", ondelete="CASCADE"), nullable=False)
    if name in INTEGER_COLUMNS:
        return Column(name, Integer, nullable=name != "sources")
    if name in REAL_COLUMNS:
        return Column(name, Float, nullable=name != "confidence")
    if name in _LATER_TEXTS:
        return Column(name, Text, nullable=False, server_default="")
    return Column(name, Text, nullable=name in DATE_COLUMNS)


event: Final = Table(
    "event",
    metadata,
    Column("key", Integer, primary_key=True),
    *(_event_column(name) for name in EVENT_COLUMNS),
    Column("extracted_type", Text, nullable=False),
    Index("event_date", "date_start", "event_id", "status"),
    Index("event_year", "year", "status"),
    Index("event_type", "event_type", "status"),
    Index("event_sub_type", "sub_event_type"),
    Index("event_country", "country", "status"),
    Index("event_document", "document_id"),
    Index("event_place", "place_id"),
)

event_feature: Final = Table(
    "event_feature",
    metadata,
    Column("event_key", Integer, ForeignKey("event.key", ondelete="CASCADE"), primary_key=True),
    Column("feature", LargeBinary, nullable=False),
)
"""Each event as a GeoJSON feature, made when the event is written: an export only joins them."""

event_actor: Final = Table(
    "event_actor",
    metadata,
    Column("event_key", Integer, ForeignKey("event.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("inter", Integer, nullable=False),
    Index("event_actor_id", "actor_id", "event_key"),
    Index("event_actor_name", "name", "event_key"),
)

edit: Final = Table(
    "edit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("document_id", Text, ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index("edit_event", "event_id", "id"),
    Index("edit_document", "document_id"),
)

document_edit: Final = Table(
    "document_edit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Text, ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("document_edit_about", "document_id", "kind", "name_key"),
)
"""What people decided about a document: which place a name means in it, and which countries it is about."""

change_counter: Final = Table(
    "change_counter",
    metadata,
    Column("store_id", Text, primary_key=True),
    Column("changes", Integer, nullable=False),
)
"""One row: a random id of this store and how often its events have changed."""

import_file: Final = Table(
    "import_file",
    metadata,
    Column("document_id", Text, ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    Column("dataset", Text, nullable=False),
    Column("columns", Text, nullable=False),
)
"""Documents that stand for a file of events from elsewhere, with the names of its columns as JSON: never read again."""

imported_event: Final = Table(
    "imported_event",
    metadata,
    Column("event_key", Integer, ForeignKey("event.key", ondelete="CASCADE"), primary_key=True),
    Column("dataset", Text, nullable=False),
    Column("original_id", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("original", LargeBinary, nullable=False),
    Index("imported_event_id", "dataset", "original_id", unique=True),
)
"""What an event from elsewhere was there: its id, the line of the file, and all its columns as JSON."""

import_writes: Final = Table("import_writes", metadata, Column("now", Integer, primary_key=True))
"""Holds a row while an import writes, within its transaction: it then keeps the R*Tree itself, not the trigger."""

document_words: Final = table("document_words", column("rowid"), column("folded"), column("sounds"))
"""The full-text index (FTS5) over the documents' folded texts and the sounds of names in them; the documents' keys."""

regeocoding_run: Final = Table(
    "regeocoding_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("marks", Text, nullable=False),
    Column("decided_at", Text),
    Column("decided_by", Text, nullable=False),
)

regeocoding_document: Final = Table(
    "regeocoding_document",
    metadata,
    Column("run_id", Integer, ForeignKey("regeocoding_run.id", ondelete="CASCADE"), primary_key=True),
    Column("document_id", Text, ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("before", LargeBinary),
    Column("after", LargeBinary),
    Column("differences", LargeBinary),
    Column("listed", Integer, nullable=False),
    Column("counts", Text, nullable=False),
    Index("regeocoding_document_state", "run_id", "state"),
    Index("regeocoding_document_id", "document_id"),
)

regeocoding_mark: Final = Table(
    "regeocoding_mark",
    metadata,
    Column("source", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""Up to where the changes of each part of the gazetteer have been looked at."""

dismissed_name: Final = Table(
    "dismissed_name",
    metadata,
    Column("name_key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
)
"""Unknown names of which somebody said that they are no places."""

event_rtree: Final = table(
    "event_rtree", column("id"), column("west"), column("east"), column("south"), column("north")
)
"""The R*Tree over the events' points, kept by triggers; its numbers are rounded outwards to 32 bits."""

EVENT_FIELDS: Final = tuple(event.c[name] for name in EVENT_COLUMNS)
"""The columns of :class:`geo.schema.EventRow`, in its order."""
