"""Tells demonstrations, riots and mobs apart by what the crowd did and what was done to it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from geo.events.kinds.evidence import ARMED_KINDS, Evidence
from geo.events.kinds.triggers import cue_words

CROWD: Final = frozenset({"protest", "riot", "mob"})
_FIGHTING: Final = frozenset({"clash", "attack", "destruction"})


def crowd_type(evidence: Evidence) -> str:
    """Return the sub-type of what a crowd did.

    Why it came together says nothing of what happened: only what stands before the reason counts.
    """
    if _is_mob(evidence):
        return "Mob violence"
    told = _outcome(evidence.text)
    intervened = _says(told, "intervention")
    by_force = intervened or bool({evidence.inter1, evidence.inter2} & ARMED_KINDS)
    if by_force and _says(told, "lethal"):
        return "Excessive force against protesters"
    if "riot" in evidence.families or _says(told, "violent_crowd"):
        return "Violent demonstration"
    return "Protest with intervention" if intervened else "Peaceful protest"


def _is_mob(evidence: Evidence) -> bool:
    """Say whether a crowd is violent outside any demonstration (ACLED: mob violence)."""
    if "mob" in evidence.families:
        return True
    rioters = "rioters" in evidence.words and "protest" not in evidence.families
    return rioters and bool(evidence.families & _FIGHTING)


def _outcome(text: str) -> str:
    """Return what a sentence says before the reason of a demonstration, and after it of those who met the crowd."""
    reason = _reason().search(text)
    if reason is None:
        return text
    answer = _answer().search(text, reason.end())
    return text[: reason.start()] + (text[answer.start() :] if answer else "")


@cache
def _answer() -> re.Pattern[str]:
    """Return what opens a clause on those who met a crowd: "; police", ", and the army", "before officers"."""
    forces = "|".join(map(re.escape, sorted(cue_words("cues", "answering_forces"))))
    return re.compile(
        rf"(?:[;,–—]|\b(?:and|but|while|before|as)) (?:(?:and|but|while|before|as|where) )?(?:the )?(?:{forces})\b"
    )


@cache
def _reason() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(cue_words("cues", "reason")))) + r")\b")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(cue_words("cues", name)))) + r")\b")


def _says(text: str, name: str) -> bool:
    return _pattern(name).search(text) is not None
