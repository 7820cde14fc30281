"""Finds the tolls that a coder's note fixes: "fatalities coded as 10", "12 fatalities split among 3 events" (ACLED)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from geo.events.tolls.quantities import read_quantity, split_tokens

_SPLIT: Final = (
    r"[^.;\[\]]{0,40}?\b(?:split|spread|divided|distributed)\s+(?:up\s+)?"
    r"(?:among|between|over|across)\s+(?:the\s+)?(?P<events>\w+)"
)
_CODED: Final = (
    re.compile(
        r"(?i)\b(?:fatal\w*|killed|deaths)\b[^.;\[\]]{0,70}?\bcoded\s+(?:as|to)\s+(?:an?\s+)?(?P<toll>\d+)\b"
        f"(?:{_SPLIT})?"
    ),
    re.compile(r"(?i)\b(?P<toll>\w+)\s+(?:\w+\s+){0,2}fatalit\w*" + _SPLIT),
)
_ELSEWHERE: Final = re.compile(
    r"(?i:[(\[]\s?(?:the\s)?fatalit\w*\s(?:(?:is|are)\s)?coded\s(?:to|in|with)\s(?:the\s)?)"
    r"[A-Z][^()\[\]\d]{1,60}\sevents?[)\]]"
)


def coded_tolls(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where a note fixes a toll, as code points, and an event's share: 0 where the dead are another's."""
    for pattern in _CODED:
        for match in pattern.finditer(text):
            toll, events = _read_figure(match["toll"]), _read_figure(match["events"] or "one") or 1
            if toll is not None:
                yield *match.span(), max(min(1, toll), toll // events)
    for match in _ELSEWHERE.finditer(text):
        yield *match.span(), 0


def _read_figure(text: str) -> int | None:
    quantity = read_quantity(split_tokens(text), 0)
    return quantity[0].best if quantity else None
