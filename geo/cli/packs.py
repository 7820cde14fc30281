"""The commands that install, list, update and remove gazetteer packs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from gazetteer.download import GEONAMES, SOURCES
from gazetteer.errors import PackNotFoundError
from gazetteer.packs import Pack, PackHead, Packs
from gazetteer.packs.files import FileWish
from geo.cli.pack_work import PackWork
from geo.cli.place_options import read_country
from geo.codebook import find_country
from geo.settings import load_settings

_SHOWN_DIGITS = 16
_Command = TypeVar("_Command", bound=Callable[..., None])


def _read_countries(_context: click.Context, _argument: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(read_country(_context, _argument, value) or "" for value in values)


def _read_columns(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    if wrong := [field for field, equals, column in pairs if not (field and equals and column)]:
        raise click.BadParameter(f"{wrong[0][:40]!r}: FIELD=COLUMN is expected, such as name=Settlement")
    return {field: column for field, _, column in pairs}


def _file_options(command: _Command) -> _Command:
    """Add the options that say what a local file is, each empty where it is not given."""
    options = (
        click.option(
            "--from",
            "files",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            multiple=True,
            metavar="FILE",
            help="A local file: GeoNames (zip, txt), Who's On First (jsonl, zip), CSV, GeoJSON, KML. Repeat for more.",
        ),
        click.option(
            "--alternate-names",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="GeoNames' table alternateNamesV2 (zip, txt) for the dump.",
        ),
        click.option(
            "--column", "columns", multiple=True, metavar="FIELD=COLUMN", callback=_read_columns,
            help="Which column of a table holds what, such as lat=Y_COORD.",
        ),
        click.option("--country", callback=read_country, metavar="COUNTRY", help="Where the file's places are."),
        click.option("--name", default="", help="What the pack is called, if not by its source and country."),
        click.option("--licence", default="", help="The file's licence, which exports will name."),
        click.option("--url", default="", help="Where the file comes from."),
        click.option("--date", default="", help="The date of the file's edition."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer install SY IQ
  conflict-atlas gazetteer install --from whosonfirst-sy.jsonl.gz
  conflict-atlas gazetteer install --from camps.csv --country SY --column name=Camp --licence "CC BY 4.0"
"""
)
@click.argument("countries", nargs=-1, callback=_read_countries)
@click.option("--source", type=click.Choice(SOURCES), default=GEONAMES, show_default=True, help="Where to download.")
@_file_options
def install(*, countries: Sequence[str], source: str, files: Sequence[Path], **told: Any) -> None:  # noqa: ANN401 - click's options of several types
    """Install packs: all places of COUNTRIES (SY IQ …), downloaded or from local files.

    They join the built gazetteer; a place that it has already is merged with it. Installing a pack again replaces it.
    """
    if not countries and not files:
        raise click.UsageError("Name a country, such as SY, or give a file with --from FILE")
    if told["name"] and len(files) > 1:
        raise click.UsageError("--name fits one file; install the files one by one")
    work = PackWork(load_settings())
    for path in files:
        work.add_file(path, _wish(told))
    for code in countries:
        work.add_country(code, source)
    _end(work)


def _wish(told: Mapping[str, Any]) -> FileWish:
    head = PackHead(told["name"], "", told["country"] or "", told["licence"], told["url"], told["date"])
    return FileWish(head, told["columns"], told["alternate_names"], _country_code)


@click.command(
    "packs",
    epilog="""\b
Examples:
  conflict-atlas gazetteer packs
""",
)
def list_packs() -> None:
    """List the installed packs with their places, dates, sources and licences."""
    packs = Packs(load_settings().packs).list()
    if not packs:
        click.echo("No packs are installed. `gazetteer install SY` installs one.", err=True)
    for pack in packs:
        head = pack.head
        where = f"  {head.url}" if head.url else ""
        click.echo(
            f"{pack.name}  {pack.places:,} places ({pack.merged:,} merged)  {head.date}  {head.source}, "
            f"{head.licence or 'licence unknown'}{where}  sha256 {head.sha256[:_SHOWN_DIGITS]}"
        )


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer remove whosonfirst-SY
"""
)
@click.argument("name")
def remove(*, name: str) -> None:
    """Remove a pack. What was read with its places stays as it was until it is read again."""
    pack = Packs(load_settings().packs).remove(name)
    click.echo(f"{pack.name} removed: {pack.places:,} places", err=True)


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer update
  conflict-atlas gazetteer update geonames-SY
"""
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
def update(*, names: Sequence[str]) -> None:
    """Download packs again, by default all that were downloaded, and install those that have changed."""
    settings = load_settings()
    installed = {pack.name: pack for pack in Packs(settings.packs).list()}
    if unknown := [name for name in names if name not in installed]:
        raise PackNotFoundError(f"No pack {unknown[0]!r} is installed; there are: {', '.join(installed) or 'none'}")
    wanted = [installed[name] for name in names or installed]
    work = PackWork(settings)
    for pack in wanted:
        if source := _source_of(pack):
            work.add_country(pack.head.country, source, pack)
        else:
            click.echo(f"{pack.name} came from a file: install its new edition with --from", err=True)
    _end(work)


def _end(work: PackWork) -> None:
    work.install()
    if work.failed:
        sys.exit(1)


def _source_of(pack: Pack) -> str:
    return next((source for source in SOURCES if pack.head.url and pack.name == f"{source}-{pack.head.country}"), "")


def _country_code(name: str) -> str:
    country = find_country(name)
    return country.alpha2 if country else ""


COMMANDS = (install, list_packs, remove, update)
