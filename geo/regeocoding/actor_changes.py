"""What has changed in the user's own actors, by the command, by the pages or by hand in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson

from gazetteer.normalise import fold
from geo.actors.loading import read_actor, rows
from geo.actors.models import Actor
from geo.actors.own import as_toml, own_rows
from geo.actors.vocabulary import shipped_rows
from geo.regeocoding.records import GazetteerChange


class OwnActorChanges:
    """The entries of the user's own actors that differ from those at a position: their file as it was."""

    name = "own actors"

    def __init__(self, path: Path) -> None:
        self._path = path

    def since(self, position: str) -> tuple[Sequence[GazetteerChange], str]:
        """Return a change for each entry that is not as at a position (JSON), and the position now."""
        known: dict[str, str] = orjson.loads(position or "{}")
        now = {row.values["id"]: as_toml(read_actor(row)) for row in own_rows(self._path)}
        if now == known:
            return [], orjson.dumps(now, option=orjson.OPT_SORT_KEYS).decode()
        at = self._written_at()
        ids = [actor_id for actor_id in sorted(known.keys() | now.keys()) if known.get(actor_id) != now.get(actor_id)]
        changes = [_change(at, actor_id, known.get(actor_id, ""), now.get(actor_id, "")) for actor_id in ids]
        return changes, orjson.dumps(now, option=orjson.OPT_SORT_KEYS).decode()

    def _written_at(self) -> str:
        moment = datetime.fromtimestamp(self._path.stat().st_mtime, UTC) if self._path.is_file() else datetime.now(UTC)
        return moment.isoformat(timespec="milliseconds")


def _change(at: str, actor_id: str, before: str, after: str) -> GazetteerChange:
    was, becomes = _read(before) or _shipped(actor_id), _read(after) or _shipped(actor_id)
    told = becomes or was
    verb = "changed" if before and after else "removed" if before else "added"
    name = told.name if told else actor_id
    return GazetteerChange(at, f"actor {name} {verb}", frozenset(map(fold, _touched_names(was, becomes))))


def _touched_names(was: Actor | None, becomes: Actor | None) -> Iterator[str]:
    """Yield the names whose meaning changes: all of them, unless nothing but the spellings differs."""
    old, new = _names(was), _names(becomes)
    if was and becomes and replace(was, aliases=(), local_aliases=()) == replace(becomes, aliases=(), local_aliases=()):
        yield from sorted(old ^ new)
    else:
        yield from sorted(old | new)


def _names(actor: Actor | None) -> set[str]:
    return {actor.name, *actor.aliases, *actor.local_aliases} if actor else set()


def _read(entry: str) -> Actor | None:
    return read_actor(rows("your actors", entry, "actor", "id")[0]) if entry else None


def _shipped(actor_id: str) -> Actor | None:
    return next((read_actor(row) for row in shipped_rows() if row.values["id"] == actor_id), None)
