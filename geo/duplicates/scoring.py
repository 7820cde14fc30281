"""How likely two reports tell the same occurrence, with the reasons for it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from geo.duplicates.reports import Report
from geo.duplicates.weights import load_comparison
from geo.models import Reason

_KM_A_DEGREE: Final = 111.19
_SMOOTHING: Final = 20  # in a store of a few reports, a word that two of them share may still be rare
_MOST_DOUBLINGS: Final = 4.0
_FURTHER_ACTORS: Final = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two reports tell the same occurrence (0 to 1), and why, the weightiest reason first."""

    score: float
    reasons: tuple[Reason, ...]


class Comparer:
    """Compares reports, knowing how rare each word is among those at hand.

    A logistic model with weights set by hand: ``geo/data/duplicate_weights.toml``.
    """

    def __init__(self, reports: Collection[Report]) -> None:
        known = load_comparison()
        self._weights = known.weights
        self._least = math.log(known.limits.kept_from / (1 - known.limits.kept_from))
        counts = Counter(word for report in reports for word in report.words)
        every = len(reports) + _SMOOTHING
        self._squares = {word: math.log(every / count) ** 2 for word, count in counts.items()}
        self._lengths = {report.event_id: self._length(report) for report in reports}

    def compare(self, one: Report, other: Report) -> Likeness:
        """Weigh all that two reports have in common."""
        frame = ((name, 1.0) for name in _frame(one, other) if name)
        return self._likeness([*frame, *_details(one, other), ("shared_words", self._cosine(one, other))])

    def suggest(self, one: Report, other: Report) -> Likeness | None:
        """Compare two reports; None where they hardly tell the same.

        Those of types that do not go together, or too far apart, never do, whatever words they share.
        """
        frame = _frame(one, other)
        if frame[1] == "other_type" or frame[3] == "apart":
            return None
        told = [*((name, 1.0) for name in frame if name), *_details(one, other)]
        without_words = sum(self._weights[name] * amount for name, amount in told)
        if without_words + self._weights["shared_words"] < self._least:
            return None
        words = self._cosine(one, other)
        if without_words + self._weights["shared_words"] * words < self._least:
            return None
        return self._likeness([*told, ("shared_words", words)])

    def _likeness(self, told: Collection[tuple[str, float]]) -> Likeness:
        reasons = [Reason(name, round(self._weights[name] * amount, 3)) for name, amount in told if amount]
        total = math.fsum(reason.weight for reason in reasons)
        ordered = sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.feature))
        return Likeness(round(1 / (1 + math.exp(-total)), 4), tuple(ordered))

    def _cosine(self, one: Report, other: Report) -> float:
        shared = one.words & other.words
        if not shared or _is_one_sentence(one, other):
            return 0.0
        common = math.fsum(map(self._squares.__getitem__, shared))
        return common / math.sqrt(self._lengths[one.event_id] * self._lengths[other.event_id])

    def _length(self, report: Report) -> float:
        return math.fsum(map(self._squares.__getitem__, report.words))


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points (lon, lat), good enough where they are near each other."""
    east = (abs(one[0] - other[0]) + 180) % 360 - 180
    middle = math.radians((one[1] + other[1]) / 2)
    return math.hypot(east * math.cos(middle), one[1] - other[1]) * _KM_A_DEGREE


_Told = Iterator[tuple[str, float]]


def _frame(one: Report, other: Report) -> tuple[str, ...]:
    """Return the reasons that type, day and place give; an empty one says nothing."""
    return "bias", _types(one, other), _days(one, other), _places(one, other)


def _details(one: Report, other: Report) -> _Told:
    yield from _actors(one, other)
    yield from _tolls(one, other)
    yield from _documents(one, other)


def _types(one: Report, other: Report) -> str:
    if one.event_type == other.event_type:
        return "same_sub_type" if one.sub_event_type == other.sub_event_type else "same_type"
    related = frozenset((one.event_type, other.event_type)) in load_comparison().related_types
    return "related_type" if related else "other_type"


def _days(one: Report, other: Report) -> str:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return ""
    if one.first > other.last or other.first > one.last:
        return "next_day"
    return "same_day" if one.first == one.last == other.first == other.last else "overlapping_days"


def _places(one: Report, other: Report) -> str:
    limits = load_comparison().limits
    if one.point is None or other.point is None:
        return ""
    apart = distance_km(one.point, other.point)
    if one.is_wide or other.is_wide:
        return "within_area" if apart <= max(one.radius_km, other.radius_km) + limits.near_km else "apart"
    if apart <= limits.same_place_km or (one.place_id and one.place_id == other.place_id):
        return "same_place"
    return "near_place" if apart <= limits.near_km + one.radius_km + other.radius_km else "apart"


def _actors(one: Report, other: Report) -> _Told:
    shared = len(one.named & other.named)
    if shared:
        yield "shared_actor", 1.0
        yield "further_actor", float(min(shared - 1, _FURTHER_ACTORS))
    elif one.named and other.named:
        yield ("other_actors_of_kind" if one.kinds & other.kinds else "other_actors"), 1.0
    if one.unnamed & other.unnamed:
        yield "shared_unnamed", 1.0


def _tolls(one: Report, other: Report) -> _Told:
    if one.injured and one.injured == other.injured:
        yield "same_injured", 1.0
    if one.killed is None or other.killed is None or not (one.killed[1] and other.killed[1]):
        return
    if one.killed == other.killed:
        yield "same_toll", 1.0
        yield "rare_toll", min(math.log2(max(one.killed[1] / 2, 1.0)), _MOST_DOUBLINGS)
        return
    ratio = max(one.killed[0] / other.killed[1], other.killed[0] / one.killed[1])
    if ratio <= load_comparison().limits.close_ratio:
        yield "close_tolls", 1.0
    else:
        yield "different_tolls", min(math.log2(ratio), _MOST_DOUBLINGS)


def _documents(one: Report, other: Report) -> _Told:
    if one.document_id == other.document_id and not one.dataset:
        yield ("same_sentence" if _is_one_sentence(one, other) else "same_document"), 1.0


def _is_one_sentence(one: Report, other: Report) -> bool:
    return one.sentence is not None and (one.document_id, one.sentence) == (other.document_id, other.sentence)
