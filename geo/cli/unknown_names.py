"""The commands that review the names which no place matched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import orjson

from geo.cli.place_options import user_name
from geo.gazetteers import open_gazetteer
from geo.settings import load_settings
from geo.store import open_store
from geo.unknown_names import UnknownName, unknown_names

_database = click.option(
    "--database", type=click.Path(dir_okay=False, path_type=Path), help="The store that holds the documents."
)


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer unknown
  conflict-atlas gazetteer unknown khirbet --limit 5 --format json
"""
)
@click.argument("query", required=False, default="")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Names shown.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Names passed over.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_database
def unknown(*, query: str, limit: int, offset: int, format_name: str, database: Path | None) -> None:
    """List the names in documents that no place matched, those in most documents first.

    Each comes with a sentence, a guess of where it may lie, and the known places of which it may be another spelling.
    QUERY is a part of the name.
    """
    with open_store(database) as store:
        gazetteer = open_gazetteer(load_settings(), store.user_places)
        names = unknown_names(store, gazetteer, limit, offset, query)
        total = store.unknown_names.count(query)
    if format_name == "json":
        click.echo(orjson.dumps(names, option=orjson.OPT_INDENT_2).decode())
    else:
        for name in names:
            click.echo("\n".join(_lines(name)))
    if left := total - offset - len(names):
        click.echo(f"{left:,} more names: --offset {offset + len(names)} shows the next ones.", err=True)
    elif not total:
        click.echo("Every name has its place.", err=True)


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer dismiss "Abu Muhammad"
  conflict-atlas gazetteer dismiss --restore "Abu Muhammad"
"""
)
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option("--restore", is_flag=True, help="Put the names back on the list.")
@click.option("--author", default=user_name, show_default="your user name", help="Who decides.")
@_database
def dismiss(*, names: tuple[str, ...], restore: bool, author: str, database: Path | None) -> None:
    """Leave names that are no places out of the list of unknown names."""
    with open_store(database) as store:
        for name in names:
            if restore:
                store.unknown_names.restore(name)
            else:
                store.unknown_names.dismiss(name, author=author)
    click.echo(f"{len(names)} {'put back' if restore else 'dismissed'}", err=True)


def _lines(name: UnknownName) -> Iterator[str]:
    yield f"{name.name}  ({name.mentions:,} x in {name.documents:,} document{'' if name.documents == 1 else 's'})"
    for example in name.examples[:1]:
        yield f"  {' '.join(example.sentence.split())}"
    if name.guess:
        guess = name.guess
        yield f"  perhaps in {guess.country}, near {guess.lat:.4f}, {guess.lon:.4f} (within {guess.radius_km:g} km)"
    for hit in name.near_spellings:
        place = hit.place
        where = ", ".join(filter(None, (place.admin1, place.country)))
        yield f"  alias of {place.name}? ({place.feature_code}; {where})  {hit.score:.2f}  {place.id}"


COMMANDS: Final = (unknown, dismiss)
