"""One row for several reports of one occurrence: what each column of it is taken from.

- Type: what most reports say. Place and date: the most precise, each as a whole.
- Dead: low is the lowest figure of any report and high the highest; best is the one that most sources give, of figures
  that equally many give the one that was published last, of these the highest. Injured: by the rule of best.
- Sides: those of the leading report; one that it leaves open, or fills with armed people who are nobody in particular,
  is filled from the same side of the others; all further actors, such as another suspect, are associated.
- Sentence, title, address, date and document are the leading report's: one that a person confirmed or corrected, then
  the one with the most exact place and date, the most actors and the highest confidence.
- Claimed only if every report has it from the same party; denied as soon as one report says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from geo.actors.vocabulary import INTER
from geo.duplicates.reports import is_somebody
from geo.models import ActorRole, EventActor, Status
from geo.rows import ACTOR_SEPARATOR, derive_columns
from geo.schema import EventRow

_RANK_OF_STATUS: Final = {Status.CONFIRMED.value: 0, Status.EDITED.value: 1}
_LEAST_EXACT: Final = 99
_WIDEST_KM: Final = 99_999.0
_PLACE: Final = ("location", "place_id", "admin1", "country", "latitude", "longitude", "where_prec", "radius_km")
_DATE: Final = ("date_start", "date_end", "date_prec")
_UNARMED: Final = {INTER["Rioters"], INTER["Protesters"], INTER["Civilians"]}
_Side = tuple[str, str, int | None]
_OPEN: Final[_Side] = ("", "", None)


def merge_rows(occurrence_id: str, rows: Sequence[EventRow], sources: Mapping[str, str]) -> EventRow:
    """Return the row that stands for several events, of which the order does not matter.

    ``sources`` are the events' sources by event id: what has one source, such as copies of one article, counts once.
    """
    ranked = sorted(rows, key=_rank)
    leading = ranked[0]
    changes: dict[str, Any] = {
        **_columns(min(ranked, key=_vagueness_of_place), _PLACE),
        **_columns(min(ranked, key=_vagueness_of_date), _DATE),
        **_type(ranked),
        **_sides(ranked),
        **_tolls(ranked, sources),
        **_claims(ranked),
    }
    return derive_columns(
        replace(
            leading,
            event_id=occurrence_id,
            confidence=max(row.confidence for row in rows),
            status=min((row.status for row in rows), key=lambda status: _RANK_OF_STATUS.get(status, len(Status))),
            sources=count_sources(rows, sources),
            **changes,
        )
    )


def count_sources(rows: Sequence[EventRow], sources: Mapping[str, str]) -> int:
    """Count the sources of several events; an imported event may have had several itself."""
    most: Counter[str] = Counter()
    for row in rows:
        source = sources.get(row.event_id, row.document_id)
        most[source] = max(most[source], row.sources)
    return most.total()


def cast_of(row: EventRow, casts: Sequence[Sequence[EventActor]]) -> tuple[EventActor, ...]:
    """Return the actors of a merged row with the ids and kinds that they have in the reports."""
    known = {actor.name: actor for cast in reversed(casts) for actor in cast}
    sides = ((row.actor1, row.actor1_id, row.inter1), (row.actor2, row.actor2_id, row.inter2))
    roles = (ActorRole.ACTOR1, ActorRole.ACTOR2)
    main = [
        EventActor(actor_id, name, role, inter or 0)
        for role, (name, actor_id, inter) in zip(roles, sides, strict=True)
        if name
    ]
    nobody = EventActor("", "", ActorRole.ASSOCIATED)
    others = [
        replace(known.get(name, nobody), name=name, role=ActorRole.ASSOCIATED)
        for name in row.assoc_actors.split(ACTOR_SEPARATOR)
        if name
    ]
    return (*main, *others)


def _rank(row: EventRow) -> tuple[Any, ...]:
    return (
        _RANK_OF_STATUS.get(row.status, len(Status)),
        _vagueness_of_place(row),
        _vagueness_of_date(row),
        -sum(map(_holds, _sides_of(row))),
        -row.confidence,
        row.source_date or "9999",
        row.event_id,
    )


def _vagueness_of_place(row: EventRow) -> tuple[Any, ...]:
    pinned = row.latitude is not None
    radius_km = _WIDEST_KM if row.radius_km is None else row.radius_km
    return not pinned, row.where_prec or _LEAST_EXACT, radius_km, not row.location


def _vagueness_of_date(row: EventRow) -> int:
    return (row.date_prec or _LEAST_EXACT - 1) if row.date_start else _LEAST_EXACT


def _columns(row: EventRow, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _type(ranked: Sequence[EventRow]) -> dict[str, str]:
    kinds = [(row.event_type, row.sub_event_type) for row in ranked]
    event_type, sub_event_type = max(kinds, key=kinds.count)
    return {"event_type": event_type, "sub_event_type": sub_event_type}


def _sides(ranked: Sequence[EventRow]) -> dict[str, Any]:
    sides: tuple[list[_Side], list[_Side]] = ([], [])
    for row in ranked:
        for told, side in zip(sides, _sides_of(row), strict=True):
            told.append(side)
    first = _filled(sides[0], "")
    second = _filled(sides[1], first[0])
    further = [name for name, _, _ in (*sides[0], *sides[1])]
    further += [name for row in ranked for name in row.assoc_actors.split(ACTOR_SEPARATOR)]
    others = [name for name in dict.fromkeys(further) if name and name not in {first[0], second[0]}]
    named: dict[str, Any] = dict(zip(("actor1", "actor1_id", "inter1"), first, strict=True))
    named |= zip(("actor2", "actor2_id", "inter2"), second, strict=True)
    return named | {"assoc_actors": ACTOR_SEPARATOR.join(others)}


def _sides_of(row: EventRow) -> tuple[_Side, _Side]:
    return (row.actor1, row.actor1_id, row.inter1), (row.actor2, row.actor2_id, row.inter2)


def _filled(told: Sequence[_Side], other: str) -> _Side:
    """Return the first report's side; one that is open or nobody in particular gives way to whom another names."""
    free = [side for side in told if side[0] != other]
    return next((side for side in free if _holds(side)), next((side for side in free if side[0]), _OPEN))


