"""What a person's change of one column means for the columns that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from geo.actors.vocabulary import GENERIC_GROUPS, Actor, ActorVocabulary, load_vocabulary
from geo.dates.intervals import Interval
from geo.schema import EventRow

_DATES: Final = frozenset({"date_start", "date_end"})
_SIDES: Final = ("1", "2")


def consequences(row: EventRow, changes: Mapping[str, object]) -> dict[str, object]:
    """Return the columns that follow from checked changes and are not among them.

    An actor of another name gets the id and kind that the vocabulary has for it, or none; other dates get the precision
    of their interval.
    """
    country = str(changes.get("country", row.country))
    found: dict[str, object] = {}
    for side in _SIDES:
        if _is_other(row, changes, f"actor{side}") and f"actor{side}_id" not in changes:
            found |= _identity(side, str(changes[f"actor{side}"]), country)
    if any(_is_other(row, changes, name) for name in _DATES) and "date_prec" not in changes:
        found["date_prec"] = _precision(
            changes.get("date_start", row.date_start), changes.get("date_end", row.date_end)
        )
    return {name: value for name, value in found.items() if name not in changes}


def _is_other(row: EventRow, changes: Mapping[str, object], name: str) -> bool:
    return name in changes and changes[name] != getattr(row, name)


def _identity(side: str, name: str, country: str) -> dict[str, object]:
    actor = _actors_by_name(load_vocabulary()).get(name.casefold())
    return {
        f"actor{side}_id": actor.id if actor else "",
        f"inter{side}": actor.inter_in(country) if actor else None,
    }


@lru_cache(maxsize=1)
def _actors_by_name(vocabulary: ActorVocabulary) -> dict[str, Actor]:
    unnamed = (vocabulary.generic(group, country) for group in GENERIC_GROUPS for country in vocabulary.countries)
    return {actor.name.casefold(): actor for actor in (*unnamed, *vocabulary.actors.values())}


def _precision(first: object, last: object) -> int | None:
    if not isinstance(first, str) or not isinstance(last, str) or last < first:
        return None
    return Interval(date.fromisoformat(first), date.fromisoformat(last)).precision
