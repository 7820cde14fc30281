"""The commands that import files of events: ACLED's and UCDP's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click
from tqdm import tqdm

from geo.interop import DATASETS, ENCODINGS, ImportOutcome, import_events
from geo.interop.rejects import default_path
from geo.store import open_store
from geo.store.imports import Written

_TOLD: Final = 20


@click.group("import")
def import_group() -> None:
    """Import events from files of ACLED or UCDP GED that you have."""


def _command(key: str, description: str, example: str) -> click.Command:
    @import_group.command(key, help=description, epilog=f"\b\nExamples:\n{example}")
    @click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
    @click.option("--dry-run", is_flag=True, help="Only say what would be imported and what is wrong; write nothing.")
    @click.option("--rejects", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
                  help="Where rejected rows go; FILE.rejected.csv if not given.")  # fmt: skip
    @click.option("--encoding", type=click.Choice(ENCODINGS), default=ENCODINGS[0], show_default=True)
    @click.option("--database", type=click.Path(dir_okay=False, path_type=Path), help="The store to write to.")
    def run(*, path: str, dry_run: bool, rejects: Path | None, encoding: str, database: Path | None) -> None:
        aside = None if dry_run else rejects or default_path(path, key)
        outcome = _run(key, path, encoding, aside, database)
        _report(outcome, aside)
        if outcome.rejected:
            sys.exit(1)

    return run


def _run(key: str, path: str, encoding: str, aside: Path | None, database: Path | None) -> ImportOutcome:
    """Import a file with a bar of progress; without a file for rejected rows only look at it."""
    with tqdm(unit="B", unit_scale=True, desc="import", disable=None, file=sys.stderr) as bar:

        def show(done: int, size: int) -> None:
            bar.total = size
            bar.update(done - bar.n)

        if aside is None:
            return import_events(None, DATASETS[key], path, encoding=encoding, progress=show)
        with open_store(database) as store:
            return import_events(store, DATASETS[key], path, rejects=aside, encoding=encoding, progress=show)


def _report(outcome: ImportOutcome, aside: Path | None) -> None:
    for rejection in outcome.rejections[:_TOLD]:
        click.echo(f"line {rejection.line}: {rejection.reason}", err=True)
    if outcome.rejected > _TOLD:
        click.echo(f"… and {outcome.rejected - _TOLD:,} more.", err=True)
    counts = [f"{number:,} {kind.value}" for kind in Written if (number := outcome.counts[kind])]
    counts += [f"{outcome.rejected:,} rejected"] if outcome.rejected else []
    rows = f"{outcome.rows:,} row{'' if outcome.rows == 1 else 's'}"
    click.echo(f"{rows}: {', '.join(counts) or 'none'}", err=True)
    if aside is None:
        click.echo("Nothing was written: this was a dry run.", err=True)
    elif outcome.rejected:
        click.echo(f"The rejected rows are in {aside}: mend and import them.", err=True)


_ABOUT: Final = """

FILE is CSV or TSV, plain or gzipped; - is standard input. Rows that are no events are told with line and reason and
kept aside in a file. Importing a file again, or a newer edition of it, brings its events up to date by their ids and
leaves alone what people decided; a run that was broken off goes on. The exit code is 1 if rows were rejected."""

COMMANDS: Final = (
    _command(
        "acled",
        "Import an ACLED export: today's columns, those of before 2023 and those of before 2019." + _ABOUT,
        "  conflict-atlas import acled 2025-10-29-Sudan.csv\n  conflict-atlas import acled old.csv --dry-run",
    ),
    _command(
        "ucdp",
        "Import UCDP GED, of any version, whole or an extract of some columns." + _ABOUT,
        "  conflict-atlas import ucdp GEDEvent_v23_1.csv\n  zcat ged.csv.gz | conflict-atlas import ucdp -",
    ),
)
