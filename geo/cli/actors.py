"""The commands that list, show, add, edit, remove and check actors, and those that review the unlisted ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click
import orjson

from geo.actors.ambiguous import ambiguous_aliases
from geo.actors.editing import OwnActors
from geo.actors.loading import check_references, read_time
from geo.actors.models import INTER, Actor
from geo.actors.own import as_toml, own_rows, with_own
from geo.actors.vocabulary import load_vocabulary, shipped_rows
from geo.cli.place_options import user_name
from geo.cli.unlisted_actors import dismiss, unlisted
from geo.errors import VocabularyError
from geo.settings import load_settings

_file = click.option(
    "--file",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Another file than your own of the settings.",
)
_LIMIT: Final = 50
_FIELDS: Final = (
    click.option("--country", metavar="ISO", help="Country of two letters."),
    click.option("--alias", "aliases", multiple=True, help="Another name; may be given again."),
    click.option("--local-alias", "local_aliases", multiple=True, help="A name in texts about the country only."),
    click.option("--start", metavar="TIME", help="First year, or first day as 2024-12-08."),
    click.option("--end", metavar="TIME", help="Last year or day."),
    click.option("--parent", metavar="ID", help="Actor that this one belongs to."),
    click.option("--successor", metavar="ID", help="Actor that has its names after the end."),
    click.option("--ally", "allies", multiple=True, metavar="ID", help="Actor that backs this one."),
)


def _fields(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options for what an entry may have."""
    for option in reversed(_FIELDS):
        command = option(command)
    return command


