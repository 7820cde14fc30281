"""Finding every name of the gazetteer in a text, in one pass of an Aho-Corasick automaton."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from daachorse import CharwiseDoubleArrayAhoCorasick

from gazetteer.models import NameSpan
from gazetteer.normalise import FoldedText, fold_with_offsets

_MAGIC = b"CAN1"
_HEADER_BYTES = 8
_ARTICLE = "al "


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
        state = path.stat()
        automaton, count = _read_automaton(path, (state.st_ino, state.st_mtime_ns, state.st_size))
        return cls(automaton, count)

    def save(self, path: Path) -> None:
        """Write the automaton to a file."""
        body = self._automaton.serialize() if self._automaton is not None else b""
        path.write_bytes(_MAGIC + self._lower_case_count.to_bytes(4, "little") + body)

    def match(self, text: str | FoldedText) -> list[NameSpan]:
        """Return the names in the text, leftmost-longest, in order; offsets are code points of the original."""
        folded = fold_with_offsets(text) if isinstance(text, str) else text
        spans: list[NameSpan] = []
        last = -1
        for start, negative_end, any_case in self._hits(folded):
            if start > last and (span := _span_of(folded, start, -negative_end, any_case=any_case)):
                spans.append(span)
                last = -negative_end - 1
        return spans

    def _hits(self, text: FoldedText) -> list[tuple[int, int, bool]]:
        """Return (start, -end, may begin in lower case) of the keys in the folded text that end where a word ends.

        They are sorted: by start, of equal ones the longest first.
        """
        if self._automaton is None:
            return []
        haystack = (
            f" {text.folded} "  # a pattern that begins at i, with its space, is the name that begins at i in the text
        )
        count = self._lower_case_count
        found = self._automaton.find_overlapping(haystack)
        return sorted([(start, 1 - end, number < count) for start, end, number in found if not haystack[end].isalnum()])


def _span_of(text: FoldedText, start: int, end: int, *, any_case: bool) -> NameSpan | None:
    """Return the span of a key if its case fits a name, stretched over an article that is hyphened to it."""
    key = text.folded[start:end]
    first, last = text.original_span(start, end)
    core = text.original_index(start + len(_ARTICLE)) if key.startswith(_ARTICLE) else first
    if text.original[core].islower() and not (any_case and _has_capital(text.original[first:last])):
        return None
    if key[-2:-1] == " " and text.original[last : last + 1] == ".":  # the last full stop of "U.S."
        last += 1
    return NameSpan(_with_article(text, start, first), last, key)


def _with_article(text: FoldedText, start: int, first: int) -> int:
    """Return where the name begins in the original, an article included that a hyphen joins to it."""
    before = start - len(_ARTICLE)
    if before < 0 or text.folded[before:start] != _ARTICLE or text.folded[before - 1 : before] not in {"", " "}:
        return first
    article = text.original_index(before)
    return first if text.original[first - 1].isspace() else article


def _has_capital(text: str) -> bool:
    return any(word[:1].isupper() for word in text.split())


@lru_cache(maxsize=2)
def _read_automaton(path: Path, _state: tuple[int, int, int]) -> tuple[CharwiseDoubleArrayAhoCorasick, int]:
    """Read a file of names once for all who open it in the same state: a hundred megabytes that need not lie twice."""
    content = path.read_bytes()
    if content[:4] != _MAGIC:
        raise ValueError(f"{path.name} is not a file of names: it begins with {content[:4]!r}")
    count = int.from_bytes(content[4:_HEADER_BYTES], "little")
    return CharwiseDoubleArrayAhoCorasick.deserialize(content[_HEADER_BYTES:]), count
