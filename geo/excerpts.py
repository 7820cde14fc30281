"""The sentence that stands round a stretch of a text, found without a language model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 400
_BREAK: Final = re.compile(r"[.!?][\"'”’)]?\s|\n\s*\n|\n(?=[-*#])")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with a name, which stands at ``start`` to ``end`` of the sentence (code points)."""

    document_id: str
    title: str
    sentence: str
    start: int
    end: int


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence round ``text[start:end]`` begins and ends, at most some hundred characters away."""
    floor, ceiling = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    first = floor
    for found in _BREAK.finditer(text, floor, start):
        first = found.end()
    following = _BREAK.search(text, end, ceiling)
    last = following.end() if following else ceiling
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last
