"""The commands that show and take back edits to one's own places."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click
import orjson

from gazetteer import PlaceEdit
from gazetteer.own_records import record_of
from geo.cli.place_options import database_option, edit_options
from geo.store import open_store

_FIELDS: Final = ("id", "at", "author", "reason", "action", "group_id", "place_id", "undoes", "undone_by")


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer history
  conflict-atlas gazetteer history user:ghazaleh-camp-0a1b2c3d --format jsonl
"""
)
@click.argument("place_id", metavar="[ID]", required=False)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Edits, the latest one first.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Edits to leave out before.")
@click.option("--format", "format_name", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@database_option
def history(*, place_id: str | None, limit: int, offset: int, format_name: str, database: Path | None) -> None:
    """Show who changed your own places, when and why: one place, or all."""
    with open_store(database) as store:
        edits = store.user_places.history(place_id, limit, offset)
    if not edits:
        click.echo("No edits.", err=True)
    for each in edits:
        click.echo(_line(each) if format_name == "text" else orjson.dumps(_record(each)).decode())


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer undo 17 --reason "the report was about another village"
"""
)
@click.argument("edit_id", metavar="EDIT", type=int)
@edit_options
def undo(*, edit_id: int, database: Path | None, author: str, reason: str) -> None:
    """Take an edit back, and with it all that were made at once: a whole import, merge or split.

    The numbers are those of `gazetteer history`. Undoing is an edit too, which can be undone.
    """
    with open_store(database) as store:
        store.user_places.undo(edit_id, author=author, reason=reason)
    click.echo(f"edit {edit_id} undone", err=True)


COMMANDS: Final = (history, undo)


def _line(edit: PlaceEdit) -> str:
    fields = "" if edit.before is None or edit.after is None else f" ({', '.join(edit.changed)})"
    undone = f"  undone by {edit.undone_by}" if edit.undone_by else ""
    why = f"  {edit.reason}" if edit.reason else ""
    return f"{edit.id:>5}  {edit.at[:16]}  {edit.author:<12} {edit.action:<6} {edit.place_id}{fields}{why}{undone}"


def _record(edit: PlaceEdit) -> dict[str, Any]:
    told = {field: getattr(edit, field) for field in _FIELDS}
    return told | {"before": record_of(edit.before) or None, "after": record_of(edit.after) or None}
