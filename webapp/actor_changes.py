"""What an edit of an own actor changed, in words."""

from __future__ import annotations

from typing import Final

from geo.actors.editing import ActorEdit
from webapp.actor_form import filled_form
from webapp.place_changes import FieldChange

_NONE: Final = "–"
_LONGEST: Final = 200


def actor_changes(edit: ActorEdit) -> list[FieldChange]:
    """List the fields that differ; none where the actor came or went."""
    former, changed = edit.former, edit.changed
    if former is None or changed is None:
        return []
    before, after = filled_form(former), filled_form(changed)
    return [
        FieldChange(name.replace("_", " ").capitalize(), _word(before.value(name)), _word(after.value(name)))
        for name in before.values
        if before.value(name) != after.value(name)
    ]


def _word(text: str) -> str:
    return ", ".join(text.splitlines())[:_LONGEST] or _NONE
