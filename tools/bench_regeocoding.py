"""Measure re-geocoding: finding the documents that a change touches, reading, applying. Usage: --documents 100000."""

from __future__ import annotations

import argparse
import hashlib
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import insert

from gazetteer import Gazetteer, Place
from geo.models import Document, ParsedDocument
from geo.readers import read_path
from geo.regeocoding import Regeocoder
from geo.store import EventStore, open_store, tables
from geo.store.name_index import fill_index
from geo.unknown_names import unknown_names

SAMPLE: Final = Path(__file__).resolve().parent.parent / "geo" / "data" / "sample"
WORDS_A_DOCUMENT: Final = 300
MENTIONS_A_DOCUMENT: Final = 15
ROWS_AT_ONCE: Final = 2000
LONG_AGO: Final = "2020-01-01T00:00:00.000+00:00"
READ_DOCUMENTS: Final = 500
NEWS_WORDS: Final = 400
TARGET: Final = Place("", "Khirbet Zalabiya", 39.8, 35.7, country="SY")


def main() -> None:
    """Print what each step takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000, help="made-up documents in the large store")
    parser.add_argument("--read", type=int, default=READ_DOCUMENTS, help="documents to read again")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder) / "large.sqlite") as store:
            measure_finding(store, asked.documents)
        with open_store(Path(folder) / "small.sqlite") as store:
            measure_reading(store, asked.read)


def timed(what: str, call: Callable[[], object]) -> None:
    """Print what a call takes."""
    started = time.perf_counter()
    result = call()
    print(f"  {what}: {time.perf_counter() - started:.3f} s{f' ({result})' if result is not None else ''}", flush=True)


def measure_finding(store: EventStore, count: int) -> None:
    """Find the documents that one added place touches, among many."""
    print(f"{count:,} documents of {WORDS_A_DOCUMENT} words, {MENTIONS_A_DOCUMENT} names each", flush=True)
    timed("filling the store", lambda: fill(store, count))
    gazetteer = Gazetteer.open(user_places=store.user_places)
    regeocoder = Regeocoder(store, gazetteer, sources=None)
    for name in ("Khirbet Zalabiya", "Town 7", "Town 1900"):
        store.user_places.add(Place("", name, 39.8, 35.7, country="SY"))
        timed(f"affected after adding {name}", lambda: f"{regeocoder.pending().documents:,} documents")
        store.runs.set_marks({"own places": str(store.user_places.last_edit_id)})
    timed("first page of unknown names", lambda: f"{len(unknown_names(store, gazetteer))} names")


def measure_reading(store: EventStore, count: int) -> None:
    """Read documents of news length again, with worker processes, and store what was found."""
    print(f"{count} documents of {NEWS_WORDS} words", flush=True)
    for document in news(count):
        store.add(ParsedDocument(document, (), (), "bench", LONG_AGO))
    store.user_places.add(TARGET)
    regeocoder = Regeocoder(store, Gazetteer.open(user_places=store.user_places))
    timed("reading them again", lambda: prepared(regeocoder))
    run = regeocoder.runs(1)[0].id
    timed("first 100 differences", lambda: f"{regeocoder.diff(run, 100).total:,} in all")
    timed("applying", lambda: regeocoder.apply(run).state)
    timed("undoing", lambda: regeocoder.undo(run).state)


def prepared(regeocoder: Regeocoder) -> str:
    """Prepare a run and tell of it."""
    run = regeocoder.prepare()
    return f"{run.differing} differ" if run else "nothing"


def news(count: int) -> Iterator[Document]:
    """Yield documents of paragraphs of the sample corpus, each of which names the place that is added."""
    dice = random.Random(1)  # noqa: S311 - no secret
    paragraphs = [text for path in sorted(SAMPLE.glob("*.md")) for text in read_path(path)[0].text.split("\n\n")]
    for number in range(count):
        chosen = [f"Fighters shelled the town of {TARGET.name} on Sunday, killing {number + 2} people."]
        while sum(len(text.split()) for text in chosen) < NEWS_WORDS:
            chosen.append(dice.choice(paragraphs))
        text = "\n\n".join(chosen)
        yield Document(hashlib.sha256(text.encode()).hexdigest(), text, date=date(2017, 9, 11), original=text.encode())


def fill(store: EventStore, count: int) -> None:
    """Write made-up documents and mentions straight into the tables, which is quicker than reading them."""
    with store.engine.execution_options(writes=True).begin() as connection:
        for start in range(0, count, ROWS_AT_ONCE):
            numbers = range(start, min(start + ROWS_AT_ONCE, count))
            connection.execute(insert(tables.document), [document_row(number) for number in numbers])
            connection.execute(insert(tables.mention), [row for number in numbers for row in mention_rows(number)])
        fill_index(connection)


def town(number: int, dice: random.Random) -> str:
    """Return the name of a town, in one document of a thousand that of the place to come."""
    rare = number % 1000 == 0
    return TARGET.name if rare else f"Town {int(2000 * dice.random() ** 3)}"


def document_row(number: int) -> dict[str, object]:
    """Return a document of words as frequent as in a language, by Zipf's law, and of towns."""
    dice = random.Random(number)  # noqa: S311 - no secret
    words = [f"word{int(20_000 ** dice.random())}" for _ in range(WORDS_A_DOCUMENT)]
    for _ in range(MENTIONS_A_DOCUMENT):
        words[dice.randrange(WORDS_A_DOCUMENT)] = town(number, dice)
    texts = dict.fromkeys(("publisher", "url", "language", "media_type"), "")
    head = {"id": f"{number:064x}", "title": f"Report {number}", "theatre": "[]", "extractor": "bench", **texts}
    return {**head, "added_at": LONG_AGO, "read_at": LONG_AGO, "text": " ".join(words), "original": b""}


def mention_rows(number: int) -> Iterator[dict[str, object]]:
    """Yield the mentions of a made-up document; one in ten has no place."""
    dice = random.Random(-number)  # noqa: S311 - no secret
    for position in range(MENTIONS_A_DOCUMENT):
        name, unknown = town(number, dice), position == 0
        place = f'{{"id":"x:{name}","name":"{name}","lon":39.0,"lat":35.0,"country":"SY"}}'
        yield {
            "document_id": f"{number:064x}", "kind": "place", "start": position * 20, "end": position * 20 + len(name),
            "text": f"Unknown {dice.randrange(50_000)}" if unknown else name, "score": 0.5, "role": "location",
            "place_id": "" if unknown else f"x:{name}", "actor_id": "",
            "details": f'{{"where_prec":1,"place":{"null" if unknown else place},"candidates":[]}}',
        }  # fmt: skip


if __name__ == "__main__":
    main()
