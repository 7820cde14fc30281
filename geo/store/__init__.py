"""The event store: documents, mentions, events and people's decisions in one SQLite file."""

from geo.schema import EventRow
from geo.store.changes import CHANGEABLE, place_changes
from geo.store.filters import EventFilter
from geo.store.records import DocumentSummary, Edit, Facet, Facets, IngestOutcome
from geo.store.store import EventStore, open_store

__all__ = [
    "CHANGEABLE",
    "DocumentSummary",
    "Edit",
    "EventFilter",
    "EventRow",
    "EventStore",
    "Facet",
    "Facets",
    "IngestOutcome",
    "open_store",
    "place_changes",
]
