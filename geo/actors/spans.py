"""An actor where it stands in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.actors.models import Actor, Leader

if TYPE_CHECKING:
    from spacy.tokens import Span


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """An actor in a block's view.

    It is listed (``actors``), a ``group`` of people, perhaps of a ``country``, a person who leads a side (``leaders``),
    or a name that no vocabulary has (``unlisted``). Where ``backed``, the actors or the country only stand behind the
    group: "X-backed fighters". ``only_reports`` marks monitors and agencies that news cites and that fight nobody.
    """

    start: int
    end: int
    span: Span
    actors: tuple[str, ...] = ()
    group: str = ""
    country: str = ""
    only_reports: bool = False
    leaders: tuple[Leader, ...] = ()
    backed: bool = False
    unlisted: Actor | None = None

    @property
    def identity(self) -> tuple[object, ...]:
        """Return what two mentions of the same actor share."""
        return (self.actors, self.group, self.country, self.leaders, self.backed, self.unlisted)

    @property
    def is_unnamed(self) -> bool:
        """Say whether only people are told of, not whose they are: "forces", "gunmen"."""
        return bool(self.group) and not (self.actors or self.country or self.leaders)


def longest(spans: Iterable[ActorSpan]) -> list[ActorSpan]:
    """Keep the longest of overlapping spans, listed actors first among equals, and sort them."""
    kept: list[ActorSpan] = []
    for actor in sorted(spans, key=lambda span: (span.start - span.end, not span.actors, span.start)):
        place = bisect_left(kept, actor.start, key=_start)
        before_ends = place == 0 or kept[place - 1].end <= actor.start
        if before_ends and (place == len(kept) or actor.end <= kept[place].start):
            kept.insert(place, actor)
    return kept


def _start(actor: ActorSpan) -> int:
    return actor.start
