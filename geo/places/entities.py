"""Place names that the entity recogniser finds, brought to what the gazetteer knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from geo.places.grammar_clues import PLACE_LABELS
from geo.places.spots import Spot, SpotFinder
from geo.places.toponyms import role_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOST_OF_NAME: Final = 0.6
_LEAD: Final = re.compile(r"^(?:the|The|THE|of|in|central|downtown)\s+")
_TAIL: Final = re.compile(r"(?:'s|'|[,.;:])$")
_ABBREVIATION: Final = re.compile(r"(?:[A-Z]\.)+|[A-Z][a-z]{1,4}\.")


def entity_spots(document: Doc, view: str, spots: Sequence[Spot], finder: SpotFinder) -> list[Spot]:
    """Return the places among the entities of a block that are not among its spots yet."""
    known = {(spot.start, spot.end) for spot in spots}
    found: list[Spot] = []
    for entity in document.ents:
        if entity.label_ not in PLACE_LABELS:
            continue
        start, end = _trim(view, entity.start_char, entity.end_char)
        if start < end and _looks_like_name(view[start:end]):
            start, end, key = _best_name(view, start, end, finder)
            if (start, end) not in known:
                known.add((start, end))
                found.append(Spot(start, end, key, finder.facts.of(key)))
    return found


def _best_name(view: str, start: int, end: int, finder: SpotFinder) -> tuple[int, int, str]:
    """Return the part of an entity that the gazetteer knows: all, or less its place nouns, or its longest name."""
    text = view[start:end]
    if finder.facts.of(text).places:
        return start, end, text
    stripped = _without_place_nouns(text)
    if stripped and stripped != text and finder.facts.of(stripped).places:
        return start, end, stripped
    last = text.split()[-1].lower()
    inner = [] if last in role_words("place_nouns") else finder.names_in(text)
    inner = [name for name in inner if name.end - name.start >= _MOST_OF_NAME * len(text)]
    if inner:
        best = max(inner, key=lambda name: name.end - name.start)
        return start + best.start, start + best.end, best.key
    return start, end, stripped or text


def _trim(view: str, start: int, end: int) -> tuple[int, int]:
    """Take a leading article and a trailing possessive or stop off an entity."""
    while lead := _LEAD.match(view[start:end]):
        start += lead.end()
    while (tail := _TAIL.search(view[start:end])) and not _ABBREVIATION.fullmatch(view[start:end]):
        end = start + tail.start()
    return start, end


def _without_place_nouns(text: str) -> str:
    """Take "city", "province", "the town of" and the like off a name."""
    words = text.split()
    nouns = (
        role_words("division_nouns") | role_words("settlement_nouns") | role_words("facility_nouns") | {"area", "camp"}
    )
    while len(words) > 1 and words[-1].lower() in nouns:
        words.pop()
    while len(words) > 1 and (
        words[0].lower() in nouns or words[0].lower() in {"of", "the", "eastern", "western", "northern", "southern"}
    ):
        words.pop(0)
    return " ".join(words)


def _looks_like_name(text: str) -> bool:
    letters = any(character.isalpha() for character in text)
    odd = any(character in "()[]<>@/" for character in text)
    return letters and not odd and not text.islower() and not text.startswith(("http", "www"))
