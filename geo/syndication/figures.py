"""The figures and words by which copies are told, read from data/syndication.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gazetteer.normalise import fold


@dataclass(frozen=True, slots=True)
class Figures:
    """What the data file says; each figure has its reason there.

    ``begins``, ``heads`` and ``holds`` are folded, with spaces round them.
    """

    shingle_words: int
    permutations: int
    seed: int
    version: int
    bands: int
    bucket_documents: int
    compared: int
    least_estimate: float
    least_shared: int
    least_share: float
    lead_words: int
    least_lead: float
    share_without_lead: float
    source_share: float
    longest: int
    head_longest: int
    begins: tuple[str, ...]
    heads: tuple[str, ...]
    holds: tuple[str, ...]


@cache
def load_figures() -> Figures:
    """Read the figures once."""
    told = tomllib.loads(files("geo").joinpath("data", "syndication.toml").read_text(encoding="utf-8"))
    phrases = told["credits"]
    return Figures(
        shingle_words=told["shingles"]["words"],
        **told["signature"],
        **told["index"],
        **told["copies"],
        longest=phrases["longest"],
        head_longest=phrases["head_longest"],
        begins=_folded(phrases["begins"]),
        heads=_folded(phrases["heads"]),
        holds=_folded(phrases["holds"]),
    )


def _folded(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(f" {fold(phrase)} " for phrase in phrases)
