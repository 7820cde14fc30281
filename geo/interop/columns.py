"""The columns of a file of events: which is which, whatever generation the header is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from geo.errors import RowError
from geo.interop.values import without_decimals
from geo.interop.vocabulary import words_of


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file by their names of today; ``width`` counts all, also those that hold an index only."""

    dataset: str
    at: Mapping[str, int]
    width: int
    whole: tuple[int, ...]

    @property
    def kept(self) -> tuple[str, ...]:
        """Return the names of the columns that are kept beside an event."""
        return tuple(self.at)

    def check_width(self, cells: Sequence[str]) -> None:
        """Raise :class:`RowError` where a row has more or fewer cells than the header."""
        if len(cells) != self.width:
            raise RowError(f"{len(cells)} cells where the header has {self.width}")

    def pack(self, cells: Sequence[str], told: Mapping[str, str | None]) -> bytes:
        """Return what a row says by column, as JSON: cells that hold something, and what else is told of the row."""
        held: dict[str, str | None] = {name: cell for name, at in self.at.items() if (cell := cells[at])}
        held.update(told)
        return orjson.dumps(held)

    def without_decimals(self, cells: list[str]) -> list[str]:
        """Return the cells with whole numbers written as such."""
        for at in self.whole:
            if cells[at].endswith(".0"):
                cells[at] = without_decimals(cells[at])
        return cells


def find_columns(dataset: str, header: Sequence[str]) -> Columns | None:
    """Return the columns of a header, or None where it is no header of that dataset."""
    words = words_of(dataset)
    index = set(words_of("common")["index_columns"])
    at: dict[str, int] = {}
    for position, cell in enumerate(header):
        plain = plain_name(cell)
        name = words["aliases"].get(plain, plain)
        if plain not in index:
            at.setdefault(plain if name in at else name, position)
    if any(name not in at for name in words["needed"]):
        return None
    return Columns(dataset, at, len(header), tuple(at[name] for name in words["whole_numbers"] if name in at))


def missing_columns(dataset: str, header: Sequence[str]) -> list[str]:
    """Return the columns that a dataset's header must have and this one has not."""
    words = words_of(dataset)
    present = {words["aliases"].get(plain_name(cell), plain_name(cell)) for cell in header}
    return [name for name in words["needed"] if name not in present]


def plain_name(header: str) -> str:
    """Return the name of a column in lower case, without marks around it."""
    return header.strip().strip("\ufeff\"'").strip().lower().replace(" ", "_")
