"""The tables of occurrences that several events tell of; the migrations make them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ColumnElement, Float, ForeignKey, Index, Integer, Table, Text, exists

from geo.store.tables import event, metadata

told_event: Final = Table(
    "told_event",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("current_id", Text),
    Column("document_id", Text, nullable=False),
    Column("quote_hash", Text, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("occurrence_id", Text),
    Index("told_event_current", "current_id", unique=True),
    Index("told_event_document", "document_id"),
    Index("told_event_occurrence", "occurrence_id"),
)
"""Events that somebody decided on here, by the ids that they had then; they outlive their document.

``current_id`` is the event that says the same now, after later readings; None while no event does. ``occurrence_id`` is
None for one that stands for itself.
"""

different_events: Final = Table(
    "different_events",
    metadata,
    Column("first", Text, primary_key=True),
    Column("second", Text, primary_key=True),
)
"""Pairs of told events, in the order of their ids, of which somebody said that they are different occurrences."""

merged_event: Final = Table(
    "merged_event",
    metadata,
    Column("event_key", Integer, ForeignKey("event.key", ondelete="CASCADE"), primary_key=True),
    Column("occurrence_id", Text, nullable=False, unique=True),
)
"""The rows of ``event`` that sum several others up; they are written anew whenever one of these changes."""

hidden_event: Final = Table(
    "hidden_event",
    metadata,
    Column("event_key", Integer, ForeignKey("event.key", ondelete="CASCADE"), primary_key=True),
    Column("occurrence_id", Text, nullable=False),
    Index("hidden_event_occurrence", "occurrence_id"),
)
"""The rows of ``event`` for which a merged one stands."""

occurrence_edit: Final = Table(
    "occurrence_edit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("action", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)
"""What people decided: by told event its occurrence, by pair whether they are different, before and after, as JSON."""

occurrence_edit_event: Final = Table(
    "occurrence_edit_event",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("edit_id", Integer, ForeignKey("occurrence_edit.id", ondelete="CASCADE"), primary_key=True),
)
"""Which told events an edit is about."""

suggested_pair: Final = Table(
    "suggested_pair",
    metadata,
    Column("first", Text, primary_key=True),
    Column("second", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Index("suggested_pair_second", "second"),
)
"""The pairs of events, in the order of their ids, that the latest search found alike."""

duplicate_search: Final = Table(
    "duplicate_search",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stamp", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("done_until", Text, nullable=False),
    Column("finished_at", Text),
)
"""At most one row: the search for pairs, of which state of the events and by which rules, and how far it has come."""


def is_merged() -> ColumnElement[bool]:
    """Return the condition that a row of ``event`` sums others up."""
    return exists().where(merged_event.c.event_key == event.c.key)
