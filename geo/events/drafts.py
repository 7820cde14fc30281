"""Events on their way: one sentence each, folded together where neighbouring sentences tell of the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from geo.codebook import event_types
from geo.events.findings import FoundPlace
from geo.events.tolls.quantities import Count
from geo.events.tolls.rivals import between_accounts, speaks_otherwise
from geo.models import ActorRole, Casualties, DateMention, EventActor
from geo.places.features import distance_km
from geo.places.precision import EXACT

if TYPE_CHECKING:
    from spacy.tokens import Span

MERGED_SENTENCES: Final = 3
_SAME_PLACE_KM: Final = 10.0
_SAME_TOWN_KM: Final = 3.0
"""Within which two places are the same, where both are towns or nearer."""
_AGREEMENT: Final = "Agreement"
VIOLENT_TYPES: Final = {"Battles", "Explosions/Remote violence", "Violence against civilians"}
_TYPES: Final = {kind.sub_event_type: kind.event_type for kind in event_types()}


@dataclass(frozen=True, slots=True)
class Draft:
    """An event on its way.

    ``own_place`` and ``own_date`` say that its sentence itself names them; otherwise they are carried over from before.
    """

    sentence: Span
    sub_type: str
    actors: tuple[EventActor, ...]
    place: FoundPlace | None
    day: DateMention | None
    toll: Casualties
    own_place: bool
    own_date: bool
    claimed_by: str = ""
    denied_by: str = ""

    @property
    def event_type(self) -> str:
        """Return the ACLED type of the sub-type."""
        return _TYPES[self.sub_type]


def merge_draft(draft: Draft, earlier: list[Draft]) -> bool:
    """Fold a draft into one of the last few that tells of the same thing; say whether that was done."""
    for index in reversed(range(max(0, len(earlier) - MERGED_SENTENCES), len(earlier))):
        other = earlier[index]
        if _same_kind(other, draft) and not any(differ(other, draft) for differ in _DIFFERENCES):
            earlier[index] = _folded(other, draft)
            return True
    return False


def _folded(first: Draft, second: Draft) -> Draft:
    """Return the first draft with what only the second tells: toll, a side that was open, a place."""
    place, own = (first.place, first.own_place) if first.place is not None else (second.place, second.own_place)
    toll = more(first.toll, second.toll)
    if speaks_otherwise(second.sentence.text):
        toll = up_to(toll, second.toll.high)
    return replace(first, toll=toll, actors=_joined(first, second), place=place, own_place=own)


def up_to(toll: Casualties, high: int | None) -> Casualties:
    """Return a toll of which another account gives more: its high is then theirs."""
    return replace(toll, high=max(high, toll.high or 0)) if toll.best and high else toll


def add_other_accounts(figures: Sequence[Count], earlier: list[Draft]) -> None:
    """Widen the toll told last by what others say of the same dead: "Activists put the number at 21"."""
    told = next((index for index in reversed(_last(earlier)) if earlier[index].toll.best), None)
    if told is None or not figures:
        return
    toll = earlier[told].toll
    account = between_accounts([_count(toll), *figures])
    toll = replace(toll, low=account.low, best=account.best, high=account.high)
    earlier[told] = replace(earlier[told], toll=toll)


def _last(earlier: Sequence[Draft]) -> range:
    return range(max(0, len(earlier) - MERGED_SENTENCES), len(earlier))


def _count(toll: Casualties) -> Count:
    best = toll.best or 0
    return Count(best if toll.low is None else toll.low, best, best if toll.high is None else toll.high)


def add_toll(toll: Casualties, earlier: list[Draft], *, settled: bool = False) -> None:
    """Add the toll of a sentence that tells of no event itself to the violence before it, else to what was told last.

    A ``settled`` toll, which a coder fixed or which sums up, stands instead of the one that was told.
    """
    if not earlier or not has_toll(toll):
        return
    violent = [index for index in _last(earlier) if earlier[index].event_type in VIOLENT_TYPES]
    index = violent[-1] if violent else len(earlier) - 1
    told = earlier[index].toll
    summed = settled and toll.best is not None
    earlier[index] = replace(earlier[index], toll=more(toll, told) if summed else more(told, toll))


def both_sides(draft: Draft) -> str:
    """Return the names of the two sides of an event, parted by ";"; nothing where one of them is open."""
    names = [actor.name for actor in draft.actors if actor.role is not ActorRole.ASSOCIATED]
    return "; ".join(names) if len(names) > 1 else ""


def has_toll(toll: Casualties) -> bool:
    """Say whether a toll states anything, if only that nobody was hurt."""
    return toll.best is not None or toll.injured is not None


def default_day(report: date | None) -> DateMention | None:
    """Return the three days before a report: UCDP's reading of an event without a date (codebook 19.1, appendix 2)."""
    if report is None:
        return None
    return DateMention(0, 0, "", report - timedelta(days=3), report - timedelta(days=1), 2, "no date given")


def _same_kind(first: Draft, second: Draft) -> bool:
    bare = not second.own_place and not second.own_date
    alike = first.event_type == second.event_type or {first.event_type, second.event_type} <= VIOLENT_TYPES
    return first.sub_type == second.sub_type or (alike and bare)


def place_differs(first: Draft, second: Draft) -> bool:
    """Say whether the second draft's own place is another than the first's: over 10 km off, of two towns over 3."""
    if not second.own_place or first.place is None or second.place is None:
        return False
    one, other = first.place.mention.place, second.place.mention.place
    if one is None or other is None:
        return first.place.mention.key != second.place.mention.key
    exact = first.own_place and first.place.mention.where_prec == second.place.mention.where_prec == EXACT
    return distance_km(one, other) > (_SAME_TOWN_KM if exact else _SAME_PLACE_KM)


def _differ_in_date(first: Draft, second: Draft) -> bool:
    if not second.own_date or first.day is None or second.day is None:
        return second.own_date and first.day is None
    return first.day.last < second.day.first or second.day.last < first.day.first


def _differ_in_parties(first: Draft, second: Draft) -> bool:
    """Say whether two agreements have no party in common."""
    one, other = {actor.name for actor in first.actors}, {actor.name for actor in second.actors}
    return first.sub_type == _AGREEMENT and bool(one and other) and one.isdisjoint(other)


_DIFFERENCES: Final = (_differ_in_parties, place_differs, _differ_in_date)


def _joined(first: Draft, second: Draft) -> tuple[EventActor, ...]:
    """Return the first draft's actors, and those of the second for whom a side was still open."""
    known = {actor.name for actor in first.actors}
    new = [actor for actor in second.actors if actor.name not in known and actor.role is not ActorRole.ASSOCIATED]
    taken = {actor.role for actor in first.actors}
    free = [role for role in (ActorRole.ACTOR1, ActorRole.ACTOR2) if role not in taken]
    return (*first.actors, *(replace(actor, role=role) for actor, role in zip(new, free, strict=False)))


def more(first: Casualties, second: Casualties) -> Casualties:
    """Keep what the first sentence stated, and take the rest from the second."""
    if first.best is None and second.best is not None:
        return replace(second, injured=first.injured if first.injured is not None else second.injured)
    return replace(first, injured=first.injured if first.injured is not None else second.injured)
