"""The commands that search the gazetteer and keep the user's own places."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, TypeVar

import click
import orjson

from gazetteer import NameKind, Place, PlaceName, PlaceNotFoundError, SearchHit, UserPlaces
from gazetteer.cells import guard_cell
from geo.cli import packs, space
from geo.codebook import find_country
from geo.gazetteers import open_gazetteer
from geo.store import open_store

_EXPORT_COLUMNS = (
    "id", "name", "aliases", "lat", "lon", "country", "admin1", "feature_code", "radius_km", "population", "note",
)  # fmt: skip
_Command = TypeVar("_Command", bound=Callable[..., None])
_database = click.option(
    "--database", type=click.Path(dir_okay=False, path_type=Path), help="The store that holds your own places."
)


def _read_country(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Return the country's code of two letters; what is empty stays so."""
    if not value:
        return value
    country = find_country(value)
    if country is None:
        raise click.BadParameter(f"{value[:40]!r} is neither an ISO 3166 code nor an English name of a country")
    return country.alpha2


def _place_options(command: _Command) -> _Command:
    """Add the options that describe a place, each None where it is not given."""
    options = (
        click.option("--lat", type=float, help="Latitude in degrees, WGS 84."),
        click.option("--lon", type=float, help="Longitude in degrees, WGS 84."),
        click.option("--country", metavar="COUNTRY", callback=_read_country, help="SY, SYR or Syria."),
        click.option("--admin1", metavar="NAME", help="First-level division; found from the point if not given."),
        click.option("--feature-code", metavar="CODE", help="GeoNames feature code: PPL, PPLX, AIRB, RGN …"),
        click.option("--radius-km", type=float, help="How far the place reaches from its point."),
        click.option("--population", type=int, help="Number of people."),
        click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another name; repeat for more."),
        click.option("--note", help="Whatever you want to remember of it."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(
    epilog="""\b
Examples:
  conflict-atlas gazetteer search Idleb --country SY
  conflict-atlas gazetteer add "Khirbet Ghazaleh" --lat 32.73 --lon 36.20 --country SY --alias "Khirbat Ghazala"
"""
)
def gazetteer() -> None:
    """Search the gazetteer, and keep places of your own, which win over the built ones."""


for _command in (*packs.COMMANDS, *space.COMMANDS):
    gazetteer.add_command(_command)


@gazetteer.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer add "Khirbet Ghazaleh" --lat 32.73 --lon 36.20 --country SY
"""
)
@click.argument("name")
@_place_options
@_database
def add(*, name: str, database: Path | None, **options: object) -> None:
    """Add a place of your own and write its id."""
    changes = _changes(options)
    if missing := [option for option in ("lat", "lon") if option not in changes]:
        raise click.UsageError(
            f"{name!r} needs a position: give --{' and --'.join(missing)}, such as --lat 32.73 --lon 36.20"
        )
    if "country" not in changes or "admin1" not in changes:
        country, admin1 = open_gazetteer().divisions_at(changes["lon"], changes["lat"])
        changes.setdefault("country", country)
        changes.setdefault("admin1", admin1 if changes["country"].upper() == country else "")
    with open_store(database) as store:
        added = UserPlaces(store.engine).add(Place(id="", name=name, **changes))
    click.echo(added.id)


@gazetteer.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer edit user:khirbet-ghazaleh-0a1b2c3d --radius-km 2
"""
)
@click.argument("place_id", metavar="ID")
@click.option("--name", help="A new name.")
@_place_options
@_database
def edit(*, place_id: str, database: Path | None, **options: object) -> None:
    """Change a place of your own. The aliases given replace the former ones."""
    changes = _changes(options)
    if not changes:
        raise click.UsageError("Nothing to change: give at least one option, such as --radius-km 2")
    with open_store(database) as store:
        edited = UserPlaces(store.engine).edit(place_id, **changes)
    click.echo(f"{edited.id} changed", err=True)


@gazetteer.command()
@click.argument("place_id", metavar="ID")
@_database
def delete(*, place_id: str, database: Path | None) -> None:
    """Delete a place of your own."""
    with open_store(database) as store:
        UserPlaces(store.engine).delete(place_id)
    click.echo(f"{place_id} deleted", err=True)


@gazetteer.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer search "Deir Ezzor"
  conflict-atlas gazetteer search - --country SY --limit 1 < names.txt
"""
)
@click.argument("name")
@click.option("--country", metavar="COUNTRY", callback=_read_country, help="Only in this country: SY, SYR or Syria.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Hits a name.")
@click.option("--format", "format_name", type=click.Choice(["text", "json", "jsonl"]), help="With - always jsonl.")
@_database
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
@_database
def show(*, place_id: str, format_name: str, database: Path | None) -> None:
    """Show all that is known of a place."""
    with open_store(database) as store:
        opened = open_gazetteer(user_places=UserPlaces(store.engine))
        place = opened.place(place_id)
        near = () if place else opened.search(place_id.rpartition(":")[2].replace("-", " "), limit=1)
    if place is None:
        hint = f" Did you mean {near[0].place.id!r} ({near[0].place.name})?" if near else ""
        raise PlaceNotFoundError(f"No place {place_id!r}.{hint} `gazetteer search NAME` finds ids.")
    if format_name == "json":
        click.echo(orjson.dumps(asdict(place), option=orjson.OPT_INDENT_2).decode())
    else:
        click.echo("\n".join(_description(place)))


@gazetteer.command(
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
    """Write your own places as CSV or GeoJSON."""
    with open_store(database) as store:
        places = UserPlaces(store.engine).all()
    output.write(_csv_text(places) if format_name == "csv" else _geojson_text(places))
    click.echo(f"{len(places)} places written", err=True)


def _changes(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of Place that the options give."""
    changes: dict[str, Any] = {field: value for field, value in options.items() if value not in (None, ())}
    if aliases := changes.pop("aliases", ()):
        changes["names"] = tuple(PlaceName(text, "", NameKind.ALIAS) for text in aliases)
    return changes


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
        click.echo(f"{hit.score:.2f}  {told}  {place.lat:.4f}, {place.lon:.4f}  {place.id}")


def _description(place: Place) -> Iterable[str]:
    yield f"{place.name}  ({place.id})"
    yield f"  where       {place.lat:.5f}, {place.lon:.5f}, reaching {place.radius_km:g} km"
    yield f"  kind        {place.feature_class} {place.feature_code}"
    for label, value in (("country", place.country), ("division", place.admin1), ("note", place.note)):
        if value:
            yield f"  {label:<11} {value}"
    if place.population:
        yield f"  population  {place.population:,}"
    yield f"  source      {place.source}"
    if others := [name.text for name in place.names if name.text != place.name]:
        yield f"  names       {', '.join(others)}"


def _csv_text(places: Iterable[Place]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_EXPORT_COLUMNS)
    for place in places:
        record = _export_record(place)
        writer.writerow([guard_cell(record[column]) for column in _EXPORT_COLUMNS])
    return stream.getvalue()


def _export_record(place: Place) -> dict[str, str | float]:
    record = {column: getattr(place, column) for column in _EXPORT_COLUMNS if column != "aliases"}
    return record | {"aliases": "; ".join(name.text for name in place.names)}


def _geojson_text(places: Iterable[Place]) -> str:
    features = [
        {
            "type": "Feature",
            "id": place.id,
            "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
            "properties": {key: value for key, value in _export_record(place).items() if key not in {"lat", "lon"}},
        }
        for place in places
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features}).decode() + "\n"
