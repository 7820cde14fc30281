"""What the search for duplicates suggests and nobody has decided on yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, Engine, or_, select

from geo.duplicates.grouping import group_pairs
from geo.duplicates.weights import load_comparison
from geo.models import Reason, Status
from geo.schema import EventRow
from geo.store.duplicate_search import Progress, SearchState, search_duplicates, search_state
from geo.store.occurrence_edits import Pair, different_pairs, pair_of
from geo.store.occurrence_tables import merged_event, suggested_pair, told_event
from geo.store.tables import EVENT_FIELDS, event

KEPT_FROM = load_comparison().limits.kept_from
SUGGEST_FROM = load_comparison().limits.suggest_from


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two events that seem to be one occurrence, how likely (0 to 1), and why, the weightiest reason first.

    Either may stand for several events already; score and reasons are then those of the two most alike.
    """

    first: EventRow
    second: EventRow
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    sides: Pair
    compared: Pair
    score: float


class SuggestionStore:
    """Search for events that seem to be one occurrence, and list what was found."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def search(self, progress: Progress | None = None) -> None:
        """Compare all events anew, or go on with a search that was broken off."""
        search_duplicates(self._engine, progress)

    def state(self) -> SearchState:
        """Return how the latest search stands."""
        with self._engine.connect() as connection:
            return search_state(connection)

    def page(
        self, limit: int | None = None, offset: int = 0, *, above: float = SUGGEST_FROM, event_id: str = ""
    ) -> tuple[list[Suggestion], int]:
        """Return suggestions of at least a score, or those of one event, the likeliest first, and their number."""
        with self._engine.connect() as connection:
            found = _open(connection, above, event_id)
            last = None if limit is None else offset + limit
            return _suggestions(connection, found[offset:last]), len(found)

    def groups(self, above: float) -> list[tuple[str, ...]]:
        """Return groups of events that would be merged if all suggestions of at least a score were followed."""
        with self._engine.connect() as connection:
            return group_pairs(((*one.sides, one.score) for one in _open(connection, KEPT_FROM, "")), above)


def _open(connection: Connection, above: float, event_id: str) -> list[_Open]:
    """Return what is suggested and undecided, once for each two rows that are shown, the likeliest first."""
    shown = _shown_as(connection)
    decided = _decided(connection, shown)
    found: dict[Pair, _Open] = {}
    for first, second, score in _pairs(connection, above, event_id):
        sides = pair_of(shown.get(first, first), shown.get(second, second))
        if sides[0] != sides[1] and sides not in decided:
            found.setdefault(sides, _Open(sides, (first, second), score))
    return list(found.values())


def _pairs(connection: Connection, above: float, event_id: str) -> Sequence[tuple[str, str, float]]:
    pair, one, other = suggested_pair.c, event.alias(), event.alias()
    found = (
        select(pair.first, pair.second, pair.score)
        .join(one, one.c.event_id == pair.first)
        .join(other, other.c.event_id == pair.second)
        .where(pair.score >= above, one.c.status != Status.REJECTED.value, other.c.status != Status.REJECTED.value)
        .order_by(pair.score.desc(), pair.first, pair.second)
    )
    if event_id:
        asked = [event_id, *_members(connection, event_id)]
        found = found.where(or_(pair.first.in_(asked), pair.second.in_(asked)))
    return [(row.first, row.second, row.score) for row in connection.execute(found)]


def _members(connection: Connection, occurrence_id: str) -> list[str]:
    found = select(told_event.c.current_id).where(told_event.c.occurrence_id == occurrence_id)
    return [event_id for event_id in connection.scalars(found) if event_id]


def _shown_as(connection: Connection) -> dict[str, str]:
    """Return by event the merged one that stands for it."""
    found = select(told_event.c.current_id, told_event.c.occurrence_id).join(
        merged_event, merged_event.c.occurrence_id == told_event.c.occurrence_id
    )
    return {row.current_id: row.occurrence_id for row in connection.execute(found) if row.current_id}


def _decided(connection: Connection, shown: dict[str, str]) -> set[Pair]:
    """Return the pairs of rows, as they are shown, of which somebody said that they are different."""
    told = {row.event_id: row.current_id for row in connection.execute(select(told_event))}
    pairs = ((told.get(first), told.get(second)) for first, second in different_pairs(connection))
    return {pair_of(shown.get(one, one), shown.get(other, other)) for one, other in pairs if one and other}


def _suggestions(connection: Connection, chosen: Sequence[_Open]) -> list[Suggestion]:
    rows = _rows(connection, {event_id for one in chosen for event_id in one.sides})
    return [
        Suggestion(rows[one.sides[0]], rows[one.sides[1]], one.score, _reasons(connection, one.compared))
        for one in chosen
        if one.sides[0] in rows and one.sides[1] in rows
    ]


def _rows(connection: Connection, event_ids: Collection[str]) -> dict[str, EventRow]:
    found: dict[str, EventRow] = {}
    ids = sorted(event_ids)
    for start in range(0, len(ids), 500):
        chosen = select(*EVENT_FIELDS).where(event.c.event_id.in_(ids[start : start + 500]))
        found |= {values[0]: EventRow(*values) for values in connection.execute(chosen)}
    return found


def _reasons(connection: Connection, pair: Pair) -> tuple[Reason, ...]:
    columns = suggested_pair.c
    found = select(columns.reasons).where(columns.first == pair[0], columns.second == pair[1])
    return tuple(Reason(name, weight) for name, weight in orjson.loads(connection.execute(found).scalar_one()))
