"""Folding of names: one key for the spellings that differ in case, marks, apostrophes, hyphens and articles only."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from gazetteer.edits import APOSTROPHES, find_edits

HYPHENS = "-‐‑‒–—−־/"
_LETTERS = {
    "ı": "i",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "ø": "o",
    "Ø": "o",
    "ð": "d",
    "Ð": "d",
    "ħ": "h",
    "Ħ": "h",
}
_ARABIC = {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ێ": "ي", "ە": "ه"}

_SHORTEST_WITH_ARTICLE = 4
_KEPT_NAMES, _LONGEST_KEPT = 20_000, 60
_FOLDED = re.compile(r"(?![eiu]l )[a-z0-9]+(?: (?![eiu]l )[a-z0-9]+)*+")  # as keys of the gazetteer are


class _FoldTable(dict[int, str]):
    """Map one character to one folded character, computed when first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if character in APOSTROPHES:
        return " "
    if not character.isalnum():
        return " "
    known = _LETTERS.get(character) or _ARABIC.get(character)
    if known:
        return known
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    folded = unicodedata.normalize("NFC", plain).casefold()
    folded = _LETTERS.get(folded) or _ARABIC.get(folded) or folded
    return folded if len(folded) == 1 else character.lower()[:1]


_TABLE = _FoldTable()


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text that knows where each of its characters stood.

    ``folded`` has the same words in the same order; :meth:`original_span` leads back.
    """

    original: str
    folded: str
    _starts: tuple[int, ...]
    _edits: tuple[tuple[int, int, int, int], ...]

    def original_index(self, position: int) -> int:
        """Return where the folded character at ``position`` stood in the original."""
        number = bisect_right(self._starts, position) - 1
        if number < 0:
            return position
        folded_start, folded_length, start, length = self._edits[number]
        inside = position - folded_start
        if inside < folded_length:
            return start + min(inside, length - 1)
        return start + length + inside - folded_length

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span of the folded span; marks that combine with its last letter belong to it."""
        first, last = self.original_index(start), self.original_index(end - 1) + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return first, last


def fold(text: str) -> str:
    """Return the key of a name.

    Case, diacritics, apostrophes (also ayn and hamza), hyphens, no-break and repeated spaces are levelled; an Arabic
    article (``al-``, ``el-``, before sun letters ``ad-``, ``ar-``, ``ash-`` …) becomes ``al``; the Persian ezafe
    (``Mazar-e Sharif``) becomes ``i``. Two texts with one key count as the same name.

    Examples
    --------
    >>> fold("Deir ez-Zor"), fold("As-Suwaydā’"), fold("Dar‘ā")
    ('deir al zor', 'al suwayda', 'dara')
    """
    if _FOLDED.fullmatch(text):
        return text
    return _fold_name(text) if len(text) <= _LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    return " ".join(fold_with_offsets(text).folded.split())


_fold_name = lru_cache(maxsize=_KEPT_NAMES)(_fold)


def fold_with_offsets(text: str) -> FoldedText:
    """Fold a text for the matcher, keeping the way back.

    Unlike :func:`fold` it keeps punctuation as one space a character, so that two spaces part what no name crosses.
    """
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    done = written = 0
    for start, end, replacement in find_edits(text):
        pieces.append(text[done:start])
        pieces.append(replacement)
        written += start - done
        edits.append((written, len(replacement), start, end - start))
        written += len(replacement)
        done = end
    pieces.append(text[done:])
    folded = "".join(pieces).translate(_TABLE)
    return FoldedText(text, folded, tuple([edit[0] for edit in edits]), tuple(edits))


def without_article(key: str) -> str:
    """Return a folded key without a leading article, or the key itself."""
    if key.startswith("al "):
        return key[3:]
    if key.startswith("ال") and len(key) > _SHORTEST_WITH_ARTICLE:
        return key[2:].lstrip()
    return key
