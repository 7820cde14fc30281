"""An event as a row of UCDP GED 23.1: 49 columns."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from typing import Final

from geo.interop.ucdp_reader import fighters, type_of, type_of_violence
from geo.interop.vocabulary import words_of
from geo.interop.writing import Cell, Writer, has_moved, keep, names_of
from geo.schema import EventRow
from geo.store.imports import Imported

_PREFIX: Final = "ucdp:"
_CIVILIANS: Final = 7
_STATES: Final = {1, 8}
_STATE_BASED, _NON_STATE, _ONE_SIDED = 1, 2, 3
_KEPT: Final = (
    "relid", "active_year", "code_status", "conflict_dset_id", "conflict_new_id", "conflict_name", "event_clarity",
    "number_of_sources", "source_article", "source_office", "source_date", "source_original",
)  # fmt: skip
_AT_PLACE: Final = ("geom_wkt", "priogrid_gid")
_TOLD_OF_PLACE: Final = ("where_description", "adm_2")
_OF_SIDES: Final = (
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id",
    "gwnoa", "gwnob",
)  # fmt: skip
_OF_WHOM: Final = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_OF_COUNTRY: Final = ("country", "country_id", "region")
_GRID_DEGREES: Final = 0.5
_GRID_COLUMNS: Final = 720
_GRID_ROWS: Final = 360
_ID_DIGITS: Final = 12


def writer() -> Writer:
    """Return what writes events as UCDP GED does."""
    return Writer("ucdp", tuple(words_of("ucdp")["columns"]), _cells)


def _cells(row: EventRow, imported: Imported) -> dict[str, Cell] | str:
    violence = _violence(row, imported)
    if lacking := _lacking(row, violence, imported):
        return lacking
    names = names_of(row)
    made: dict[str, Cell] = {
        **dict.fromkeys(words_of("ucdp")["columns"], ""),
        "id": _identity(row.event_id),
        "relid": "" if imported.values else row.event_id,
        "year": row.year,
        "type_of_violence": violence,
        "code_status": "Clear",
        "dyad_name": " - ".join(filter(None, (row.actor1, row.actor2))),
        "side_a": row.actor1,
        "side_b": row.actor2 or ("Civilians" if violence == _ONE_SIDED else ""),
        "number_of_sources": row.sources,
        "source_article": f'"{row.source_title},{row.source_date or ""},{row.quote}"' if row.source_title else "",
        "source_office": row.source_title,
        "source_date": row.source_date,
        "source_headline": row.quote,
        "where_prec": row.where_prec,
        "where_coordinates": row.location,
        "where_description": row.location,
        "adm_1": row.admin1,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "geom_wkt": f"POINT ({row.longitude!r} {row.latitude!r})",
        "priogrid_gid": priogrid(row.latitude or 0.0, row.longitude or 0.0),
        "country": names.ucdp_name,
        "country_id": names.gwno,
        "region": region_of(names.gwno),
        "event_clarity": 1,
        "date_prec": row.date_prec,
        "date_start": row.date_start,
        "date_end": row.date_end or row.date_start,
        **_toll(row),
    }
    _put_back(made, row, imported)
    return made


def _lacking(row: EventRow, violence: int, imported: Imported) -> str:
    """Return why UCDP would not have the event, or nothing; what came from UCDP stays one of its events."""
    if row.date_start is None or row.latitude is None:
        return "without a date or a place"
    if not violence:
        return "of a type that UCDP has not (protests, riots, strategic developments)"
    return "" if imported.values or _highest(row) != 0 else "without anyone killed"


def _highest(row: EventRow) -> int | None:
    """Return the highest toll that is known."""
    tolls = (row.fatalities_low, row.fatalities_best, row.fatalities_high)
    return max((toll for toll in tolls if toll is not None), default=None)


def _toll(row: EventRow) -> dict[str, Cell]:
    """Return the toll, empty cells where none was stated; of which side the dead fighters were is not known."""
    low, best, high = row.fatalities_low, row.fatalities_best, row.fatalities_high
    known = next((toll for toll in (best, low, high) if toll is not None), None)
    if known is None:
        return {}
    bounds: dict[str, Cell] = {
        "best": known,
        "high": known if high is None else high,
        "low": known if low is None else low,
    }
    civilians = min(row.fatalities_civilians or 0, known)
    return {"deaths_a": 0, "deaths_b": 0, "deaths_civilians": civilians, "deaths_unknown": known - civilians} | bounds


def _violence(row: EventRow, imported: Imported) -> int:
    """Return UCDP's type of violence, 0 where it has none for the event."""
    if had := imported.values.get("type_of_violence"):
        violence = type_of_violence(had)
        if type_of(violence) == (row.event_type, row.sub_event_type):
            return violence
    if row.event_type == "Violence against civilians":
        return _ONE_SIDED
    if row.event_type not in {"Battles", "Explosions/Remote violence"}:
        return 0
    if row.event_type != "Battles" and row.inter2 == _CIVILIANS:
        return _ONE_SIDED
    return _STATE_BASED if {row.inter1, row.inter2} & _STATES else _NON_STATE


