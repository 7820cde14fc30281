"""Turns triggers, weapons and sides into the codebook's sub-type.

The rules are those of the ACLED codebook as condensed in docs/codebook.md: crowds (``demonstrations``), fights and
weapons (``weapons``), and here what changes hands, who is seized, and what is no conflict at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from geo.events.kinds.demonstrations import CROWD, crowd_type
from geo.events.kinds.evidence import ARMED_KINDS, Evidence, first_family
from geo.events.kinds.triggers import trigger_table
from geo.events.kinds.weapons import BY_WEAPON, violent_type

NO_CONFLICT: Final = ""
"""What an accident, a disaster or a common crime has in place of a sub-type."""

VIOLENT: Final = BY_WEAPON | {"abduction", "sexual", "capture", "downed"}
_MISHAPS: Final = frozenset({"blast", "chemical", "attack", "destruction", "other", "operation", "strike", "arrest"})
_CRIMES: Final = frozenset({"destruction", "arrest", "attack", "operation", "disrupted", "abduction"})
_NON_STATE: Final = frozenset({2, 3, 4})


def sub_event_type(evidence: Evidence) -> str:
    """Return the ACLED sub-type of an event, or ``NO_CONFLICT``."""
    if _is_no_conflict(evidence):
        return NO_CONFLICT
    if evidence.families & CROWD:
        return crowd_type(evidence)
    family = first_family(evidence.families)
    if family in BY_WEAPON:
        return violent_type(family, evidence)
    decide = _BY_SIDE.get(family)
    return decide(evidence) if decide else str(trigger_table()["subtypes"][family])


def _is_no_conflict(evidence: Evidence) -> bool:
    """Say whether an accident, a disaster or a common crime is told, with no armed side in it."""
    if {evidence.inter1, evidence.inter2} & _NON_STATE or (evidence.inter1 and evidence.families & VIOLENT):
        return False
    if evidence.families <= _MISHAPS and evidence.cue("accident"):
        return not evidence.cue("deliberate")
    return evidence.families <= _CRIMES and evidence.cue("crime") and not evidence.cue("weapons_seized")


def _territory(evidence: Evidence) -> str:
    if evidence.cue("peaceful_entry") and "clash" not in evidence.families:
        return "Non-violent transfer of territory"
    regained = evidence.inter1 == 1 and evidence.home
    return "Government regains territory" if regained else "Non-state actor overtakes territory"


def _arrest(evidence: Evidence) -> str:
    return "Abduction/forced disappearance" if evidence.inter1 in _NON_STATE else "Arrests"


def _abduction(evidence: Evidence) -> str:
    fatal = evidence.killed and "attack" in evidence.families
    return "Attack" if fatal and evidence.inter2 not in ARMED_KINDS else "Abduction/forced disappearance"


def _destruction(evidence: Evidence) -> str:
    return "Air/drone strike" if evidence.done_by("aircraft") else "Looting/property destruction"


def _disrupted(evidence: Evidence) -> str:
    struck = evidence.done_by("aircraft") and not evidence.cue("downing")
    return "Air/drone strike" if struck else "Disrupted weapons use"


_BY_SIDE: Final[dict[str, Callable[[Evidence], str]]] = {
    "capture": _territory,
    "arrest": _arrest,
    "abduction": _abduction,
    "destruction": _destruction,
    "disrupted": _disrupted,
}
