"""Compares two articles word by word: how much of the shorter one stands in the longer one."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from geo.syndication.figures import load_figures
from geo.syndication.words import shingles


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two articles have in common, counted in shingles.

    ``share`` is that of the shorter text's shingles which the longer one has (Broder's containment), ``resemblance``
    that of all shingles which both have (Jaccard's), ``lead`` that of the beginning of either text in the other, the
    greater one. ``shared`` is the number of shingles in common.
    """

    share: float
    resemblance: float
    lead: float
    shared: int


def compare(first: Sequence[str], second: Sequence[str]) -> Likeness:
    """Compare the words of two articles, of :func:`geo.syndication.words.article_words`."""
    one, other = frozenset(shingles(first)), frozenset(shingles(second))
    shared = len(one & other)
    if not shared:
        return Likeness(0.0, 0.0, 0.0, 0)
    lead = max(_lead(first, other), _lead(second, one))
    return Likeness(shared / min(len(one), len(other)), shared / len(one | other), lead, shared)


def _lead(words: Sequence[str], other: AbstractSet[str]) -> float:
    half = len(words) // 2  # of a brief, the lead must not reach into an outlet's own lines
    beginning = list(shingles(words[: min(load_figures().lead_words, half)]))
    return sum(shingle in other for shingle in beginning) / len(beginning) if beginning else 0.0


def is_copy(likeness: Likeness) -> bool:
    """Say whether two articles so alike are one report: copied, cut, excerpted, or embedded in a longer one.

    Follow-ups that repeat a background begin otherwise, so that they must share nearly all of the shorter text.
    """
    figures = load_figures()
    if likeness.shared < figures.least_shared:
        return False
    begins_alike = likeness.lead >= figures.least_lead
    return likeness.share >= (figures.least_share if begins_alike else figures.share_without_lead)
