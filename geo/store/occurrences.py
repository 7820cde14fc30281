"""Occurrences that several events tell of: read, merged, split and told apart by people, and by nobody else."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import ColumnElement, Connection, Engine, insert, select

from geo.errors import ChangeError, NotStoredError
from geo.models import Status
from geo.schema import EventRow
from geo.store.decisions import find_event
from geo.store.occurrence_edits import (
    Action,
    OccurrenceEdit,
    Pair,
    Signature,
    Standing,
    change_standing,
    find_edit,
    pair_of,
    read_edits,
    undo_edit,
)
from geo.store.occurrence_rows import Told, find_told, member_rows, quote_hash
from geo.store.occurrence_sources import sources_of
from geo.store.occurrence_tables import merged_event, told_event
from geo.store.tables import event

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Several events that are one occurrence.

    ``row`` is what stands for all of them, None while fewer than two of them are stored and not rejected. ``reports``
    are the events by the date of their source; ``sources`` names the source of each by its id: those of one source,
    such as copies of one article, count once.
    """

    id: str
    row: EventRow | None
    reports: tuple[EventRow, ...]
    sources: dict[str, str]

    def is_copy(self, report: EventRow) -> bool:
        """Say whether an earlier report has the same source."""
        same = [each.event_id for each in self.reports if self.sources[each.event_id] == self.sources[report.event_id]]
        return same[0] != report.event_id


