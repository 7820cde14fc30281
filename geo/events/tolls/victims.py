"""Tells civilians from fighters, soldiers and police among the dead, by what a report calls them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from geo.actors.vocabulary import shipped_rows
from geo.events.tolls.quantities import casualty_words
from geo.events.tolls.tagging import Piece, singular

_ARMED_KINDS: Final = frozenset({"Rebel group", "Political militia"})
_MOST_NAMED: Final = frozenset({"of", "who", "with"})


@dataclass(frozen=True, slots=True)
class Split:
    """How many of some dead are known to be civilians, and how many to have borne arms; None where it is not said."""

    civilians: int | None = None
    military: int | None = None

    def __add__(self, other: Split) -> Split:
        return Split(_sum(self.civilians, other.civilians), _sum(self.military, other.military))


NOT_SAID: Final = Split()


def _sum(first: int | None, second: int | None) -> int | None:
    return second if first is None else first if second is None else first + second


@cache
def _words(section: str, name: str = "words") -> frozenset[str]:
    return frozenset(casualty_words()[section][name])


def kind_of(victims: str) -> str:
    """Return "civilians", "military" or "" for what a report calls victims: "two army officers", "a farmer's wife"."""
    words = [singular(word) for word in victims.lower().split()]
    head = next((at for at, word in enumerate(words) if word in _MOST_NAMED), len(words))
    if _are_men_of_group(victims.split()[:head]):
        return "military"
    for word in words[:head]:
        if word in _words("before", "civilians"):
            return "civilians"
    for word in reversed(words[:head]):
        for kind in ("military", "civilians"):
            if word in _words(kind):
                return kind
    if any(word in _words("before", "military") for word in words) or _are_members(victims, words[:head]):
        return "military"
    return ""


def named_kinds(victims: str) -> frozenset[str]:
    """Return the nouns of a report's victims that say who they were: "soldier", "journalist"; not "man"."""
    words = {singular(word) for word in victims.lower().split()}
    return frozenset(words & (_words("military") | _words("civilians")) - {"man", "other"})


def _are_members(victims: str, words: Sequence[str]) -> bool:
    """Say whether victims are members of a body with a name: "four IS members", not "family members"."""
    return words[-1:] == ["member"] and any(word[:1].isupper() for word in victims.split())


@cache
def _armed_names() -> frozenset[str]:
    entries = (row.values for row in shipped_rows() if row.values.get("kind") in _ARMED_KINDS)
    return frozenset(str(name) for entry in entries for name in (entry["name"], *entry.get("aliases", ())))


def _are_men_of_group(words: Sequence[str]) -> bool:
    """Say whether victims are the men of an armed group: "25 Hezbollah men"; not "two Dinka men"."""
    if words[-1:] != ["men"] and words[-1:] != ["man"]:
        return False
    return " ".join(words[:-1]) in _armed_names()


def split(counted: Sequence[Piece]) -> Split:
    """Return how many of some counted groups are of either kind; "others" are of the kind of the group before."""
    total, last = Split(), ""
    for piece in counted:
        if piece.count is None:
            continue
        kind = kind_of(piece.victims) or (last if "other" in piece.victims.lower() else "")
        last = kind or last
        total += Split(**{kind: piece.count.best}) if kind else Split()
    return total


def with_included(whole: Split, included: Split, best: int) -> Split:
    """Add those named after "including" to a toll that says nothing of them, but never more than there are dead."""
    known = (whole.civilians or 0) + (whole.military or 0)
    if known >= best:
        return whole
    civilians = included.civilians if whole.civilians is None else whole.civilians
    military = included.military if whole.military is None else whole.military
    return Split(civilians, military) if (civilians or 0) + (military or 0) <= best else whole
