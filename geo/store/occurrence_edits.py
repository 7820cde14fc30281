"""People's decisions on which events are one occurrence: made, recorded, taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, or_, select, update

from geo.errors import EditConflictError, NotStoredError
from geo.store.documents import now
from geo.store.duplicate_search import carry_stamp
from geo.store.occurrence_rows import find_told, refresh_occurrences
from geo.store.occurrence_tables import different_events, occurrence_edit, occurrence_edit_event, told_event
from geo.store.writing import count_change, read_stamp
from geo.surrogates import replace_surrogates

Pair = tuple[str, str]
"""Two told events, in the order of their ids."""
_PAIRS_AT_ONCE = 200


class Action(StrEnum):
    """What a decision does."""

    MERGE = "merge"
    SPLIT = "split"
    DISMISS = "dismiss"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of some told events: the occurrence of each, and which pairs are said to be different."""

    occurrences: Mapping[str, str | None] = field(default_factory=dict)
    different: Mapping[Pair, bool] = field(default_factory=dict)

    @property
    def event_ids(self) -> set[str]:
        """Return the told events that it is about."""
        return set(self.occurrences) | {event_id for pair in self.different for event_id in pair}


@dataclass(frozen=True, slots=True)
class OccurrenceEdit:
    """A decision: what held before and after it, who made it, when (UTC) and why."""

    id: int
    action: Action
    at: str
    author: str
    reason: str
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, and why."""

    author: str = ""
    reason: str = ""


def pair_of(one: str, other: str) -> Pair:
    """Return two ids in their order."""
    return (one, other) if one < other else (other, one)


def change_standing(connection: Connection, action: Action, after: Standing, signature: Signature) -> int | None:
    """Let something else hold of told events, record it, and write the merged rows; return the edit's id.

    Returns None where all of it holds already.
    """
    before = _present(connection, after)
    changed = Standing(
        {one: value for one, value in after.occurrences.items() if before.occurrences[one] != value},
        {pair: value for pair, value in after.different.items() if before.different[pair] != value},
    )
    if not changed.event_ids:
        return None
    former = Standing(
        {one: before.occurrences[one] for one in changed.occurrences},
        {pair: before.different[pair] for pair in changed.different},
    )
    stamp = read_stamp(connection)
    _write(connection, changed)
    refresh_occurrences(connection, {*former.occurrences.values(), *changed.occurrences.values()})
    count_change(connection)
    carry_stamp(connection, stamp)
    return _record(connection, action, former, changed, signature)


def undo_edit(connection: Connection, edit_id: int, author: str) -> int:
    """Take a decision back, as a further one.

    Raises
    ------
    EditConflictError
        When something of it was decided otherwise since.
    """
    undone = find_edit(connection, edit_id)
    if _present(connection, undone.after) != undone.after:
        raise EditConflictError(
            f"edit {edit_id} cannot be undone: a later decision changed the same events; undo that one first"
        )
    made = change_standing(connection, Action.UNDO, undone.before, Signature(author, f"undo of edit {edit_id}"))
    if made is None:
        raise EditConflictError(f"edit {edit_id} changed nothing that could be taken back")
    return made


def find_edit(connection: Connection, edit_id: int) -> OccurrenceEdit:
    """Return a decision, or raise :class:`NotStoredError`."""
    row = connection.execute(select(occurrence_edit).where(occurrence_edit.c.id == edit_id)).mappings().first()
    if row is None:
        raise NotStoredError(f"no decision {edit_id} on duplicates is stored")
    return _edit_of(row)


def read_edits(
    connection: Connection, event_ids: Collection[str] | None, limit: int | None, offset: int = 0
) -> list[OccurrenceEdit]:
    """Return the decisions, or those on some told events, the latest first."""
    found = select(occurrence_edit).order_by(occurrence_edit.c.id.desc()).limit(limit).offset(offset)
    if event_ids is not None:
        about = select(occurrence_edit_event.c.edit_id).where(occurrence_edit_event.c.event_id.in_(event_ids))
        found = found.where(occurrence_edit.c.id.in_(about))
    return [_edit_of(row) for row in connection.execute(found).mappings()]


def different_pairs(connection: Connection, event_ids: Collection[str] | None = None) -> set[Pair]:
    """Return the pairs that are said to be different, or those in which some told events are."""
    pair = different_events.c
    found = select(pair.first, pair.second)
    if event_ids is not None:
        found = found.where(or_(pair.first.in_(event_ids), pair.second.in_(event_ids)))
    return {(row.first, row.second) for row in connection.execute(found)}


def _present(connection: Connection, standing: Standing) -> Standing:
    told = {one.event_id: one.occurrence_id for one in _told(connection, standing.occurrences)}
    firsts = sorted({first for first, _ in standing.different})
    known: set[Pair] = set()
    for start in range(0, len(firsts), _PAIRS_AT_ONCE):
        chosen = different_events.c.first.in_(firsts[start : start + _PAIRS_AT_ONCE])
        known |= {(row.first, row.second) for row in connection.execute(select(different_events).where(chosen))}
    return Standing(
        {one: told.get(one) for one in standing.occurrences}, {pair: pair in known for pair in standing.different}
    )


def _told(connection: Connection, event_ids: Iterable[str]) -> list[Any]:
    ids = sorted(event_ids)
    return [
        one
        for start in range(0, len(ids), _PAIRS_AT_ONCE)
        for one in find_told(connection, told_event.c.event_id.in_(ids[start : start + _PAIRS_AT_ONCE]))
    ]


def _write(connection: Connection, changed: Standing) -> None:
    for event_id, occurrence_id in changed.occurrences.items():
        chosen = update(told_event).where(told_event.c.event_id == event_id)
        connection.execute(chosen.values(occurrence_id=occurrence_id))
    for (first, second), holds in changed.different.items():
        pair = different_events.c
        if holds:
            connection.execute(insert(different_events).values(first=first, second=second))
        else:
            connection.execute(delete(different_events).where(pair.first == first, pair.second == second))


def _record(connection: Connection, action: Action, before: Standing, after: Standing, signature: Signature) -> int:
    values = {
        "action": action.value,
        "at": now(),
        "author": replace_surrogates(signature.author),
        "reason": replace_surrogates(signature.reason),
        "before": _packed(before),
        "after": _packed(after),
    }
    written = insert(occurrence_edit).values(values).returning(occurrence_edit.c.id)
    edit_id: int = connection.execute(written).scalar_one()
    about = [{"event_id": event_id, "edit_id": edit_id} for event_id in sorted(after.event_ids)]
    connection.execute(insert(occurrence_edit_event), about)
    return edit_id


def _packed(standing: Standing) -> str:
    different = [[*pair, holds] for pair, holds in standing.different.items()]
    return orjson.dumps({"occurrences": standing.occurrences, "different": different}).decode()


def _unpacked(text: str) -> Standing:
    found = orjson.loads(text)
    return Standing(found["occurrences"], {(first, second): holds for first, second, holds in found["different"]})


def _edit_of(row: Mapping[Any, Any]) -> OccurrenceEdit:
    told = {name: row[name] for name in ("id", "at", "author", "reason")}
    return OccurrenceEdit(
        **told, action=Action(row["action"]), before=_unpacked(row["before"]), after=_unpacked(row["after"])
    )
