"""Turns triggers, weapons and targets into the codebook's type and sub-type.

The rules are those of the ACLED codebook as condensed in docs/codebook.md: two armed sides make a battle and explosions
inside it belong to it; an armed side against civilians is violence against civilians; a demonstration is peaceful, with
intervention, or met with excessive force by what was done to it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from geo.actors.vocabulary import INTER
from geo.events.triggers import cue_words, trigger_table

ARMED_KINDS: Final = frozenset({1, 2, 3, 4, 8})
CROWD: Final = frozenset({"protest", "riot", "mob"})
VIOLENT: Final = frozenset(
    {
        "clash",
        "attack",
        "shelling",
        "air",
        "strike",
        "suicide",
        "explosive",
        "grenade",
        "chemical",
        "abduction",
        "sexual",
        "capture",
    }
)
_REMOTE: Final = frozenset({"shelling", "air", "strike", "explosive", "grenade", "attack"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sentence offers to tell an event's type.

    ``inter1`` and ``inter2`` are ACLED's kinds of the two sides, 0 where nobody is named; ``home`` says that the first
    side is the country's own state.
    """

    families: frozenset[str]
    words: frozenset[str]
    text: str
    inter1: int = 0
    inter2: int = 0
    home: bool = False
    killed: bool = False
    two_sided: bool = False

    def cue(self, name: str) -> bool:
        """Say whether one of a list's words stands in the sentence; phrases are looked up in its text."""
        words = cue_words("cues", name)
        return bool(self.words & words) or any(" " in phrase and phrase in self.text for phrase in words)


def sub_event_type(evidence: Evidence) -> str:
    """Return the ACLED sub-type of an event."""
    families = evidence.families
    if "protest" in families or ("riot" in families and "mob" not in families):
        return _crowd(evidence)
    if families & {"mob"}:
        return "Mob violence"
    family = first_family(families)
    if family in _REMOTE | {"clash", "capture"}:
        return _violent(family, evidence)
    if family == "arrest":
        return "Abduction/forced disappearance" if evidence.inter1 in {2, 3, 4} else "Arrests"
    if family == "abduction" and evidence.inter1 == 1 and evidence.home:
        return "Abduction/forced disappearance"
    return str(trigger_table()["subtypes"][family])


def first_family(families: Collection[str]) -> str:
    """Return the family that decides the type."""
    order: list[str] = trigger_table()["priority"]["order"]
    return next(family for family in order if family in families)


def _crowd(evidence: Evidence) -> str:
    violent = evidence.cue("violent_crowd") or "riot" in evidence.families
    intervened = bool({evidence.inter1, evidence.inter2} & ARMED_KINDS) or evidence.cue("intervention")
    if intervened and (evidence.killed or evidence.cue("lethal")):
        return "Excessive force against protesters"
    if violent:
        return "Violent demonstration"
    if intervened and evidence.cue("intervention"):
        return "Protest with intervention"
    return "Peaceful protest"


def _violent(family: str, evidence: Evidence) -> str:
    if family == "capture":
        return _territory(evidence)
    if evidence.cue("weapons_seized") and "disrupted" in evidence.families and not evidence.killed:
        return "Disrupted weapons use"
    armed_sides = evidence.inter1 in ARMED_KINDS and evidence.inter2 in ARMED_KINDS
    if "clash" in evidence.families and (armed_sides or evidence.two_sided or family == "clash"):
        return "Armed clash"
    if family in {"air", "shelling", "strike", "explosive", "grenade"}:
        return _remote(family, evidence)
    return _attack(evidence, armed_sides=armed_sides)


def _remote(family: str, evidence: Evidence) -> str:
    if family == "explosive":
        return "Remote explosive/landmine/IED"
    if family == "grenade":
        return "Shelling/artillery/missile attack" if "launcher" in evidence.text else "Grenade"
    if family == "air" and not (evidence.cue("shelling") and not evidence.cue("air")):
        return "Air/drone strike"
    return "Air/drone strike" if evidence.cue("air") and family != "shelling" else "Shelling/artillery/missile attack"


def _attack(evidence: Evidence, *, armed_sides: bool) -> str:
    if evidence.cue("air"):
        return "Air/drone strike"
    if evidence.cue("shelling") and not evidence.cue("firearms"):
        return "Shelling/artillery/missile attack"
    target_armed = armed_sides or (evidence.inter2 == 0 and evidence.cue("siege"))
    return "Armed clash" if target_armed and evidence.inter2 != INTER["Civilians"] else "Attack"


def _territory(evidence: Evidence) -> str:
    return (
        "Government regains territory"
        if evidence.inter1 == 1 and evidence.home
        else "Non-state actor overtakes territory"
    )
