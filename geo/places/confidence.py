"""How sure a pin is, as a probability, and from where on a person should look at it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from gazetteer.models import Place
from geo.models import Candidate
from geo.places.features import confidence_line, distance_km

UNSURE_BELOW: Final = 0.65
"""A pin that is less likely than this to be right goes to review: about half of these are wrong."""

LEAST_PINNED: Final = 0.1
"""A place that is less likely than this to be meant is offered for review and never pinned."""

_SAME_PLACE_KM: Final = 25.0
_SAME_PLACE_DEGREES: Final = 0.23  # of latitude, a little more than these kilometres
_SURE: Final = 0.98
_LEAST: Final = 0.001


def pinned(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate that is likely enough to be pinned, if any is; the candidates are sorted."""
    return candidates[0] if candidates and candidates[0].score >= LEAST_PINNED else None


def pin_probability(candidates: Sequence[Candidate], evidence: float) -> float:
    """Return the probability that the pin on the first candidate is right to within 25 km, 0 to 1.

    ``evidence`` is the probability that the name is a place's. A town and the district around it, or two entries for
    one town, speak for one pin. What a person chose is right.
    """
    best = pinned(candidates)
    if best is None:
        return 0.0
    if best.score >= 1.0:
        return 1.0
    others = candidates[1:] if best.score < _SURE else ()
    near = (other.score for other in others if _are_near(best.place, other.place))
    return round(leveled(best.score + sum(near), confidence_line()) * evidence, 4)


def _are_near(first: Place, second: Place) -> bool:
    if abs(first.lat - second.lat) > _SAME_PLACE_DEGREES:
        return False
    return distance_km(first, second) <= _SAME_PLACE_KM


def leveled(score: float, line: tuple[float, float]) -> float:
    """Return the probability that a pin is right whose place has some probability among its namesakes.

    ``line`` is slope and offset from the log odds of the one to those of the other (Platt 1999).
    """
    kept = min(max(score, _LEAST), 1.0 - _LEAST)
    return 1.0 / (1.0 + math.exp(-line[0] * math.log(kept / (1.0 - kept)) - line[1]))
