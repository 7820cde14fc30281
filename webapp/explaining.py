"""What was weighed for a name, laid out for a page: bars, candidates with distances, and names of places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gazetteer.models import Place
from geo.models import Candidate, PlaceMention, Reason
from geo.places.features import distance_km
from webapp.feature_words import feature_help, feature_label
from webapp.services import services

_HALF: Final = 50.0
_LEAST_SCALE: Final = 1.0
_MOST_BARS: Final = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """A weight as a bar in a picture that is 100 wide: from the middle to the right, or to the left if negative."""

    label: str
    help: str
    weight: float
    left: float
    width: float
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class WeighedCandidate:
    """A place that a name may mean; ``km`` is how far it is from the pin, None without a pin."""

    place: Place
    score: float
    bars: tuple[Bar, ...]
    km: float | None
    is_chosen: bool

    @property
    def name(self) -> str:
        """Return the place's name."""
        return self.place.name


def weighed_candidates(mention: PlaceMention) -> list[WeighedCandidate]:
    """Lay out the candidates of a mention, all on one scale."""
    weights = (abs(reason.weight) for candidate in mention.candidates for reason in candidate.reasons)
    sums = (abs(candidate.total) for candidate in mention.candidates)
    scale = max((_LEAST_SCALE, *weights, *sums))
    return [_weighed(candidate, mention.place, scale) for candidate in mention.candidates]


def reason_bars(reasons: Sequence[Reason]) -> tuple[Bar, ...]:
    """Lay out reasons, the weightiest first, with their sum; empty for none."""
    if not reasons:
        return ()
    total = sum(reason.weight for reason in reasons)
    return _bars(reasons, max(_LEAST_SCALE, abs(total), *(abs(reason.weight) for reason in reasons)))


def place_name(place_id: str) -> str:
    """Return what a place is called, its id where the gazetteer does not have it any more."""
    place = services().gazetteer.place(place_id)
    return place.name if place else place_id


def _weighed(candidate: Candidate, pin: Place | None, scale: float) -> WeighedCandidate:
    place = candidate.place
    km = distance_km(place, pin) if pin else None
    return WeighedCandidate(
        place, candidate.score, _bars(candidate.reasons, scale), km, pin is not None and pin.id == place.id
    )


def _bars(reasons: Iterable[Reason], scale: float) -> tuple[Bar, ...]:
    weightiest = sorted(reasons, key=lambda reason: -abs(reason.weight))
    shown = [_bar(reason.feature, reason.weight, scale) for reason in weightiest[:_MOST_BARS]]
    total = sum(reason.weight for reason in weightiest)
    return (*shown, _bar("", total, scale))


def _bar(code: str, weight: float, scale: float) -> Bar:
    width = round(min(1.0, abs(weight) / scale) * _HALF, 2)
    left = _HALF if weight >= 0 else _HALF - width
    label, explained = (feature_label(code), feature_help(code)) if code else ("Sum", "")
    return Bar(label, explained, weight, round(left, 2), width, is_sum=not code)
