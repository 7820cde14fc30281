"""Finds organisations that no entry of the vocabulary lists: by their heads, and militias of a people or an area."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.actors.models import Actor
from geo.actors.spans import ActorSpan
from geo.actors.vocabulary import word_lists

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORD: Final = r"(?:[A-Z][^\W_]*(?:['’-][^\W_]+)*|al-[A-Z][^\W_]*(?:['’-][^\W_]+)*|\d{1,3}(?:st|nd|rd|th))"
_CAPITALISED: Final = re.compile(rf"(?<![\w-]){_WORD}(?: {_WORD}){{0,7}}(?!\w)")
_LEAST_WORDS: Final = 2
_LONGEST_NAME: Final = 4
IDENTITY: Final = "Identity militia"
MILITIA: Final = "Political militia"
REBELS: Final = "Rebel group"
BODY: Final = "Civilians"


def find_unlisted(doc: Doc, view: str, known: Iterable[tuple[int, int]], listed: Iterable[str]) -> list[ActorSpan]:
    """Return the organisations in a text that nobody lists.

    ``known`` has the spans of names already found, which are not sought again; ``listed`` words that are names of
    countries and peoples, in small letters: with nothing but them before it, a head is their army, not a group's name.
    """
    taken, nations = sorted(known), frozenset(listed)
    found = [*_communal(view, nations), *_organisations(view, nations)]
    free = [one for one in found if _is_free(one[0], one[1], taken)]
    spans = ((start, end, actor, doc.char_span(start, end, alignment_mode="expand")) for start, end, actor in free)
    return [
        ActorSpan(start, end, span, unlisted=actor, only_reports=actor.kind == BODY)
        for start, end, actor, span in spans
        if span is not None
    ]


def _is_free(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Say whether a stretch overlaps none of some that do not overlap each other and are in order."""
    place = bisect_left(taken, (start, start))
    return (place == 0 or taken[place - 1][1] <= start) and (place == len(taken) or end <= taken[place][0])


@cache
def _armed_people() -> re.Pattern[str]:
    nouns = sorted((noun for nouns in word_lists()["communal"].values() for noun in nouns), key=len, reverse=True)
    return re.compile(rf" (?:{'|'.join(map(re.escape, nouns))})(?!\w)")


@cache
def _style_of(noun: str) -> str:
    styles: dict[str, list[str]] = word_lists()["communal"]
    return next(style for style, nouns in styles.items() if noun in nouns)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word_lists()["unlisted"][name])


def _communal(view: str, nations: frozenset[str]) -> Iterator[tuple[int, int, Actor]]:
    """Yield "Misseriya tribesmen", "Darfur communal militia": named as the codebook names such militias."""
    for name in _CAPITALISED.finditer(view):
        noun = _armed_people().match(view, name.end())
        words = _own_words(name.group().split(" "))
        own = " ".join(words)
        if noun and words and len(words) <= _LONGEST_NAME and own.lower() not in nations:
            style = _style_of(noun.group().strip())
            yield name.end() - len(own), noun.end(), Actor("", f"{own} {style}", IDENTITY, armed=True)


def _organisations(view: str, nations: frozenset[str]) -> Iterator[tuple[int, int, Actor]]:
    for name in _CAPITALISED.finditer(view):
        words = _up_to_head(_own_words(name.group().split(" ")))
        kind = _kind(words)
        if not kind or not _names_somebody(words, nations):
            continue
        own = " ".join(words)
        start = name.start() + name.group().index(own)
        yield start, start + len(own), Actor("", own, kind, armed=kind != BODY)


def _own_words(words: list[str]) -> list[str]:
    """Leave out what a sentence begins with: "The", "On", "Near"."""
    first = next((index for index, word in enumerate(words) if word not in _words("generic")), len(words))
    ordinal = first and words[first - 1][:1].isdigit()
    return words[first - bool(ordinal) :]


def _up_to_head(words: list[str]) -> list[str]:
    """Cut a row of capitalised words after its last head; what an opening begins ends with the row."""
    if words and words[0] in _words("openings"):
        return words
    heads = _words("armed_heads") | _words("other_heads")
    last = max((index for index, word in enumerate(words) if word in heads), default=-1)
    return words[: last + 1]


def _kind(words: list[str]) -> str:
    if len(words) < _LEAST_WORDS:
        return ""
    if _words("rebel_words").intersection(words):
        return REBELS
    if words[-1] in _words("armed_heads") or words[0] in _words("openings"):
        return MILITIA
    return BODY if words[-1] in _words("other_heads") else ""


def _names_somebody(words: list[str], nations: frozenset[str]) -> bool:
    """Say whether a word is neither a head nor common nor a nation: "Russian Armed Forces" has none."""
    common = _words("generic") | _words("armed_heads") | _words("other_heads")
    return any(word not in common and word.lower() not in nations for word in words)
