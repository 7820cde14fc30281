"""The commands that import and export one's own places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final

import click
from tqdm import tqdm

from gazetteer.errors import SourceDataError
from gazetteer.importers.place_rows import BadRow, PlaceRow, ReadLimits
from gazetteer.place_files import csv_text, geojson_text, read_rows
from gazetteer.place_imports import ImportPlan, plan_import
from geo.cli.place_options import database_option as _database
from geo.cli.place_options import edit_options
from geo.codebook import find_country
from geo.gazetteers import open_gazetteer
from geo.store import open_store


@click.command(
    "import",
    epilog="""\b
Examples:
  conflict-atlas gazetteer import villages.csv
  conflict-atlas gazetteer import villages.csv --column name=VILLAGE --column aliases:ar=VILLAGE_AR --yes
""",
)
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=COLUMN",
    help="Which column holds what, where its header does not say so: name=VILLAGE, lat=Y, aliases:ar=NAME_AR.",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Write it. Without this you are only told what would be written.")
@click.option("--skip-suspicious", is_flag=True, help="Leave out rows about which something looks wrong.")
@edit_options
def import_places(
    *, path: Path, columns: Sequence[str], yes: bool, skip_suspicious: bool, database: Path | None, **signature: str
) -> None:
    """Import places of your own from CSV, TSV, GeoJSON or KML.

    Says for each row that cannot be read, or looks wrong, which line it is and why. Nothing is written without --yes;
    then all is written at once, and one `gazetteer undo` takes it back.
    """
    rows = _rows(path, columns)
    with open_store(database) as store:
        opened = open_gazetteer(user_places=store.user_places)
        with tqdm(unit=" rows", disable=None) as bar:
            plan = plan_import(rows, store.user_places, opened, lambda number: _show(bar, number))
        if skip_suspicious:
            plan = plan.without(row.line for row in plan.suspicious)
        _report(plan)
        if yes:
            signature["reason"] = signature["reason"] or f"import of {path.name}"
            written = plan.apply(store.user_places, **signature)
            click.echo(f"{len(written):,} places written", err=True)
        else:
            click.echo("Nothing was written: add --yes to write it.", err=True)


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer export --format geojson --output places.geojson
"""
)
@click.option("--format", "format_name", type=click.Choice(["csv", "geojson"]), default="csv", show_default=True)
@click.option(
    "--output", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="A file; - is standard output."
)
@_database
def export(*, format_name: str, output: IO[str], database: Path | None) -> None:
    """Write your own places as CSV or GeoJSON, which `gazetteer import` reads elsewhere without loss."""
    with open_store(database) as store:
        places = store.user_places.all_own()
    output.write(csv_text(places) if format_name == "csv" else geojson_text(places))
    click.echo(f"{len(places)} places written", err=True)


COMMANDS: Final = (import_places, export)


def code_of_country(name: str) -> str:
    """Return the code of two letters of a country's code or English name, empty for none."""
    country = find_country(name)
    return country.alpha2 if country else ""


def read_columns(texts: Sequence[str]) -> dict[str, str]:
    """Return the column of each field from texts such as ``name=VILLAGE``."""
    columns = {}
    for text in texts:
        field, _, column = (part.strip() for part in text.partition("="))
        if not (field and column):
            raise click.BadParameter(f"--column {text!r}: FIELD=COLUMN is expected, such as name=VILLAGE")
        columns[field] = column
    return columns


def _rows(path: Path, columns: Sequence[str]) -> Iterator[PlaceRow | BadRow]:
    limits = ReadLimits()
    if path.stat().st_size > limits.bytes:
        raise SourceDataError(f"{path.name} has more than {limits.bytes:,} bytes: split it")
    chosen = read_columns(columns)
    return read_rows(path.read_bytes(), path.name, chosen, limits=limits, find_country=code_of_country)


def _show(bar: tqdm[Any], number: int) -> None:
    bar.update(number - bar.n)


def _report(plan: ImportPlan) -> None:
    for bad in plan.bad:
        click.echo(f"line {bad.line}: {bad.reason}")
    for row in plan.suspicious:
        for suspicion in row.suspicions:
            click.echo(f"line {row.line}: suspicious, {row.after.place.name}: {suspicion.message}")
    counts = (
        (len(plan.new), "new"), (len(plan.changed), "changed"), (plan.same, "the same"), (len(plan.bad), "bad"),
        (len(plan.suspicious), "suspicious"),
    )  # fmt: skip
    click.echo(", ".join(f"{count:,} {what}" for count, what in counts))
