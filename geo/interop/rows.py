"""What is common to the rows of all datasets: the event that a row becomes, and who reads and writes which dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from operator import itemgetter
from typing import Final, NamedTuple, TypeVar

from geo.errors import RowError
from geo.interop.columns import Columns
from geo.interop.values import read_degrees, read_whole
from geo.interop.vocabulary import words_of
from geo.models import ActorRole, EventActor
from geo.schema import EventRow

VERSION: Final = 1
"""Counts up when rows are read otherwise than before, so that importing a file again brings its events up to date."""

_LONGEST_ID: Final = 120
_LARGEST_LATITUDE: Final = 90
_LARGEST_LONGITUDE: Final = 180


class ImportedEvent(NamedTuple):
    """An event of a file: the line that it stands in, its id there, its row, actors, and all columns as JSON."""

    line: int
    original_id: str
    row: EventRow
    actors: tuple[EventActor, ...]
    original: bytes


class Origin(NamedTuple):
    """Where the rows of a file come from: the document that stands for it, and the dataset's key and name."""

    document_id: str
    key: str
    title: str
    extractor: str


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
        read: ReadRow = module.reader(columns, Origin(document_id, self.key, self.title, self.extractor))
        return read


def _dataset(key: str) -> Dataset:
    words = words_of(key)
    return Dataset(key, words["title"], words["url"], words["credit"])


DATASETS: Final[Mapping[str, Dataset]] = {key: _dataset(key) for key in ("acled", "ucdp")}


CellsOf = TypeVar("CellsOf", bound=NamedTuple)


def picker(columns: Columns, kind: type[CellsOf]) -> Callable[[list[str]], CellsOf]:
    """Return what picks a row's cells by the names of ``kind``; a column that the file has not is empty.

    This and the remembering functions of :mod:`geo.interop.values` are what makes an import quick.
    """
    pick = itemgetter(*(columns.at.get(name, columns.width) for name in kind._fields))
    make = kind._make
    return lambda cells: make(pick([*cells, ""]))


def read_point(latitude: str, longitude: str) -> tuple[float, float]:
    """Return latitude and longitude; :class:`RowError` where they are missing or wrong."""
    return (
        read_degrees(latitude, "latitude", _LARGEST_LATITUDE),
        read_degrees(longitude, "longitude", _LARGEST_LONGITUDE),
    )


def read_identity(text: str, what: str) -> str:
    """Return an event's id in its dataset; :class:`RowError` where there is none."""
    text = text.strip()
    if not text:
        raise RowError(f"no {what}")
    if len(text) > _LONGEST_ID or not text.isprintable():
        raise RowError(f"{what} {text[:40]!r} is not of at most {_LONGEST_ID} printable characters")
    return text


def check_year(text: str, day: str) -> None:
    """Raise :class:`RowError` where the column ``year`` says another year than the day."""
    year = read_whole(text, "year")
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


def required(value: int | None, what: str) -> int:
    """Return a number that must be there."""
    if value is None:
        raise RowError(f"no {what}")
    return value


def iterate_names(text: str) -> Iterator[str]:
    """Yield the names of a list with semicolons."""
    yield from (part.strip() for part in text.split(";") if part.strip())
