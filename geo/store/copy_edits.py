"""What people decide about groups of copies: kept with who, when and why, undoable, stronger than what is found."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from geo.errors import ChangeError, EditConflictError, NotStoredError
from geo.store import copy_tables
from geo.store.copy_placing import join_group, new_group
from geo.store.documents import now
from geo.store.occurrence_rows import refresh_sources
from geo.store.tables import document
from geo.surrogates import replace_surrogates

_edit = copy_tables.article_edit
_copy = copy_tables.article_copy
_verdict = copy_tables.article_verdict
_LONGEST_ID: Final = 80
_TWO: Final = 2
Groups = Mapping[str, int | None]
"""The group of each document, or None."""


class CopyAction(StrEnum):
    """What was decided."""

    SPLIT = "split"
    JOIN = "join"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class CopyEdit:
    """A decision about ``documents``, with the group of each document that it touched before and after, when (UTC)."""

    id: int
    action: CopyAction
    documents: tuple[str, ...]
    before: Groups
    after: Groups
    at: str
    author: str
    reason: str
    undoes: int | None


@dataclass(frozen=True, slots=True)
class _Decision:
    action: CopyAction
    documents: Sequence[str]
    author: str
    reason: str
    undoes: int | None = None


def split_articles(connection: Connection, ids: Sequence[str], *, author: str, reason: str) -> CopyEdit:
    """Take articles out of their group: see :meth:`geo.store.copies.CopyStore.split`."""
    chosen = _checked(connection, ids, 1)
    groups = {_group_of(connection, document_id) for document_id in chosen}
    members = _members(connection, groups)
    left = [document_id for document_id in members if document_id not in chosen]
    if len(groups) != 1 or None in groups or not left:
        raise ChangeError("name articles of one group of copies, and not all of them")
    alone = len(chosen) == 1
    target = None if alone else new_group(connection)
    after = {**_groups_of(connection, left), **dict.fromkeys(chosen, target)}
    edit = _write_edit(connection, _Decision(CopyAction.SPLIT, chosen, author, reason), after)
    _write_verdicts(connection, edit, product(chosen, left), together=False)
    return _read_edit(connection, edit)


def join_articles(connection: Connection, ids: Sequence[str], *, author: str, reason: str) -> CopyEdit:
    """Put articles into one group: see :meth:`geo.store.copies.CopyStore.join`."""
    chosen = _checked(connection, ids, _TWO)
    groups = _groups_of(connection, chosen)
    parts = [_part(connection, document_id, group) for document_id, group in groups.items()]
    touched = list(dict.fromkeys(document_id for part in parts for document_id in part))
    known = {group for group in groups.values() if group is not None}
    if len(known) == 1 and None not in groups.values():
        raise ChangeError("these articles are in one group already")
    target = min(known) if known else new_group(connection)
    edit = _write_edit(connection, _Decision(CopyAction.JOIN, chosen, author, reason), dict.fromkeys(touched, target))
    pairs = [pair for one in parts for other in parts if one != other for pair in product(one, other)]
    _write_verdicts(connection, edit, dict.fromkeys(pairs), together=True)
    return _read_edit(connection, edit)


def _part(connection: Connection, document_id: str, group: int | None) -> list[str]:
    return [document_id] if group is None else _members(connection, [group])


def undo_edit(connection: Connection, edit_id: int, *, author: str) -> CopyEdit:
    """Take a decision back: see :meth:`geo.store.copies.CopyStore.undo`."""
    undone = _read_edit(connection, edit_id)
    if undone.action is CopyAction.UNDO:
        raise ChangeError("an undo cannot be undone; decide anew")
    stored = _stored(connection, undone.after)
    current = _groups_of(connection, [document_id for document_id in undone.after if document_id in stored])
    if _parts(current) != _parts({each: undone.after[each] for each in current}):
        raise EditConflictError(f"decision {edit_id} cannot be undone: the groups have changed since; undo that first")
    connection.execute(delete(_verdict).where(_verdict.c.edit_id == edit_id))
    decision = _Decision(CopyAction.UNDO, undone.documents, author, f"undo of decision {edit_id}", edit_id)
    edit = _write_edit(connection, decision, _restored(connection, undone.before, current))
    return _read_edit(connection, edit)


def _parts(groups: Groups) -> list[list[str]]:
    """Return which documents are together, whatever the ids of their groups; single ones count as a part."""
    parts: dict[object, list[str]] = {}
    for document_id, group in groups.items():
        parts.setdefault(document_id if group is None else group, []).append(document_id)
    return sorted(sorted(part) for part in parts.values())


def _restored(connection: Connection, before: Groups, current: Groups) -> dict[str, int | None]:
    """Return the groups as they were; the largest part keeps the group of today, with what has come to it since."""
    restored: dict[str, int | None] = {}
    taken: set[int] = set()
    for part in sorted(_parts({each: before[each] for each in current}), key=lambda part: (-len(part), part)):
        held = sorted({group for each in part if (group := current[each]) is not None and group not in taken})
        alone = before[part[0]] is None
        target = None if alone else held[0] if held else new_group(connection)
        taken.update(held[:1])
        restored |= dict.fromkeys(part, target)
    return restored


def read_edits(connection: Connection) -> list[CopyEdit]:
    """Return all decisions, the first one first."""
    return [_edit_of(row) for row in connection.execute(select(_edit).order_by(_edit.c.id)).mappings()]


def _checked(connection: Connection, ids: Sequence[str], least: int) -> list[str]:
    chosen = list(dict.fromkeys(ids))
    stored = _stored(connection, chosen)
    for document_id in chosen:
        if document_id not in stored:
            raise NotStoredError(f"no document {document_id[:_LONGEST_ID]!r} is stored")
    if len(chosen) < least:
        raise ChangeError(f"name at least {least} articles")
    return chosen


def _stored(connection: Connection, ids: Collection[str]) -> set[str]:
    return set(connection.scalars(select(document.c.id).where(document.c.id.in_(list(ids)))))


def _groups_of(connection: Connection, ids: Collection[str]) -> dict[str, int | None]:
    found = select(document.c.id, _copy.c.group_id).outerjoin(_copy).where(document.c.id.in_(list(ids)))
    groups = {row.id: row.group_id for row in connection.execute(found)}
    return {document_id: groups[document_id] for document_id in ids}


def _group_of(connection: Connection, document_id: str) -> int | None:
    return _groups_of(connection, [document_id])[document_id]


def _members(connection: Connection, groups: Collection[int | None]) -> list[str]:
    found = select(document.c.id).join(_copy).where(_copy.c.group_id.in_(list(groups))).order_by(document.c.key)
    return list(connection.scalars(found))


def _write_edit(connection: Connection, decision: _Decision, after: Groups) -> int:
    """Write a decision and the groups that follow from it; return its id."""
    values = {
        "action": decision.action.value,
        "documents": json.dumps(list(decision.documents)),
        "before": json.dumps(_groups_of(connection, list(after))),
        "after": json.dumps(dict(after)),
        "at": now(),
        "author": replace_surrogates(decision.author),
        "reason": replace_surrogates(decision.reason),
        "undoes": decision.undoes,
    }
    _regroup(connection, after)
    return int(connection.execute(insert(_edit).values(values).returning(_edit.c.id)).scalar_one())


def _regroup(connection: Connection, after: Groups) -> None:
    found = select(document.c.id, document.c.key, _copy.c.share).outerjoin(_copy).where(document.c.id.in_(list(after)))
    for row in connection.execute(found).all():
        group = after[row.id]
        if group is None:
            connection.execute(delete(_copy).where(_copy.c.document_key == row.key))
        else:
            join_group(connection, row.key, group, row.share)
    refresh_sources(connection, after)


def _write_verdicts(connection: Connection, edit_id: int, pairs: Iterable[tuple[str, str]], *, together: bool) -> None:
    both_ways = {pair for one, other in pairs for pair in ((one, other), (other, one))}
    rows = [
        {"edit_id": edit_id, "document_id": one, "other_id": other, "together": int(together)}
        for one, other in sorted(both_ways)
    ]
    connection.execute(insert(_verdict), rows)


def _read_edit(connection: Connection, edit_id: int) -> CopyEdit:
    row = connection.execute(select(_edit).where(_edit.c.id == edit_id)).mappings().first()
    if row is None:
        raise NotStoredError(f"no decision {edit_id} about copies is stored")
    return _edit_of(row)


def _edit_of(row: Mapping[Any, Any]) -> CopyEdit:
    told = {name: json.loads(row[name]) for name in ("documents", "before", "after")}
    told["documents"] = tuple(told["documents"])
    return CopyEdit(**{**row, **told, "action": CopyAction(row["action"])})
