"""What a person may change on an event, and the check of each value."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from gazetteer.models import Place
from geo.codebook import INTER_NAMES, event_type_names, event_types, find_country
from geo.errors import ChangeError
from geo.models import Status
from geo.rows import derive_columns
from geo.schema import EventRow
from geo.store.consequences import consequences
from geo.surrogates import replace_surrogates

_LONGEST_TEXT: Final = 500
_MOST_PEOPLE: Final = 10_000_000
_HALF_ROUND_THE_WORLD_KM: Final = 20_040


def place_changes(place: Place, where_prec: int = 1) -> dict[str, object]:
    """Return the changes that move an event to a place of the gazetteer."""
    return {
        "location": place.name,
        "place_id": place.id,
        "longitude": place.lon,
        "latitude": place.lat,
        "country": place.country,
        "admin1": place.admin1,
        "where_prec": where_prec,
        "radius_km": place.radius_km,
    }


def apply_changes(row: EventRow, status: str, changes: Mapping[str, object]) -> EventRow:
    """Return the row with a person's changes, the columns that follow from them, and all derived columns anew.

    Texts such as ``"12"`` are read as the column wants them; an empty text or None clears a column that may be empty.

    Raises
    ------
    ChangeError
        Naming the column, the value and what is allowed.
    """
    status = str(status)  # a member of Status is kept as its plain value
    if status not in {known.value for known in Status}:
        raise ChangeError(f"status {status!r} is not one of {', '.join(known.value for known in Status)}")
    if changes and status == Status.EXTRACTED:
        raise ChangeError("a changed event cannot stay 'extracted': use 'edited', so that a re-run leaves it alone")
    checked: dict[str, Any] = {name: _checked(name, value) for name, value in changes.items()}
    checked |= consequences(row, checked)
    changed = derive_columns(replace(row, status=status, **checked))
    _check_together(changed)
    if checked.keys() & {"fatalities_best", "fatalities_high", "fatalities_civilians", "fatalities_military"}:
        _check_kinds(changed)
    return changed


def _checked(name: str, value: object) -> object:
    check = CHANGEABLE.get(name)
    if check is None:
        raise ChangeError(f"{name[:40]!r} cannot be changed; what can: {', '.join(CHANGEABLE)}")
    try:
        return check(value.strip() if isinstance(value, str) else value)
    except (TypeError, ValueError) as error:
        raise ChangeError(f"{name} {str(value)[:40]!r}: {error}") from error


def _check_together(row: EventRow) -> None:
    _check_pairs(row)
    _check_tolls(row)
    known = {entry.sub_event_type for entry in event_types() if entry.event_type == row.event_type}
    if row.sub_event_type and row.sub_event_type not in known:
        raise ChangeError(f"sub_event_type {row.sub_event_type!r} does not belong to {row.event_type!r}")


def _check_pairs(row: EventRow) -> None:
    if row.date_start and row.date_end and row.date_start > row.date_end:
        raise ChangeError(f"the last day, {row.date_end}, is before the first, {row.date_start}")
    if (row.date_start is None) != (row.date_end is None):
        raise ChangeError("the first and the last day must both be given, or neither")
    if (row.latitude is None) != (row.longitude is None):
        raise ChangeError("latitude and longitude must both be given, or neither")


def _check_tolls(row: EventRow) -> None:
    low, best, high = row.fatalities_low, row.fatalities_best, row.fatalities_high
    tolls = [toll for toll in (low, best, high) if toll is not None]
    if tolls != sorted(tolls):
        raise ChangeError(f"killed: low {low}, best {best} and high {high} must not fall; change the others too")


def _check_kinds(row: EventRow) -> None:
    kinds = (row.fatalities_civilians, row.fatalities_military)
    told = sum(dead for dead in kinds if dead is not None)
    most = max((toll for toll in (row.fatalities_best, row.fatalities_high) if toll is not None), default=told)
    if told > most:
        raise ChangeError(f"killed: {told} civilians and fighters are more than {most} in all; change the others too")


def _text(value: object) -> str:
    text = replace_surrogates("" if value is None else str(value))
    if len(text) > _LONGEST_TEXT:
        raise ValueError(f"has {len(text)} characters; at most {_LONGEST_TEXT} are allowed")
    return text


def _event_type(value: object) -> str:
    if value not in event_type_names():
        raise ValueError(f"is not one of {', '.join(event_type_names())}")
    return str(value)


def _country(value: object) -> str:
    if not value:
        return ""
    country = find_country(str(value))
    if country is None:
        raise ValueError("is neither an ISO 3166 code nor an English name of a country")
    return country.alpha2


def _day(value: object) -> str | None:
    if not value:
        return None
    if isinstance(value, date):
        return date(value.year, value.month, value.day).isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise ValueError("is not a date such as 2013-08-21") from error


def _whole(low: int, high: int) -> Callable[[object], int | None]:
    def check(value: object) -> int | None:
        if value is None or value == "":
            return None
        number = _number(value)
        if number != int(number) or not low <= number <= high:
            raise ValueError(f"is not a whole number from {low} to {high}")
        return int(number)

    return check


def _real(low: float, high: float) -> Callable[[object], float | None]:
    def check(value: object) -> float | None:
        if value is None or value == "":
            return None
        number = _number(value)
        if not low <= number <= high:
            raise ValueError(f"is not a number from {low} to {high}")
        return number

    return check


def _number(value: object) -> float:
    if not isinstance(value, str | int | float):
        raise TypeError("is not a number")
    try:
        number = float(value)
    except ValueError as error:
        raise ValueError("is not a number") from error
    if not math.isfinite(number):
        raise ValueError("is not a finite number")
    return number


CHANGEABLE: Final[Mapping[str, Callable[[object], object]]] = {
    "event_type": _event_type,
    "sub_event_type": _text,
    "location": _text,
    "place_id": _text,
    "longitude": _real(-180, 180),
    "latitude": _real(-90, 90),
    "country": _country,
    "admin1": _text,
    "where_prec": _whole(1, 7),
    "radius_km": _real(0, _HALF_ROUND_THE_WORLD_KM),
    "date_start": _day,
    "date_end": _day,
    "date_prec": _whole(1, 5),
    "actor1": _text,
    "actor1_id": _text,
    "inter1": _whole(1, max(INTER_NAMES)),
    "actor2": _text,
    "actor2_id": _text,
    "inter2": _whole(1, max(INTER_NAMES)),
    "assoc_actors": _text,
    "fatalities_low": _whole(0, _MOST_PEOPLE),
    "fatalities_best": _whole(0, _MOST_PEOPLE),
    "fatalities_high": _whole(0, _MOST_PEOPLE),
    "injured": _whole(0, _MOST_PEOPLE),
    "fatalities_civilians": _whole(0, _MOST_PEOPLE),
    "fatalities_military": _whole(0, _MOST_PEOPLE),
    "claimed_by": _text,
    "denied_by": _text,
}
"""The columns that a person may change, each with its check."""
