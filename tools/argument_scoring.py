"""Scores who did what to whom, where and with what toll, on sentences of our own (gold/arguments.jsonl)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from typing import Final

from role_gold import GOLD

from geo.extractor import Extractor
from geo.models import ActorRole, Document, Event

_YEARS: Final = re.compile(r" \(\d{4}-(?:\d{4})?\)")
_MOST_ORDERED: Final = 5


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event as a reader codes it: names of the vocabulary without years, the place as the text writes it.

    ``killed`` is low, best and high, or None where no toll is stated for this event.
    """

    actor1: str
    actor2: str
    associated: tuple[str, ...]
    place: str
    killed: tuple[int, int, int] | None
    injured: int | None
    civilians: int | None
    military: int | None


@dataclass(frozen=True, slots=True)
class GoldText:
    """One to three sentences with their events; ``split`` is "train" or "test"."""

    id: str
    split: str
    document: Document
    events: tuple[GoldEvent, ...]


def read_arguments() -> Iterator[GoldText]:
    """Yield the texts of ``tests/accuracy/gold/arguments.jsonl``."""
    for line in (GOLD / "arguments.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        day, theatre = date.fromisoformat(record["date"]), tuple(record["theatre"])
        document = Document(record["id"], record["text"], date=day, theatre=theatre)
        yield GoldText(record["id"], record["split"], document, tuple(map(_event, record["events"])))


def _event(record: dict[str, object]) -> GoldEvent:
    killed, associated = record["killed"], record["associated"]
    fields = {**record, "killed": tuple(killed) if isinstance(killed, list) else None}
    return GoldEvent(**{**fields, "associated": tuple(associated) if isinstance(associated, list) else ()})  # type: ignore[arg-type]


def coded(text: str, event: Event) -> GoldEvent:
    """Return an extracted event in the form of the gold."""
    toll = event.casualties
    killed = None if toll.low is None or toll.best is None or toll.high is None else (toll.low, toll.best, toll.high)
    first, second = _names(event, ActorRole.ACTOR1), _names(event, ActorRole.ACTOR2)
    return GoldEvent(
        first[0] if first else "",
        second[0] if second else "",
        _names(event, ActorRole.ASSOCIATED),
        text[event.place_start : event.place_end] if event.place_start is not None else "",
        killed,
        toll.injured,
        toll.civilians,
        toll.military,
    )


def _names(event: Event, role: ActorRole) -> tuple[str, ...]:
    return tuple(_YEARS.sub("", actor.name) for actor in event.actors if actor.role is role)


def points(gold: GoldEvent, found: GoldEvent | None) -> dict[str, bool]:
    """Say what of a gold event was coded right."""
    if found is None:
        return dict.fromkeys(("actor1", "actor2", "associated", "place", "tolls", "civilians", "military"), False)
    return {
        "actor1": gold.actor1 == found.actor1,
        "actor2": gold.actor2 == found.actor2,
        "associated": set(gold.associated) == set(found.associated),
        "place": bool(found.place) and (gold.place in found.place or found.place in gold.place),
        "tolls": gold.killed == found.killed and gold.injured == found.injured,
        "civilians": gold.civilians == found.civilians,
        "military": gold.military == found.military,
    }


def paired(gold: Sequence[GoldEvent], found: Sequence[GoldEvent]) -> list[dict[str, bool]]:
    """Give each gold event the extracted one, no two the same, so that most is right."""
    some = [*found[:_MOST_ORDERED], *[None] * len(gold)]
    orders = dict.fromkeys(permutations(range(len(some)), len(gold)))
    scored = ([points(one, some[at]) for one, at in zip(gold, order, strict=True)] for order in orders)
    return max(scored, key=lambda rows: sum(sum(row.values()) for row in rows))


def figures(extractor: Extractor, texts: Sequence[GoldText]) -> dict[str, float]:
    """Return the shares of events with the right actors, place and toll, and of texts with as many events."""
    rows: list[dict[str, bool]] = []
    right = 0
    parsed = extractor.parse_many(text.document for text in texts)
    for text, document in zip(texts, parsed, strict=True):
        found = [coded(text.document.text, event) for event in document.events]
        rows += paired(text.events, found)
        right += len(found) == len(text.events)
    shares = {name: sum(row[name] for row in rows) / len(rows) for name in rows[0]}
    return shares | {"number_of_events": right / len(texts)}
