"""The weights and limits of the comparison, as ``geo/data/duplicate_weights.toml`` has them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Limits:
    """What is compared with what, and from which score on a pair is kept, and suggested."""

    most_days_apart: int
    longest_days: int
    same_place_km: float
    near_km: float
    wide_km: float
    close_ratio: float
    kept_from: float
    suggest_from: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the comparison of two reports rests on; ``weights`` are log-odds by the name of the reason."""

    limits: Limits
    weights: Mapping[str, float]
    reasons: Mapping[str, str]
    related_types: frozenset[frozenset[str]]
    unnamed_actors: tuple[str, ...]
    common_words: frozenset[str]
    stem_letters: int
    shortest_word: int


@cache
def load_comparison() -> Comparison:
    """Read the file, once."""
    found = tomllib.loads(files("geo").joinpath("data", "duplicate_weights.toml").read_text("utf-8"))
    letters = found["words"]["letters"]
    return Comparison(
        limits=Limits(**found["limits"]),
        weights=found["weights"],
        reasons=found["reasons"],
        related_types=frozenset(frozenset(pair) for pair in found["types"]["related"]),
        unnamed_actors=tuple(found["actors"]["unnamed"]),
        common_words=frozenset(word[:letters] for word in found["words"]["common"].split()),
        stem_letters=letters,
        shortest_word=found["words"]["shortest"],
    )


def reason_words(name: str) -> str:
    """Word a reason for a person; a name that has no words stands for itself."""
    return load_comparison().reasons.get(name, name)
