"""The words beside a name, read off the text alone: the same with a language model and without."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]|_")
_REACH: Final = 24


def words_before(view: str, start: int, count: int) -> list[str]:
    """Return up to ``count`` words and punctuation marks before an offset, the nearest last.

    Examples
    --------
    >>> words_before("Shells hit the town of Idlib.", 23, 3)
    ['the', 'town', 'of']
    """
    begin = max(0, start - _REACH * count)
    found = _WORD.findall(view, _word_begin(view, begin), start)
    return found[-count:]


def words_after(view: str, end: int, count: int) -> list[str]:
    """Return up to ``count`` words and punctuation marks from an offset on, the nearest first.

    Examples
    --------
    >>> words_after("Idlib's southern suburbs", 5, 3)
    ["'", 's', 'southern']
    """
    return _WORD.findall(view, end, min(len(view), end + _REACH * count))[:count]


def _word_begin(view: str, begin: int) -> int:
    """Return the next offset at which no word is cut."""
    while 0 < begin < len(view) and view[begin].isalnum() and view[begin - 1].isalnum():
        begin += 1
    return begin
