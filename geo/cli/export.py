"""The command that writes events to a file or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from geo.cli.filters import event_filter_options
from geo.cli.reading import open_existing_store, say_written
from geo.errors import ExportError
from geo.exports import EXPORTERS, export_events, export_file, find_exporter, guess_format
from geo.store import EventFilter

# The \b keeps click from joining the lines.
_EXAMPLES: Final = """\b
Examples:
  conflict-atlas export --country SY --since 2013 --until 2013 --output syria-2013.gpkg
  conflict-atlas export --format csv --actor "Free Syrian Army" > fsa.csv
"""


@click.command(epilog=_EXAMPLES)
@event_filter_options
@click.option("--format", "format_name", type=click.Choice(list(EXPORTERS)), help="Guessed from FILE if not given.")
@click.option("--output", default="-", metavar="FILE", show_default=True, help="Where to write; - is standard output.")
@click.option("--database", type=click.Path(dir_okay=False, path_type=Path), help="The store to read from.")
def export(*, wanted: EventFilter, format_name: str | None, output: str, database: Path | None) -> None:
    """Write events as GeoJSON, CSV, GeoPackage, GeoParquet or KML, or as CSV in the columns of ACLED or UCDP GED."""
    chosen = format_name or ("geojson" if output == "-" else guess_format(Path(output)))
    with open_existing_store(database) as store:
        if output == "-":
            _refuse_terminal(chosen)
            left_out = export_events(store, wanted, chosen, sys.stdout.buffer)
        else:
            left_out = export_file(store, wanted, chosen, Path(output))
        say_written(store, wanted, output, left_out)


def _refuse_terminal(format_name: str) -> None:
    if not find_exporter(format_name).is_text and sys.stdout.isatty():
        raise ExportError(f"{format_name} is binary and would garble the terminal; name a file with --output")
