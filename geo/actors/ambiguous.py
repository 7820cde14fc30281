"""Names by which neither a text's date nor its place tells two actors apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Final

from geo.actors.loading import OPEN
from geo.actors.models import Actor

_BEGINNING: Final = 1


def ambiguous_aliases(actors: Iterable[Actor]) -> Iterator[tuple[str, Actor, Actor]]:
    """Yield names that two actors bear in the same years and the same country, or without one, with both.

    Neither a text's date nor its place tells such actors apart. Variants of a series share their names on purpose.
    """
    bearers: dict[str, list[Actor]] = {}
    for actor in actors:
        for alias in dict.fromkeys((actor.name, *actor.aliases)):
            bearers.setdefault(alias, []).append(actor)
    for alias, named in bearers.items():
        for first, second in combinations(named, 2):
            if _same_time(first, second) and _same_country(first, second):
                yield alias, first, second


def _same_time(first: Actor, second: Actor) -> bool:
    if first.series and first.series == second.series:
        return False
    return _from(first) <= _until(second) and _from(second) <= _until(first)


def _from(actor: Actor) -> date:
    return actor.first_day or date(actor.start or _BEGINNING, 1, 1)


def _until(actor: Actor) -> date:
    return actor.last_day or date(actor.end or OPEN, 12, 31)


def _same_country(first: Actor, second: Actor) -> bool:
    return first.country == second.country
