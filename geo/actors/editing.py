"""Changes to one's own actors, each kept in a history beside their file, from which it can be undone."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from gazetteer.normalise import fold
from geo.actors.loading import read_actor, rows
from geo.actors.models import Actor
from geo.actors.own import as_toml, own_rows, remove, save
from geo.actors.vocabulary import shipped_rows
from geo.errors import EditConflictError, NotStoredError, VocabularyError

ADD, EDIT, REMOVE, UNDO, DISMISS, RESTORE = "add", "edit", "remove", "undo", "dismiss", "restore"
_ABOUT_NAMES: Final = frozenset({DISMISS, RESTORE})
_lock: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class ActorEdit:
    """A change of one's own actors: the entry before and after, as TOML, empty where there was or is none.

    ``undoes`` is the id of the edit that it takes back, ``undone_by`` of the one by which it was taken back, or 0.
    """

    id: int
    at: str
    action: str
    name: str
    actor_id: str = ""
    author: str = ""
    reason: str = ""
    before: str = ""
    after: str = ""
    undoes: int = 0
    undone_by: int = 0

    @property
    def former(self) -> Actor | None:
        """The actor before."""
        return _read(self.before)

    @property
    def changed(self) -> Actor | None:
        """The actor after."""
        return _read(self.after)


class OwnActors:
    """One's own actors in a TOML file, and the history of their changes in a file of JSON lines beside it.

    Threads may share it; every change is written as a whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._log = path.with_suffix(".history.jsonl")

    def all(self) -> list[Actor]:
        """Return one's own actors in the order of the file."""
        return [read_actor(row) for row in own_rows(self.path)]

    def find(self, actor_id: str) -> Actor | None:
        """Return one's own actor of an id, or None."""
        return next((actor for actor in self.all() if actor.id == actor_id), None)

    def save(self, actor: Actor, *, author: str = "", reason: str = "") -> ActorEdit:
        """Add an actor, or put it in the stead of one's own or the shipped one of its id.

        Raises
        ------
        VocabularyError
            The actor is not what an entry must be, or points to actors that do not exist; nothing is changed then.
        """
        with _lock:
            before = self.find(actor.id)
            save(self.path, shipped_rows(), actor)
            return self._write(EDIT if before else ADD, before, actor, author=author, reason=reason)

    def remove(self, actor_id: str, *, author: str = "", reason: str = "") -> ActorEdit:
        """Take out one's own actor; a shipped one of its id holds again.

        Raises
        ------
        VocabularyError
            There is no such actor, or another of one's own points to it.
        """
        with _lock:
            before = self.find(actor_id)
            remove(self.path, shipped_rows(), actor_id)
            return self._write(REMOVE, before, None, author=author, reason=reason)

    def undo(self, edit_id: int, *, author: str = "", reason: str = "") -> ActorEdit:
        """Take an edit back, by a further edit.

        Raises
        ------
        NotStoredError
            There is no such edit.
        EditConflictError
            The actor has changed since.
        """
        with _lock:
            edit = self._stored(edit_id)
            current, former = self.find(edit.actor_id), edit.former
            if current != edit.changed:
                raise EditConflictError(f"{edit.name} has changed since edit {edit_id}: undo the later edit first")
            if former is None:
                remove(self.path, shipped_rows(), edit.actor_id)
            else:
                save(self.path, shipped_rows(), former)
            return self._write(UNDO, current, former, author=author, reason=reason, undoes=edit_id)

    def history(self, actor_id: str = "", limit: int | None = None, offset: int = 0) -> list[ActorEdit]:
        """Return the edits, the latest first, of one actor or of all."""
        found = [edit for edit in self._edits() if edit.action not in _ABOUT_NAMES and actor_id in {"", edit.actor_id}]
        return found[::-1][offset : None if limit is None else offset + limit]

    def dismiss(self, name: str, *, author: str = "") -> None:
        """Leave the name of an unlisted actor out of the review from now on."""
        with _lock:
            self._append(DISMISS, name, author=author)

    def restore(self, name: str, *, author: str = "") -> None:
        """Put a name back in the review; :class:`NotStoredError` if it was never dismissed."""
        with _lock:
            if fold(name) not in {fold(edit.name) for edit in self.dismissed()}:
                raise NotStoredError(f"{name[:80]!r} was never dismissed; nothing was changed")
            self._append(RESTORE, name, author=author)

    def dismissed(self) -> list[ActorEdit]:
        """Return the dismissals that hold, the latest first."""
        last = {fold(edit.name): edit for edit in self._edits() if edit.action in _ABOUT_NAMES}
        held = [edit for edit in last.values() if edit.action == DISMISS]
        return sorted(held, key=lambda edit: -edit.id)

    def _edits(self) -> list[ActorEdit]:
        told = [ActorEdit(**entry) for entry in self._entries()]
        taken_back = {edit.undoes: edit.id for edit in told if edit.undoes}
        return [ActorEdit(**{**asdict(edit), "undone_by": taken_back.get(edit.id, 0)}) for edit in told]

    def _entries(self) -> Iterator[dict[str, Any]]:
        if not self._log.is_file():
            return
        for number, line in enumerate(self._log.read_bytes().splitlines(), 1):
            try:
                yield {"id": number, **orjson.loads(line)}
            except (orjson.JSONDecodeError, TypeError) as error:
                raise VocabularyError(f"{self._log}, line {number} is no edit: mend it or take it out.") from error

    def _stored(self, edit_id: int) -> ActorEdit:
        edit = next((each for each in self.history() if each.id == edit_id), None)
        if edit is None:
            raise NotStoredError(
                f"there is no edit {edit_id} of your actors; `conflict-atlas actors history` lists all"
            )
        return edit

    def _write(self, action: str, before: Actor | None, after: Actor | None, **told: str | int) -> ActorEdit:
        """Note a change that was made."""
        actor = after or before
        if actor is None:
            raise VocabularyError("An edit has an actor before or after it.")
        texts = {"before": as_toml(before) if before else "", "after": as_toml(after) if after else ""}
        return self._append(action, actor.name, actor_id=actor.id, **texts, **told)

    def _append(self, action: str, name: str, **told: str | int) -> ActorEdit:
        entry = {
            "at": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
            "action": action,
            "name": name,
            **told,
        }
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            log.write(orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE))
        return self._edits()[-1]


def _read(text: str) -> Actor | None:
    return read_actor(rows("the history", text, "actor", "id")[0]) if text else None
