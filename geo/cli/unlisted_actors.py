"""The commands that review the actors which no entry of the vocabulary lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import orjson

from geo.actors.editing import OwnActors
from geo.actors.vocabulary import ActorVocabulary, load_vocabulary
from geo.cli.place_options import user_name
from geo.settings import load_settings
from geo.store import EventStore, open_store
from geo.unlisted_actors import UnlistedName, alike, examples, unlisted_names

_LONGEST_SENTENCE: Final = 160


@click.command(
    epilog="""\b
Examples:
  conflict-atlas actors unlisted
  conflict-atlas actors unlisted brigade --armed --format jsonl
"""
)
@click.argument("query", required=False, default="")
@click.option("--armed", is_flag=True, help="Only those taken for fighters; no ministries, parties, companies.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Names shown.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Names passed over.")
@click.option("--format", "format_name", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.option("--database", type=click.Path(dir_okay=False, path_type=Path), help="The store that holds the documents.")
def unlisted(*, query: str, armed: bool, limit: int, offset: int, format_name: str, database: Path | None) -> None:  # noqa: PLR0913 - one parameter an option
    """List the organisations in documents that no entry lists: fighters first, then those in most documents.

    Each comes with a sentence and the listed actors of which it may be another spelling. QUERY is a part of the name.
    """
    vocabulary, own = load_vocabulary(), OwnActors(load_settings().actors)
    with open_store(database) as store:
        found = unlisted_names(store, vocabulary, [each.name for each in own.dismissed()], query)
        found = [name for name in found if name.armed or not armed]
        for name in found[offset : offset + limit]:
            if format_name == "jsonl":
                click.echo(orjson.dumps(name))
            else:
                click.echo("\n".join(_lines(store, vocabulary, name)))
    if (left := len(found) - offset - limit) > 0:
        click.echo(f"{left:,} more names: --offset {offset + limit} shows the next ones.", err=True)
    elif not found:
        click.echo("Every organisation in the documents is listed or dismissed.", err=True)


def _lines(store: EventStore, vocabulary: ActorVocabulary, name: UnlistedName) -> Iterator[str]:
    counted = f"{name.mentions:,} x in {name.documents:,} document{'' if name.documents == 1 else 's'}"
    yield f"{name.name}  ({name.kind if name.armed else 'not armed'}; {counted})"
    for example in examples(store, name, 1):
        yield f"  {' '.join(example.sentence.split())[:_LONGEST_SENTENCE]}"
    if name.known_as:
        yield f"  listed now as {name.known_as.id}: `conflict-atlas regeocode` reads the documents again"
    elif guesses := alike(vocabulary, name.bare, name.country):
        yield f"  perhaps {', '.join(f'{actor.name} ({actor.id})' for actor in guesses)}"


@click.command(
    epilog="""\b
Examples:
  conflict-atlas actors dismiss "Oil Ministry"
  conflict-atlas actors dismiss --restore "Oil Ministry"
"""
)
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option("--restore", is_flag=True, help="Put the names back on the list.")
@click.option("--author", default=user_name, show_default="your user name", help="Who decides.")
def dismiss(*, names: tuple[str, ...], restore: bool, author: str) -> None:
    """Leave names out of the list of unlisted actors."""
    own = OwnActors(load_settings().actors)
    for name in names:
        (own.restore if restore else own.dismiss)(name, author=author)
    click.echo(f"{len(names)} {'put back' if restore else 'dismissed'}", err=True)
