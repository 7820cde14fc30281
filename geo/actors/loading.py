"""Reads actors, countries and leaders from data files; says what is wrong in them by file, entry and field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from geo.actors.models import INTER, Actor, Country, Leader
from geo.errors import EntryError, VocabularyError

_YEARS: Final = range(1800, 2101)
_ISO: Final = re.compile(r"[A-Z]{2}")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
OPEN: Final = 2099
_NAMES: Final = frozenset({"aliases", "local_aliases", "allies", "adjectives", "nationals", "seats"})
_TIMES: Final = frozenset({"start", "end"})
_ACTOR_FIELDS: Final[Mapping[str, type]] = {
    "id": str, "name": str, "kind": str, "country": str, "aliases": list, "local_aliases": list, "start": int,
    "end": int, "parent": str, "series": str, "successor": str, "allies": list, "armed": bool, "source_only": bool,
    "source": str,
}  # fmt: skip
_COUNTRY_FIELDS: Final[Mapping[str, type]] = {
    "iso": str, "name": str, "aliases": list, "adjectives": list, "nationals": list, "capital": str, "seats": list,
    "leaders": list, "agencies": list, "forces": str, "government": str, "source": str,
}  # fmt: skip
_LEADER_FIELDS: Final[Mapping[str, type]] = {
    "name": str, "aliases": list, "role": str, "actor": str, "country": str, "start": int, "end": int, "source": str,
}  # fmt: skip


class Row(NamedTuple):
    """An entry of a data file, with the file's name and what to call the entry in a message."""

    file: str
    name: str
    values: Mapping[str, Any]

    def error(self, field: str, problem: str) -> EntryError:
        """Return the error to raise: it names file, entry and field."""
        return EntryError(f"{self.file}, entry {self.name!r}", field, problem)


