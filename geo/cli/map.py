"""The command that writes events as a map: one HTML file that opens from disk and asks no server for anything."""

from __future__ import annotations

from pathlib import Path

import click

from geo.cli.filters import event_filter_options
from geo.cli.reading import open_existing_store, say_written
from geo.exports import built_attribution
from geo.maps import EventMap
from geo.store import EventFilter


@click.command(
    "map",
    epilog="""\b
Examples:
  conflict-atlas map --output map.html
  conflict-atlas map --country SY --year 2013 --output syria-2013.html
""",
)
@event_filter_options
@click.option("--output", required=True, metavar="FILE", help="Where to write the HTML; - is standard output.")
@click.option("--database", type=click.Path(dir_okay=False, path_type=Path), help="The store to read from.")
def map_command(*, wanted: EventFilter, output: str, database: Path | None) -> None:
    """Write events as a map in one HTML file, which opens offline."""
    with open_existing_store(database) as store:
        page = EventMap(store.geojson(wanted, attribution=built_attribution()).decode()).standalone_html()
        if output == "-":
            click.echo(page, nl=False)
        else:
            Path(output).write_text(page, encoding="utf-8")
        say_written(store, wanted, output)
