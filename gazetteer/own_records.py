"""What is kept of an own place and of each edit to it, and their form as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

import orjson
import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from gazetteer.models import NameKind, Place, PlaceName

SOURCE: Final = "user"
PLACE_FIELDS: Final = tuple(entry.name for entry in fields(Place) if entry.name not in {"source", "wins"})
"""The fields of a place that are kept; the others follow from its being an own place."""


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place of the user's own with what only such a place has.

    ``polygon`` (WGS 84) says how far it reaches where a radius is too coarse. ``reference`` is where the user knows it
    from: a report, an address, a map.
    """

    place: Place
    polygon: BaseGeometry | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class PlaceEdit:
    """One change to one place: what it was and what it became, None where it was or is not there.

    ``group_id`` is shared by the edits that were made at once (an import, a merge, a split): undoing one undoes them
    all. ``undoes`` is the group that this edit took back, ``undone_by`` the one that took this back; 0 for none.
    """

    id: int
    at: str
    author: str
    reason: str
    action: str
    group_id: int
    place_id: str
    before: OwnPlace | None
    after: OwnPlace | None
    undoes: int = 0
    undone_by: int = 0

    @property
    def name(self) -> str:
        """Return the name of the place, the later one where it changed."""
        own = self.after or self.before
        return own.place.name if own else ""

    @property
    def changed(self) -> tuple[str, ...]:
        """Return the names of the fields that differ; all that are not empty where the place came or went."""
        before, after = record_of(self.before), record_of(self.after)
        return tuple(name for name in (after or before) if before.get(name) != after.get(name))


@dataclass(frozen=True, slots=True)
class EditGroup:
    """The edits that were made at once: ``edits`` counts them, ``names`` holds those of the first few places."""

    id: int
    at: str
    author: str
    reason: str
    action: str
    edits: int
    names: tuple[str, ...] = field(default=())
    undoes: int = 0
    undone_by: int = 0


def record_of(own: OwnPlace | None) -> dict[str, Any]:
    """Return an own place as values that JSON can hold, in a fixed order; empty for None."""
    if own is None:
        return {}
    values: dict[str, Any] = {name: getattr(own.place, name) for name in PLACE_FIELDS}
    values["names"] = [[name.text, name.language, name.kind.value] for name in own.place.names]
    values["same_as"] = list(own.place.same_as)
    values["polygon"] = orjson.loads(geometry_text(own.polygon)) if own.polygon is not None else None
    return values | {"reference": own.reference}


def own_of_record(record: Mapping[str, Any]) -> OwnPlace | None:
    """Return the own place of :func:`record_of`, or None for an empty record."""
    if not record:
        return None
    values = {name: record[name] for name in PLACE_FIELDS if name in record}
    values["names"] = tuple(PlaceName(text, language, NameKind(kind)) for text, language, kind in record["names"])
    values["same_as"] = tuple(record["same_as"])
    polygon = shape(record["polygon"]) if record["polygon"] else None
    return OwnPlace(Place(**values, source=SOURCE, wins=True), polygon, record["reference"])


def geometry_text(polygon: BaseGeometry | None) -> str:
    """Return a geometry as GeoJSON with every digit that it has; empty for None."""
    return "" if polygon is None else orjson.dumps(mapping(shapely.force_2d(polygon))).decode()


def geometry_of(text: str) -> BaseGeometry | None:
    """Return the geometry of :func:`geometry_text`."""
    return shape(orjson.loads(text)) if text else None
