"""A stretch of text that may be a place name, on its way from recogniser to resolver."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geo.analysis import Block
from geo.models import Role

if TYPE_CHECKING:
    from spacy.tokens import Span


@dataclass(frozen=True, slots=True)
class Toponym:
    """A possible place name.

    ``start`` and ``end`` count in the block's view; ``key`` is what the gazetteer is asked for. ``label`` is the entity
    recogniser's, or empty. ``evidence`` is the probability, 0 to 1, that the name is a place's. ``inside`` says that it
    stands within a longer name of something else. ``role`` is set where whoever found the name knows it already.
    ``tokens`` are the language model's, absent where none has read the block; ``reasons`` are the features by which it
    was taken for a place name, as (feature, weight), where somebody wants to know.
    """

    block: Block
    start: int
    end: int
    key: str
    label: str = ""
    evidence: float = 0.5
    inside: bool = False
    role: Role | None = None
    tokens: Span | None = None
    reasons: tuple[tuple[str, float], ...] = ()

    @property
    def span(self) -> Span:
        """Return the name's tokens; only for blocks that a language model has read."""
        if self.tokens is None:
            raise ValueError(f"no language model has read the block of {self.text!r}")
        return self.tokens

    @property
    def text(self) -> str:
        """Return the name as the block's view has it."""
        return self.block.view[self.start : self.end]


@cache
def role_words(name: str) -> frozenset[str]:
    """Return one of the word lists of ``geo/data/roles.toml``."""
    return frozenset(_role_table()[name])


@cache
def _role_table() -> dict[str, list[str]]:
    content = files("geo").joinpath("data/roles.toml").read_text(encoding="utf-8")
    return {key: value for key, value in tomllib.loads(content).items() if isinstance(value, list)}