def rows(file: str, text: str, table: str, key: str) -> list[Row]:
    """Read the entries ``[[table]]`` of a TOML file; ``key`` is the field by which messages name an entry.

    Raises
    ------
    VocabularyError
        The text is no TOML, or has anything but such entries.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{file} is no TOML: {error}.") from error
    entries = found.pop(table, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries) or found:
        raise VocabularyError(f"{file} must hold entries [[{table}]] and nothing else.")
    return [Row(file, str(entry.get(key, f"number {number}")), entry) for number, entry in enumerate(entries, 1)]


def read_actor(row: Row) -> Actor:
    """Return the actor of an entry.

    Raises
    ------
    VocabularyError
        A field is missing, unknown, of the wrong type or out of range.
    """
    _check_fields(row, _ACTOR_FIELDS, ("id", "name", "kind", "source"))
    values = row.values
    if values["kind"] not in INTER:
        raise row.error("kind", f"is {values['kind']!r}; allowed are {', '.join(INTER)}")
    if not _ID.fullmatch(values["id"]):
        raise row.error("id", f"is {values['id']!r}, but must be of small letters, digits and hyphens")
    _check_country(row)
    _check_years(row)
    return Actor(
        id=values["id"],
        name=values["name"],
        kind=values["kind"],
        country=values.get("country", ""),
        aliases=tuple(values.get("aliases", ())),
        local_aliases=tuple(values.get("local_aliases", ())),
        start=_year(values.get("start")),
        end=_year(values.get("end")),
        parent=values.get("parent", ""),
        series=values.get("series", ""),
        successor=values.get("successor", ""),
        allies=tuple(values.get("allies", ())),
        armed=values.get("armed", False),
        source_only=values.get("source_only", False),
        source=values["source"],
        first_day=_day(values.get("start")),
        last_day=_day(values.get("end")),
    )


def read_country(row: Row) -> Country:
    """Return the country of an entry, its leaders with it; raises ``VocabularyError`` as ``read_actor`` does."""
    _check_fields(row, _COUNTRY_FIELDS, ("iso", "name", "source"))
    values = row.values
    leaders = (Row(row.file, f"{row.name}, leader {entry.get('name')}", entry) for entry in values.get("leaders", ()))
    return Country(
        iso=values["iso"],
        name=values["name"],
        aliases=tuple(values.get("aliases", ())),
        adjectives=tuple(values.get("adjectives", ())),
        nationals=tuple(values.get("nationals", ())),
        capital=values.get("capital", ""),
        seats=tuple(values.get("seats", ())),
        leaders=tuple(read_leader(leader, values["iso"]) for leader in leaders),
        forces=values.get("forces", ""),
        government=values.get("government", ""),
    )


def read_leader(row: Row, country: str = "") -> Leader:
    """Return the leader or spokesman of an entry; raises ``VocabularyError`` as ``read_actor`` does."""
    _check_fields(row, _LEADER_FIELDS, ("name", "role", "start") if country else ("name", "actor", "start", "source"))
    _check_years(row)
    values = row.values
    start, end = values["start"], values.get("end", OPEN)
    return Leader(
        values["name"], tuple(values.get("aliases", ())), values.get("role", ""), _year(start) or 0,
        _year(end) or OPEN, values.get("actor", ""), country, _day(start), _day(end),
    )  # fmt: skip


def read_time(field: str, text: str) -> tuple[int, date | None]:
    """Return the year, and the day if it is given, of "2024" or "2024-12-08".

    Raises
    ------
    VocabularyError
        The text is neither; the message names the field.
    """
    try:
        day = date.fromisoformat(text) if "-" in text else None
        return (day.year if day else int(text)), day
    except ValueError as error:
        problem = f"is {text[:20]!r}, neither a year as 2024 nor a day as 2024-12-08"
        raise VocabularyError(f"Field {field!r}: {problem}.") from error


def _year(value: int | date | None) -> int | None:
    return value.year if isinstance(value, date) else value


def _day(value: int | date | None) -> date | None:
    return value if isinstance(value, date) else None


def check_references(actors: Iterable[Row], leaders: Iterable[Row]) -> None:
    """Check that ids are unique and that those which entries point to exist.

    Raises
    ------
    VocabularyError
        Two entries have one id, or one points to an id that nobody has.
    """
    known: dict[str, Row] = {}
    entries = list(actors)
    for row in entries:
        if row.values["id"] in known:
            raise row.error("id", f"is taken by an entry of {known[row.values['id']].file}")
        known[row.values["id"]] = row
    for row in (*entries, *leaders):
        for field, target in _pointers(row):
            if target not in known:
                raise row.error(field, f"points to {target!r}, which no actor has as id")


def _pointers(row: Row) -> Iterator[tuple[str, str]]:
    for field in ("parent", "successor", "actor"):
        if row.values.get(field):
            yield field, row.values[field]
    yield from (("allies", ally) for ally in row.values.get("allies", ()))


def _check_fields(row: Row, fields: Mapping[str, type], required: Iterable[str]) -> None:
    for field, value in row.values.items():
        wanted = fields.get(field)
        if wanted is None:
            raise row.error(field, f"is unknown; known are {', '.join(fields)}")
        if field in _TIMES and isinstance(value, date) and not isinstance(value, datetime):
            continue
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            kind = "a year or a day as 2024-12-08" if field in _TIMES else f"of type {wanted.__name__}"
            raise row.error(field, f"must be {kind}, and is {value!r}")
        if field in _NAMES and isinstance(value, list) and not _are_names(value):
            raise row.error(field, "must be a list of names")
    for field in required:
        if not row.values.get(field):
            raise row.error(field, "is missing")


def _are_names(value: Iterable[object]) -> bool:
    return all(isinstance(one, str) and one.strip() for one in value)


def _check_country(row: Row) -> None:
    country = row.values.get("country", "")
    if country and not _ISO.fullmatch(country):
        raise row.error("country", f"is {country!r}, not an ISO 3166 code of two letters")


def _check_years(row: Row) -> None:
    start, end = row.values.get("start"), row.values.get("end")
    for field, time in (("start", start), ("end", end)):
        if time is not None and _year(time) not in _YEARS:
            raise row.error(field, f"is {time}, not a year from {_YEARS.start} to {_YEARS.stop - 1}")
    if start is not None and end is not None and _is_before(end, start):
        raise row.error("end", f"is {end}, before the start, {start}")


def _is_before(one: int | date, other: int | date) -> bool:
    """Say whether a time, a year or a day, lies before another; days of one year and that year do not."""
    if isinstance(one, date) and isinstance(other, date):
        return one < other
    return (_year(one) or 0) < (_year(other) or 0)
