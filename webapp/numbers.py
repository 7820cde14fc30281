"""Whole numbers in addresses: no larger than the stores can hold, so that a larger one is a page that is not there."""

from __future__ import annotations

from typing import Final

from werkzeug.routing import IntegerConverter, Map

LARGEST: Final = 2**63 - 1
"""The largest whole number of SQLite and PostgreSQL."""


class StoredNumber(IntegerConverter):
    """A whole number that a store can hold."""

    def __init__(self, map: Map, *args: int, **options: int) -> None:  # noqa: A002 - Werkzeug's name
        super().__init__(map, *args, **{"max": LARGEST, **options})  # type: ignore[arg-type]
