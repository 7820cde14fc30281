"""The words of a block in any script that parts words by spaces, with where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652\u0670\u0640]|['’ʼ-](?=[^\W\d_]))*")
_ENDS: Final = ".!?…؟۔"
_OPENERS: Final = " \"'«„“”([—–-•"
_ABBREVIATION: Final = 2
_FOLDED: Final = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ё": "е", "’": "'", "ʼ": "'"}
    | dict.fromkeys("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640")
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``start`` to ``end`` of a view; ``plain`` is lower case with the variants of letters levelled."""

    start: int
    end: int
    text: str
    plain: str
    opens: bool

    @property
    def is_capital(self) -> bool:
        """Say whether the word begins in upper case."""
        return self.text[0].isupper()


def plain(text: str) -> str:
    """Return a text in lower case with the variants of Arabic letters, ё and apostrophes levelled.

    Examples
    --------
    >>> plain("إدلب"), plain("Орёл")
    ('ادلب', 'орел')
    """
    return text.lower().translate(_FOLDED)


def split_words(view: str) -> list[Word]:
    """Return the words of a view in order; ``opens`` marks those that begin a sentence."""
    words: list[Word] = []
    for match in _WORD.finditer(view):
        opens = _opens_sentence(view, words[-1] if words else None, match.start())
        words.append(Word(match.start(), match.end(), match[0], plain(match[0]), opens))
    return words


def _opens_sentence(view: str, before: Word | None, start: int) -> bool:
    """Say whether a word begins a sentence: after a full stop that is none of a short form ("г. Харьков")."""
    if before is None:
        return not any(character.isdigit() for character in view[:start])
    gap = view[before.end : start].rstrip(_OPENERS)
    return gap[-1:] in tuple(_ENDS) and not (gap == "." and len(before.text) <= _ABBREVIATION)


def are_joined(view: str, first: Word, second: Word) -> bool:
    """Say whether nothing but a space stands between two words."""
    return view[first.end : second.start] == " "
