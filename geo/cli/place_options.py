"""Options that the commands on one's own places share."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click
import orjson
from shapely.geometry.base import BaseGeometry

from gazetteer import InvalidPlaceError
from gazetteer.importers.geometries import geojson_shapes
from gazetteer.name_lists import read_names
from geo.codebook import find_country

_Command = TypeVar("_Command", bound=Callable[..., None])
database_option = click.option(
    "--database", type=click.Path(dir_okay=False, path_type=Path), help="The store that holds your own places."
)


def user_name() -> str:
    """Return the name under which the user is logged in, empty where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def read_country(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Return the country's code of two letters; what is empty stays so."""
    if not value:
        return value
    country = find_country(value)
    if country is None:
        raise click.BadParameter(f"{value[:40]!r} is neither an ISO 3166 code nor an English name of a country")
    return country.alpha2


def _read_polygon(_context: click.Context, _option: click.Parameter, value: Path | None) -> BaseGeometry | None:
    """Return the first polygon of a GeoJSON file: a geometry, a feature or a collection."""
    if value is None:
        return None
    try:
        found = _geometry(orjson.loads(value.read_bytes()))
        return next((shape for shape in geojson_shapes(found) if shape.geom_type != "Point"), None) or _refuse(value)
    except (orjson.JSONDecodeError, InvalidPlaceError) as error:
        raise click.BadParameter(f"{value.name}: {error}") from error


def _refuse(path: Path) -> BaseGeometry:
    raise click.BadParameter(f"{path.name} holds no polygon; draw one and save it as GeoJSON")


def _geometry(content: Any) -> object:  # noqa: ANN401 - any JSON
    """Return the geometry of GeoJSON, of the first feature where there are several."""
    features = content.get("features") if isinstance(content, dict) else None
    if isinstance(features, list) and features:
        content = features[0]
    return content.get("geometry", content) if isinstance(content, dict) else content


def with_options(command: _Command, *options: Callable[[_Command], _Command]) -> _Command:
    """Add options in the order in which the help is to show them."""
    for option in reversed(options):
        command = option(command)
    return command


def place_options(command: _Command) -> _Command:
    """Add the options that describe a place, each None or empty where it is not given."""
    return with_options(
        command,
        click.option("--lat", type=float, help="Latitude in degrees, WGS 84."),
        click.option("--lon", type=float, help="Longitude in degrees, WGS 84."),
        click.option("--country", metavar="COUNTRY", callback=read_country, help="SY, SYR or Syria."),
        click.option("--admin1", metavar="NAME", help="First-level division; found from the point if not given."),
        click.option("--admin2", metavar="NAME", help="Second-level division."),
        click.option("--feature-code", metavar="CODE", help="GeoNames feature code: PPL, PPLX, AIRB, RGN …"),
        click.option("--radius-km", type=float, help="How far the place reaches from its point."),
        click.option(
            "--polygon", metavar="FILE", callback=_read_polygon,
            type=click.Path(exists=True, dir_okay=False, path_type=Path), help="GeoJSON file with its polygon.",
        ),
        click.option("--population", type=int, help="Number of people."),
        click.option(
            "--alias", "aliases", multiple=True, metavar="NAME",
            help='Another name, also with language and kind: "إدلب|ar|original". Repeat for more.',
        ),
        click.option("--note", help="Whatever you want to remember of it."),
        click.option("--reference", help="Where you know it from: a report, an address."),
        click.option(
            "--same-as", "same_as", multiple=True, metavar="ID",
            help="A place that this one stands in for. Repeat for more.",
        ),
    )  # fmt: skip


def edit_options(command: _Command) -> _Command:
    """Add who changes something and why, and the store."""
    return with_options(
        command,
        click.option("--author", default=user_name, show_default="your user name", help="Who makes the change."),
        click.option("--reason", default="", help="Why, for the history."),
        database_option,
    )


def taken_signature(options: dict[str, Any]) -> dict[str, str]:
    """Take who makes a change and why out of the options of a command, to hand on to the store."""
    return {field: options.pop(field) for field in ("author", "reason")}


def given_changes(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an own place that the options give."""
    changes = {field: value for field, value in options.items() if value not in (None, ())}
    if aliases := changes.pop("aliases", ()):
        changes["names"] = tuple(name for text in aliases for name in read_names(text))
    return changes
