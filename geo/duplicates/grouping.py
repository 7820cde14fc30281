"""From pairs that seem to tell the same occurrence to groups in which every pair does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product

Pair = tuple[str, str]
"""Two ids in their order."""


def group_pairs(scored: Iterable[tuple[str, str, float]], above: float) -> list[tuple[str, ...]]:
    """Return groups of ids, joined by pairs of at least a score, the likeliest first.

    Two groups are joined only where every pair across them was found alike too, at whatever score: a chain of likeness
    (a like b, b like c) makes no group. Pairs that are said to be different must not be among ``scored``.
    """
    pairs = sorted(scored, key=lambda pair: (-pair[2], pair[0], pair[1]))
    alike = {_ordered(one, other) for one, other, _ in pairs}
    group_of: dict[str, list[str]] = {}
    for one, other, score in pairs:
        if score < above:
            break
        mine, theirs = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if mine is not theirs and _all_alike(mine, theirs, alike):
            mine.extend(theirs)
            group_of.update(dict.fromkeys(theirs, mine))
    distinct = {id(group): tuple(sorted(group)) for group in group_of.values() if len(group) > 1}
    return sorted(distinct.values())


def _all_alike(mine: Iterable[str], theirs: Iterable[str], alike: Collection[Pair]) -> bool:
    return all(_ordered(one, other) in alike for one, other in product(mine, theirs))


def _ordered(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
