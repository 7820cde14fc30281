"""A sentence's statements of a toll, and what they come to together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Final

from geo.events.tolls.quantities import Count
from geo.events.tolls.rivals import between_accounts
from geo.events.tolls.victims import NOT_SAID, Split
from geo.models import Casualties

CODED: Final = "coded"
"""The victims of a mention by which a coder fixes the figure."""


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """A statement of a toll. ``total`` marks one that sums up others ("the death toll rose to 148").

    ``dead`` says who of the killed were civilians or bore arms; ``history`` marks the toll of a whole war or season,
    ``rival`` another's figure of the same dead as the one before it.
    """

    start: int
    end: int
    killed: Count | None
    injured: Count | None
    victims: str = ""
    total: bool = False
    dead: Split = NOT_SAID
    history: bool = False
    rival: bool = False


def _combine(counts: Iterable[tuple[Count | None, bool]]) -> Count | None:
    """Return the largest total that is stated, or the sum of the parts."""
    stated = [(count, total) for count, total in counts if count]
    totals = [count for count, total in stated if total]
    if totals:
        return max(totals, key=_best)
    return reduce(add, (count for count, _ in stated)) if stated else None


def _killed(mentions: Sequence[CasualtyMention]) -> Count | None:
    coded = [mention.killed for mention in mentions if mention.victims == CODED and mention.killed]
    if coded:
        return min(coded, key=_best)
    told = _combine((mention.killed, mention.total) for mention in mentions if not mention.rival)
    others = other_accounts(mentions)
    if told is None:
        return between_accounts(others) if others and any(mention.total for mention in mentions) else None
    return between_accounts([told, *others]) if told.best else told


def _best(count: Count) -> int:
    return count.best


def other_accounts(mentions: Iterable[CasualtyMention]) -> list[Count]:
    """Return the figures that others give of the same dead."""
    return [mention.killed for mention in mentions if mention.rival and mention.killed and mention.killed.best]


def toll_of(mentions: Iterable[CasualtyMention]) -> Casualties:
    """Combine the statements of one sentence: a stated total counts alone, groups add up, rivals widen the range."""
    stated = list(mentions)
    killed = _killed(stated)
    injured = _combine((mention.injured, mention.total) for mention in stated)
    dead = reduce(add, (mention.dead for mention in stated if not mention.rival), Split())
    return Casualties(
        low=killed.low if killed else None,
        best=killed.best if killed else None,
        high=killed.high if killed else None,
        injured=injured.best if injured else None,
        civilians=_within(dead.civilians, killed),
        military=_within(dead.military, killed),
    )


def _within(part: int | None, killed: Count | None) -> int | None:
    """Return how many of the dead are of a kind, at most as many as there are dead."""
    return None if part is None or killed is None or not killed.best else min(part, killed.best)


def is_settled(mentions: Iterable[CasualtyMention]) -> bool:
    """Say whether a toll was fixed by a coder: "unknown fatalities coded as 10"."""
    return any(mention.victims == CODED for mention in mentions)


def own_toll(mentions: Iterable[CasualtyMention]) -> Casualties:
    """Combine the statements on an event itself; totals since the beginning of a war or year are left out."""
    return toll_of(mention for mention in mentions if not mention.history)
