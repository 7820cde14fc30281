"""What is common to the rows of all datasets: the event that a row becomes, and who reads and writes which dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Final, NamedTuple

from geo.errors import RowError
from geo.interop.columns import Columns
from geo.interop.values import is_empty, read_degrees, read_whole
from geo.interop.vocabulary import words_of
from geo.models import ActorRole, EventActor
from geo.schema import EventRow

VERSION: Final = 1
"""Counts up when rows are read otherwise than before, so that importing a file again brings its events up to date."""

_LONGEST_ID: Final = 120
_NEAR_KM: Final = 25.0
_NEAR: Final = 2
_LARGEST_LATITUDE: Final = 90
_LARGEST_LONGITUDE: Final = 180


class ImportedEvent(NamedTuple):
    """An event of a file: the line that it stands in, its id there, its row, actors, and all columns as JSON."""

    line: int
    original_id: str
    row: EventRow
    actors: tuple[EventActor, ...]
    original: bytes


ReadRow = Callable[[int, list[str]], ImportedEvent]
"""Returns the event of a row; raises :class:`RowError` with the reason why there is none."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset: its key in ids and commands, its name, address and credit."""

    key: str
    title: str
    url: str
    credit: str

    @property
    def extractor(self) -> str:
        """Return what stands as the extractor of its events."""
        return f"import {self.key} {VERSION}"

    def reader(self, columns: Columns, document_id: str) -> ReadRow:
        """Return the function that reads the rows of a file with these columns."""
        module = import_module(f"geo.interop.{self.key}_reader")
        read: ReadRow = module.reader(columns, document_id, self)
        return read


def _dataset(key: str) -> Dataset:
    words = words_of(key)
    return Dataset(key, words["title"], words["url"], words["credit"])


DATASETS: Final[Mapping[str, Dataset]] = {key: _dataset(key) for key in ("acled", "ucdp")}


class Cells:
    """The cells of the row in hand by column; a column that the file has not is empty."""

    def __init__(self, columns: Columns) -> None:
        self._at = columns.at
        self._cells: Sequence[str] = ()

    def take(self, cells: Sequence[str]) -> None:
        """Look at another row."""
        self._cells = cells

    def __getitem__(self, name: str) -> str:
        at = self._at.get(name)
        return "" if at is None else self._cells[at]

    def text(self, name: str) -> str:
        """Return a text, empty also where "NA" stands for nothing."""
        text = self[name].strip()
        return "" if is_empty(text) else text

    def whole(self, name: str, low: int = 0, high: int = 10_000_000) -> int | None:
        """Return a whole number or None; :class:`RowError` for anything else."""
        text = self[name]
        return read_whole(text, name, low, high) if text else None

    def point(self) -> tuple[float, float]:
        """Return latitude and longitude; :class:`RowError` where they are missing or wrong."""
        return (
            read_degrees(self["latitude"], "latitude", _LARGEST_LATITUDE),
            read_degrees(self["longitude"], "longitude", _LARGEST_LONGITUDE),
        )

    def identity(self, name: str) -> str:
        """Return the event's id in its dataset; :class:`RowError` where there is none."""
        text = self[name].strip()
        if not text:
            raise RowError(f"no {name}")
        if len(text) > _LONGEST_ID or not text.isprintable():
            raise RowError(f"{name} {text[:40]!r} is not of at most {_LONGEST_ID} printable characters")
        return text

    def check_year(self, day: str) -> None:
        """Raise :class:`RowError` where the column ``year`` says another year than the day."""
        year = self.whole("year")
        if year is not None and year != int(day[:4]):
            raise RowError(f"year {year:04d} does not fit the date {day}")


@lru_cache(maxsize=16384)
def make_actor(name: str, role: ActorRole, inter: int) -> EventActor:
    """Return an actor, the same one for the same words."""
    return EventActor("", name, role, inter)


def make_cast(first: str, inter1: int | None, second: str, inter2: int | None, others: str) -> tuple[EventActor, ...]:
    """Return the actors of an event; ``others`` are joined by semicolons."""
    cast = [make_actor(first, ActorRole.ACTOR1, inter1 or 0)] if first else []
    if second:
        cast.append(make_actor(second, ActorRole.ACTOR2, inter2 or 0))
    if others:
        cast += [make_actor(name, ActorRole.ASSOCIATED, 0) for part in others.split(";") if (name := part.strip())]
    return tuple(cast)


def radius_of(where_prec: int | None) -> float | None:
    """Return how far from its point an event may be, where the codebook says so: within about 25 km."""
    return _NEAR_KM if where_prec == _NEAR else None


def required(value: int | None, what: str) -> int:
    """Return a number that must be there."""
    if value is None:
        raise RowError(f"no {what}")
    return value


def iterate_names(text: str) -> Iterator[str]:
    """Yield the names of a list with semicolons."""
    yield from (part.strip() for part in text.split(";") if part.strip())
