"""Making one own place of several, and two of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.errors import InvalidPlaceError
from gazetteer.models import Place, PlaceName
from gazetteer.own_records import OwnPlace

_FILLED_FROM_OTHERS = ("country", "admin1", "admin2", "population", "note")


def merged(kept: OwnPlace, own: Sequence[OwnPlace], ids: Sequence[str]) -> OwnPlace:
    """Return ``kept`` with the names of the others, what it lacks of their values, and ``ids`` and theirs replaced.

    Raises
    ------
    InvalidPlaceError
        If there is no other id.
    """
    if not ids:
        raise InvalidPlaceError("Nothing to merge: name at least one other place")
    parts = (kept, *own)
    filled = {
        field: next(filter(None, (getattr(part.place, field) for part in parts)), getattr(kept.place, field))
        for field in _FILLED_FROM_OTHERS
    }
    twins = {*ids, *(twin for part in parts for twin in part.place.same_as)} - {kept.place.id}
    place = replace(kept.place, names=_joined_names(parts), same_as=tuple(sorted(twins)), **filled)
    return OwnPlace(
        place,
        next((part.polygon for part in parts if part.polygon is not None), None),
        next(filter(None, (part.reference for part in parts)), ""),
    )


def _joined_names(parts: Sequence[OwnPlace]) -> tuple[PlaceName, ...]:
    """Return all names once each, by text and language; the name that is shown is none of them."""
    shown = parts[0].place.name
    joined = {(name.text, name.language): name for name in parts[0].place.names}
    for part in parts[1:]:
        for name in (PlaceName(part.place.name), *part.place.names):
            if name.text != shown:
                joined.setdefault((name.text, name.language), name)
    return tuple(joined.values())


def parted(
    own: OwnPlace, names_to_move: Sequence[str], ids_to_move: Sequence[str], new: Place
) -> tuple[OwnPlace, OwnPlace]:
    """Return the place without these names and ids, and the new place with them.

    Raises
    ------
    InvalidPlaceError
        If one of them is none of its other names or ids.
    """
    place, moving_names, moving_ids = own.place, set(names_to_move), set(ids_to_move)
    known = {name.text for name in place.names}
    if unknown := sorted(moving_names - known) or sorted(moving_ids - set(place.same_as)):
        raise InvalidPlaceError(f"{unknown[0][:40]!r} is no other name and no replaced id of {place.name} ({place.id})")
    rest = replace(
        place,
        names=tuple(name for name in place.names if name.text not in moving_names),
        same_as=tuple(twin for twin in place.same_as if twin not in moving_ids),
    )
    moved = tuple(name for name in place.names if name.text in moving_names and name.text != new.name)
    part = replace(new, names=(*new.names, *moved), same_as=(*new.same_as, *sorted(moving_ids)))
    return replace(own, place=rest), OwnPlace(part)
