"""Changes to own places, each written with the edit that records it, and the reading of those edits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import orjson
from sqlalchemy import Connection, RowMapping, ScalarSelect, func, insert, select, update

from gazetteer.errors import InvalidPlaceError, PlaceConflictError, PlaceNotFoundError
from gazetteer.own_records import EditGroup, OwnPlace, PlaceEdit, own_of_record, record_of
from gazetteer.own_rows import (
    delete_own_place,
    insert_own_place,
    owner_of_twin,
    raise_generation,
    read_generation,
    read_own_places,
    update_own_place,
)
from gazetteer.own_tables import LONGEST_NAME, LONGEST_NOTE, user_place_edit
from gazetteer.place_values import cleaned

_NAMES_SHOWN = 3
_edit = user_place_edit.c


class Changes:
    """The changes of one transaction, which form one group of edits."""

    def __init__(self, connection: Connection, action: str, author: str = "", reason: str = "") -> None:
        self.connection = connection
        self._values = {
            "action": action,
            "author": cleaned(author).strip()[:LONGEST_NAME],
            "reason": cleaned(reason).strip()[:LONGEST_NOTE],
            "at": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
        }
        self._group = 0
        self.undoes = 0

    @property
    def generation(self) -> int:
        """Return the number that every change raises, as this transaction sees it."""
        return read_generation(self.connection)

    def stored(self, place_id: str) -> OwnPlace:
        """Return a place as it is now, or raise :class:`PlaceNotFoundError`."""
        found = read_own_places(self.connection, place_id)
        if not found:
            raise PlaceNotFoundError(not_found(place_id))
        return found[0]

    def find(self, place_id: str) -> OwnPlace | None:
        """Return a place as it is now, or None."""
        return next(iter(read_own_places(self.connection, place_id)), None)

    def write(self, before: OwnPlace | None, after: OwnPlace | None) -> None:
        """Make ``after`` of ``before``; None stands for a place that is not there."""
        if after is not None:
            self._refuse_twins(after)
            (insert_own_place if before is None else update_own_place)(self.connection, after)
        elif before is not None:
            delete_own_place(self.connection, before.place.id)
        self._record(before, after)

    def _refuse_twins(self, own: OwnPlace) -> None:
        taken = owner_of_twin(self.connection, own.place)
        if taken:
            owner, twin = taken
            raise InvalidPlaceError(
                f"{twin} is already replaced by {owner}, your other place: merge the two, or take the id out of one"
            )

    def _record(self, before: OwnPlace | None, after: OwnPlace | None) -> None:
        own = after or before
        if own is None:
            return
        values = self._values | {
            "group_id": self._group,
            "undoes": self.undoes,
            "place_id": own.place.id,
            "before": _text(before),
            "after": _text(after),
        }
        key = self.connection.execute(insert(user_place_edit).values(values)).inserted_primary_key
        if not self._group and key is not None:
            self._group = key[0]
            self.connection.execute(update(user_place_edit).where(_edit.id == key[0]).values(group_id=key[0]))
            raise_generation(self.connection)


def undo_group(changes: Changes, edits: Sequence[PlaceEdit]) -> None:
    """Take back the edits of one group, the last one first.

    Raises
    ------
    PlaceConflictError
        If one of the places has changed in the same fields since, is gone, or is there again.
    """
    for edit in reversed(edits):
        current = changes.find(edit.place_id)
        changes.write(current, _former(edit, current))


def _former(edit: PlaceEdit, current: OwnPlace | None) -> OwnPlace | None:
    """Return what the place is to be again."""
    if (edit.after is None) != (current is None):
        state = "is gone" if current is None else "is there again"
        raise PlaceConflictError(
            f"{edit.name} ({edit.place_id}) {state} since edit {edit.id}: undo the later edit first"
        )
    if current is None:
        return edit.before
    now, then, former = record_of(current), record_of(edit.after), record_of(edit.before)
    touched = edit.changed if edit.before is not None else tuple(then)
    if otherwise := [name for name in touched if now.get(name) != then.get(name)]:
        raise PlaceConflictError(
            f"{edit.name} ({edit.place_id}) has changed since edit {edit.id} in {', '.join(otherwise)}: "
            "undo the later edit first"
        )
    return own_of_record({**now, **{name: former[name] for name in touched}}) if former else None


def edits_of_group(connection: Connection, edit_id: int) -> list[PlaceEdit]:
    """Return the edits that were made together with this one, the first one first; empty if there is none such."""
    group = select(_edit.group_id).where(_edit.id == edit_id).scalar_subquery()
    rows = connection.execute(select(user_place_edit).where(_edit.group_id == group).order_by(_edit.id)).mappings()
    return [_place_edit(row) for row in rows]


def read_history(connection: Connection, place_id: str | None, limit: int, offset: int) -> list[PlaceEdit]:
    """Return edits, the latest one first, of one place or of all."""
    query = select(user_place_edit, _undone_by().label("undone_by")).order_by(_edit.id.desc())
    if place_id is not None:
        query = query.where(_edit.place_id == place_id)
    return [_place_edit(row) for row in connection.execute(query.limit(limit).offset(offset)).mappings()]


def read_edits_since(connection: Connection, edit_id: int) -> list[PlaceEdit]:
    """Return the edits after one, the first one first."""
    query = select(user_place_edit).where(_edit.id > edit_id).order_by(_edit.id)
    return [_place_edit(row) for row in connection.execute(query).mappings()]


def read_groups(connection: Connection, limit: int, offset: int) -> list[EditGroup]:
    """Return the groups of edits, the latest one first."""
    counted = (
        select(_edit.group_id, func.count().label("edits")).group_by(_edit.group_id).order_by(_edit.group_id.desc())
    )
    sizes = counted.limit(limit).offset(offset).subquery()
    query = (
        select(user_place_edit, sizes.c.edits, _undone_by().label("undone_by"))
        .join(sizes, sizes.c.group_id == _edit.id)
        .order_by(_edit.id.desc())
    )
    return [_edit_group(connection, row) for row in connection.execute(query).mappings()]


def count_edits(connection: Connection, place_id: str | None) -> int:
    """Return how many edits there are, of one place or of all."""
    query = select(func.count()).select_from(user_place_edit)
    if place_id is not None:
        query = query.where(_edit.place_id == place_id)
    return int(connection.execute(query).scalar_one())


def last_edit(connection: Connection) -> int:
    """Return the id of the latest edit, 0 if there is none."""
    return connection.execute(select(func.max(_edit.id))).scalar() or 0


def not_found(place_id: str) -> str:
    """Word that the user has no such place."""
    return (
        f"You have no place {place_id[:80]!r}. `gazetteer export` lists yours; a built place can only be overruled by "
        "yours."
    )


def _undone_by() -> ScalarSelect[int]:
    later = user_place_edit.alias("later")
    return (
        select(func.coalesce(func.max(later.c.group_id), 0)).where(later.c.undoes == _edit.group_id).scalar_subquery()
    )


def _edit_group(connection: Connection, row: RowMapping) -> EditGroup:
    first = select(user_place_edit).where(_edit.group_id == row["group_id"]).order_by(_edit.id).limit(_NAMES_SHOWN)
    names = tuple(dict.fromkeys(_place_edit(each).name for each in connection.execute(first).mappings()))
    told = {name: row[name] for name in ("id", "at", "author", "reason", "action", "edits", "undoes", "undone_by")}
    return EditGroup(**told, names=names)


def _place_edit(row: RowMapping) -> PlaceEdit:
    told = {name: row[name] for name in ("id", "at", "author", "reason", "action", "group_id", "place_id", "undoes")}
    return PlaceEdit(**told, before=_own(row["before"]), after=_own(row["after"]), undone_by=row.get("undone_by") or 0)


def _text(own: OwnPlace | None) -> str:
    return orjson.dumps(record_of(own)).decode() if own is not None else ""


def _own(text: str) -> OwnPlace | None:
    return own_of_record(orjson.loads(text)) if text else None
