"""Weights of named features, learned by the scripts in ``tools/`` and kept as numbers in a data file."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_LARGEST_EXPONENT: Final = 30.0


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """A logistic regression: a bias and a weight for each named feature; features without a weight do not count."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability, 0 to 1, that the features give."""
        weights = self.weights
        total = self.bias
        for name, value in features.items():
            weight = weights.get(name)
            if weight is not None:
                total += weight * value
        return 1.0 / (1.0 + math.exp(-max(-_LARGEST_EXPONENT, min(_LARGEST_EXPONENT, total))))

    def reasons(self, features: Mapping[str, float], most: int) -> tuple[tuple[str, float], ...]:
        """Return the features that count most, heaviest first, each with what it adds to the log-odds."""
        weighed = [(name, round(value * self.weights.get(name, 0.0), 3)) for name, value in features.items()]
        weighed.sort(key=lambda pair: (-abs(pair[1]), pair[0]))
        return tuple(pair for pair in weighed[:most] if pair[1])


@cache
def load_model(name: str) -> LogisticModel:
    """Return one of the models of ``geo/data/recognition_weights.toml``."""
    table = tomllib.loads(files("geo").joinpath("data/recognition_weights.toml").read_text(encoding="utf-8"))[name]
    return LogisticModel(float(table["bias"]), {feature: float(weight) for feature, weight in table["weights"].items()})
