"""Finding every name of the gazetteer in a text, in one pass of an Aho-Corasick automaton."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from daachorse import CharwiseDoubleArrayAhoCorasick

from gazetteer.models import NameSpan
from gazetteer.normalise import FoldedText, fold_with_offsets

_MAGIC = b"CAN1"
_HEADER_BYTES = 8


@dataclass(frozen=True, slots=True)
class _Hit:
    """A key found in the folded text; ``start`` leaves out the space before the word."""

    start: int
    end: int
    any_case: bool


class NameMatcher:
    """Match a set of folded names.

    Patterns begin with the space before the word, so that the automaton itself rejects most hits inside words. The
    first ``lower_case_count`` patterns are names that the sources write with a lower-case first letter ("southern
    Lebanon"): they may begin in lower case if a later word does not.
    """

    def __init__(self, automaton: CharwiseDoubleArrayAhoCorasick | None, lower_case_count: int) -> None:
        self._automaton = automaton
        self._lower_case_count = lower_case_count

    @classmethod
    def of_keys(cls, keys: Iterable[str], lower_case_keys: Iterable[str] = ()) -> NameMatcher:
        """Build a matcher; ``lower_case_keys`` are further keys that may begin in lower case."""
        lower = sorted(set(lower_case_keys))
        patterns = [f" {key}" for key in (*lower, *sorted(set(keys).difference(lower)))]
        return cls(CharwiseDoubleArrayAhoCorasick(patterns) if patterns else None, len(lower))

    @classmethod
    def load(cls, path: Path) -> NameMatcher:
        """Load what :meth:`save` wrote.

        Raises
        ------
        ValueError
            If the file is none of ours or damaged.
        """
        content = path.read_bytes()
        if content[:4] != _MAGIC:
            raise ValueError(f"{path.name} is not a file of names: it begins with {content[:4]!r}")
        count = int.from_bytes(content[4:_HEADER_BYTES], "little")
        automaton = CharwiseDoubleArrayAhoCorasick.deserialize(content[_HEADER_BYTES:])
        return cls(automaton, count)

    def save(self, path: Path) -> None:
        """Write the automaton to a file."""
        body = self._automaton.serialize() if self._automaton is not None else b""
        path.write_bytes(_MAGIC + self._lower_case_count.to_bytes(4, "little") + body)

    def match(self, text: str | FoldedText) -> list[NameSpan]:
        """Return the names in the text, leftmost-longest, in order; offsets are code points of the original."""
        folded = fold_with_offsets(text) if isinstance(text, str) else text
        spans: list[NameSpan] = []
        end = -1
        for hit in sorted(self._hits(folded), key=lambda hit: (hit.start, -hit.end)):
            if hit.start > end and (span := _span_of(folded, hit)):
                spans.append(span)
                end = hit.end - 1
        return spans

    def _hits(self, text: FoldedText) -> Iterator[_Hit]:
        if self._automaton is None:
            return
        haystack = f" {text.folded} "  # a hit at i in it stands at i - 1 in the folded text, its leading space at i - 1
        count = self._lower_case_count
        for start, end, number in self._automaton.find_overlapping(haystack):
            if not haystack[end].isalnum():
                yield _Hit(start, end - 1, number < count)


def _span_of(text: FoldedText, hit: _Hit) -> NameSpan | None:
    """Return the span of a hit if its case fits a name, stretched over an article that is hyphened to it."""
    key = text.folded[hit.start : hit.end]
    start, end = text.original_span(hit.start, hit.end)
    core = text.original_index(hit.start + 3) if key.startswith("al ") else start
    if text.original[core].islower() and not (hit.any_case and _has_capital(text.original[start:end])):
        return None
    if hit.start >= 3 and text.folded[hit.start - 3 : hit.start] == "al " and text.folded[hit.start - 4 : hit.start - 3] in {"", " "}:
        article = text.original_index(hit.start - 3)
        if not text.original[article:start].endswith(" "):
            start = article
    return NameSpan(start, end, key)


def _has_capital(text: str) -> bool:
    return any(word[:1].isupper() for word in text.split())
