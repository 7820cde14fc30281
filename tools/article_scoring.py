"""Scores the events of whole articles against what a reader found stated in them.

An article's gold lists its events, each with the words that state it (several where the text comes back to it). One of
our events is *of* a gold event when its sentence holds such words and its type is among the acceptable ones; one of
ours is matched to one of the gold, those that agree in most first, what is left over tells a gold event again or is
false. ``optional`` events are those that a coder may take or leave: they are not asked for and not false.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from gazetteer.models import Place
from gazetteer.normalise import fold
from geo.extractor import Extractor
from geo.models import Document, Event
from geo.places.features import distance_km

GOLD: Final = Path(__file__).resolve().parent.parent / "tests" / "accuracy" / "gold" / "articles.jsonl"
ASPECTS: Final = ("place", "date", "actors")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event that a text states, with all that is right to say of it.

    ``spans`` are offsets of the words that state it. ``types`` are acceptable types or sub-types. ``actors`` are
    groups of acceptable parts of names, folded, each of which some actor must have. ``places`` are points (latitude,
    longitude) with the distance in km that is still right; ``dates`` the first and last day between which the event's
    dates must lie, None where the text gives none. ``undated`` and ``unplaced``: that none at all is right too.
    """

    name: str
    spans: tuple[tuple[int, int], ...]
    types: frozenset[str]
    actors: tuple[tuple[str, ...], ...] = ()
    places: tuple[tuple[float, float, float], ...] = ()
    dates: tuple[date, date] | None = None
    undated: bool = False
    unplaced: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated text. ``split`` is ``tune`` or ``test``."""

    id: str
    split: str
    document: Document
    events: tuple[GoldEvent, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold event with the event of ours that is nearest to it, and the aspects in which that is right."""

    gold: GoldEvent
    event: Event | None
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of an article: its asked-for events, and ours that tell one again or are false."""

    judged: tuple[Judged, ...]
    again: tuple[Event, ...]
    optional: tuple[Event, ...]
    false: tuple[Event, ...]


def read_articles(path: Path = GOLD) -> Iterator[Article]:
    """Read annotated articles: JSON lines, in which ``at`` quotes words that tell an event, each once in its text."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        day = date.fromisoformat(row["date"]) if row["date"] else None
        document = Document(row["id"], text, date=day, theatre=tuple(row.get("theatre", ())))
        yield Article(row["id"], row["split"], document, tuple(_gold_event(event, text) for event in row["events"]))


def _gold_event(row: dict[str, Any], text: str) -> GoldEvent:
    quoted = row["at"] if isinstance(row["at"], list) else [row["at"]]
    return gold_event(row, [_span(words, text) for words in quoted])


def _span(words: str, text: str) -> tuple[int, int]:
    if text.count(words) != 1:
        message = f"stands {text.count(words)} times in the text: {words!r}"
        raise ValueError(message)
    return text.index(words), text.index(words) + len(words)


def gold_event(row: dict[str, Any], spans: Sequence[tuple[int, int]]) -> GoldEvent:
    """Read a gold event from a row of JSON and the offsets of its words."""
    dates = row.get("dates")
    return GoldEvent(
        name=row["event"],
        spans=tuple(spans),
        types=frozenset(row["types"]),
        actors=tuple(tuple(fold(name) for name in group) for group in row.get("actors", ())),
        places=tuple((point[0], point[1], point[2]) for point in row.get("places", ())),
        dates=(date.fromisoformat(dates[0]), date.fromisoformat(dates[1])) if dates else None,
        undated=row.get("undated", False),
        unplaced=row.get("unplaced", False),
        optional=row.get("optional", False),
    )


def judge(extractor: Extractor, article: Article) -> Verdict:
    """Read an article and compare its events with the gold."""
    return compare(article.events, extractor.parse(article.document, theatre=article.document.theatre or None).events)


def compare(gold: Sequence[GoldEvent], events: Sequence[Event]) -> Verdict:
    """Match each event of ours to at most one of the gold: the best agreement first, then the most particular."""
    pairs = [(right_aspects(one, event), g, e) for g, one in enumerate(gold) for e, event in enumerate(events)
             if tells(event, one)]  # fmt: skip
    pairs.sort(key=lambda pair: (gold[pair[1]].optional, -len(pair[0]), len(gold[pair[1]].types), pair[1], pair[2]))
    best: dict[int, tuple[frozenset[str], int]] = {}
    taken: set[int] = set()
    for right, g, e in pairs:
        if g not in best and e not in taken:
            best[g] = (right, e)
            taken.add(e)
    told = {e for _, g, e in pairs if not gold[g].optional}
    may = {e for _, g, e in pairs if gold[g].optional}
    judged = [
        Judged(one, events[best[g][1]], best[g][0]) if g in best else Judged(one, None, frozenset())
        for g, one in enumerate(gold)
        if not one.optional
    ]
    matched = {e for g, (_, e) in best.items() if not gold[g].optional}
    return Verdict(
        tuple(judged),
        tuple(event for e, event in enumerate(events) if e in told - matched),
        tuple(event for e, event in enumerate(events) if e in may - told),
        tuple(event for e, event in enumerate(events) if e not in told | may),
    )


def tells(event: Event, gold: GoldEvent) -> bool:
    """Say whether an event's sentence holds words of a gold event, and its type is an acceptable one."""
    held = any(start < event.sentence_end and event.sentence_start < end for start, end in gold.spans)
    return held and not gold.types.isdisjoint({event.event_type, event.sub_event_type})


def right_aspects(gold: GoldEvent, event: Event) -> frozenset[str]:
    """Return in which of place, date and actors an event is right."""
    right = (_right_place(gold, event), _right_date(gold, event), _right_actors(gold, event))
    return frozenset(aspect for aspect, holds in zip(ASPECTS, right, strict=True) if holds)


def _right_place(gold: GoldEvent, event: Event) -> bool:
    if event.place is None:
        return gold.unplaced
    spots = ((Place("", "", lon=lon, lat=lat), most) for lat, lon, most in gold.places)
    return any(distance_km(event.place, spot) <= most for spot, most in spots)


def _right_date(gold: GoldEvent, event: Event) -> bool:
    if event.date_start is None or event.date_end is None:
        return gold.undated
    return gold.dates is not None and gold.dates[0] <= event.date_start and event.date_end <= gold.dates[1]


def _right_actors(gold: GoldEvent, event: Event) -> bool:
    names = [fold(actor.name) for actor in event.actors]
    return all(any(part in name for part in group for name in names) for group in gold.actors)


def figures(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Return the shares of asked-for events found and right, the precision of ours, and ours per asked-for event."""
    judged = [one for verdict in verdicts for one in verdict.judged]
    right: Counter[str] = Counter()
    for one in judged:
        right.update(one.right, found=one.event is not None, all=len(one.right) == len(ASPECTS))
    false = sum(len(verdict.false) for verdict in verdicts)
    ours = false + right["found"] + sum(len(verdict.again) + len(verdict.optional) for verdict in verdicts)
    shares = {name: right[name] / len(judged) for name in ("found", *ASPECTS, "all")}
    again = sum(len(verdict.again) for verdict in verdicts)
    return shares | {"precision": 1 - false / ours if ours else 0.0, "again": again / ours if ours else 0.0}
