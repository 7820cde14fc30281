"""The types that travel between the stages: documents, mentions, events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from gazetteer.models import Place
from gazetteer.normalise import fold

SOMEWHERE_IN: Final = "somewhere in"
"""How the relation of a name begins that is unknown itself, and so pinned at what contains it."""


class Role(StrEnum):
    """What a place name does in its sentence; only ``LOCATION`` is ever pinned."""

    LOCATION = "location"
    METONYM = "metonym"
    MODIFIER = "modifier"
    EMBEDDED = "embedded"


class ActorRole(StrEnum):
    """What an actor does in an event. ``ACTOR1`` acts, ``ACTOR2`` is acted upon."""

    ACTOR1 = "actor1"
    ACTOR2 = "actor2"
    ASSOCIATED = "associated"


class Status(StrEnum):
    """How far an event has been checked by a person."""

    EXTRACTED = "extracted"
    CONFIRMED = "confirmed"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Document:
    """A text with where it comes from.

    ``id`` is the SHA-256 of the original bytes (hex, 64 characters). Offsets of mentions are code points into ``text``.
    ``language`` is an ISO 639-1 code, empty until it is detected. ``choices`` are what a person decided about names of
    this document: a folded name, and the id of the place that it means here, or empty where it is no place.
    """

    id: str
    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    date: date | None = None
    language: str = ""
    original: bytes = b""
    media_type: str = "text/plain"
    theatre: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Reason:
    """One named part of a candidate's score."""

    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, with its score (0 to 1) and the reasons for it."""

    place: Place
    score: float
    reasons: Sequence[Reason] = ()

    @property
    def total(self) -> float:
        """Return the sum of the reasons; where more speaks against the place than for it, a name stays unplaced."""
        return sum(reason.weight for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in a text. ``place`` is the chosen candidate's place, or None where none is likely.

    ``score`` is the probability that the pin is right: that the name is a place's, and this place's. ``relation`` says
    how the text moves or widens the pin ("30 km north of Raqqa"), in which case ``place`` has the id of the named place
    and the point and radius that are meant; it is empty for the named place itself. ``name_reasons`` say why the words
    are taken for a place's name, ``role_reasons`` why they have this role.
    """

    start: int
    end: int
    text: str
    role: Role
    place: Place | None = None
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    where_prec: int = 1
    relation: str = ""
    name_reasons: tuple[Reason, ...] = ()
    role_reasons: tuple[Reason, ...] = ()
    kind: str = field(default="place", init=False)

    @property
    def key(self) -> str:
        """Return the name as choices for a document know it: folded."""
        return fold(self.text)

    @property
    def is_unknown_name(self) -> bool:
        """Say whether no place has the name, be it pinned at what the text says contains it."""
        return self.place is None or self.relation.startswith(SOMEWHERE_IN)


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A name of an actor in a text. ``actor_id`` is empty for an actor that no vocabulary lists."""

    start: int
    end: int
    text: str
    actor_id: str
    name: str
    inter: int = 0
    country: str = ""
    score: float = 1.0
    kind: str = field(default="actor", init=False)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date phrase, resolved to the interval that it means (both ends belong to it).

    ``precision`` is UCDP's date_prec (1 day … 5 more than a month); ``rule`` names the rule of the codebook that fired.
    """

    start: int
    end: int
    text: str
    first: date
    last: date
    precision: int
    rule: str
    score: float = 1.0
    kind: str = field(default="date", init=False)


Mention = PlaceMention | ActorMention | DateMention


@dataclass(frozen=True, slots=True)
class EventActor:
    """An actor's part in an event. ``inter`` is ACLED's kind, 1 to 8 (0 unknown)."""

    id: str
    name: str
    role: ActorRole
    inter: int = 0


@dataclass(frozen=True, slots=True)
class Casualties:
    """A toll: killed as low, best and high, and injured. None where the text states none.

    ``civilians`` and ``military`` are those of ``best`` of whom the text says that they were civilians, or fighters,
    soldiers and police of either side.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    injured: int | None = None
    civilians: int | None = None
    military: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence that a sentence states.

    ``id`` is stable: a hash of document, sentence and what happened. ``place_text`` is the name as written;
    ``latitude``/``longitude`` come from ``place`` and stay None without one. ``where_prec`` is UCDP's 1 to 7.
    ``relation`` is the place's mention's: how the text moves or widens the point. ``claimed_by`` names who alone
    vouches for it, a party to the conflict or its mouthpiece; ``denied_by`` who disputes it; both are empty for what
    is stated.
    """

    id: str
    document_id: str
    event_type: str
    sub_event_type: str
    sentence_start: int
    sentence_end: int
    quote: str
    actors: tuple[EventActor, ...] = ()
    place: Place | None = None
    place_start: int | None = None
    place_end: int | None = None
    where_prec: int | None = None
    date_start: date | None = None
    date_end: date | None = None
    date_prec: int | None = None
    casualties: Casualties = Casualties()
    confidence: float = 0.0
    relation: str = ""
    claimed_by: str = ""
    denied_by: str = ""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """All that was found in a document, with the name and version of the extractor that found it.

    ``read_at`` says when the gazetteer was asked (UTC, ISO 8601 with milliseconds), empty where nobody noted it.
    ``countries`` are the shares of the countries that the document seems to be about, largest first: its inferred
    theatre where nobody gave one.
    """

    document: Document
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    extractor: str
    read_at: str = field(default="", compare=False)
    countries: tuple[tuple[str, float], ...] = ()