def _holds(side: _Side) -> bool:
    """Say whether a side is somebody in particular, or people without arms, who are a side as they are."""
    name, _, inter = side
    return bool(name) and (inter in _UNARMED or is_somebody(name))


def _tolls(ranked: Sequence[EventRow], sources: Mapping[str, str]) -> dict[str, int | None]:
    best = _most_told(ranked, sources, lambda row: row.fatalities_best)
    figures = (best, *(getattr(row, f"fatalities_{name}") for row in ranked for name in ("low", "best", "high")))
    known = [figure for figure in figures if figure is not None]
    return {
        "fatalities_low": min(known, default=None),
        "fatalities_best": best,
        "fatalities_high": max(known, default=None),
        "fatalities_civilians": _part_of(ranked, best, "fatalities_civilians"),
        "fatalities_military": _part_of(ranked, best, "fatalities_military"),
        "injured": _most_told(ranked, sources, lambda row: row.injured),
    }


def _part_of(ranked: Sequence[EventRow], best: int | None, name: str) -> int | None:
    """Return a part of the dead as the first report has it that tells it of the figure that is best."""
    told = (getattr(row, name) for row in ranked if row.fatalities_best == best)
    return next((part for part in told if part is not None), None)


def _most_told(
    ranked: Sequence[EventRow], sources: Mapping[str, str], figure_of: Callable[[EventRow], int | None]
) -> int | None:
    """Return the figure that most sources give; of several the latest, then the highest."""
    told: dict[int, set[str]] = {}
    latest: dict[int, str] = {}
    for row in ranked:
        figure = figure_of(row)
        if figure is not None:
            told.setdefault(figure, set()).add(sources.get(row.event_id, row.document_id))
            latest[figure] = max(latest.get(figure, ""), row.source_date or "")
    return max(told, key=lambda figure: (len(told[figure]), latest[figure], figure), default=None)


def _claims(ranked: Sequence[EventRow]) -> dict[str, str]:
    claimants = {row.claimed_by for row in ranked}
    return {
        "claimed_by": claimants.pop() if len(claimants) == 1 else "",
        "denied_by": next((row.denied_by for row in ranked if row.denied_by), ""),
    }
