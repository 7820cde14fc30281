"""Gives each event of a sentence the dead and injured that are said of it."""

from __future__ import annotations

from collections.abc import Sequence

from geo.events.kinds.triggers import Trigger, cue_words
from geo.events.tolls.casualties import CasualtyMention, own_toll
from geo.models import Casualties

Groups = Sequence[Sequence[Trigger]]


def tolls(mentions: Sequence[CasualtyMention], groups: Groups, first: int) -> list[Casualties]:
    """Return the toll of each group of triggers: what stands nearest to it, whole totals with the first.

    Another's figure of the same dead goes with the figure before it.
    ``first`` is where the mentions' text begins in the block's view.
    """
    if len(groups) <= 1:
        return [own_toll(mentions) for _ in groups]
    shares: list[list[CasualtyMention]] = [[] for _ in groups]
    nearest = 0
    for mention in mentions:
        nearest = nearest if mention.rival else _nearest(mention, groups, first)
        shares[nearest].append(mention)
    return [own_toll(share) for share in shares]


def fitting(toll: Casualties, sub_type: str) -> Casualties:
    """Return the toll that an event of a sub-type can have: nobody dies of a peaceful protest."""
    return Casualties() if toll.best and sub_type in cue_words("arguments", "bloodless") else toll


def _nearest(mention: CasualtyMention, groups: Groups, first: int) -> int:
    """Return the number of the group with a trigger inside a mention or nearest to it."""
    return min(range(len(groups)), key=lambda number: min(_gap(mention, one, first) for one in groups[number]))


def _gap(mention: CasualtyMention, trigger: Trigger, first: int) -> int:
    at = trigger.token.idx - first
    return max(mention.start - at, at - mention.end, 0)
