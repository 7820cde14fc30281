"""What an edit of an own place changed, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from gazetteer.own_records import PlaceEdit, record_of
from webapp import wording

_NONE: Final = "–"
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's words before and after."""

    label: str
    before: str
    after: str


_WORDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "country": lambda code: wording.country(str(code)),
    "feature_code": lambda code: wording.label("feature_code", code),
    "lat": lambda degrees: f"{degrees:.5f}",
    "lon": lambda degrees: f"{degrees:.5f}",
    "radius_km": lambda km: f"{km:g} km",
    "polygon": lambda polygon: "an area with borders" if polygon else "",
}
_LEFT_OUT: Final = frozenset({"id", "feature_class"})


def field_changes(edit: PlaceEdit) -> list[FieldChange]:
    """List the fields that differ; none where the place came or went."""
    if edit.before is None or edit.after is None:
        return []
    before, after = record_of(edit.before), record_of(edit.after)
    changed = (name for name in edit.changed if name not in _LEFT_OUT)
    return [_change(name, before.get(name), after.get(name)) for name in changed]


def _change(name: str, before: object, after: object) -> FieldChange:
    words = wording.label("place_field", name)
    if isinstance(before, list) and isinstance(after, list):
        gone, come = _texts(before, after), _texts(after, before)
        return FieldChange(words, gone and f"without {gone}", come and f"with {come}")
    if name == "polygon" and before and after:
        return FieldChange(words, "an area with borders", "another one")
    return FieldChange(words, _word(name, before), _word(name, after))


def _texts(items: list[Any], others: list[Any]) -> str:
    """Join what is in the one list and not in the other: ids, or the texts of names."""
    lone = [item for item in items if item not in others]
    return ", ".join(item if isinstance(item, str) else str(item[0]) for item in lone)[:_LONGEST]


def _word(name: str, value: object) -> str:
    if value is None or value == "":
        return _NONE
    return _WORDS.get(name, str)(value)[:_LONGEST] or _NONE
