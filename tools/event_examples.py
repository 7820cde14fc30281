"""Events of notes and articles beside how a coder saw them, to learn their confidence and to see what it is worth.

Right means that what an event says is so: the sub-type; the place, if it has one, within 25 km or its own radius; the
day within its dates, if it has any; at least one of its sides, if it names any. In articles of our own pen the gold's
marks count (article_scoring.py), and an event that the text does not state is wrong.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

import article_scoring

from geo.events.confidence import event_features, surroundings
from geo.extractor import Extractor
from geo.models import Document, Event

NOTES: Final = "events/acled_notes_dev.csv.gz"
SCORED: Final = 600
NEAR_KM: Final = 25.0
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """An event of a note, or an article (numbered below 0), with its features, and whether what it says is so."""

    note: int
    features: Mapping[str, float]
    right: bool
    confidence: float


def load_scorer(shared: Path) -> ModuleType:
    """Return score_events.py, for its country codes, distances and comparison of actors' names."""
    spec = importlib.util.spec_from_file_location("score_events", shared / "tools" / "score_events.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "tools" / "score_events.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_notes(shared: Path, *, scored: bool) -> list[Row]:
    """Return the notes that the scorecard's sample of 600 takes (every so many), or those that it leaves out."""
    with gzip.open(shared / "data" / NOTES, "rt", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    every = max(1, len(rows) // SCORED)
    return [row for number, row in enumerate(rows) if (number % every == 0) == scored]


def is_right(event: Event, row: Row, scorer: ModuleType) -> bool:
    """Say whether what an event says is as the note's row has it."""
    if event.sub_event_type != row["sub_event_type"]:
        return False
    return _is_there(event, row, scorer) and _is_then(event, row) and _is_theirs(event, row, scorer)


def _is_there(event: Event, row: Row, scorer: ModuleType) -> bool:
    place = event.place
    if place is None:
        return True
    off_km = scorer.km(float(row["latitude"]), float(row["longitude"]), place.lat, place.lon)
    return bool(off_km <= max(NEAR_KM, place.radius_km or 0.0))


def _is_then(event: Event, row: Row) -> bool:
    if event.date_start is None or event.date_end is None:
        return True
    return event.date_start.isoformat() <= row["date"] <= event.date_end.isoformat()


def _is_theirs(event: Event, row: Row, scorer: ModuleType) -> bool:
    wanted = [name for name in (row["actor1"], row["actor2"]) if name]
    return not event.actors or any(scorer.same_actor(name, actor.name) for name in wanted for actor in event.actors)


def examples(extractor: Extractor, rows: Sequence[Row], scorer: ModuleType, *, theatre: bool) -> list[Example]:
    """Read notes and return their events as examples."""
    countries = [scorer.ISO.get(row["country"], "") for row in rows]
    documents = [
        Document(str(number), row["notes"], theatre=(country,) if theatre and country else ())
        for number, (row, country) in enumerate(zip(rows, countries, strict=True))
    ]
    return [
        Example(number, event_features(event, around), is_right(event, row, scorer), event.confidence)
        for number, (row, parsed) in enumerate(zip(rows, extractor.parse_many(documents), strict=True))
        for event, around in surroundings(parsed.events, parsed.mentions, theatre=theatre)
    ]


def article_examples(extractor: Extractor, split: str) -> list[Example]:
    """Read the articles of our own of a half and return their events; those that tell one again are left out."""
    found = []
    for number, article in enumerate(one for one in article_scoring.read_articles() if one.split == split):
        parsed = extractor.parse(article.document, theatre=article.document.theatre or None)
        verdict = article_scoring.compare(article.events, parsed.events)
        right = {
            judged.event.id: len(judged.right) == len(article_scoring.ASPECTS)
            for judged in verdict.judged
            if judged.event
        }
        right |= dict.fromkeys((event.id for event in verdict.false), False)
        around = surroundings(parsed.events, parsed.mentions, theatre=bool(article.document.theatre))
        found += [
            Example(-1 - number, event_features(event, near), right[event.id], event.confidence)
            for event, near in around
            if event.id in right
        ]
    return found
