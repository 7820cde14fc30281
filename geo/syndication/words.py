"""The words of an article as copies share them: folded, without an outlet's own lines; and their shingles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gazetteer.normalise import fold
from geo.syndication.figures import Figures, load_figures

UNSPACED: Final = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
"""A character of a script that writes no spaces between words (a pattern): each counts as a word."""

_UNSPACED: Final = re.compile(f"({UNSPACED})")


def article_words(text: str) -> list[str]:
    """Return a text's words in order: folded, in any script, without lines of credit, advertising and copyright."""
    figures = load_figures()
    lines = (_words(line) for line in text.splitlines())
    return [word for words in lines if not _is_credit(words, figures) for word in words]


def _words(line: str) -> list[str]:
    return _UNSPACED.sub(r" \1 ", fold(line)).split()


def _is_credit(words: Sequence[str], figures: Figures) -> bool:
    if not words or len(words) > figures.longest:
        return False
    line = f" {' '.join(words)} "
    beginnings = figures.begins + (figures.heads if len(words) <= figures.head_longest else ())
    return line.startswith(beginnings) or any(phrase in line for phrase in figures.holds)


def shingles(words: Sequence[str]) -> Iterator[str]:
    """Yield the runs of some words that overlap, in order."""
    size = load_figures().shingle_words
    return (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))
