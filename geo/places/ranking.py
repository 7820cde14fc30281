"""The candidates of a name as they are handed out: best first, with reasons that are put in words when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final, overload

import numpy as np

from geo.models import Candidate, Reason
from geo.places.features import FEATURES, Floats, NameTable, weight_vector

MAX_CANDIDATES: Final = 8


class WeighedReasons(Sequence[Reason]):
    """The features of a place with their weights, as a tuple that is only made when somebody looks at it."""

    __slots__ = ("__dict__", "_features", "_weights")

    def __init__(self, features: Floats, weights: Floats) -> None:
        self._features = features
        self._weights = weights

    @cached_property
    def _reasons(self) -> tuple[Reason, ...]:
        weighed = (self._features * self._weights).round(3).tolist()
        found = (Reason(name, weight) for name, weight in zip(FEATURES, weighed, strict=True) if weight)
        return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))

    @overload
    def __getitem__(self, index: int) -> Reason: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Reason, ...]: ...
    def __getitem__(self, index: int | slice) -> Reason | tuple[Reason, ...]:
        return self._reasons[index]

    def __len__(self) -> int:
        return len(self._reasons)

    def __eq__(self, other: object) -> bool:
        return self._reasons == (other._reasons if isinstance(other, WeighedReasons) else other)

    def __hash__(self) -> int:
        return hash(self._reasons)

    def __repr__(self) -> str:
        return repr(self._reasons)

    def __reduce__(self) -> tuple[type[tuple[Reason, ...]], tuple[tuple[Reason, ...]]]:
        return tuple, (self._reasons,)


def rank(table: NameTable, features: Floats, probabilities: Floats) -> tuple[Candidate, ...]:
    """Return the likeliest places of a name, best first; of equal ones the gazetteer's first."""
    weights, scores = weight_vector(), probabilities.round(4).tolist()
    best = np.argsort(-probabilities, kind="stable")[:MAX_CANDIDATES].tolist()
    return tuple(Candidate(table.places[row], scores[row], WeighedReasons(features[row], weights)) for row in best)
