"""The commands that list, show, add, remove and check actors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import orjson

from geo.actors.loading import ambiguous_aliases, check_references
from geo.actors.models import INTER, Actor
from geo.actors.own import as_toml, own_rows, remove, save, with_own
from geo.actors.vocabulary import load_vocabulary, shipped_rows
from geo.errors import VocabularyError
from geo.settings import load_settings

_file = click.option(
    "--file",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Another file than your own of the settings.",
)
_LIMIT: Final = 50


@click.group()
def actors() -> None:
    """List, show, add, remove and check actors.

    The actors that are shipped cannot be changed, but replaced: add one with the same id.
    """


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
    actor = load_vocabulary().actors.get(actor_id)
    if actor is None:
        raise VocabularyError(f"No actor has the id {actor_id!r}; `conflict-atlas actors list NAME` finds ids.")
    click.echo(as_toml(actor), nl=False)


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
@click.option("--country", default="", metavar="ISO", help="Country of two letters.")
@click.option("--alias", "aliases", multiple=True, help="Another name; may be given again.")
@click.option("--local-alias", "local_aliases", multiple=True, help="A name in texts about the country only.")
@click.option("--start", type=int, help="First year.")
@click.option("--end", type=int, help="Last year.")
@click.option("--parent", default="", metavar="ID", help="Actor that this one belongs to.")
@click.option("--successor", default="", metavar="ID", help="Actor that has its names after the last year.")
@click.option("--ally", "allies", multiple=True, metavar="ID", help="Actor that backs this one.")
@click.option("--source", required=True, help="How you know.")
@_file
def add(actor_id: str, name: str, path: Path | None, **values: object) -> None:
    """Add an actor to your own file, or replace the one with this ID."""
    armed = values["kind"] not in {"Civilians", "Protesters"}
    entry = {"id": actor_id, "name": name, "armed": armed, **values}
    actor = Actor(**{field: value for field, value in entry.items() if value is not None})  # type: ignore[arg-type]
    path = path or load_settings().actors
    save(path, shipped_rows(), actor)
    click.echo(f"{actor_id} is in {path}. `conflict-atlas ingest` reads texts with it; read ones keep what they have.")


@actors.command("remove")
@click.argument("actor_id", metavar="ID")
@_file
def remove_actor(actor_id: str, path: Path | None) -> None:
    """Remove an actor from your own file."""
    remove(path or load_settings().actors, shipped_rows(), actor_id)
    click.echo(f"{actor_id} is no longer in your file.")


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
    years = f"{actor.start or ''}-{actor.end or ''}".strip("-") if actor.start or actor.end else ""
    return f"{actor.id}\t{actor.name}\t{actor.kind}\t{actor.country}\t{years}"
