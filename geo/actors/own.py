"""The user's own actors: a TOML file like those that are shipped. An entry with a shipped id stands in its stead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Final

from geo.actors.loading import Row, check_references, read_actor, rows
from geo.actors.models import Actor
from geo.errors import VocabularyError

FileStamp = tuple[int, int, int]
_HEADER: Final = "# Your own actors for Conflict Atlas; `conflict-atlas actors` lists and checks them.\n"
_DAYS: Final = frozenset({"first_day", "last_day"})  # written as start and end
_WRITTEN: Final = tuple(field.name for field in fields(Actor) if field.name not in _DAYS)


def file_stamp(path: Path) -> FileStamp | None:
    """Return what differs after every writing of a file: its time, its size and which file it is; None without one."""
    try:
        told = path.stat()
    except FileNotFoundError:
        return None
    return told.st_mtime_ns, told.st_size, told.st_ino


def own_rows(path: Path) -> list[Row]:
    """Return the entries of a file of one's own; none where there is no file.

    Raises
    ------
    VocabularyError
        The file is not of the form that the shipped ones have, or two of its entries have one id.
    """
    if not path.is_file():
        return []
    found = rows(str(path), path.read_text(encoding="utf-8"), "actor", "id")
    seen: set[str] = set()
    for row in found:
        read_actor(row)
        if row.values["id"] in seen:
            raise row.error("id", "is there twice")
        seen.add(row.values["id"])
    return found


def with_own(shipped: Sequence[Row], own: Iterable[Row]) -> list[Row]:
    """Return shipped entries with one's own: those of the same id are replaced."""
    mine = {row.values["id"]: row for row in own}
    kept = [mine.pop(row.values["id"], row) for row in shipped]
    return [*kept, *mine.values()]


def save(path: Path, shipped: Sequence[Row], changed: Actor) -> None:
    """Write an actor to one's own file, in the stead of one of the same id.

    Raises
    ------
    VocabularyError
        The actor is not what an entry must be, or points to actors that do not exist; the file is then left alone.
    """
    kept = [read_actor(row) for row in own_rows(path) if row.values["id"] != changed.id]
    _write(path, shipped, [*kept, changed])


def remove(path: Path, shipped: Sequence[Row], actor_id: str) -> None:
    """Take an actor out of one's own file; a shipped one of the same id holds again.

    Raises
    ------
    VocabularyError
        The file has no such actor, or another of its entries points to it.
    """
    entries = [read_actor(row) for row in own_rows(path)]
    kept = [actor for actor in entries if actor.id != actor_id]
    if len(kept) == len(entries):
        raise VocabularyError(f"{path} has no actor {actor_id!r}; shipped actors cannot be removed, only replaced.")
    _write(path, shipped, kept)


def _write(path: Path, shipped: Sequence[Row], actors: Iterable[Actor]) -> None:
    text = "\n".join([_HEADER, *map(as_toml, actors)])
    entries = rows(str(path), text, "actor", "id")
    for row in entries:
        read_actor(row)
    check_references(with_own(shipped, entries), [])
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def as_toml(actor: Actor) -> str:
    """Return an actor as an entry of a file; fields that say nothing are left out."""
    times = {"start": actor.first_day or actor.start, "end": actor.last_day or actor.end}
    values = ((name, times.get(name, getattr(actor, name))) for name in _WRITTEN)
    return "\n".join(["[[actor]]", *(f"{name} = {_value(value)}" for name, value in values if value), ""])


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_quoted, value))}]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """Return a TOML basic string: backslashes, quotes and control characters escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    printable = "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in escaped)
    return f'"{printable}"'
