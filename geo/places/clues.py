"""What stands beside a name and helps to choose its place: nouns of kind, what contains it, a state's abbreviation."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from geo.places.toponyms import Toponym, role_words

_INSIDE_WORDS: Final = frozenset(
    {"in", "of", "the", "city", "province", "state", "district", "region", "governorate", "oblast", "county"}
    | {"northern", "southern", "eastern", "western", "rural", "central", "northeastern", "northwestern"}
    | {"southeastern", "southwestern", "capital", "port", "camp", "sub-district", "subdistrict", "municipality"}
    | {"town", "village", "area", "countryside", "outskirts", "suburb", "neighborhood", "neighbourhood", "lga"}
)
_JOINS: Final = frozenset({",", "and", ", and", "or", ", or", "&"})
_OWNS: Final = frozenset({"'s", "'"})
_NOUNS: Final = {
    "water_noun": "water_nouns",
    "division_noun": "division_nouns",
    "settlement_noun": "settlement_nouns",
    "facility_named": "facility_nouns",
}
_NOTHING: Final[frozenset[str]] = frozenset()
_STOPS: Final = ".,;:!?)]\"'"
_REACH: Final = 36
_LONGEST_GAP: Final = 60
_ABBREVIATION: Final = re.compile(r"[,(] ?((?:[A-Z][A-Za-z]{0,5}\.? ?){1,3})")


@dataclass(frozen=True, slots=True)
class Clue:
    """What stands beside one occurrence of a name.

    ``nouns`` are the features for which a noun asks; ``containers`` the positions, among the names of the document, of
    those that the text says contain it ("X, Y", "X (Y)", "X in Y", "Y's X"); ``divisions`` what abbreviations say does,
    as country and name ("Lansing, Mich.").
    """

    nouns: frozenset[str] = frozenset()
    containers: tuple[int, ...] = ()
    divisions: tuple[tuple[str, str], ...] = ()


def find_clues(toponyms: Sequence[Toponym]) -> list[Clue]:
    """Return what stands beside each name of a document, in the order of the text."""
    gaps = [_gap(one, other) for one, other in pairwise(toponyms)]
    clues = [Clue(_nouns(toponym), divisions=_abbreviated(toponym)) for toponym in toponyms]
    _share_nouns(clues, gaps)
    for number, gap in enumerate(gaps):
        if gap is None:
            continue
        if _says_inside(gap):
            clues[number] = replace(clues[number], containers=(*clues[number].containers, number + 1))
        elif _says_owned(gap):
            clues[number + 1] = replace(clues[number + 1], containers=(number,))
    return clues


def _gap(one: Toponym, other: Toponym) -> str | None:
    """Return the words between two names that follow one another closely, else None."""
    if one.block is not other.block or not 0 < other.start - one.end <= _LONGEST_GAP:
        return None
    return one.block.view[one.end : other.start].strip().lower()


def _nouns(toponym: Toponym) -> frozenset[str]:
    """Return the features for which a noun beside the name asks."""
    view, asked = toponym.block.view, _features_of_nouns()
    found = asked.get(_word_after(view, toponym.end), _NOTHING)
    before = view[max(0, toponym.start - _REACH) : toponym.start].lower().split()[-2:]
    if before and view[toponym.start - 1] == " ":
        found |= asked.get(before[-1], _NOTHING)
        if before[-1] == "of":
            found |= asked.get(before[0], _NOTHING)
    if " " in toponym.text:  # "Idlib province" where the name has both
        found = found.union(*(asked.get(word, _NOTHING) for word in toponym.text.lower().split()[1:]))
    return found


def _word_after(view: str, end: int) -> str:
    """Return the word that follows a name with nothing but a space between, in lower case."""
    if view[end : end + 1] != " ":
        return ""
    words = view[end : end + _REACH].lower().split(None, 1)
    return words[0].rstrip(_STOPS) if words else ""


@cache
def _features_of_nouns() -> dict[str, frozenset[str]]:
    """Return, by noun, the features for which it asks."""
    nouns = {noun for words in _NOUNS.values() for noun in role_words(words)}
    return {noun: frozenset(one for one, words in _NOUNS.items() if noun in role_words(words)) for noun in nouns}


def _share_nouns(clues: list[Clue], gaps: Sequence[str | None]) -> None:
    """Give the names of a list the noun of its last or first: "Idlib, Hama and Aleppo provinces"."""
    for number in reversed(range(len(gaps))):
        if gaps[number] in _JOINS and clues[number + 1].nouns and not clues[number].nouns:
            clues[number] = replace(clues[number], nouns=clues[number + 1].nouns)
    for number, gap in enumerate(gaps):
        if gap in _JOINS and clues[number].nouns and not clues[number + 1].nouns:
            clues[number + 1] = replace(clues[number + 1], nouns=clues[number].nouns)


def _says_inside(gap: str) -> bool:
    words = set(gap.replace(",", " ").replace("(", " ").split())
    joined = gap[:1] in {",", "("} or bool(words & {"in", "of"})
    return joined and words <= _INSIDE_WORDS


def _says_owned(gap: str) -> bool:
    owner, _, rest = gap.partition(" ")
    return owner in _OWNS and set(rest.split()) <= _INSIDE_WORDS


def _abbreviated(toponym: Toponym) -> tuple[tuple[str, str], ...]:
    """Return the state whose abbreviation follows the name: "Lansing, Mich.", "Austin, TX"."""
    view = toponym.block.view
    if view[toponym.end : toponym.end + 1] != "," and view[toponym.end : toponym.end + 2] != " (":
        return ()
    found = _ABBREVIATION.match(view, toponym.end + (view[toponym.end] == " "))
    if found is None:
        return ()
    written = found.group(1).strip()
    state = _abbreviations().get(written) or _abbreviations().get(written.split(" ")[0])
    return (state,) if state else ()


@cache
def _abbreviations() -> dict[str, tuple[str, str]]:
    """Return the states (country and name) by the abbreviations that stand after a town's name."""
    content = files("geo").joinpath("data/state_abbreviations.toml").read_text(encoding="utf-8")
    return {
        short: (country, state)
        for country, states in tomllib.loads(content).items()
        for state, shorts in states.items()
        for short in shorts
    }
