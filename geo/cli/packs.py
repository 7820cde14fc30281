"""The commands that install, list and remove gazetteer packs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from tqdm import tqdm

from gazetteer.packs import PackHead, PackReport, Packs
from gazetteer.packs.files import read_pack_file
from geo.codebook import find_country
from geo.settings import load_settings

_TOLD_ROWS = 20


def read_country(_context: click.Context, _option: click.Parameter, value: str | None) -> str:
    """Return the country's code of two letters; nothing stays an empty text."""
    if not value:
        return ""
    country = find_country(value)
    if country is None:
        raise click.BadParameter(f"{value[:40]!r} is neither an ISO 3166 code nor an English name of a country")
    return country.alpha2


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer install --from whosonfirst-sy.jsonl.gz
"""
)
@click.option(
    "--from", "files", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True, metavar="FILE",
    help="A file of places; repeat for more."
)  # fmt: skip
@click.option("--country", callback=read_country, metavar="COUNTRY", help="The country of a file's places.")
@click.option("--name", default="", help="What the pack is called; made from source and country if not given.")
@click.option("--licence", default="", help="The licence of the file.")
@click.option("--url", default="", help="Where the file comes from.")
@click.option("--date", default="", help="The date of the file's edition.")
def install(*, files: Sequence[Path], country: str, name: str, licence: str, url: str, date: str) -> None:
    """Install packs: the places of whole countries beside the built ones."""
    wanted = PackHead(name, "", country, licence, url, date)
    with Packs(load_settings().packs).writing() as writer, tqdm(total=len(files), unit=" packs", disable=None) as bar:
        for path in files:
            bar.set_description(path.name)
            file = read_pack_file(path, wanted)
            _tell(writer.install(file.rows, file.head))
            bar.update()


@click.command(
    "packs",
    epilog="""\b
Examples:
  conflict-atlas gazetteer packs
""",
)
def list_packs() -> None:
    """List the installed packs with their licences and dates."""
    for pack in Packs(load_settings().packs).list():
        head = pack.head
        told = f"{pack.places:>8,} places  {head.date:<10}  {head.source}, {head.licence}"
        click.echo(f"{pack.name:<24} {told}")


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer remove whosonfirst-SY
"""
)
@click.argument("name")
def remove(*, name: str) -> None:
    """Remove a pack."""
    pack = Packs(load_settings().packs).remove(name)
    click.echo(f"{pack.name} removed: {pack.places:,} places", err=True)


def _tell(report: PackReport) -> None:
    pack = report.pack
    told = f"{pack.places:,} places, {pack.names:,} names, {pack.merged:,} of the places known before"
    click.echo(f"{pack.name}: {told}; sha256 {pack.head.sha256[:12]}", err=True)
    for row in report.skipped_rows[:_TOLD_ROWS]:
        click.echo(f"  line {row.line}: {row.reason}", err=True)
    if report.skipped:
        click.echo(f"  {report.skipped:,} rows left out", err=True)


COMMANDS = (install, list_packs, remove)