def _edit(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options on which file is changed, by whom and why."""
    author = click.option("--author", default=user_name, show_default="your user name", help="Who decides.")
    reason = click.option("--reason", default="", help="Why; kept in the history.")
    return _file(author(reason(command)))


@click.group()
def actors() -> None:
    """List, show, add, edit, remove and check actors.

    The actors that are shipped stay as they are: an entry of your own with the same id stands in its stead.
    """


actors.add_command(unlisted)
actors.add_command(dismiss)


@actors.command(
    "list",
    epilog="""\b
Examples:
  conflict-atlas actors list brigade --country SY
  conflict-atlas actors list --own
""",
)
@click.argument("query", required=False, default="")
@click.option("--country", default="", metavar="ISO", help="Only of this country.")
@click.option("--kind", type=click.Choice(list(INTER)), help="Only of this kind.")
@click.option("--own", is_flag=True, help="Only your own.")
@click.option("--limit", type=click.IntRange(1), default=_LIMIT, show_default=True, help="Actors shown.")
@click.option("--format", "format_name", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def list_actors(*, query: str, country: str, kind: str | None, own: bool, limit: int, format_name: str) -> None:  # noqa: PLR0913 - one parameter an option
    """List actors, of whose names QUERY is a part."""
    mine = {row.values["id"] for row in own_rows(load_settings().actors)}
    found = [
        actor
        for actor in load_vocabulary().actors.values()
        if _bears(actor, query) and country.upper() in {"", actor.country} and kind in {None, actor.kind}
        if not own or actor.id in mine
    ]
    for actor in found[:limit]:
        click.echo(orjson.dumps(actor) if format_name == "jsonl" else _line(actor))
    if len(found) > limit:
        click.echo(f"{len(found) - limit:,} more actors: --limit shows them.", err=True)


@actors.command()
@click.argument("actor_id", metavar="ID")
def show(actor_id: str) -> None:
    """Show an actor as an entry of a file: a start for one of your own."""
    click.echo(as_toml(_find(actor_id)), nl=False)


def _find(actor_id: str) -> Actor:
    actor = load_vocabulary().actors.get(actor_id)
    if actor is None:
        raise VocabularyError(f"No actor has the id {actor_id!r}; `conflict-atlas actors list NAME` finds ids.")
    return actor


@actors.command(
    epilog="""\b
Example:
  conflict-atlas actors add zafir-brigade "Zafir Brigade" --kind "Rebel group" --country SY \\
    --alias "Liwa Zafir" --start 2013 --source "our own field notes, 2024"
"""
)
@click.argument("actor_id", metavar="ID")
@click.argument("name")
@click.option("--kind", type=click.Choice(list(INTER)), required=True, help="Kind, as ACLED's codebook has them.")
@click.option("--source", required=True, help="How you know.")
@_fields
@_edit
def add(*, actor_id: str, name: str, path: Path | None, author: str, reason: str, **values: object) -> None:
    """Add an actor to your own file, or replace the one with this ID."""
    armed = values["kind"] not in {"Civilians", "Protesters"}
    entry = {"id": actor_id, "name": name, "armed": armed, **_given(values)}
    _save(path, Actor(**entry), author, reason)


@actors.command(
    epilog="""\b
Examples:
  conflict-atlas actors edit zafir-brigade --alias "Liwa Zafir" --alias "Zafir Battalion" --reason "as they sign"
  conflict-atlas actors edit hezbollah --end 2026-03-01
"""
)
@click.argument("actor_id", metavar="ID")
@click.option("--name", help="Another name.")
@click.option("--kind", type=click.Choice(list(INTER)), help="Another kind.")
@click.option("--source", help="How you know.")
@_fields
@_edit
def edit(*, actor_id: str, path: Path | None, author: str, reason: str, **values: object) -> None:
    """Change an actor; of a shipped one, an entry of your own takes the place. What is not given stays.

    An alias that is given is added; the other lists are replaced.
    """
    known = _find(actor_id)
    changes = _given(values)
    for name in ("aliases", "local_aliases"):
        if name in changes:
            changes[name] = tuple(dict.fromkeys((*getattr(known, name), *changes[name])))
    _save(path, replace(known, **changes), author, reason)


def _given(values: Mapping[str, object]) -> dict[str, Any]:
    """Return the fields that options give; a time may be a year or a day."""
    given = {field: value for field, value in values.items() if value not in {None, ()}}
    for field, day_field in (("start", "first_day"), ("end", "last_day")):
        if field in given:
            given[field], given[day_field] = read_time(field, str(given[field]))
    return given


def _save(path: Path | None, actor: Actor, author: str, reason: str) -> None:
    own = OwnActors(path or load_settings().actors)
    own.save(actor, author=author, reason=reason)
    click.echo(
        f"{actor.id} is in {own.path}. `conflict-atlas regeocode` shows what it changes in documents read before."
    )


@actors.command("remove")
@click.argument("actor_id", metavar="ID")
@_edit
def remove_actor(*, actor_id: str, path: Path | None, author: str, reason: str) -> None:
    """Remove an actor from your own file."""
    OwnActors(path or load_settings().actors).remove(actor_id, author=author, reason=reason)
    click.echo(f"{actor_id} is no longer in your file.")


@actors.command()
@click.argument("actor_id", metavar="[ID]", required=False, default="")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Edits, the latest one first.")
@_file
def history(actor_id: str, limit: int, path: Path | None) -> None:
    """Show who changed your own actors, when and why: one actor, or all."""
    edits = OwnActors(path or load_settings().actors).history(actor_id, limit)
    for each in edits:
        click.echo("\t".join((str(each.id), each.at, each.action, each.actor_id, each.author, each.reason)))
    if not edits:
        click.echo("No edits.", err=True)


@actors.command()
@click.argument("edit_id", metavar="EDIT", type=int)
@_edit
def undo(*, edit_id: int, path: Path | None, author: str, reason: str) -> None:
    """Take an edit back; the numbers are those of `actors history`. Undoing is an edit too, which can be undone."""
    OwnActors(path or load_settings().actors).undo(edit_id, author=author, reason=reason)
    click.echo(f"edit {edit_id} undone", err=True)


@actors.command()
@_file
def check(path: Path | None) -> None:
    """Check your own file, and tell names that two actors of one time and country bear."""
    own = own_rows(path or load_settings().actors)
    check_references(with_own(shipped_rows(), own), [])
    for line in _shared({row.values["id"] for row in own}):
        click.echo(line)
    click.echo(f"{len(own):,} actors of your own, all sound.", err=True)


def _shared(own: set[str]) -> Iterator[str]:
    for alias, one, two in ambiguous_aliases(load_vocabulary().actors.values()):
        if own & {one.id, two.id}:
            yield f"{alias!r} is {one.id} and {two.id}: neither year nor country tells them apart"


def _bears(actor: Actor, query: str) -> bool:
    return any(query.casefold() in name.casefold() for name in (actor.id, actor.name, *actor.aliases))


def _line(actor: Actor) -> str:
    first, last = actor.first_day or actor.start or "", actor.last_day or actor.end or ""
    times = f"{first}-{last}".strip("-")
    return f"{actor.id}\t{actor.name}\t{actor.kind}\t{actor.country}\t{times}"
