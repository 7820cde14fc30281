"""Which events are meant: the filter that the web's query string and the command line share."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any, Final
from urllib.parse import urlencode

from geo.codebook import event_type_names, event_types, find_country
from geo.errors import FilterError
from geo.models import Status
from geo.surrogates import replace_surrogates

BoundingBox = tuple[float, float, float, float]

_COMMA: Final = re.compile(r"(?<!\\),")
_DAY: Final = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_SHARE: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,12})?", re.ASCII)
_DECIMALS: Final = 12
_LONGEST_QUERY: Final = 200
_BOX_NUMBERS: Final = 4
_LARGEST_LON: Final = 180
_LARGEST_LAT: Final = 90
_LONGEST_EXCERPT: Final = 40
_LISTS: Final = ("year", "actor", "type", "country", "status", "claim")
ALL_STATUSES: Final = tuple(status.value for status in Status)
DECIDED_STATUSES: Final = tuple(status.value for status in Status if status is not Status.EXTRACTED)
CLAIMS: Final = ("claimed", "denied", "neither")
"""What is said of an event: only a party vouches for it; a party disputes it; neither of both."""
SHOWN_STATUSES: Final = tuple(status.value for status in Status if status is not Status.REJECTED)


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Conditions that an event meets; an empty one asks nothing.

    Values of one field are alternatives, fields add up. ``actors`` are ids or exact names, on either side or
    associated; ``types`` event or sub-event types; ``bbox`` is (west, south, east, north) in degrees, west > east
    crosses the antimeridian; ``countries`` alpha-2 codes; an event's interval must touch ``since`` … ``until``. No
    ``statuses`` means all but the rejected. ``claims`` are some of :data:`CLAIMS`; an event's confidence must be less
    than ``below``. Each word of ``query`` is looked for in the quote, the place, the actors and the title.
    """

    years: tuple[int, ...] = ()
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    bbox: BoundingBox | None = None
    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    statuses: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    below: float | None = None
    document_id: str | None = None
    places_only: bool = False
    query: str = ""

    @classmethod
    def from_mapping(cls, values: Mapping[str, str | Iterable[str]]) -> EventFilter:
        r"""Read a filter from names and values.

        The names: year actor type bbox country since until status claim below document places q. Takes what
        ``parse_qs`` returns, a MultiDict such as Flask's ``request.args``, or options. Values repeat or are separated
        by commas (``\,`` is a comma within one). Other names are left alone.

        Raises
        ------
        FilterError
            Naming the value that does not fit.
        """
        lists = {name: _split(_values(values, name)) for name in _LISTS}
        return cls(
            years=tuple(_parse_year(year) for year in lists["year"]),
            actors=lists["actor"],
            types=tuple(_parse_type(kind) for kind in lists["type"]),
            bbox=_parse_bbox(_single(values, "bbox")),
            countries=tuple(_parse_country(country) for country in lists["country"]),
            since=_parse_day(_single(values, "since"), "since", last=False),
            until=_parse_day(_single(values, "until"), "until", last=True),
            statuses=tuple(dict.fromkeys(status for word in lists["status"] for status in _parse_status(word))),
            claims=tuple(dict.fromkeys(_parse_claim(word) for word in lists["claim"])),
            below=_parse_share(_single(values, "below"), "below"),
            document_id=_single(values, "document") or None,
            places_only=_single(values, "places") in {"1", "true", "yes"},
            query=_single(values, "q")[:_LONGEST_QUERY],
        )

    def to_query(self) -> str:
        """Return the query string from which :meth:`from_mapping` reads this filter again."""
        pairs = [
            *(("year", str(year)) for year in self.years),
            *(("actor", _escape(actor)) for actor in self.actors),
            *(("type", _escape(kind)) for kind in self.types),
            ("bbox", ",".join(repr(number) for number in self.bbox or ())),
            *(("country", country) for country in self.countries),
            ("since", self.since.isoformat() if self.since else ""),
            ("until", self.until.isoformat() if self.until else ""),
            *(("status", status) for status in self.statuses),
            *(("claim", claim) for claim in self.claims),
            ("below", "" if self.below is None else f"{self.below:.{_DECIMALS}f}".rstrip("0").rstrip(".")),
            ("document", self.document_id or ""),
            ("places", "1" if self.places_only else ""),
            ("q", self.query),
        ]
        return urlencode([(name, value) for name, value in pairs if value])

    def without(self, field: str) -> EventFilter:
        """Return the filter with one field's conditions (``years``, ``actors`` …) left out."""
        cleared: dict[str, Any] = {field: ()}
        return replace(self, **cleared)


