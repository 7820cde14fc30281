"""A document with all that was found in it, laid out for a page: segments, pins, events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gazetteer.models import Place
from geo.models import ActorMention, DateMention, Document, Mention, PlaceMention, Role
from geo.schema import EventRow
from webapp import wording
from webapp.segments import Segment, Sentence, split_text


@dataclass(frozen=True, slots=True)
class MarkedMention:
    """A mention as the page marks it; ``pin`` numbers the pin that it belongs to, if it has one."""

    start: int
    end: int
    css: str
    tip: str
    pin: int | None


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the document's own map. ``first_mention`` is the position of its first mention."""

    number: int
    place: Place
    mentions: int
    first_mention: int


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event in the document's list."""

    row: EventRow
    actors: str
    toll: str
    pin: int | None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What a document's page shows."""

    document: Document
    mentions: tuple[MarkedMention, ...]
    segments: tuple[Segment, ...]
    pins: tuple[Pin, ...]
    events: tuple[ListedEvent, ...]
    unresolved: tuple[str, ...]
    stored: bool


def _is_pinned(mention: Mention) -> bool:
    return isinstance(mention, PlaceMention) and mention.role is Role.LOCATION and mention.place is not None


def _find_pins(mentions: Sequence[Mention]) -> tuple[Pin, ...]:
    positions: dict[str, list[int]] = {}
    places: dict[str, Place] = {}
    for at, mention in enumerate(mentions):
        if isinstance(mention, PlaceMention) and mention.place is not None and _is_pinned(mention):
            positions.setdefault(mention.place.id, []).append(at)
            places[mention.place.id] = mention.place
    return tuple(
        Pin(number, places[place_id], len(found), found[0])
        for number, (place_id, found) in enumerate(positions.items())
    )


def _tip(mention: Mention) -> str:
    if isinstance(mention, DateMention):
        return f"{wording.role('date')}: {wording.days(mention.first, mention.last)}"
    if isinstance(mention, ActorMention):
        return f"{wording.role('actor')}: {mention.name}"
    where = mention.place.name if mention.place else "not in the gazetteer"
    return (
        f"{wording.role(mention.role.value)}: {where}" if mention.role is Role.LOCATION else wording.role(mention.role)
    )


def _marked(mention: Mention, pins: dict[str, int]) -> MarkedMention:
    css = mention.role.value if isinstance(mention, PlaceMention) else mention.kind
    place = mention.place if isinstance(mention, PlaceMention) and _is_pinned(mention) else None
    return MarkedMention(mention.start, mention.end, css, _tip(mention), pins[place.id] if place else None)


def _unresolved(mentions: Iterable[Mention]) -> tuple[str, ...]:
    names = (
        mention.text
        for mention in mentions
        if isinstance(mention, PlaceMention) and mention.role is Role.LOCATION and mention.place is None
    )
    return tuple(dict.fromkeys(names))


def lay_out(
    document: Document, mentions: Sequence[Mention], rows: Iterable[EventRow], *, stored: bool = True
) -> DocumentView:
    """Lay out a document with its mentions and events."""
    # Where a place and an actor are the same words, the place's role is the more telling one.
    ordered = sorted(mentions, key=lambda mention: (mention.start, -mention.end, mention.kind != "place"))
    pins = _find_pins(ordered)
    numbers = {pin.place.id: pin.number for pin in pins}
    marked = tuple(_marked(mention, numbers) for mention in ordered)
    events = tuple(ListedEvent(row, wording.actors(row), wording.toll(row), numbers.get(row.place_id)) for row in rows)
    sentences = [
        Sentence(event.row.quote_start, event.row.quote_end, event.row.event_id)
        for event in events
        if event.row.quote_start is not None and event.row.quote_end is not None
    ]
    segments = split_text(document.text, marked, sentences)
    return DocumentView(document, marked, segments, pins, events, _unresolved(ordered), stored)
