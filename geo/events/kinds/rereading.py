"""Reads a trigger anew by what stands beside it or was told before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geo.events.findings import FoundPlace
from geo.events.kinds.readings import may_be_ground
from geo.events.kinds.triggers import Trigger, cue_words, objects_of

_AIR: Final = "Air/drone strike"
_UNSAID: Final = frozenset({"operation", "strike", "attack", "blast"})
"""Families that leave open by what means it was done."""


def gone_on(trigger: Trigger, before: str) -> Trigger:
    """Read one more raid after an event of the sub-type ``before`` as one by air too, if that was: "a second raid"."""
    token = trigger.token
    if before != _AIR or trigger.family not in _UNSAID or token.lemma_.lower() not in cue_words("cues", "repeated"):
        return trigger
    again = any(child.lower_ in cue_words("cues", "repeating") for child in token.children)
    return replace(trigger, family="air") if again else trigger


def with_object(trigger: Trigger, places: Sequence[FoundPlace]) -> Trigger:
    """Read the seizure of somebody as an abduction; of ground it stays a capture, of things it is neither."""
    if trigger.family != "capture" or trigger.token.lemma_ not in cue_words("cues", "seizing"):
        return trigger
    objects = objects_of(trigger)
    ground = {token.i for place in places for token in place.toponym.span}
    if any(token.ent_type_ == "PERSON" and token.i not in ground for token in objects):
        return replace(trigger, family="abduction")
    return replace(trigger, family="crime") if objects and not any(map(may_be_ground, objects)) else trigger
