"""A store with all that re-geocodes it, for tests that read, change the gazetteer and read again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

from gazetteer import NameKind, Place, PlaceName
from gazetteer.packs import PackHead, Packs
from gazetteer.sources import SourcedPlace
from geo.extractor import Extractor
from geo.gazetteers import open_gazetteer
from geo.models import Document, Mention, ParsedDocument
from geo.regeocoding import Diff, Regeocoder, Run
from geo.schema import EventRow
from geo.settings import Settings
from geo.store import EventStore

ZALABIYA = Place("", "Khirbet Zalabiya", 39.8, 35.7, country="SY", admin1="Raqqa")
BOMBED = "Syrian warplanes bombed the town of Khirbet Zalabiya on Sunday, killing at least nine civilians."
QUIET = "Government forces shelled Idlib on Monday, killing twelve people."


def make_document(text: str, **changes: object) -> Document:
    """Return a report on Syria whose id is the hash of its text."""
    made = Document(
        id=hashlib.sha256(text.encode()).hexdigest(), text=text, title=text[:30], date=date(2017, 9, 11),
        original=text.encode(), theatre=("SY",),
    )  # fmt: skip
    return replace(made, **changes)


class Desk:
    """One store, the gazetteer as it sees it, an extractor on both, and a regeocoder."""

    def __init__(self, store: EventStore, packs: Path) -> None:
        self.store = store
        self.settings = Settings(database=store.path, packs=packs)
        self.gazetteer = open_gazetteer(self.settings, store.user_places)
        self.packs = Packs(packs)

    @cached_property
    def extractor(self) -> Extractor:
        """Return the extractor, loaded when it is first asked for."""
        return Extractor.open(self.gazetteer)

    @cached_property
    def regeocoder(self) -> Regeocoder:
        """Return a regeocoder that reads in this process."""
        return Regeocoder(self.store, self.gazetteer, settings=self.settings, extractor=lambda: self.extractor)

    def read(self, *texts: str) -> list[str]:
        """Read reports into the store, and return their ids."""
        parsed = list(self.extractor.parse_many([make_document(text) for text in texts]))
        for one in parsed:
            self.store.add(one)
        return [one.document.id for one in parsed]

    def read_afresh(self, document_id: str) -> ParsedDocument:
        """Read a stored document as if it were new."""
        document = self.store.document(document_id)
        assert document is not None
        return self.extractor.parse(document)

    def add(self, name: str = ZALABIYA.name, *aliases: str, lon: float = 39.8, lat: float = 35.7) -> Place:
        """Add an own place."""
        names = tuple(PlaceName(alias, "", NameKind.ALIAS) for alias in aliases)
        return self.store.user_places.add(replace(ZALABIYA, name=name, names=names, lon=lon, lat=lat), author="Ada")

    def install(self, *places: Place) -> None:
        """Install a pack of some places."""
        rows = [SourcedPlace(place) for place in places]
        self.packs.install(rows, PackHead("test", "test", "SY", "CC0", date="2024-01-01"))

    def prepare(self) -> Run:
        """Prepare a run that has something to prepare."""
        run = self.regeocoder.prepare(author="Ada")
        assert run is not None
        return run

    def diff(self) -> Diff:
        """Prepare a run and return all that it would change."""
        return self.regeocoder.diff(self.prepare().id)

    def regeocode(self) -> Run:
        """Prepare a run and apply it."""
        return self.regeocoder.apply(self.prepare().id, author="Ada")

    def places(self, document_id: str) -> dict[str, str]:
        """Return the place id of each place name of a document, empty where it has none."""
        mentions = (mention for mention in self.store.mentions(document_id) if mention.kind == "place")
        return {mention.text: mention.place.id if mention.place else "" for mention in mentions}  # type: ignore[union-attr]  # kind says so

    def contents(self) -> tuple[list[list[Mention]], list[EventRow], dict[str, object]]:
        """Return all that is stored of mentions and events."""
        ids = sorted(summary.id for summary in self.store.documents())
        return (
            [self.store.mentions(document_id) for document_id in ids],
            self.store.events(),
            {"features": self.store.geojson(), "facets": self.store.facets()},
        )