class OccurrenceStore:
    """Keep which events are one occurrence; every write is one transaction, recorded, and can be undone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)

    def occurrence(self, event_id: str) -> Occurrence | None:
        """Return the occurrence that an event belongs to, or that it stands for; None for one that stands alone."""
        with self._engine.connect() as connection:
            occurrence_id = _occurrence_id(connection, event_id)
            if occurrence_id is None:
                return None
            rows = [row for _, row in member_rows(connection, occurrence_id)]
            merged = find_event(connection, occurrence_id)
            return Occurrence(occurrence_id, merged, tuple(rows), sources_of(connection, rows)) if rows else None

    def merge(self, event_ids: Collection[str], *, author: str = "", reason: str = "") -> OccurrenceEdit | None:
        """Say that events are one occurrence, with all that is merged with them already; None if that is said already.

        Raises
        ------
        ChangeError
            When fewer than two events are named, or a rejected one.
        NotStoredError
            When one of them is not stored.
        """
        with self._write() as connection:
            return self._change(connection, Action.MERGE, [event_ids], Signature(author, reason))

    def merge_all(
        self, groups: Sequence[Collection[str]], *, author: str = "", reason: str = ""
    ) -> OccurrenceEdit | None:
        """Merge the events of each group, as one decision that is undone in one go."""
        with self._write() as connection:
            return self._change(connection, Action.MERGE, groups, Signature(author, reason))

    def dismiss(self, event_ids: Collection[str], *, author: str = "", reason: str = "") -> OccurrenceEdit | None:
        """Say that events are different occurrences, so that they are not suggested again; raises as :meth:`merge`."""
        with self._write() as connection:
            told = _tell(connection, event_ids)
            if len({one.occurrence_id or one.event_id for one in told}) < len(told):
                raise ChangeError("these events are merged; split them first")
            apart = dict.fromkeys((pair_of(one.event_id, other.event_id) for one, other in combinations(told, 2)), True)
            made = change_standing(connection, Action.DISMISS, Standing({}, apart), Signature(author, reason))
            return _edit(connection, made)

    def split(self, event_ids: Collection[str], *, author: str = "", reason: str = "") -> OccurrenceEdit | None:
        """Take events out of their occurrence, or all out of one that is named itself; they are then different ones.

        Raises
        ------
        ChangeError
            When one of them stands alone.
        NotStoredError
            When one of them is not stored.
        """
        with self._write() as connection:
            after = _joined([_parted(connection, event_id) for event_id in event_ids])
            return _edit(connection, change_standing(connection, Action.SPLIT, after, Signature(author, reason)))

    def undo(self, edit_id: int, *, author: str = "") -> OccurrenceEdit:
        """Take a decision back, as a further one; :class:`EditConflictError` if a later one changed the same."""
        with self._write() as connection:
            return find_edit(connection, undo_edit(connection, edit_id, author))

    def edits(self, event_id: str = "", limit: int | None = None, offset: int = 0) -> list[OccurrenceEdit]:
        """Return the decisions, or those on an event or occurrence, the latest first."""
        with self._engine.connect() as connection:
            if not event_id:
                return read_edits(connection, None, limit, offset)
            told = find_told(connection, _is_of(event_id))
            return read_edits(connection, [one.event_id for one in told], limit, offset)

    def is_shown_merged(self, event_ids: Iterable[str]) -> set[str]:
        """Return which of some events sum several up."""
        found = select(event.c.event_id).join(merged_event, merged_event.c.event_key == event.c.key)
        with self._engine.connect() as connection:
            return set(connection.scalars(found.where(event.c.event_id.in_(sorted(event_ids)))))

    def _change(
        self, connection: Connection, action: Action, groups: Iterable[Collection[str]], signature: Signature
    ) -> OccurrenceEdit | None:
        after = _joined([_merged(connection, group) for group in groups])
        return _edit(connection, change_standing(connection, action, after, signature))

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._writer.begin() as connection:
            yield connection


def _edit(connection: Connection, edit_id: int | None) -> OccurrenceEdit | None:
    return None if edit_id is None else find_edit(connection, edit_id)


def _joined(parts: Iterable[Standing]) -> Standing:
    occurrences: dict[str, str | None] = {}
    different: dict[Pair, bool] = {}
    for part in parts:
        occurrences |= part.occurrences
        different |= part.different
    return Standing(occurrences, different)


def _occurrence_id(connection: Connection, event_id: str) -> str | None:
    """Return the occurrence that an event belongs to, or that has this id itself."""
    told = find_told(connection, _is_of(event_id))
    return next((one.occurrence_id for one in told if one.occurrence_id), None)


def _is_of(event_id: str) -> ColumnElement[bool]:
    return (told_event.c.current_id == event_id) | (told_event.c.occurrence_id == event_id)


def _merged(connection: Connection, event_ids: Collection[str]) -> Standing:
    told = {one.event_id: one for one in _tell(connection, event_ids)}
    for occurrence_id in {one.occurrence_id for one in told.values() if one.occurrence_id}:
        members = find_told(connection, told_event.c.occurrence_id == occurrence_id)
        told |= {one.event_id: one for one in members}
    if len(told) < _FEWEST:
        raise ChangeError("an occurrence needs at least two events; name another one")
    sizes = Counter(one.occurrence_id for one in told.values() if one.occurrence_id)
    largest = min(sizes, key=lambda each: (-sizes[each], each), default=_new_id(told))
    pairs = (pair_of(one, other) for one, other in combinations(sorted(told), 2))
    return Standing(dict.fromkeys(sorted(told), largest), dict.fromkeys(pairs, False))


def _parted(connection: Connection, event_id: str) -> Standing:
    occurrence_id = _occurrence_id(connection, event_id)
    if occurrence_id is None:
        raise ChangeError(f"event {event_id[:80]!r} is merged with no other")
    members = find_told(connection, told_event.c.occurrence_id == occurrence_id)
    leaving = [one for one in members if event_id in {one.current_id, occurrence_id}]
    staying = [one for one in members if one not in leaving]
    if len(staying) < _FEWEST:
        leaving, rest = members, members
    else:
        rest = staying
    pairs = {pair_of(one.event_id, other.event_id) for one in leaving for other in rest if one != other}
    return Standing({one.event_id: None for one in leaving}, dict.fromkeys(sorted(pairs), True))


def _new_id(event_ids: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(("occurrence", *sorted(event_ids))).encode()).hexdigest()[:16]


def _tell(connection: Connection, event_ids: Collection[str]) -> list[Told]:
    """Return events as told ones, noting those that are new here; an occurrence counts for its first report."""
    return [_tell_one(connection, event_id) for event_id in dict.fromkeys(event_ids)]


def _tell_one(connection: Connection, event_id: str) -> Told:
    members = member_rows(connection, event_id)
    row = members[0][1] if members else find_event(connection, event_id)
    if row is None:
        raise NotStoredError(f"no event {event_id[:80]!r} is stored")
    if row.status == Status.REJECTED:
        raise ChangeError(f"event {event_id[:80]!r} is rejected; confirm it first")
    found = find_told(connection, told_event.c.current_id == row.event_id)
    if found:
        return found[0]
    told = Told(row.event_id, row.event_id, row.document_id, quote_hash(row.quote), row.event_type, None)
    values = {name: getattr(told, name) for name in Told.__slots__}
    connection.execute(insert(told_event).values(values))
    return told
