"""What re-geocoding answers: pending changes, runs, and the differences that a new reading makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from geo.store.regeocoding import Run

Progress = Callable[[int, int], None]
"""Is called with how many documents are done, and of how many."""


class Kind(StrEnum):
    """What a difference is about."""

    MENTION = "mention"
    EVENT = "event"


class Change(StrEnum):
    """What happens to a mention or an event.

    ``CHANGED`` stands for all but the place: role, precision, actors …; ``DECIDED`` for an event that stays as a
    person left it although a new reading sees it elsewhere.
    """

    PLACED = "placed"
    MOVED = "moved"
    UNPLACED = "unplaced"
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class GazetteerChange:
    """One change of the gazetteer: when (UTC), in words, the folded names and the ids of places that it touches.

    ``countries`` are those in which any place may have changed (ISO codes); ``everything`` stands for a change that may
    touch any document.
    """

    at: str
    description: str
    keys: frozenset[str] = frozenset()
    place_ids: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class PendingChanges:
    """What has changed in the gazetteer since documents were last geocoded, and how many documents may be touched.

    ``run`` is the run that has been begun, or is ready, for exactly these changes.
    """

    changes: tuple[str, ...]
    documents: int
    run: Run | None = None

    def __bool__(self) -> bool:
        """Say whether there is anything to look at."""
        return bool(self.changes)


@dataclass(frozen=True, slots=True)
class PlacePoint:
    """Where a mention or an event is pinned; ``precision`` is UCDP's where_prec."""

    id: str
    name: str
    lon: float
    lat: float
    country: str = ""
    admin1: str = ""
    precision: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A mention or an event that a new reading gives another place, or that comes, goes or changes otherwise.

    ``text`` is the name as written, or the event's sub-type; ``start`` and ``end`` are code points of the document's
    text, which ``sentence`` is part of from ``sentence_start`` on. ``columns`` holds what else of an event changes, by
    column: before and after. ``decided`` says that a person has decided on the event since, so that it stays.
    """

    kind: Kind
    change: Change
    document_id: str
    text: str
    start: int | None
    end: int | None
    sentence: str
    sentence_start: int | None
    before: PlacePoint | None = None
    after: PlacePoint | None = None
    event_id: str = ""
    decided: bool = False
    columns: Mapping[str, tuple[object, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diff:
    """The differences of a run: counts by kind and change over all of it, and one page of the list.

    ``total`` is how many differences the whole list has; ``titles`` names the documents on this page.
    """

    run: Run
    counts: Mapping[tuple[Kind, Change], int]
    items: tuple[Difference, ...]
    total: int
    titles: Mapping[str, str]


def difference_counts(run: Run) -> dict[tuple[Kind, Change], int]:
    """Return how many differences of each kind a run has, in the order of :class:`Kind` and :class:`Change`."""
    every = ((kind, change) for kind in Kind for change in Change)
    return {(kind, change): count for kind, change in every if (count := run.counts.get(f"{kind} {change}"))}
