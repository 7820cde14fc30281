"""What writing to the formats of others has in common: the cells that an event has there, from its row and its past."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from geo.interop.vocabulary import CountryNames, country_names
from geo.schema import EventRow
from geo.store.imports import Imported

Cell = str | int | float | None
_NO_COUNTRY: Final = CountryNames("", None, "", "", "")
_NOTHING: Final = Imported(frozenset(), {})


@dataclass(slots=True)
class Writer:
    """Writes events in a format: its columns, and what makes cells by column of an event.

    ``make`` returns the cells of an event, or the reason why the format cannot hold it: an imported event keeps what it
    had there, unless a person has changed what that goes with. ``left_out`` counts the reasons.
    """

    dataset: str
    columns: tuple[str, ...]
    make: Callable[[EventRow, Imported], dict[str, Cell] | str]
    left_out: dict[str, int] = field(default_factory=dict)

    def cells(self, row: EventRow, imported: Imported | None, extra: tuple[str, ...]) -> list[Cell] | None:
        """Return the cells of an event, those of further columns of its file after them; None where it is left out."""
        made = self.make(row, imported or _NOTHING)
        if isinstance(made, str):
            self.left_out[made] = self.left_out.get(made, 0) + 1
            return None
        return [made[name] for name in self.columns] + [had(imported or _NOTHING, name, row) for name in extra]


def names_of(row: EventRow) -> CountryNames:
    """Return how others call the event's country."""
    return country_names().get(row.country, _NO_COUNTRY)


def had(imported: Imported, name: str, row: EventRow) -> str:
    """Return what an event had in a column, which may be kept as its quote."""
    text = imported.values.get(name, "")
    return row.quote if text is None else text


def keep(made: dict[str, Cell], imported: Imported, names: tuple[str, ...], row: EventRow) -> None:
    """Put back what an event had in some columns, be it nothing; a column that its file had not stays as made."""
    for name in names:
        if name in imported.columns:
            made[name] = had(imported, name, row)


def has_moved(row: EventRow, imported: Imported) -> bool:
    """Say whether a person has moved an imported event away from the point that it had."""
    had = (imported.values.get("latitude"), imported.values.get("longitude"))
    now = (row.latitude, row.longitude)
    return any(was is not None and is_now != float(was) for was, is_now in zip(had, now, strict=True))
