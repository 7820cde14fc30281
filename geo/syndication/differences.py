"""What differs between two copies, word by word (the longest common subsequence, by the library rapidfuzz)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

from gazetteer.normalise import fold
from geo.syndication.words import UNSPACED

_TOKEN: Final = re.compile(rf"(?:{UNSPACED}|(?:(?!{UNSPACED})\S)+)\s*|\s+")
_MOST_WORDS: Final = 20_000  # a text of 120,000 characters; beyond it a page takes seconds


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``shared`` says that the other text has the same words there."""

    text: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """Two texts in pieces, which joined are the texts; ``cut`` says that only their beginnings were compared."""

    first: tuple[Piece, ...]
    second: tuple[Piece, ...]
    cut: bool


def find_differences(first: str, second: str) -> Differences:
    """Mark in each of two texts what the other one has too; case, marks and punctuation make no difference."""
    one, other = _TOKEN.findall(first), _TOKEN.findall(second)
    cut = max(len(one), len(other)) > _MOST_WORDS
    one, other = one[:_MOST_WORDS], other[:_MOST_WORDS]
    steps = Indel.opcodes([fold(token) for token in one], [fold(token) for token in other])
    mine = _pieces(one, [(step.src_start, step.src_end, step.tag == "equal") for step in steps])
    theirs = _pieces(other, [(step.dest_start, step.dest_end, step.tag == "equal") for step in steps])
    return Differences(mine, theirs, cut)


def _pieces(tokens: Sequence[str], steps: Sequence[tuple[int, int, bool]]) -> tuple[Piece, ...]:
    return tuple(piece for start, end, shared in steps for piece in _parts("".join(tokens[start:end]), shared=shared))


def _parts(text: str, *, shared: bool) -> Iterator[Piece]:
    """Yield a stretch; the space behind it is nobody's own."""
    stripped = text if shared else text.rstrip()
    yield from (Piece(part, kept) for part, kept in ((stripped, shared), (text[len(stripped) :], True)) if part)
