"""The commands that ask what is at a point, and that load boundary files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import orjson

from gazetteer import UserPlaces
from gazetteer.boundary_packs import install_boundaries, list_boundaries
from gazetteer.coordinates import Point, parse_coordinates
from gazetteer.errors import PackNotFoundError
from gazetteer.importers.boundary_columns import BoundaryColumns, detect_country, detect_level
from gazetteer.importers.boundary_files import BoundaryHead, properties_of, read_boundaries, read_features
from gazetteer.nearest import Location
from gazetteer.packs import Pack, PackHead, PackReport, Packs
from geo.codebook import find_country
from geo.gazetteers import open_gazetteer
from geo.settings import load_settings
from geo.store import open_store

_TOLD_ROWS = 20
_EXAMPLES = '"35.33 40.14", "35°20\'N 40°08\'E", "37S FV 03600 10400" or "37S 603600 3910400"'


@click.command(
    context_settings={"ignore_unknown_options": True},  # -33.9 is no option
    epilog="""\b
Examples:
  conflict-atlas gazetteer at 35.33 40.14
  conflict-atlas gazetteer at "35°20'N 40°08'E" --limit 3
  conflict-atlas gazetteer at "37S FV 03600 10400" --format json
""",
)
@click.argument("coordinates", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(0, 1000), default=5, show_default=True, help="Places to name.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--database", type=click.Path(dir_okay=False, path_type=Path), help="The store that holds your own places."
)
def at(*, coordinates: Sequence[str], limit: int, format_name: str, database: Path | None) -> None:
    """Say in which country and divisions a point lies, and which places are nearest."""
    text = " ".join(coordinates)
    point = parse_coordinates(text)
    if point is None:
        raise click.BadParameter(f"{text[:60]!r} is no coordinates; write {_EXAMPLES}", param_hint="COORDINATES")
    with open_store(database) as store:
        found = open_gazetteer(user_places=UserPlaces(store.engine)).at(point.lon, point.lat, limit)
    if format_name == "json":
        click.echo(orjson.dumps(_record(point, found), option=orjson.OPT_INDENT_2).decode())
    else:
        _write(point, found)


class _Boundaries(click.Group):
    """A group whose first word may be a file to load, instead of a command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        named = args if args and args[0] in self.commands else ["load", *args]
        return super().resolve_command(ctx, named)


@click.group(
    cls=_Boundaries,
    epilog="""\b
Examples:
  conflict-atlas gazetteer boundaries syr_admin1.geojson --source OCHA --licence "CC BY-IGO"
  conflict-atlas gazetteer boundaries list
  conflict-atlas gazetteer boundaries remove syr_admin1
""",
)
def boundaries() -> None:
    """Load boundary files of your own: they decide in which division a place lies, and what it is called."""


@boundaries.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer boundaries load syr_admin2.geojson
  conflict-atlas gazetteer boundaries load oblasts.geojson --country UA --level 1 --name NAME --name-local IMIA
