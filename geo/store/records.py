"""What the store answers, besides events: outcomes, summaries, facets, edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IngestOutcome:
    """What an ingest did. ``events`` and ``places`` count what is stored of the document now."""

    document_id: str
    added: bool
    events: int
    places: int
    language: str


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document in a list. ``places`` counts mentions that are pinned, ``added_at`` is an ISO 8601 time in UTC."""

    id: str
    title: str
    publisher: str
    date: str | None
    url: str
    events: int
    places: int
    added_at: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A value to filter by, the words for it, and how many events have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The values to filter by; each list leaves out its own part of the filter, so that choices stay on offer."""

    years: tuple[Facet, ...]
    actors: tuple[Facet, ...]
    types: tuple[Facet, ...]
    countries: tuple[Facet, ...]
    statuses: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """A person's decision on an event: the changed columns before and after, who, when (UTC) and why."""

    id: int
    event_id: str
    at: str
    author: str
    reason: str
    before: Mapping[str, object]
    after: Mapping[str, object]
