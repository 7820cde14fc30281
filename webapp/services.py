"""The parts of :mod:`geo` and :mod:`gazetteer` that one app works with, and how a view gets at them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from flask import current_app

from gazetteer import Gazetteer
from gazetteer.packs import Packs
from geo.actors.editing import OwnActors
from geo.actors.own import file_stamp
from geo.corrections import Corrections
from geo.models import Document, ParsedDocument
from geo.regeocoding import Regeocoder
from geo.settings import Settings
from geo.store import EventStore
from webapp.drafts import DraftStore
from webapp.jobs import Jobs
from webapp.plans import ImportPlans
from webapp.responses import CompressedCache
from webapp.uploads import UploadStore

if TYPE_CHECKING:
    from geo.extractor import Extractor

EXTENSION: Final = "conflict_atlas"
_PARSED_KEPT: Final = 32


@dataclass(slots=True)
class LazyExtractor:
    """An extractor that is loaded when it is first asked for, once, and parses one document at a time.

    The last few parsed documents are kept, so that saving a draft does not read it a second time.
    """

    gazetteer: Gazetteer
    model: str
    _extractor: Extractor | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _kept: OrderedDict[Document, ParsedDocument] = field(default_factory=OrderedDict)
    _generation: object = None

    def parse(self, documents: Sequence[Document], generation: object) -> list[ParsedDocument]:
        """Find places, actors, dates and events in documents; ``generation`` is the state of what people may change."""
        with self._lock:
            if generation != self._generation:
                self._kept.clear()
                self._generation = generation
            return [self._parse_one(document) for document in documents]

    def _parse_one(self, document: Document) -> ParsedDocument:
        if document not in self._kept:
            self._kept[document] = self._load().parse(document)
            while len(self._kept) > _PARSED_KEPT:
                self._kept.popitem(last=False)
        return self._kept[document]

    def _load(self) -> Extractor:
        if self._extractor is None:
            from geo.extractor import Extractor  # noqa: PLC0415 - seconds of imports that reading a map does without

            self._extractor = Extractor.open(self.gazetteer, model=self.model)
        return self._extractor


@dataclass(frozen=True, slots=True)
class Services:
    """What the views of one app share."""

    settings: Settings
    gazetteer: Gazetteer
    store: EventStore
    extractor: LazyExtractor
    drafts: DraftStore
    cache: CompressedCache
    packs: Packs
    uploads: UploadStore
    plans: ImportPlans
    jobs: Jobs
    regeocoder: Regeocoder

    def parse(self, documents: Sequence[Document]) -> list[ParsedDocument]:
        """Extract from documents with the gazetteer as it stands now."""
        installed = tuple((pack.name, pack.installed_at) for pack in self.packs.list())
        own_actors = file_stamp(self.settings.actors)
        return self.extractor.parse(documents, (self.store.user_places.generation, installed, own_actors))

    @property
    def own_actors(self) -> OwnActors:
        """The user's own actors, with the history of their changes."""
        return OwnActors(self.settings.actors)

    @property
    def corrections(self) -> Corrections:
        """People's corrections of documents."""
        return Corrections(self.store, self.gazetteer, self.parse)


def services() -> Services:
    """Get the parts that the current app works with."""
    return cast("Services", current_app.extensions[EXTENSION])
