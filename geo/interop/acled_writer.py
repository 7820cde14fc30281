"""An event as a row of ACLED's export of today: 35 columns, kinds of actor in words."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from geo.codebook import INTER_NAMES
from geo.interop.acled_reader import associated
from geo.interop.values import read_text
from geo.interop.vocabulary import words_of
from geo.interop.writing import Cell, Writer, has_moved, keep, names_of
from geo.schema import EventRow
from geo.store.imports import Imported

_MONTH: Final = 3
_CIVILIANS: Final = 7
_EXTERNAL: Final = 8
_TARGETED: Final = "Civilian targeting"
_AT_PLACE: Final = ("admin2", "admin3", "population_1km", "population_2km", "population_5km", "population_best")
_KEPT: Final = ("source", "source_scale", "tags", "timestamp")
_OF_TYPE: Final = ("civilian_targeting",)
_OF_COUNTRY: Final = ("iso", "region", "country")


def writer() -> Writer:
    """Return what writes events as ACLED does."""
    return Writer("acled", tuple(words_of("acled")["columns"]), _cells)


def _cells(row: EventRow, imported: Imported) -> dict[str, Cell] | str:
    if lacking := _lacking(row):
        return lacking
    names = names_of(row)
    day = _day(row)
    made: dict[str, Cell] = {
        "event_id_cnty": _identity(row.event_id),
        "event_date": day,
        "year": int(day[:4]),
        "time_precision": row.time_precision,
        "disorder_type": row.disorder_type,
        "event_type": row.event_type,
        "sub_event_type": row.sub_event_type,
        "actor1": row.actor1,
        "inter1": INTER_NAMES.get(row.inter1 or 0, ""),
        "actor2": row.actor2,
        "inter2": INTER_NAMES.get(row.inter2 or 0, ""),
        "interaction": interaction(row.inter1, row.inter2),
        "civilian_targeting": _targeting(row),
        "iso": row.iso,
        "region": names.acled_region,
        "country": names.acled_name,
        "admin1": row.admin1,
        "location": row.location,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "geo_precision": row.geo_precision,
        "source": row.source_title,
        "notes": row.quote,
        "fatalities": _toll(row),
        **dict.fromkeys((*_AT_PLACE, "source_scale", "tags", "timestamp"), ""),
        **_associated(row, imported),
    }
    _put_back(made, row, imported)
    return made


def _lacking(row: EventRow) -> str:
    """Return why ACLED would not have the event, or nothing."""
    if row.date_start is None or (row.date_prec is not None and row.time_precision is None):
        return "not dated to a month or better"
    if row.latitude is None or (row.where_prec is not None and row.geo_precision is None):
        return "without a place, or only a country's"
    return "" if row.event_type else "without a type"


def _day(row: EventRow) -> str:
    """Return the one day that ACLED gives: the first, and the middle of a month (codebook 2017, section 4.1)."""
    first, last = row.date_start or "", row.date_end or row.date_start or ""
    if row.time_precision != _MONTH or first == last:
        return first
    middle = (date.fromisoformat(first).toordinal() + date.fromisoformat(last).toordinal()) // 2
    return date.fromordinal(middle).isoformat()


@lru_cache(maxsize=128)
def interaction(inter1: int | None, inter2: int | None) -> str:
    """Return ACLED's words for who meets whom, the lower number first: "State forces-Rebel group", "Rioters only"."""
    kinds = sorted(kind for kind in (inter1, inter2) if kind)
    if not kinds:
        return ""
    if len(kinds) == 1:
        return f"{INTER_NAMES[kinds[0]]} only"
    if kinds == [_CIVILIANS, _EXTERNAL]:
        kinds.reverse()
    return "-".join(INTER_NAMES[kind] for kind in kinds)


def _targeting(row: EventRow) -> str:
    """Return whether civilians were the target, as far as type and sides tell it."""
    against = (
        row.event_type == "Violence against civilians" or row.sub_event_type == "Excessive force against protesters"
    )
    return _TARGETED if against or row.inter2 == _CIVILIANS else ""


def _toll(row: EventRow) -> int:
    """Return the best toll, else the lowest; ACLED has 0 where none is reported (codebook 2017, section 3.5)."""
    return row.fatalities_best if row.fatalities_best is not None else row.fatalities_low or 0


def _associated(row: EventRow, imported: Imported) -> dict[str, Cell]:
    """Return the associated actors by side, as far as it is known on which side they are."""
    had = [imported.values.get(name) or "" for name in ("assoc_actor_1", "assoc_actor_2")]
    if associated(*map(read_text, had)) != row.assoc_actors:
        had = [row.assoc_actors, ""]
    return {"assoc_actor_1": had[0], "assoc_actor_2": had[1]}


def _put_back(made: dict[str, Cell], row: EventRow, imported: Imported) -> None:
    keep(made, imported, _KEPT, row)
    if not has_moved(row, imported):
        keep(made, imported, _AT_PLACE, row)
    if not row.country:
        keep(made, imported, _OF_COUNTRY, row)
    if row.event_type.casefold() == (imported.values.get("event_type") or "").casefold():
        keep(made, imported, _OF_TYPE, row)


def _identity(event_id: str) -> str:
    return event_id.removeprefix("acled:")