def _values(values: Mapping[str, str | Iterable[str]], name: str) -> list[str]:
    """Return all values of a name; a MultiDict's ``get`` would return the first one only."""
    get_list = getattr(values, "getlist", None)
    given: str | Iterable[str] = get_list(name) if get_list else values.get(name, ())
    return [replace_surrogates(value) for value in ([given] if isinstance(given, str) else given)]


def _split(values: list[str]) -> tuple[str, ...]:
    parts = (part.replace("\\,", ",").strip() for value in values for part in _COMMA.split(value))
    return tuple(dict.fromkeys(part for part in parts if part))


def _escape(value: str) -> str:
    return value.replace(",", "\\,")


def _single(values: Mapping[str, str | Iterable[str]], name: str) -> str:
    given = [value.strip() for value in _values(values, name) if value.strip()]
    if len(given) > 1:
        raise FilterError(f"{name} is given {len(given)} times; give it once")
    return given[0] if given else ""


def _shortened(value: str) -> str:
    return repr(value if len(value) <= _LONGEST_EXCERPT else value[:_LONGEST_EXCERPT] + "…")


def _parse_year(value: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", value, re.ASCII):
        raise FilterError(f"year {_shortened(value)} is not a year of four digits")
    return int(value)


def _parse_type(value: str) -> str:
    known = {name.casefold(): name for entry in event_types() for name in (entry.event_type, entry.sub_event_type)}
    if value.casefold() in known:
        return known[value.casefold()]
    near = get_close_matches(value.casefold(), known, 1)
    hint = f"did you mean {known[near[0]]!r}?" if near else f"the types are {', '.join(event_type_names())}"
    raise FilterError(f"type {_shortened(value)} is neither an event type nor a sub-type; {hint}")


def _parse_bbox(value: str) -> BoundingBox | None:
    if not value:
        return None
    try:
        numbers = [float(part) for part in value.split(",")]
    except ValueError as error:
        raise FilterError(f"bbox {_shortened(value)} is not four numbers west,south,east,north") from error
    if len(numbers) != _BOX_NUMBERS:
        raise FilterError(f"bbox {_shortened(value)} has {len(numbers)} numbers, not west,south,east,north")
    west, south, east, north = numbers
    lon, lat = _LARGEST_LON, _LARGEST_LAT
    if not (-lon <= west <= lon and -lon <= east <= lon and -lat <= south <= north <= lat):  # false for NaN too
        raise FilterError(f"bbox {_shortened(value)} is not within -180,-90,180,90 with south <= north")
    return west, south, east, north


def _parse_country(value: str) -> str:
    country = find_country(value)
    if country is None:
        raise FilterError(f"country {_shortened(value)} is neither an ISO 3166 code nor an English name of one")
    return country.alpha2


def _parse_day(value: str, name: str, *, last: bool) -> date | None:
    """Read a day, or the first or last day of a month or year."""
    if not value:
        return None
    if not _DAY.fullmatch(value):
        raise FilterError(f"{name} {_shortened(value)} is not a date; write 2013-08-21, 2013-08 or 2013")
    year, month, day = (*(int(part) for part in value.split("-")), 0, 0)[:3]
    try:
        month = month or (12 if last else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except ValueError as error:
        raise FilterError(f"{name} {_shortened(value)} is not a day of the calendar") from error


def _parse_status(value: str) -> tuple[str, ...]:
    if value == "all":
        return ALL_STATUSES
    if value not in ALL_STATUSES:
        raise FilterError(f"status {_shortened(value)} is not one of {', '.join(ALL_STATUSES)}, all")
    return (value,)


def _parse_claim(value: str) -> str:
    if value not in CLAIMS:
        raise FilterError(f"claim {_shortened(value)} is not one of {', '.join(CLAIMS)}")
    return value


def _parse_share(value: str, name: str) -> float | None:
    """Read a share of one, which may be written as a percentage."""
    if not value:
        return None
    text = value.removesuffix("%").rstrip()
    share = float(text) / (100 if text != value else 1) if _SHARE.fullmatch(text) else None
    if share is None or share > 1:
        raise FilterError(f"{name} {_shortened(value)} is not a share; write 0.3 or 30%")
    return round(share, _DECIMALS)
