"""Measure the finding of copies among many documents, by thousands. Usage: bench_copies.py [--documents 10000].

A tenth are copies with changed words; all of a publisher end on the same lines, which could make it quadratic.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import insert

from geo.store import EventStore, open_store
from geo.store.tables import document

WORDS: Final = 400
PUBLISHERS: Final = 5
FOOTER_WORDS: Final = 60
COPY_SHARE: Final = 0.1
CHANGED_SHARE: Final = 0.03
AT_ONCE: Final = 1000
LONG_AGO: Final = "2020-01-01T00:00:00.000+00:00"


def main() -> None:
    """Store documents without comparing them, then compare them by the thousand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000, help="made-up documents")
    count: int = parser.parse_args().documents
    print(f"copies among {count:,} documents of {WORDS} words, {COPY_SHARE:.0%} of them copies", flush=True)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "copies.sqlite") as store:
        texts = list(made_up(count))
        for start in range(0, count, AT_ONCE):
            fill(store, start, texts[start : start + AT_ONCE])
            before, started = store.path.stat().st_size, time.perf_counter()
            store.copies.find()
            taken, grown = time.perf_counter() - started, store.path.stat().st_size - before
            each = f"{taken / AT_ONCE * 1000:.1f} ms a document"
            print(f"  {start + AT_ONCE:>7,}: {each}, {grown / AT_ONCE / 1024:.1f} kB", flush=True)
        grouped = sum(len(group.articles) for group in store.copies.groups())
        print(f"  {store.copies.count():,} groups of {grouped:,} documents", flush=True)


def made_up(count: int) -> Iterator[str]:
    """Yield texts of words as frequent as in a language, by Zipf's law; the same every time."""
    dice = random.Random(5)  # noqa: S311 - made-up data, no secret
    footers = [words(dice, FOOTER_WORDS) for _ in range(PUBLISHERS)]
    kept: list[list[str]] = []
    for _ in range(count):
        if kept and dice.random() < COPY_SHARE:
            body = [f"edited{dice.random()}" if dice.random() < CHANGED_SHARE else word for word in dice.choice(kept)]
        else:
            body = words(dice, WORDS)
            kept.append(body)
        yield " ".join([*body, *dice.choice(footers)])


def words(dice: random.Random, number: int) -> list[str]:
    """Return words in a random order."""
    return [f"word{int(20_000 ** dice.random())}" for _ in range(number)]


def fill(store: EventStore, first: int, texts: list[str]) -> None:
    """Write documents straight into their table."""
    empty = dict.fromkeys(("publisher", "url", "language", "media_type"), "")
    rows = [
        {"id": f"{number:064x}", "title": f"Report {number}", "theatre": "[]", "extractor": "bench", **empty}
        | {"added_at": LONG_AGO, "read_at": LONG_AGO, "text": text, "original": b""}
        for number, text in enumerate(texts, first)
    ]
    with store.engine.execution_options(writes=True).begin() as connection:
        connection.execute(insert(document), rows)


if __name__ == "__main__":
    main()
