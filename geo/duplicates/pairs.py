"""Which events are compared with which: those of about one day and one neighbourhood, and no others."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Final

from geo.duplicates.reports import Report
from geo.duplicates.scoring import Comparer, Likeness
from geo.duplicates.weights import load_comparison

_CELL_DEGREES: Final = 1.0
_KM_A_DEGREE: Final = 111.19
_MOST_CELLS_EAST: Final = 12  # near the poles a degree of longitude is short

_Cell = tuple[int, int]
_Place = _Cell | tuple[str, str]
_Index = dict[tuple[Hashable, _Place], dict[str, list[int]]]


def likely_pairs(reports: Sequence[Report]) -> Iterator[tuple[Report, Report, Likeness]]:
    """Yield the pairs of reports that seem to tell the same occurrence, in the order of their ids in each pair.

    Two events of one imported dataset are never compared: its coders have told them apart.
    """
    comparer = Comparer(reports)
    for one, other in candidate_pairs(reports):
        likeness = comparer.suggest(one, other)
        if likeness is not None:
            yield one, other, likeness


def candidate_pairs(reports: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    """Yield each pair of reports that is worth comparing, once, in the order of the ids in it.

    Blocks are of a day and a cell of one degree; what is known by a large area only is compared within its country
    with events of its own type.
    """
    index: _Index = defaultdict(lambda: defaultdict(list))
    ranked = sorted(reports, key=lambda report: (_reach_km(report), report.event_id))
    for number, report in enumerate(ranked):  # the wider one looks for the narrower one, which its circle holds
        for found in sorted(_found(index, report)):
            other = ranked[found]
            yield (report, other) if report.event_id < other.event_id else (other, report)
        for key in _own_blocks(report):
            index[key][report.dataset].append(number)


def _found(index: _Index, report: Report) -> set[int]:
    found: set[int] = set()
    blocks = (index[key] for key in _asked_blocks(report) if key in index)
    for block in blocks:
        for dataset, numbers in block.items():
            if not dataset or dataset != report.dataset:
                found.update(numbers)
    return found


def _own_blocks(report: Report) -> Iterator[tuple[Hashable, _Place]]:
    """Yield the blocks in which a report is found."""
    places: list[_Place] = [(report.country, report.event_type)] if report.country else []
    if report.point is not None and not report.is_wide:
        places.append(_cell(*report.point))
    yield from ((day, place) for day in _days(report, 0) for place in places)


def _asked_blocks(report: Report) -> Iterator[tuple[Hashable, _Place]]:
    """Yield the blocks in which a report looks for others: all within its reach."""
    if report.is_wide or report.point is None:
        places: list[_Place] = [(report.country, report.event_type)] if report.country else []
    else:
        places = [*_cells_around(report.point, 2 * report.radius_km + load_comparison().limits.near_km)]
    yield from ((day, place) for day in _days(report, load_comparison().limits.most_days_apart) for place in places)


def _days(report: Report, margin: int) -> Sequence[Hashable]:
    """Return the days of a report, or its interval as a whole where that is vague."""
    if report.first is None or report.last is None:
        return ()
    if report.last - report.first >= load_comparison().limits.longest_days:
        return ((report.first, report.last),)
    return range(report.first - margin, report.last + margin + 1)


def _reach_km(report: Report) -> float:
    return math.inf if report.is_wide else report.radius_km


def _cell(lon: float, lat: float) -> _Cell:
    return math.floor(lon / _CELL_DEGREES), math.floor(lat / _CELL_DEGREES)


def _cells_around(point: tuple[float, float], radius_km: float) -> Iterator[_Cell]:
    """Yield the cells that a circle may touch; beyond the antimeridian they go on at the other side."""
    lon, lat = point
    north = radius_km / _KM_A_DEGREE
    east = north / max(math.cos(math.radians(min(abs(lat) + north, 89.0))), 0.01)
    east = min(east, _MOST_CELLS_EAST * _CELL_DEGREES)
    around = int(360 / _CELL_DEGREES)
    low, high = _cell(lon - east, lat - north), _cell(lon + east, lat + north)
    for column in range(low[0], high[0] + 1):
        for row in range(low[1], high[1] + 1):
            yield (column + around // 2) % around - around // 2, row
