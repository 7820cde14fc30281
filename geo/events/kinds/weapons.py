"""Tells violence apart by who stands against whom, and by the weapon."""

from __future__ import annotations

from typing import Final

from geo.actors.vocabulary import INTER
from geo.events.kinds.evidence import ARMED_KINDS, Evidence

BY_WEAPON: Final = frozenset(
    {
        "clash",
        "attack",
        "operation",
        "shelling",
        "air",
        "strike",
        "explosive",
        "blast",
        "grenade",
        "suicide",
        "chemical",
    }
)
_SHELLING: Final = "Shelling/artillery/missile attack"
_AIR: Final = "Air/drone strike"
_OF_DEVICES: Final = frozenset({"blast", "explosive", "attack"})


def violent_type(family: str, evidence: Evidence) -> str:
    """Return the sub-type of an attack or a fight, given the family that decides it.

    Weapons used within a fight of two armed sides are part of it, and so is a long-range exchange (ACLED).
    """
    if family in {"chemical", "suicide"}:
        return {"chemical": "Chemical weapon", "suicide": "Suicide bomb"}[family]
    if _is_of_a_crowd(evidence):
        return "Mob violence"
    if _is_fight(family, evidence):
        return "Armed clash"
    return _by_device(family, evidence) or _by_target(evidence)


def _is_fight(family: str, evidence: Evidence) -> bool:
    armed = evidence.armed_sides
    if (
        armed
        and family in {"shelling", "attack", "strike"}
        and (evidence.cue("small_arms") or evidence.cue("exchange"))
    ):
        return True
    return "clash" in evidence.families and (armed or evidence.two_sided or family == "clash")


def _is_of_a_crowd(evidence: Evidence) -> bool:
    """Say whether people without an organisation did it: villagers, fans, people with sticks and stones."""
    if {evidence.inter1, evidence.inter2} & ARMED_KINDS or evidence.families & {
        "shelling",
        "air",
        "explosive",
        "blast",
    }:
        return False
    return evidence.done_by("people") or ("clash" in evidence.families and _is_brawl(evidence))


def _is_brawl(evidence: Evidence) -> bool:
    return not evidence.armed_sides and evidence.cue("improvised") and not evidence.cue("firearms")


def _by_device(family: str, evidence: Evidence) -> str:
    """Return the sub-type that a weapon alone decides, or nothing."""
    return _by_charge(family, evidence) or _by_launcher(family, evidence)


def _by_charge(family: str, evidence: Evidence) -> str:
    """Return the sub-type of what is carried, thrown or laid."""
    if family in _OF_DEVICES and evidence.cue("suicide"):
        return "Suicide bomb"
    if evidence.cue("grenade") and family in {"grenade", "blast", "attack", "explosive"}:
        return _SHELLING if evidence.cue("launcher") else "Grenade"
    return "Remote explosive/landmine/IED" if family == "explosive" else ""


def _by_launcher(family: str, evidence: Evidence) -> str:
    """Return the sub-type of what comes from the air or from afar."""
    for doer, kind in (("aircraft", _AIR), ("shelling", _SHELLING)):
        if evidence.done_by(doer):
            return kind
    flown = family != "shelling" and not evidence.done_to("aircraft")
    if flown and evidence.cue("air" if family in {"air", "attack", "strike"} else "aircraft"):
        return _AIR
    if family in {"air", "strike", "shelling", "blast"}:
        return _by_sound(family, evidence)
    return _SHELLING if evidence.cue("shelling") and not evidence.cue("firearms") else ""


def _by_sound(family: str, evidence: Evidence) -> str:
    shells = evidence.cue("shelling")
    if family == "blast":
        return _SHELLING if shells else "Remote explosive/landmine/IED"
    return _AIR if family == "air" and not shells else _SHELLING


def _by_target(evidence: Evidence) -> str:
    if evidence.done_to("armed_targets"):
        return "Armed clash"
    if evidence.done_to("civilian_targets"):
        return "Attack"
    armed = evidence.armed_sides or (evidence.inter2 == 0 and evidence.cue("siege"))
    return "Armed clash" if armed and evidence.inter2 != INTER["Civilians"] else "Attack"