"""
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--country", metavar="COUNTRY", help="SY, SYR or Syria; found in files of OCHA and others.")
@click.option("--level", type=click.IntRange(1, 2), help="1 for governorates or provinces, 2 for districts.")
@click.option("--name", default="", metavar="COLUMN", help="Where names stand.")
@click.option("--name-local", "local", default="", metavar="COLUMN", help="Where names in the local language stand.")
@click.option("--local-language", "language", default="", metavar="CODE", help="The local language, such as ar.")
@click.option("--code", default="", metavar="COLUMN", help="Where codes stand, which become ids.")
@click.option("--parent", default="", metavar="COLUMN", help="Where the name of the division above stands.")
@click.option("--as", "pack_name", default="", metavar="NAME", help="What to call it; else as the file.")
@click.option("--source", default="", help="Who made it, as exports will say.")
@click.option("--licence", default="", help="Its licence.")
@click.option("--url", default="", help="Where it comes from.")
@click.option("--date", default="", help="The date of its edition.")
def load(*, file: Path, country: str | None, level: int | None, pack_name: str, **options: str) -> None:
    """Load a GeoJSON FILE of divisions, in the place of a former one of that name."""
    data = file.read_bytes()
    features = read_features(data, file.name)
    told = properties_of(features[0])
    name = pack_name or re.sub(r"[^\w.-]+", "-", file.stem)
    columns = BoundaryColumns(**{part: options[part] for part in ("name", "local", "language", "code", "parent")})
    head = BoundaryHead(name, _country(country, told), _level(level, told), columns, options["source"])
    pack = PackHead(
        name, options["source"] or name, head.country, options["licence"], options["url"],
        options["date"] or str(told.get("valid_on") or "")[:10], sha256=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    _tell(install_boundaries(read_boundaries(features, head), pack, Packs(load_settings().packs)))


@boundaries.command("list")
def list_loaded() -> None:
    """List the loaded boundary files."""
    folder = load_settings().packs
    for pack in list_boundaries(folder, Packs(folder)):
        head = pack.head
        told = ", ".join(filter(None, (head.source, head.licence, head.date)))
        click.echo(f"{pack.name:<24} {head.country}  {_count(pack):>16}  {told}")


@boundaries.command()
@click.argument("name")
def remove(*, name: str) -> None:
    """Remove a boundary file: the built divisions hold again."""
    folder = load_settings().packs
    packs = Packs(folder)
    loaded = [pack.name for pack in list_boundaries(folder, packs)]
    if name not in loaded:
        raise PackNotFoundError(f"No boundary file {name!r} is loaded; there are: {', '.join(loaded) or 'none'}")
    pack = packs.remove(name)
    click.echo(f"{pack.name} removed: {_count(pack)}", err=True)


def _country(given: str | None, properties: Mapping[str, Any]) -> str:
    told = given or detect_country(properties)
    found = find_country(told) if told else None
    if found is None:
        what = f"{told[:40]!r} is no country" if told else "The file does not tell its country"
        raise click.BadParameter(
            f"{what}; give an ISO 3166 code or an English name, such as SY", param_hint="--country"
        )
    return found.alpha2


def _level(given: int | None, properties: Mapping[str, Any]) -> int:
    level = given or detect_level(properties)
    if level is None:
        raise click.BadParameter("the file does not tell its level; give 1 or 2", param_hint="--level")
    return level


def _count(pack: Pack) -> str:
    return f"{pack.places:,} division{'s' if pack.places > 1 else ''}"


def _tell(report: PackReport) -> None:
    pack = report.pack
    told = f"{_count(pack)} of {pack.head.country}, {pack.merged:,} known before"
    click.echo(f"{pack.name}: {told}", err=True)
    for row in report.skipped_rows[:_TOLD_ROWS]:
        click.echo(f"  feature {row.line}: {row.reason}", err=True)
    if report.skipped:
        click.echo(f"  {report.skipped:,} features left out", err=True)


def _record(point: Point, found: Location) -> dict[str, object]:
    nearest = [
        {"id": place.id, "name": place.name, "lat": place.lat, "lon": place.lon, "country": place.country, "km": km}
        for place, km in found.nearest
    ]
    return {"point": asdict(point), "divisions": asdict(found.divisions), "nearest": nearest}


def _write(point: Point, found: Location) -> None:
    click.echo(f"{point.lat:.5f}, {point.lon:.5f}  ({point.notation})")
    if point.swapped:
        click.echo("Read as longitude, latitude: the first number can be no latitude.", err=True)
    divisions = found.divisions
    local = ", ".join(name.text for name in (*divisions.admin2_names, *divisions.admin1_names))
    where = ", ".join(filter(None, (divisions.admin2, divisions.admin1, divisions.country)))
    click.echo(f"  in    {where or 'no division that is known'}{f' ({local})' if local else ''}")
    for place, km in found.nearest:
        click.echo(f"  {km:7.1f} km  {place.name} ({place.feature_code}; {place.country})  {place.id}")


COMMANDS = (at, boundaries)
