"""Measure the store on made-up events: ingest, filters, facets, GeoJSON. Usage: bench_store.py [EVENTS]."""

from __future__ import annotations

import argparse
import hashlib
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from gazetteer.models import Place
from geo.codebook import event_types
from geo.models import ActorRole, Casualties, Document, Event, EventActor, ParsedDocument
from geo.store import EventFilter, EventStore, open_store

EVENTS_A_DOCUMENT = 50
ACTORS = tuple(EventActor(f"actor-{number}", f"Armed group {number}", ActorRole.ACTOR1, 2) for number in range(40))
COUNTRIES = ("SY", "IQ", "UA", "SD", "AF", "GE")
FILTERS = {
    "one year": EventFilter(years=(2015,)),
    "one actor": EventFilter(actors=("actor-3",)),
    "one type": EventFilter(types=("Air/drone strike",)),
    "a box of 5 x 5 degrees": EventFilter(bbox=(30, 30, 35, 35)),
    "a box of 1 x 1 degree": EventFilter(bbox=(30, 30, 31, 31)),
    "country and interval": EventFilter(countries=("SY",), since=date(2013, 1, 1), until=date(2013, 6, 30)),
    "words": EventFilter(query="town 77 "),
}


def main() -> None:
    """Fill a store in a temporary folder and print what each question takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", nargs="?", type=int, default=100_000)
    count = parser.parse_args().events
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "bench.sqlite") as store:
        started = time.perf_counter()
        for number in range(count // EVENTS_A_DOCUMENT):
            store.add(made_up_document(number))
        taken = time.perf_counter() - started
        print(f"ingest of {count:,} events: {taken:.1f} s, {store.path.stat().st_size / 1e6:.0f} MB")
        measure_questions(store)


def measure_questions(store: EventStore) -> None:
    """Print the best time of each question."""
    print(f"GeoJSON of all: {best(store.geojson):.3f} s, {len(store.geojson()) / 1e6:.0f} MB")
    print(f"facets of all: {best(store.facets) * 1000:.0f} ms")
    print(f"first page of the table: {best(lambda: store.events(limit=100)) * 1000:.1f} ms")
    for name, wanted in FILTERS.items():
        print(f"{name} ({store.count(wanted):,}): {filter_figures(store, wanted)}")


def filter_figures(store: EventStore, wanted: EventFilter) -> str:
    """Return the times of a filter's three questions in words."""
    count = best(lambda: store.count(wanted)) * 1000
    page = best(lambda: store.events(wanted, limit=100)) * 1000
    geojson = best(lambda: store.geojson(wanted)) * 1000
    return f"count {count:.1f} ms, page {page:.1f} ms, GeoJSON {geojson:.1f} ms"


def best(question: Callable[[], object], rounds: int = 5) -> float:
    """Return the shortest time in seconds of a few rounds."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        question()
        times.append(time.perf_counter() - started)
    return min(times)


def made_up_document(number: int) -> ParsedDocument:
    """Return a document of made-up events, the same for the same number."""
    dice = random.Random(number)  # noqa: S311 - no secret
    text = f"Document {number} tells of many events."
    document = Document(
        id=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        title=f"Report {number}",
        publisher="The Paper",
        url=f"https://example.org/reports/{number}",
        date=date(2016, 1, 1),
        original=text.encode(),
    )
    events = tuple(made_up_event(document, position, dice) for position in range(EVENTS_A_DOCUMENT))
    return ParsedDocument(document, (), events, "bench 1")


def made_up_event(document: Document, position: int, dice: random.Random) -> Event:
    """Return an event somewhere between 2011 and 2021."""
    kind = dice.choice(event_types())
    town = dice.randrange(2000)
    place = Place(
        id=f"geonames:{town}",
        name=f"Town {town}",
        lon=round(dice.uniform(20, 70), 5),
        lat=round(dice.uniform(0, 50), 5),
        country=dice.choice(COUNTRIES),
        admin1=f"Province {town % 50}",
    )
    day = date(2011, 1, 1) + timedelta(days=dice.randrange(4000))
    return Event(
        id=f"{document.id[:16]}-{position}",
        document_id=document.id,
        event_type=kind.event_type,
        sub_event_type=kind.sub_event_type,
        sentence_start=0,
        sentence_end=30,
        quote=f"Forces shelled the outskirts of Town {town} on Monday, killing at least twelve people, monitors said.",
        actors=tuple(dice.sample(ACTORS, 3)),
        place=place,
        where_prec=1,
        date_start=day,
        date_end=day,
        date_prec=1,
        casualties=Casualties(10, 12, 14, 3),
        confidence=0.75,
    )


if __name__ == "__main__":
    main()
