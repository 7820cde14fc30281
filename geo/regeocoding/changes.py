"""What has changed in the gazetteer: own places, packs, the built file itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Final, Protocol

import orjson

from gazetteer import Gazetteer, Place, UserPlaces
from gazetteer.boundary_packs import list_boundaries
from gazetteer.gazetteer import DEFAULT_PATH
from gazetteer.normalise import fold
from gazetteer.own_records import PlaceEdit
from gazetteer.packs import Packs
from geo.regeocoding.records import GazetteerChange

_TOLD_NAMES: Final = 3
_WORDS: Final = {
    "add": "added", "edit": "changed", "delete": "deleted", "merge": "merged", "split": "split", "import": "imported",
    "undo": "changed back",
}  # fmt: skip
_PACK_WORDS: Final = {"install": "installed", "update": "updated", "remove": "removed"}


class ChangeSource(Protocol):
    """A part of the gazetteer that tells what has changed in it."""

    @property
    def name(self) -> str:
        """Return under which name it is noted how far its changes have been looked at."""

    def since(self, position: str) -> tuple[Sequence[GazetteerChange], str]:
        """Return what has changed after a position, empty for the beginning, and the position now."""


class OwnPlaceChanges:
    """The edits to the user's own places."""

    name = "own places"

    def __init__(self, user_places: UserPlaces, gazetteer: Gazetteer) -> None:
        self._user_places = user_places
        self._gazetteer = gazetteer

    def since(self, position: str) -> tuple[Sequence[GazetteerChange], str]:
        """Return the edits after one, those that were made at once as one change, and the id of the last."""
        edits = self._user_places.edits_since(int(position or 0))
        changes = [self._change(list(group)) for _, group in groupby(edits, key=lambda edit: edit.group_id)]
        return changes, str(edits[-1].id) if edits else position

    def _change(self, edits: Sequence[PlaceEdit]) -> GazetteerChange:
        places = [own.place for edit in edits for own in (edit.before, edit.after) if own is not None]
        keys = {key for place in places for key in self._keys(place)}
        ids = {place_id for place in places for place_id in (place.id, *place.same_as)}
        return GazetteerChange(edits[-1].at, _describe(edits), frozenset(keys), frozenset(ids))

    def _keys(self, place: Place) -> Iterator[str]:
        """Yield the folded names of a place, and of those in whose stead it answers."""
        replaced = [name.text for twin in place.same_as for name in self._gazetteer.names(twin)]
        for name in (place.name, *(name.text for name in place.names), *replaced):
            yield fold(name)


def _describe(edits: Sequence[PlaceEdit]) -> str:
    first = edits[0]
    names = list(dict.fromkeys(edit.name for edit in edits))
    told, more = ", ".join(names[:_TOLD_NAMES]), len(names) - _TOLD_NAMES
    by = f" by {first.author}" if first.author else ""
    return f"{told}{f' and {more:,} more' if more > 0 else ''} {_WORDS.get(first.action, first.action)}{by}"


class PackChanges:
    """The packs that were installed, updated and removed."""

    name = "packs"

    def __init__(self, packs: Packs) -> None:
        self._packs = packs
        self._known: tuple[str, list[GazetteerChange], str] = ("", [], "")  # the many names of packs are read once

    def since(self, position: str) -> tuple[Sequence[GazetteerChange], str]:
        """Return the changes after one, and the id of the last."""
        start, changes, end = self._known if self._known[0] == position else (position, [], position)
        later, end = self._read(end)
        self._known = (start, [*changes, *later], end)
        return self._known[1:]

    def _read(self, position: str) -> tuple[list[GazetteerChange], str]:
        found = self._packs.changes(int(position or 0))
        changes = [
            GazetteerChange(change.at, f"pack {change.pack} {_PACK_WORDS[change.action]}", change.keys)
            for change in found
        ]
        return changes, str(found[-1].id) if found else position


class BoundaryChanges:
    """The boundary files that were loaded and removed: they decide on the divisions of every place in a country."""

    name = "boundaries"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def since(self, position: str) -> tuple[Sequence[GazetteerChange], str]:
        """Return the files that are not those of a position (JSON), and the position of those there are now."""
        known: dict[str, list[str]] = orjson.loads(position or "{}")
        loaded = {
            pack.name: [pack.head.country, pack.installed_at]
            for pack in list_boundaries(self._folder, Packs(self._folder))
        }
        changes = [
            _boundary_change(f"boundaries {name} loaded", *told)
            for name, told in loaded.items()
            if known.get(name) != told
        ]
        changes += [
            _boundary_change(f"boundaries {name} removed", told[0], _now())
            for name, told in known.items()
            if name not in loaded
        ]
        return changes, orjson.dumps(loaded, option=orjson.OPT_SORT_KEYS).decode()


def _boundary_change(description: str, country: str, at: str) -> GazetteerChange:
    return GazetteerChange(at, description, countries=frozenset({country} - {""}), everything=not country)


class BuiltChanges:
    """Another built gazetteer than before: any document may be touched."""

    name = "built"

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def since(self, position: str) -> tuple[Sequence[GazetteerChange], str]:
        """Return one change where the version of the built file is another than that of a position."""
        version = self._gazetteer.version.partition("+")[0]  # what follows is the state of the packs
        if position in {"", version}:
            return [], version
        built_at = datetime.fromtimestamp(DEFAULT_PATH.stat().st_mtime, UTC).isoformat(timespec="seconds")
        return [GazetteerChange(built_at, "the built gazetteer was replaced", everything=True)], version


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
