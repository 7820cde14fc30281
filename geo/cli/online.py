"""The command that asks an online geocoder for a name."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
import orjson

from gazetteer.name_lists import write_names
from gazetteer.online import Asked, OnlineGeocoder, Proposal
from geo.cli.place_options import database_option, read_country
from geo.online import require_geocoder, told_source
from geo.settings import load_settings


@click.command(
    epilog="""\b
Examples:
  export CONFLICT_ATLAS_GEOCODER=nominatim
  conflict-atlas gazetteer ask "Khirbet Ghazaleh" --country SY
"""
)
@click.argument("name")
@click.option("--country", metavar="COUNTRY", callback=read_country, help="Only in this country: SY, SYR or Syria.")
@click.option("--fresh", is_flag=True, help="Ask again, even if an answer is kept from the last month.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@database_option
def ask(*, name: str, country: str | None, fresh: bool, format_name: str, database: Path | None) -> None:
    """Ask the online geocoder that the settings switch on where NAME is.

    It is off unless CONFLICT_ATLAS_GEOCODER names one. The name and the country are sent to it, nothing else. What it
    answers is only proposed: nothing is added to the gazetteer.
    """
    geocoder = require_geocoder(load_settings({"database": database}))
    asked = geocoder.ask(name, country or "", fresh=fresh)
    click.echo(_told_way(geocoder, asked), err=True)
    if format_name == "json":
        click.echo(orjson.dumps(_record(geocoder, asked), option=orjson.OPT_INDENT_2).decode())
    else:
        for proposal in asked.proposals:
            click.echo("\n".join(_lines(geocoder, proposal)))


def _told_way(geocoder: OnlineGeocoder, asked: Asked) -> str:
    """Say whether something was sent, and what came back."""
    day = datetime.fromtimestamp(asked.asked_at, UTC).date().isoformat()
    way = f"kept from {day}, nothing was sent" if asked.was_kept else f"asked {asked.host} for {asked.name!r}"
    count = len(asked.proposals)
    found = f"{count} proposal{'s' if count != 1 else ''}" if count else "nothing found"
    return f"{geocoder.service.title}: {found} ({way}). Data: {geocoder.service.credit}, {geocoder.service.licence}"


def _lines(geocoder: OnlineGeocoder, place: Proposal) -> Iterator[str]:
    yield f"{place.label}  ({place.feature_code})  {place.lat:.4f}, {place.lon:.4f}, reaching {place.radius_km:g} km"
    yield f"  source  {told_source(geocoder, place)}"
    yield f"  add it  {_add_command(geocoder, place)}"


def _add_command(geocoder: OnlineGeocoder, place: Proposal) -> str:
    """Return the command that adds a proposal, safe to paste whatever the geocoder said."""
    options = {
        "--lat": f"{place.lat:.5f}",
        "--lon": f"{place.lon:.5f}",
        "--country": place.country,
        "--feature-code": place.feature_code,
        "--radius-km": f"{place.radius_km:g}",
        "--reference": told_source(geocoder, place),
    }
    words = [word for option, value in options.items() if value for word in (option, value)]
    aliases = [word for name in place.names for word in ("--alias", write_names([name]))]
    return shlex.join(["conflict-atlas", "gazetteer", "add", *words, *aliases, "--", place.name])


def _record(geocoder: OnlineGeocoder, asked: Asked) -> dict[str, object]:
    proposals = [
        asdict(place) | {"source": told_source(geocoder, place), "licence": geocoder.service.licence}
        for place in asked.proposals
    ]
    return {
        "query": asked.name,
        "country": asked.country,
        "service": geocoder.service.key,
        "host": asked.host,
        "kept": asked.was_kept,
        "proposals": proposals,
    }


COMMANDS = (ask,)
