"""A document with all that was found in it, laid out for a page: segments, pins, events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gazetteer.models import Place
from geo.explanations import is_unsure
from geo.models import ActorMention, DateMention, Document, Mention, PlaceMention, Role
from geo.schema import EventRow
from geo.theatre import Shares, guess_theatre, telling_shares
from webapp import wording
from webapp.segments import Segment, Sentence, split_text

Spot = tuple[str, float, float, float]


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
    """A place on the document's own map. ``first_mention`` is the position of its first mention.

    ``least_sure`` is that of its mentions which is the least sure; ``mentions`` counts them.
    """

    number: int
    place: Place
    mentions: int
    first_mention: int
    least_sure: PlaceMention

    @property
    def is_unsure(self) -> bool:
        """Say whether the pin asks for review."""
        return is_unsure(self.least_sure)


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event in the document's list."""

    row: EventRow
    actors: str
    toll: str
    pin: int | None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What a document's page shows.

    ``countries`` are the telling shares of the countries that it seems to be about, ``guess`` those that a person may
    take as its theatre. ``not_pinned`` are names that stand for something else than where something happens.
    """

    document: Document
    mentions: tuple[MarkedMention, ...]
    segments: tuple[Segment, ...]
    pins: tuple[Pin, ...]
    events: tuple[ListedEvent, ...]
    unresolved: tuple[str, ...]
    not_pinned: tuple[PlaceMention, ...]
    countries: Shares
    guess: tuple[str, ...]
    stored: bool

    @property
    def unsure(self) -> int:
        """Count the pins that ask for review."""
        return sum(pin.is_unsure for pin in self.pins)


def _is_pinned(mention: Mention) -> bool:
    return isinstance(mention, PlaceMention) and mention.role is Role.LOCATION and mention.place is not None


def _spot(place: Place) -> Spot:
    """Return what tells pins apart: what lies 30 km north of a town, or somewhere in it, has the town's id."""
    return _spot_of(place.id, place.lon, place.lat, place.radius_km)


def _spot_of(place_id: str, lon: float | None, lat: float | None, radius_km: float | None) -> Spot:
    return place_id, round(lon or 0.0, 5), round(lat or 0.0, 5), round(radius_km or 0.0, 1)


def _find_pins(mentions: Sequence[Mention]) -> dict[Spot, Pin]:
    positions: dict[Spot, list[int]] = {}
    for at, mention in enumerate(mentions):
        if isinstance(mention, PlaceMention) and mention.place is not None and _is_pinned(mention):
            positions.setdefault(_spot(mention.place), []).append(at)
    return {spot: _pin(number, mentions, found) for number, (spot, found) in enumerate(positions.items())}


def _pin(number: int, mentions: Sequence[Mention], positions: Sequence[int]) -> Pin:
    found = [mention for at in positions if isinstance(mention := mentions[at], PlaceMention)]
    places = [mention.place for mention in found if mention.place is not None]
    least_sure = min(found, key=lambda mention: mention.score)
    return Pin(number, places[0], len(found), positions[0], least_sure)


def _tip(mention: Mention) -> str:
    if isinstance(mention, DateMention):
        return f"{wording.role('date')}: {wording.days(mention.first, mention.last)} ({mention.rule.replace('_', ' ')})"
    if isinstance(mention, ActorMention):
        return f"{wording.role('actor')}: {mention.name}"
    if mention.role is not Role.LOCATION:
        return wording.role(mention.role)
    if mention.place is None:
        return f"{wording.role(mention.role)}: not in the gazetteer"
    unsure = ", unsure" if is_unsure(mention) else ""
    return f"{wording.role(mention.role)}: {mention.relation or mention.place.name}{unsure}"


def _marked(mention: Mention, pins: dict[Spot, Pin]) -> MarkedMention:
    css = mention.role.value if isinstance(mention, PlaceMention) else mention.kind
    place = mention.place if isinstance(mention, PlaceMention) and _is_pinned(mention) else None
    unsure = isinstance(mention, PlaceMention) and is_unsure(mention)
    pin = pins[_spot(place)].number if place else None
    return MarkedMention(mention.start, mention.end, f"{css} unsure" if unsure else css, _tip(mention), pin)


def _unresolved(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            mention.text
            for mention in mentions
            if isinstance(mention, PlaceMention) and mention.role is Role.LOCATION and mention.is_unknown_name
        )
    )


def _not_pinned(mentions: Iterable[Mention]) -> tuple[PlaceMention, ...]:
    """Return the first of the mentions of each name and role that are no location."""
    found: dict[tuple[str, Role], PlaceMention] = {}
    for mention in mentions:
        if isinstance(mention, PlaceMention) and mention.role is not Role.LOCATION:
            found.setdefault((mention.text, mention.role), mention)
    return tuple(found.values())


def _event_pin(row: EventRow, pins: dict[Spot, Pin]) -> int | None:
    """Return the number of the pin at which an event is, or else of the first one at its place."""
    exact = pins.get(_spot_of(row.place_id, row.longitude, row.latitude, row.radius_km))
    alike = (pin for pin in pins.values() if pin.place.id == row.place_id)
    found = exact or next(alike, None)
    return found.number if found else None


def lay_out(
    document: Document,
    mentions: Sequence[Mention],
    rows: Iterable[EventRow],
    countries: Shares = (),
    *,
    stored: bool = True,
) -> DocumentView:
    """Lay out a document with its mentions, its events, and the shares of the countries that it seems to be about."""
    # Where a place and an actor are the same words, the place's role is the more telling one.
    ordered = sorted(mentions, key=lambda mention: (mention.start, -mention.end, mention.kind != "place"))
    pins = _find_pins(ordered)
    marked = tuple(_marked(mention, pins) for mention in ordered)
    events = tuple(ListedEvent(row, wording.actors(row), wording.toll(row), _event_pin(row, pins)) for row in rows)
    sentences = [
        Sentence(event.row.quote_start, event.row.quote_end, event.row.event_id)
        for event in events
        if event.row.quote_start is not None and event.row.quote_end is not None
    ]
    segments = split_text(document.text, marked, sentences)
    return DocumentView(
        document,
        marked,
        segments,
        tuple(pins.values()),
        events,
        _unresolved(ordered),
        _not_pinned(ordered),
        telling_shares(countries),
        guess_theatre(countries),
        stored,
    )
