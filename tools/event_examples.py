"""Events of ACLED's notes beside how a coder saw them, to learn their confidence and to see what it is worth.

Right means what score_events.py of ../shared/tools means by "all": sub-type, place within 25 km, day, and an actor.
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

from geo.events.confidence import event_features, surroundings
from geo.extractor import Extractor
from geo.models import Document, Event

NOTES: Final = "events/acled_notes_dev.csv.gz"
SCORED: Final = 600
NEAR_KM: Final = 25.0
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """An event of a note with its features, and whether a coder saw the same."""

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
    """Say whether an event is its note's in sub-type, place, day and at least one side."""
    place = event.place
    if place is None or event.sub_event_type != row["sub_event_type"] or str(event.date_start) != row["date"]:
        return False
    if scorer.km(float(row["latitude"]), float(row["longitude"]), place.lat, place.lon) > NEAR_KM:
        return False
    wanted = [name for name in (row["actor1"], row["actor2"]) if name and not name.startswith("Civilians")]
    return not wanted or any(scorer.same_actor(name, actor.name) for name in wanted for actor in event.actors)


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
