"""The commands that search the gazetteer and keep the user's own places."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click
import orjson
import shapely

from gazetteer import OwnPlace, Place, PlaceNotFoundError, SearchHit, UserPlaces
from gazetteer.own_records import record_of
from geo.cli import online, own_history, own_places, packs, place_files, space, unknown_names
from geo.cli.place_options import database_option, read_country
from geo.gazetteers import open_gazetteer
from geo.store import open_store


@click.group(
    epilog="""\b
Examples:
  conflict-atlas gazetteer search Idleb --country SY
  conflict-atlas gazetteer add "Ghazaleh Camp" --lat 32.70 --lon 36.25 --country SY --alias "Mukhayyam Ghazala"
"""
)
def gazetteer() -> None:
    """Search the gazetteer, and keep places of your own, which win over the built ones."""


for _command in (
    *own_places.COMMANDS,
    *own_history.COMMANDS,
    *place_files.COMMANDS,
    *packs.COMMANDS,
    *space.COMMANDS,
    *unknown_names.COMMANDS,
    *online.COMMANDS,
):
    gazetteer.add_command(_command)


@gazetteer.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer search "Deir Ezzor"
  conflict-atlas gazetteer search - --country SY --limit 1 < names.txt
"""
)
@click.argument("name")
@click.option("--country", metavar="COUNTRY", callback=read_country, help="Only in this country: SY, SYR or Syria.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Hits a name.")
@click.option("--format", "format_name", type=click.Choice(["text", "json", "jsonl"]), help="With - always jsonl.")
@database_option
def search(*, name: str, country: str | None, limit: int, format_name: str | None, database: Path | None) -> None:
    """Search for a NAME; with - read names from standard input, one a line, and write one JSON line each."""
    with open_store(database) as store:
        opened = open_gazetteer(user_places=UserPlaces(store.engine))
        if name == "-":
            for line in sys.stdin:
                query = line.strip()
                _write_record(query, opened.search(query, country=country, limit=limit))
            return
        hits = opened.search(name, country=country, limit=limit)
    if format_name in {"json", "jsonl"}:
        _write_record(name, hits, indent=format_name == "json")
    else:
        _write_table(name, hits)


@gazetteer.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer show geonames:170794
"""
)
@click.argument("place_id", metavar="ID")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@database_option
def show(*, place_id: str, format_name: str, database: Path | None) -> None:
    """Show all that is known of a place."""
    with open_store(database) as store:
        opened = open_gazetteer(user_places=UserPlaces(store.engine))
        place = opened.place(place_id)
        own = store.user_places.own(place.id) if place and place.wins else None
        near = () if place else opened.search(place_id.rpartition(":")[2].replace("-", " "), limit=1)
    if place is None:
        hint = f" Did you mean {near[0].place.id!r} ({near[0].place.name})?" if near else ""
        raise PlaceNotFoundError(f"No place {place_id!r}.{hint} `gazetteer search NAME` finds ids.")
    if format_name == "json":
        told = asdict(place) | ({key: record_of(own)[key] for key in ("polygon", "reference")} if own else {})
        click.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode())
    else:
        click.echo("\n".join([*_description(place), *(_own_description(own) if own else ())]))


def _hit_record(hit: SearchHit) -> dict[str, object]:
    place = hit.place
    return {
        "id": place.id,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "feature_code": place.feature_code,
        "score": hit.score,
    }


def _write_record(query: str, hits: Iterable[SearchHit], *, indent: bool = False) -> None:
    record = {"query": query, "hits": [_hit_record(hit) for hit in hits]}
    click.echo(orjson.dumps(record, option=orjson.OPT_INDENT_2 if indent else 0).decode())


def _write_table(name: str, hits: list[SearchHit]) -> None:
    if not hits:
        click.echo(f'Nothing found for {name!r}. Add it: gazetteer add "{name}" --lat … --lon … --country …', err=True)
    for hit in hits:
        place = hit.place
        where = ", ".join(filter(None, (place.admin1 if place.admin1 != place.name else "", place.country)))
        told = f"{place.name} ({place.feature_code}; {where})"
        mark = "  approximate" if hit.approximate else ""
        click.echo(f"{hit.score:.2f}  {told}  {place.lat:.4f}, {place.lon:.4f}  {place.id}{mark}")


def _description(place: Place) -> Iterable[str]:
    yield f"{place.name}  ({place.id})"
    yield f"  where       {place.lat:.5f}, {place.lon:.5f}, reaching {place.radius_km:g} km"
    yield f"  kind        {place.feature_class} {place.feature_code}"
    divisions = ", ".join(filter(None, (place.admin1, place.admin2)))
    for label, value in (("country", place.country), ("division", divisions), ("note", place.note)):
        if value:
            yield f"  {label:<11} {value}"
    if place.population:
        yield f"  population  {place.population:,}"
    yield f"  source      {place.source}"
    if others := [name.text for name in place.names if name.text != place.name]:
        yield f"  names       {', '.join(others)}"
    if place.same_as:
        yield f"  same as     {', '.join(place.same_as)}"


def _own_description(own: OwnPlace) -> Iterable[str]:
    if own.reference:
        yield f"  reference   {own.reference}"
    if own.polygon is not None:
        yield f"  polygon     {shapely.get_num_coordinates(own.polygon):,} corners"
