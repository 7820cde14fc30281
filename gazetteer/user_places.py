"""The user's own places, kept in the user's store, which win over the built ones."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, Engine

from gazetteer import own_history
from gazetteer.errors import InvalidPlaceError, PlaceNotFoundError
from gazetteer.models import Place
from gazetteer.normalise import fold
from gazetteer.own_history import Changes, not_found, undo_group
from gazetteer.own_merging import merged, parted
from gazetteer.own_records import PLACE_FIELDS, SOURCE, EditGroup, OwnPlace, PlaceEdit
from gazetteer.own_rows import read_generation, read_own_places
from gazetteer.own_tables import metadata
from gazetteer.place_values import checked, checked_own

__all__ = ["UserPlaces", "checked", "metadata"]
_CHANGES_HERE: Counter[str] = Counter()  # by address of the database
_Answer = TypeVar("_Answer")
_OWN_FIELDS = ("polygon", "reference")


class UserPlaces:
    """Read and change the user's own places on one engine.

    Every change is one transaction and writes one edit a place with ``author``, time and ``reason``.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._url = engine.url.render_as_string()

    @property
    def changes_here(self) -> int:
        """Return how often this process changed the user's places: a cheap hint to look at :attr:`generation`."""
        return _CHANGES_HERE[self._url]

    @property
    def generation(self) -> int:
        """Return a number that every change raises, also one by another process."""
        return self._read(read_generation)

    @property
    def last_edit_id(self) -> int:
        """Return the id of the latest edit, 0 if there is none."""
        return self._read(own_history.last_edit)

    def add(
        self,
        place: Place,
        *,
        polygon: BaseGeometry | None = None,
        reference: str = "",
        author: str = "",
        reason: str = "",
    ) -> Place:
        """Store a new place; its id is made here: ``user:<slug>-<8 hex>``.

        ``place.same_as`` holds the ids, built or own, in whose stead the gazetteer answers with this place.

        Raises
        ------
        InvalidPlaceError
            If a value is empty or out of range, or another own place already replaces one of ``same_as``.
        """
        added = _new(OwnPlace(place, polygon, reference))
        with self.changing("add", author, reason) as changes:
            changes.write(None, added)
        return added.place

    def edit(self, place_id: str, *, author: str = "", reason: str = "", **changes: Any) -> Place:  # noqa: ANN401 - checked_own() looks at each
        """Change fields of a place, ``polygon`` and ``reference`` among them, and return it.

        Raises
        ------
        PlaceNotFoundError
            If the user has no such place.
        InvalidPlaceError
            If a field is unknown or a value out of range.
        """
        with self.changing("edit", author, reason) as writing:
            before = writing.stored(place_id)
            after = _changed(before, changes)
            if after != before:
                writing.write(before, after)
        return after.place

    def delete(self, place_id: str, *, author: str = "", reason: str = "") -> None:
        """Remove a place; :meth:`undo` brings it back.

        Raises
        ------
        PlaceNotFoundError
            If the user has no such place.
        """
        with self.changing("delete", author, reason) as changes:
            changes.write(changes.stored(place_id), None)

    def merge(self, ids: Sequence[str], into: str | Place, *, author: str = "", reason: str = "") -> Place:
        """Make one place of several, which answers for the ids of all, and return it.

        ``ids`` may hold own places, which are removed, and built ones, which are replaced. ``into`` is the own place
        that stays, or a new one. Its values win; names are joined, and what it leaves empty comes from the others.

        Raises
        ------
        PlaceNotFoundError
            If ``into`` or an id with the prefix ``user:`` is none of the user's places.
        InvalidPlaceError
            If there is nothing to merge, or the result has too many names.
        """
        with self.changing("merge", author, reason) as changes:
            target = changes.stored(into) if isinstance(into, str) else None
            kept = target or _new(OwnPlace(into))  # type: ignore[arg-type]  # a str was looked up
            others = [each for each in dict.fromkeys(ids) if each != kept.place.id]
            own = [changes.stored(each) for each in others if each.startswith(f"{SOURCE}:")]
            result = checked_own(merged(kept, own, others))
            for each in own:
                changes.write(each, None)
            changes.write(target, result)
        return result.place

    def split(  # noqa: PLR0913 - two places, what moves, who and why
        self,
        place_id: str,
        names_to_move: Sequence[str],
        new: Place,
        *,
        ids_to_move: Sequence[str] = (),
        author: str = "",
        reason: str = "",
    ) -> tuple[Place, Place]:
        """Make two places of one: move names, and ids of ``same_as``, to a new place; return both.

        Raises
        ------
        PlaceNotFoundError
            If the user has no such place.
        InvalidPlaceError
            If a name or id to move is none of its other names or ids, or a value is out of range.
        """
        with self.changing("split", author, reason) as changes:
            before = changes.stored(place_id)
            rest, moved = parted(before, names_to_move, ids_to_move, new)
            after, added = checked_own(rest), _new(moved)
            if after != before:
                changes.write(before, after)
            changes.write(None, added)
        return after.place, added.place

    def undo(self, edit_id: int, *, author: str = "", reason: str = "") -> list[Place]:
        """Take an edit back, with all that were made at once with it, as further edits; return the places there are.

        Raises
        ------
        PlaceNotFoundError
            If there is no such edit.
        PlaceConflictError
            If a later edit changed the same fields.
        """
        with self.changing("undo", author, reason or f"undo of edit {edit_id}") as changes:
            edits = own_history.edits_of_group(changes.connection, edit_id)
            if not edits:
                raise PlaceNotFoundError(f"No edit {edit_id} is stored. `gazetteer history` lists them.")
            changes.undoes = edits[0].group_id
            undo_group(changes, edits)
            found = [changes.find(place_id) for place_id in dict.fromkeys(edit.place_id for edit in edits)]
        return [own.place for own in found if own is not None]

    def history(self, place_id: str | None = None, limit: int = 100, offset: int = 0) -> list[PlaceEdit]:
        """Return edits, the latest one first, of one place or of all."""
        return self._read(lambda connection: own_history.read_history(connection, place_id, limit, offset))

    def groups(self, limit: int = 100, offset: int = 0) -> list[EditGroup]:
        """Return the edits group by group (an import is one), the latest one first."""
        return self._read(lambda connection: own_history.read_groups(connection, limit, offset))

    def edits_since(self, edit_id: int) -> list[PlaceEdit]:
        """Return the edits after one, the first one first."""
        return self._read(lambda connection: own_history.read_edits_since(connection, edit_id))

    def count_edits(self, place_id: str | None = None) -> int:
        """Return how many edits there are, of one place or of all."""
        return self._read(lambda connection: own_history.count_edits(connection, place_id))

    def own(self, place_id: str) -> OwnPlace:
        """Return a place with its names, polygon and reference.

        Raises
        ------
        PlaceNotFoundError
            If the user has no such place.
        """
        found = self._read(lambda connection: read_own_places(connection, place_id))
        if not found:
            raise PlaceNotFoundError(not_found(place_id))
        return found[0]

    def get(self, place_id: str) -> Place:
        """Return a place with its names; see :meth:`own`."""
        return self.own(place_id).place

    def all_own(self) -> list[OwnPlace]:
        """Return the user's places with polygons and references, in order of name."""
        return self._read(read_own_places)

    def all(self) -> list[Place]:
        """Return the user's places in order of name."""
        return [own.place for own in self.all_own()]

    @contextmanager
    def changing(self, action: str, author: str = "", reason: str = "") -> Iterator[Changes]:
        """Give a transaction whose changes form one group of edits; an error in it leaves all as it was."""
        with self._writer.begin() as connection:
            yield Changes(connection, action, author, reason)
        _CHANGES_HERE[self._url] += 1

    def _read(self, read: Callable[[Connection], _Answer]) -> _Answer:
        with self._engine.connect() as connection:
            return read(connection)


def _new(own: OwnPlace) -> OwnPlace:
    place = replace(own.place, id=new_id(own.place.name), source=SOURCE, wins=True)
    return checked_own(replace(own, place=place))


def new_id(name: str) -> str:
    """Return a new id for an own place: ``user:<slug>-<8 hex>``."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(str(name))).strip("-")[:60] or "place"
    return f"{SOURCE}:{slug}-{secrets.token_hex(4)}"


def _changed(own: OwnPlace, changes: dict[str, Any]) -> OwnPlace:
    allowed = {*PLACE_FIELDS, *_OWN_FIELDS} - {"id"}
    if unknown := sorted(set(changes) - allowed):
        raise InvalidPlaceError(f"No field {unknown[0]!r} to change; allowed: {', '.join(sorted(allowed))}")
    of_place = {name: value for name, value in changes.items() if name not in _OWN_FIELDS}
    of_own = {name: value for name, value in changes.items() if name in _OWN_FIELDS}
    return checked_own(replace(own, place=replace(own.place, **of_place), **of_own))
