"""Documents and events for tests of what comes after the extraction."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from gazetteer.models import Place
from geo.models import (
    ActorMention,
    ActorRole,
    Candidate,
    Casualties,
    DateMention,
    Document,
    Event,
    EventActor,
    ParsedDocument,
    PlaceMention,
    Reason,
    Role,
)

IDLIB = Place(
    "geonames:169389", "Idlib", 36.63, 35.93, country="SY", admin1="Idlib", population=165000, source="geonames"
)
ALEPPO = Place("geonames:170063", "Aleppo", 37.16, 36.2, country="SY", admin1="Aleppo", source="geonames")
KABUL = Place("geonames:1138958", "Kabul", 69.17, 34.53, country="AF", admin1="Kabul", source="geonames")
SUVA = Place("geonames:2198148", "Suva", 178.44, -18.14, country="FJ", source="geonames")

ARMY = EventActor("syria-armed-forces", "Military Forces of Syria (2000-2024)", ActorRole.ACTOR1, 1)
REBELS = EventActor("free-syrian-army", "Free Syrian Army", ActorRole.ACTOR2, 2)
RUSSIA = EventActor("russia-armed-forces", "Military Forces of Russia (2000-)", ActorRole.ASSOCIATED, 8)
CIVILIANS = EventActor("", "Civilians (Syria)", ActorRole.ACTOR2, 7)

SENTENCE = "Government forces shelled Idlib on Monday, killing twelve."


def make_document(number: int = 0, *, text: str = SENTENCE, **changes: object) -> Document:
    """Return a document whose id is the hash of its bytes."""
    original = f"{number}:{text}".encode("utf-8", "surrogatepass")
    document = Document(
        id=hashlib.sha256(original).hexdigest(),
        text=text,
        title=f"Report {number}",
        publisher="The Paper",
        url=f"https://example.org/{number}",
        date=date(2013, 8, 23),
        original=original,
        theatre=("SY",),
    )
    return replace(document, **changes)


def make_event(document: Document, number: int = 0, **changes: object) -> Event:
    """Return a shelling of Idlib in the document's first sentence."""
    event = Event(
        id=f"{document.id[:12]}-{number}",
        document_id=document.id,
        event_type="Explosions/Remote violence",
        sub_event_type="Shelling/artillery/missile attack",
        sentence_start=0,
        sentence_end=len(document.text),
        quote=document.text,
        actors=(ARMY, REBELS, RUSSIA),
        place=IDLIB,
        place_start=26,
        place_end=31,
        where_prec=1,
        date_start=date(2013, 8, 19),
        date_end=date(2013, 8, 19),
        date_prec=1,
        casualties=Casualties(12, 12, 15, None),
        confidence=0.8,
    )
    return replace(event, **changes)


def make_parsed(
    number: int = 0, *events: dict[str, object], extractor: str = "test 1", **document: object
) -> ParsedDocument:
    """Return a document with an event for each set of changes (one plain event if none is given)."""
    made = make_document(number, **document)
    found = tuple(make_event(made, position, **changes) for position, changes in enumerate(events or ({},)))
    return ParsedDocument(made, MENTIONS, found, extractor)


MENTIONS = (
    ActorMention(0, 17, "Government forces", ARMY.id, ARMY.name, inter=1, country="SY"),
    PlaceMention(
        26, 31, "Idlib", Role.LOCATION, IDLIB, 0.9, (Candidate(IDLIB, 0.9, (Reason("population", 0.5),)),), where_prec=1
    ),
    DateMention(35, 41, "Monday", date(2013, 8, 19), date(2013, 8, 19), 1, "weekday"),
)
