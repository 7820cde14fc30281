"""What of an event is compared with other events."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from gazetteer.normalise import fold
from geo.duplicates.weights import load_comparison
from geo.rows import ACTOR_SEPARATOR
from geo.schema import EventRow

_WORD: Final = re.compile(r"[^\W\d_]+")
_KEPT_TEXTS: Final = 65_536


@dataclass(frozen=True, slots=True)
class Report:
    """An event as it is compared.

    ``dataset`` is empty for what was extracted. ``first`` and ``last`` are ordinals of days, ``point`` is (lon, lat).
    ``named`` are the folded names of actors that are somebody in particular, ``unnamed`` those of the others
    ("Protesters (Sudan)"), ``kinds`` ACLED's kinds of the named. ``words`` are the stems of the rarer words of the
    sentence. ``is_wide`` marks what is known by its country or another large area only.
    """

    event_id: str
    document_id: str
    dataset: str
    sentence: tuple[int, int] | None
    event_type: str
    sub_event_type: str
    first: int | None
    last: int | None
    point: tuple[float, float] | None
    radius_km: float
    place_id: str
    country: str
    named: frozenset[str]
    unnamed: frozenset[str]
    kinds: frozenset[int]
    killed: tuple[int, int] | None
    injured: int | None
    words: frozenset[str]
    is_wide: bool


def report_of(row: EventRow, dataset: str = "") -> Report:
    """Return what of an event is compared; ``dataset`` is that of an imported one."""
    named, unnamed, kinds = _names_of(row)
    return Report(
        event_id=row.event_id,
        document_id=row.document_id,
        dataset=dataset,
        sentence=None if row.quote_start is None else (row.quote_start, row.quote_end or row.quote_start),
        event_type=row.event_type,
        sub_event_type=row.sub_event_type,
        first=_ordinal(row.date_start),
        last=_ordinal(row.date_end or row.date_start),
        point=None if row.longitude is None or row.latitude is None else (row.longitude, row.latitude),
        radius_km=row.radius_km or 0.0,
        place_id=row.place_id,
        country=row.country,
        named=named,
        unnamed=unnamed,
        kinds=kinds,
        killed=_killed(row),
        injured=row.injured,
        words=content_words(row.quote),
        is_wide=row.latitude is None or (row.radius_km or 0.0) > load_comparison().limits.wide_km,
    )


def _names_of(row: EventRow) -> tuple[frozenset[str], frozenset[str], frozenset[int]]:
    """Return who is named in particular, who is not, and the kinds of the former that are sides."""
    sides = [(name, inter) for name, inter in ((row.actor1, row.inter1), (row.actor2, row.inter2)) if name]
    names = [*(name for name, _ in sides), *filter(None, row.assoc_actors.split(ACTOR_SEPARATOR))]
    return (
        frozenset(_folded(name) for name in names if is_somebody(name)),
        frozenset(_folded(name) for name, _ in sides if not is_somebody(name)),
        frozenset(inter for name, inter in sides if inter and is_somebody(name)),
    )


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that are not common to all reports."""
    known = load_comparison()
    letters, shortest = known.stem_letters, known.shortest_word
    words = _WORD.findall(text.casefold())
    return frozenset(word[:letters] for word in words if len(word) >= shortest) - known.common_words


@lru_cache(maxsize=_KEPT_TEXTS)
def _folded(name: str) -> str:
    return fold(name)


@lru_cache(maxsize=_KEPT_TEXTS)
def is_somebody(name: str) -> bool:
    """Say whether an actor's name is that of somebody in particular, unlike "Civilians (Syria)"."""
    return not name.casefold().startswith(load_comparison().unnamed_actors)


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None


def _killed(row: EventRow) -> tuple[int, int] | None:
    known = [toll for toll in (row.fatalities_low, row.fatalities_best, row.fatalities_high) if toll is not None]
    return (min(known), max(known)) if known else None
