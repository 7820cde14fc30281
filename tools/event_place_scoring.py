"""Scores which of a sentence's places is an event's, against marked sentences.

One record a line: {"id", "split"?, "text", "theatre"?, "events": [{"locations": [[start, end], ...]}]}, as
../shared/data/places/Halterman-EventLocation.jsonl.gz and tests/accuracy/gold/event_places.jsonl have them. An event
without a location happened at no place that its sentence names.

Example: .venv/bin/python tools/event_place_scoring.py FILE --packs build/packs --rows odd
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer import Gazetteer
from geo.extractor import Extractor
from geo.models import Document, ParsedDocument, PlaceMention, Role
from geo.parse_record import parsed_record
from geo.settings import load_settings

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with the marked places of each of its events, as offsets of its text."""

    document: Document
    events: tuple[tuple[Span, ...], ...]
    split: str = ""

    @property
    def marks(self) -> tuple[Span, ...]:
        """Return the places of all events."""
        return tuple(span for event in self.events for span in event)


def read_marked(path: Path, split: str = "") -> list[Marked]:
    """Return the records of a file (.jsonl or .jsonl.gz), without those of another half than ``split`` says.

    Where the records name no half, "even" and "odd" are those of their numbers from 0.
    """
    read = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    values = map(json.loads, read.decode("utf-8").splitlines())
    found = [_marked(value, ("even", "odd")[number % 2]) for number, value in enumerate(values)]
    return [one for one in found if split in {"", one.split}]


def _marked(value: Mapping[str, Any], parity: str) -> Marked:
    events = tuple(tuple((start, end) for start, end in event["locations"]) for event in value["events"])
    document = Document(id=str(value["id"]), text=value["text"], theatre=tuple(value.get("theatre") or ()))
    return Marked(document, events, str(value.get("split") or parity))


def figures(extractor: Extractor, records: Sequence[Marked]) -> dict[str, float]:
    """Return the figures of some records.

    Of sentences with a mark: ``right``, in which an event's place overlaps one; ``right_json``, the same by what the
    JSON of ``conflict-atlas parse`` tells; ``first`` and ``oracle``, what taking the first place, or any, would reach;
    ``events``, the share of marked events so found; ``precision``, the share of the events' places that are marked;
    ``found`` and ``placed``, sentences with an event, and with an event that has a place. ``idle``: of sentences
    without a mark, those in which an event has a place all the same.
    """
    counts: Counter[str] = Counter()
    for record, parsed in zip(records, extractor.parse_many(one.document for one in records), strict=True):
        if record.marks:
            _count_marked(counts, record, parsed)
        else:
            counts["without"] += 1
            counts["idle"] += any(event.place_start is not None for event in parsed.events)
    told = {name: counts[name] / max(1, counts["sentences"]) for name in _TOLD}
    return {
        "sentences": counts["sentences"],
        **told,
        "events": counts["event_right"] / max(1, counts["event"]),
        "precision": counts["place_right"] / max(1, counts["place"]),
        "idle": counts["idle"] / max(1, counts["without"]),
    }


_TOLD = ("right", "right_json", "found", "placed", "first", "oracle")


def _count_marked(counts: Counter[str], record: Marked, parsed: ParsedDocument) -> None:
    spans = [(event.place_start or 0, event.place_end or 0) for event in parsed.events if event.place_start is not None]
    names = [(mention.start, mention.end) for mention in parsed.mentions if _is_location(mention)]
    counts["sentences"] += 1
    counts["right"] += _meets(spans, record.marks)
    counts["right_json"] += _meets(spans_of_json(parsed_record(parsed)), record.marks)
    counts["found"] += bool(parsed.events)
    counts["placed"] += bool(spans)
    counts["first"] += bool(parsed.events) and _meets(names[:1], record.marks)
    counts["oracle"] += _meets(names, record.marks)
    counts["place"] += len(spans)
    counts["place_right"] += sum(_meets([span], record.marks) for span in spans)
    counts["event"] += sum(bool(marks) for marks in record.events)
    counts["event_right"] += sum(_meets(spans, marks) for marks in record.events)


def _is_location(mention: object) -> bool:
    return isinstance(mention, PlaceMention) and mention.role is Role.LOCATION


def _meets(spans: Iterable[Span], marks: Sequence[Span]) -> bool:
    """Say whether one of some spans shares a character with a mark."""
    return any(start < mark[1] and mark[0] < end for start, end in spans for mark in marks)


def spans_of_json(record: Mapping[str, Any]) -> list[Span]:
    """Return where the text names the events' places, as a reader of the JSON may tell it: by name or point."""
    places = [mention for mention in record["mentions"] if mention["kind"] == "place" and mention["role"] == "location"]
    spans = []
    for event in record["events"]:
        known = [mention for mention in places if event["place"] and _is_same(event["place"], mention)]
        spans += [(mention["start"], mention["end"]) for mention in known[:1]]
    return spans


def _is_same(place: Mapping[str, Any], mention: Mapping[str, Any]) -> bool:
    """Say whether a mention has the event's place's name as written, or its point."""
    known = mention["place"]
    if place["name"] == mention["text"]:
        return True
    return known is not None and (place["lat"], place["lon"]) == (known["lat"], known["lon"])


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rows", default="", help="the half to read: even, odd, train or test")
    parser.add_argument("--packs", type=Path, default=load_settings().packs, help="folder of installed packs")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = figures(Extractor.open(Gazetteer.open(packs=given.packs)), read_marked(given.file, given.rows))
    print(json.dumps(found) if given.json else "  ".join(f"{name} {value:.3g}" for name, value in found.items()))


if __name__ == "__main__":
    main()