def priogrid(latitude: float, longitude: float) -> int:
    """Return the number of the cell of PRIO-GRID (half a degree, from the south-west) that a point lies in."""
    row = min(math.floor((latitude + 90) / _GRID_DEGREES), _GRID_ROWS - 1)
    column = min(math.floor((longitude + 180) / _GRID_DEGREES), _GRID_COLUMNS - 1)
    return row * _GRID_COLUMNS + column + 1


def region_of(gwno: int | None) -> str:
    """Return UCDP's region of a country by Gleditsch and Ward's number."""
    regions: dict[str, list[int]] = words_of("ucdp")["regions"]
    return next((name for name, (low, high) in regions.items() if gwno is not None and low <= gwno <= high), "")


def _put_back(made: dict[str, Cell], row: EventRow, imported: Imported) -> None:
    """Put back what the event had; what its file did not tell, UCDP's coders did not say, and nor do we."""
    if not imported.values:
        return
    past = imported.values
    made.update(dict.fromkeys((*_KEPT, *_OF_SIDES, *_TOLD_OF_PLACE, *_OF_WHOM, "source_headline"), ""))
    keep(made, imported, (*_KEPT, "source_headline"), row)
    if not has_moved(row, imported):
        keep(made, imported, (*_AT_PLACE, *_TOLD_OF_PLACE, *_OF_COUNTRY), row)
    if (row.actor1, row.actor2) == (_had(past.get("side_a")), _had(past.get("side_b"))):
        keep(made, imported, _OF_SIDES, row)
    if _has_same_toll(row, past):
        keep(made, imported, (*_OF_WHOM, "best", "high", "low"), row)
    elif row.fatalities_civilians is not None:
        made["deaths_civilians"] = row.fatalities_civilians


def _has_same_toll(row: EventRow, past: Mapping[str, str | None]) -> bool:
    """Say whether nobody has changed the toll since the import."""
    tolls = (row.fatalities_low, row.fatalities_best, row.fatalities_high, row.fatalities_civilians)
    had = tuple(past.get(name) for name in ("low", "best", "high", "deaths_civilians"))
    sides = (past.get("deaths_a") or "", past.get("deaths_b") or "")
    return had == tuple(_as_text(toll) for toll in tolls) and row.fatalities_military == fighters(*sides)


def _had(text: str | None) -> str:
    return (text or "").strip()


def _as_text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _identity(event_id: str) -> str | int:
    """Return UCDP's id, or a number that is always the same for the same event of ours."""
    if event_id.startswith(_PREFIX):
        return event_id.removeprefix(_PREFIX)
    return int(hashlib.sha256(event_id.encode()).hexdigest(), 16) % 10**_ID_DIGITS
