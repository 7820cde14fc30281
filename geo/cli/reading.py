"""What the commands share that only read the store."""

from __future__ import annotations

from pathlib import Path

import click

from geo.errors import StoreError
from geo.settings import load_settings
from geo.store import EventFilter, EventStore, open_store


def open_existing_store(database: Path | None) -> EventStore:
    """Open a store that is there; a mistyped name must not pass for an empty store.

    Raises
    ------
    StoreError
        When there is no such file.
    """
    path = load_settings({"database": database}).database
    if not path.exists():
        raise StoreError(f"there is no database {path}; `conflict-atlas ingest FILE` makes one")
    return open_store(path)


def say_written(store: EventStore, wanted: EventFilter, output: str, left_out: int = 0) -> None:
    """Say on standard error how much was written; to standard output, only that nothing was."""
    events = store.count(wanted) - left_out
    if output != "-":
        click.echo(f"{events:,} event{'' if events == 1 else 's'} written to {output}", err=True)
    if not events and not left_out:
        why = "No event fits these filters." if wanted != EventFilter() else "There are no events in the database yet."
        click.echo(why, err=True)
