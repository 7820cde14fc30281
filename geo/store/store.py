"""The event store: what the web app, the command line and notebooks read and write."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine

from gazetteer import UserPlaces
from geo.features import feature_collection
from geo.models import Document, Mention, ParsedDocument
from geo.schema import EventRow
from geo.settings import load_settings
from geo.store import decisions, documents, queries
from geo.store.actor_uses import ActorUseStore
from geo.store.connection import open_engine
from geo.store.copies import CopyStore
from geo.store.decisions import Decision
from geo.store.document_edits import DocumentEditStore
from geo.store.filters import EventFilter
from geo.store.imports import ImportStore
from geo.store.mentions import read_mentions
from geo.store.occurrences import OccurrenceStore
from geo.store.records import DocumentSummary, Edit, Facets, IngestOutcome
from geo.store.regeocoding import RunStore
from geo.store.suggestions import SuggestionStore
from geo.store.unknown import UnknownNameStore
from geo.store.unsure import UnsurePlaceStore
from geo.store.writing import read_stamp
from geo.theatre import Shares

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_NOTHING: Mapping[str, object] = MappingProxyType({})
_EVERYTHING = EventFilter()
_BATCH = 1000
_FACETS_KEPT = 64


def open_store(path: Path | str | None = None, *, busy_seconds: float | None = None) -> EventStore:
    """Open the store, making or updating the database where need be.

    What is not given is as the settings say. Close it, or use it in a ``with`` statement.

    Raises
    ------
    StoreError
        When the database cannot be opened, or was written by a newer version.
    """
    settings = load_settings({"database": path, "busy_seconds": busy_seconds})
    return EventStore(open_engine(settings.database, settings.busy_seconds), settings.database)


class EventStore:
    """Documents, mentions, events and edits in one database; every write is one transaction.

    Threads may share it. ``engine`` is for :class:`gazetteer.UserPlaces`, which keeps its tables in the same file.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self.engine = engine
        self.path = path
        self._writer = engine.execution_options(writes=True)
        self._facets: dict[tuple[str, EventFilter], Facets] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @cached_property
    def user_places(self) -> UserPlaces:
        """The places that people have added."""
        return UserPlaces(self.engine)

    @cached_property
    def runs(self) -> RunStore:
        """The runs that geocode documents again."""
        return RunStore(self.engine)

    @cached_property
    def unknown_names(self) -> UnknownNameStore:
        """The names that no place matched."""
        return UnknownNameStore(self.engine)

    @cached_property
    def document_edits(self) -> DocumentEditStore:
        """What people decided about documents: places of names, and theatres."""
        return DocumentEditStore(self.engine)

    @cached_property
    def imports(self) -> ImportStore:
        """The events that came in files of others."""
        return ImportStore(self.engine)

    @cached_property
    def unsure_places(self) -> UnsurePlaceStore:
        """The names that are pinned at unsure places."""
        return UnsurePlaceStore(self.engine)

    @cached_property
    def actor_uses(self) -> ActorUseStore:
        """How often actors occur, and the names of those that nobody lists."""
        return ActorUseStore(self.engine)

    @cached_property
    def copies(self) -> CopyStore:
        """The groups of articles that are copies of one report."""
        return CopyStore(self.engine)

    @cached_property
    def occurrences(self) -> OccurrenceStore:
        """The occurrences that several events tell of."""
        return OccurrenceStore(self.engine)

    @cached_property
    def suggestions(self) -> SuggestionStore:
        """The events that seem to be one occurrence."""
        return SuggestionStore(self.engine)

    def add(self, parsed: ParsedDocument) -> IngestOutcome:
        """Store a document; one that is stored already is left as it is."""
        with self._write() as connection:
            return documents.add_document(connection, parsed)

    def replace(self, parsed: ParsedDocument) -> IngestOutcome:
        """Store a document anew: what was extracted is replaced, what people decided stays."""
        with self._write() as connection:
            return documents.replace_document(connection, parsed)

    def document(self, document_id: str) -> Document | None:
        """Return a document with its text and original bytes, or None."""
        with self._read() as connection:
            return documents.find_document(connection, document_id)

    def documents(self, limit: int | None = None, offset: int = 0, query: str = "") -> list[DocumentSummary]:
        """Return documents, the latest addition first; ``query`` is looked for in their titles and texts."""
        with self._read() as connection:
            return documents.list_documents(connection, limit, offset, query)

    def count_documents(self, query: str = "") -> int:
        """Return how many documents there are."""
        with self._read() as connection:
            return documents.count_documents(connection, query)

    def countries(self, document_id: str) -> Shares:
        """Return the shares of the countries that a document seems to be about."""
        with self._read() as connection:
            return documents.find_countries(connection, document_id)

    def delete_document(self, document_id: str) -> None:
        """Delete a document with all that hangs on it; :class:`NotStoredError` if there is none."""
        with self._write() as connection:
            documents.delete_document(connection, document_id)

    def mentions(self, document_id: str) -> list[Mention]:
        """Return a document's mentions in the order of the text."""
        with self._read() as connection:
            return read_mentions(connection, document_id)

    def events(
        self,
        wanted: EventFilter = _EVERYTHING,
        limit: int | None = None,
        offset: int = 0,
        *,
        sort: str = "date_start",
        descending: bool = False,
    ) -> list[EventRow]:
        """Return events, sorted by any column of the schema; unknown values come last."""
        found = queries.select_events(wanted, limit, offset, sort, descending=descending)
        with self._read() as connection:
            return queries.read_events(connection, found)

    def iterate_events(self, wanted: EventFilter = _EVERYTHING) -> Iterator[EventRow]:
        """Yield events by date without holding them all in memory."""
        found = queries.select_events(wanted, None, 0, "date_start", descending=False)
        with self._read() as connection:
            for values in connection.execution_options(yield_per=_BATCH).execute(found):
                yield EventRow(*values)

    def event(self, event_id: str) -> EventRow | None:
        """Return an event, or None."""
        with self._read() as connection:
            return decisions.find_event(connection, event_id)

    def unsure_events(self, event_ids: Collection[str]) -> set[str]:
        """Return which of some events are pinned at an unsure place."""
        with self._read() as connection:
            return queries.unsure_events(connection, event_ids)

    def count(self, wanted: EventFilter = _EVERYTHING) -> int:
        """Return how many events the filter lets through."""
        with self._read() as connection:
            return queries.count_events(connection, wanted)

    def facets(self, wanted: EventFilter = _EVERYTHING) -> Facets:
        """Return the years, actors, types, countries and statuses to filter by, with counts."""
        with self._read() as connection:
            key = (read_stamp(connection), wanted)
            facets = self._facets.get(key)
            if facets is None:
                facets = queries.read_facets(connection, wanted)
                if len(self._facets) >= _FACETS_KEPT:
                    self._facets.clear()
                self._facets[key] = facets
        return facets

    def decide(
        self, event_id: str, status: str, *, author: str, reason: str = "", changes: Mapping[str, object] = _NOTHING
    ) -> EventRow:
        """Confirm, edit or reject an event, and record who did so and why.

        Raises
        ------
        ChangeError
            When a column may not be changed or a value does not fit.
        NotStoredError
            When there is no such event.
        """
        with self._write() as connection:
            return decisions.decide_event(connection, event_id, Decision(status, changes, author, reason))

    def undo(self, edit_id: int, *, author: str = "") -> EventRow:
        """Take an edit back, as a further edit; :class:`EditConflictError` if later edits changed the same columns."""
        with self._write() as connection:
            return decisions.undo_edit(connection, edit_id, author=author)

    def edits(self, event_id: str) -> list[Edit]:
        """Return an event's edits, the first one first."""
        with self._read() as connection:
            return decisions.read_edits(connection, event_id)

    def version_stamp(self) -> str:
        """Return a short text that differs after every change to the events; good as an ETag."""
        with self._read() as connection:
            return read_stamp(connection)

    def geojson(self, wanted: EventFilter = _EVERYTHING, *, limit: int | None = None, attribution: str = "") -> bytes:
        """Return events as a FeatureCollection (RFC 7946) by date; without coordinates their geometry is null.

        With a ``limit`` it tells in ``numberMatched`` and ``numberReturned`` how many events there are and are given.
        """
        with self._read() as connection:
            features = connection.scalars(queries.select_features(wanted, limit)).all()
            matched = None if limit is None else queries.count_events(connection, wanted)
        return feature_collection(features, attribution, matched)

    def iterate_features(self, wanted: EventFilter = _EVERYTHING) -> Iterator[bytes]:
        """Yield events as GeoJSON features by date, without holding them all in memory."""
        with self._read() as connection:
            yield from connection.execution_options(yield_per=_BATCH).scalars(queries.select_features(wanted))

    def frame(self, wanted: EventFilter = _EVERYTHING) -> GeoDataFrame:
        """Return events as a GeoDataFrame (EPSG:4326) with the schema's columns."""
        from geo.frame import events_to_frame  # noqa: PLC0415 - a second of imports that few callers need

        return events_to_frame(self.iterate_events(wanted))

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._writer.begin() as connection:
            yield connection
