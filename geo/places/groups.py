"""Puts together the occurrences of a name in a document beside which the same stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.places.clues import Clue
from geo.places.features import NameTable, division_number


@dataclass(frozen=True, slots=True)
class Group:
    """A name with what stands beside it: its places, the number of its name, and what contains it.

    ``weight`` is the share that it has of its name: a name is heard once, however often and in whatever company it
    stands. ``containers`` are positions of other groups, ``divisions`` numbers of divisions.
    """

    table: NameTable
    name: int
    nouns: frozenset[str] = frozenset()
    containers: tuple[int, ...] = ()
    divisions: tuple[int, ...] = ()
    weight: float = 1.0


def group_names(
    keys: Sequence[str], clues: Sequence[Clue], tables: Mapping[str, NameTable]
) -> tuple[list[Group], list[int]]:
    """Return the groups, and for each occurrence the number of its group.

    What contains a name is often said once: where nothing is, what is said elsewhere in the document holds (one sense a
    discourse: Gale, Church and Yarowsky 1992).
    """
    clues = _with_what_is_said(keys, clues)
    found: dict[tuple[object, ...], int] = {}
    group_of = [found.setdefault(_company(key, clue, keys), len(found)) for key, clue in zip(keys, clues, strict=True)]
    numbers = {key: number for number, key in enumerate(tables)}
    uses, members = Counter(keys), Counter(group_of)
    first = {group: at for at, group in reversed(list(enumerate(group_of)))}
    groups = [
        Group(
            tables[keys[at]],
            numbers[keys[at]],
            clues[at].nouns,
            tuple(dict.fromkeys(group_of[other] for other in clues[at].containers)),
            tuple(division_number(*division) for division in clues[at].divisions),
            members[group] / uses[keys[at]],
        )
        for group, at in sorted(first.items())
    ]
    return groups, group_of


def _with_what_is_said(keys: Sequence[str], clues: Sequence[Clue]) -> list[Clue]:
    """Return the clues, those without a container with what contains the same name elsewhere."""
    said: dict[str, tuple[dict[int, None], dict[tuple[str, str], None]]] = defaultdict(lambda: ({}, {}))
    for key, clue in zip(keys, clues, strict=True):
        if clue.containers or clue.divisions:
            containers, divisions = said[key]
            containers.update(dict.fromkeys(clue.containers))
            divisions.update(dict.fromkeys(clue.divisions))
    return [
        clue
        if clue.containers or clue.divisions or key not in said
        else Clue(clue.nouns, tuple(said[key][0]), tuple(said[key][1]))
        for key, clue in zip(keys, clues, strict=True)
    ]


def _company(key: str, clue: Clue, keys: Sequence[str]) -> tuple[object, ...]:
    """Return what makes occurrences of a name one group."""
    containers = tuple(sorted({keys[number] for number in clue.containers}))
    return key, clue.nouns, containers, tuple(sorted(clue.divisions))
