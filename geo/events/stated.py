"""The triggers of what a sentence states, read by what stands beside them and was told before."""

from __future__ import annotations

from geo.events.kinds.moves import find_moves
from geo.events.kinds.rereading import gone_on, with_object
from geo.events.kinds.triggers import Trigger, find_triggers
from geo.events.memory import Memory, Scene
from geo.events.statements.modality import is_stated


def stated_triggers(scene: Scene, memory: Memory, before: str) -> list[Trigger]:
    """Return the triggers of what a sentence states; ``before`` is the sub-type of the event told last, or empty."""
    plain = find_moves(
        scene.sentence,
        find_triggers(scene.sentence),
        scene.found.actors_in(scene.sentence),
        scene.places,
        armed=memory.recent.is_armed,
    )
    found = (with_object(gone_on(trigger, before), scene.places) for trigger in plain)
    return [trigger for trigger in found if is_stated(trigger)]
