"""The commands that add, change, delete, merge and split one's own places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click

from gazetteer import Gazetteer, Place
from gazetteer.checks import Suspicion, suspicions
from gazetteer.importers.divisions import radius_of
from gazetteer.own_records import OwnPlace
from gazetteer.place_values import checked_own
from geo.cli.place_options import edit_options, given_changes, place_options, taken_signature
from geo.gazetteers import open_gazetteer
from geo.store import open_store

_LOOKED_AT: Final = frozenset({"name", "names", "lat", "lon", "country", "polygon", "feature_code"})
_force = click.option("--force", is_flag=True, help="Write it though something looks wrong.")


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer add "Ghazaleh Camp" --lat 32.70 --lon 36.25 --country SY --alias "مخيم غزالة|ar|original"
"""
)
@click.argument("name")
@place_options
@_force
@edit_options
def add(*, name: str, database: Path | None, force: bool, **options: object) -> None:
    """Add a place of your own and write its id.

    What looks wrong (a point outside the country, latitude and longitude swapped, a place of like name within 2 km) is
    told, and nothing written unless --force says that it is meant so.
    """
    signature = taken_signature(options)
    with open_store(database) as store:
        opened = open_gazetteer(user_places=store.user_places)
        own = _described(name, given_changes(options), opened)
        _stop_at(suspicions(own.place, opened, own.polygon), force=force)
        added = store.user_places.add(own.place, polygon=own.polygon, reference=own.reference, **signature)
    click.echo(added.id)


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer edit user:ghazaleh-camp-0a1b2c3d --radius-km 2 --reason "measured on the map"
"""
)
@click.argument("place_id", metavar="ID")
@click.option("--name", help="A new name.")
@place_options
@click.option("--no-polygon", is_flag=True, help="Take the polygon away: the radius counts.")
@_force
@edit_options
def edit(*, place_id: str, database: Path | None, force: bool, no_polygon: bool, **options: object) -> None:
    """Change a place of your own. The aliases and ids given replace the former ones."""
    signature = taken_signature(options)
    changes = given_changes(options) | ({"polygon": None} if no_polygon else {})
    if not changes:
        raise click.UsageError("Nothing to change: give at least one option, such as --radius-km 2")
    with open_store(database) as store:
        if _LOOKED_AT & changes.keys():
            opened, own = open_gazetteer(user_places=store.user_places), store.user_places.own(place_id)
            changed = _own_place(own, changes)
            _stop_at(suspicions(changed.place, opened, changed.polygon), force=force)
        edited = store.user_places.edit(place_id, **signature, **changes)
    click.echo(f"{edited.id} changed", err=True)


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer delete user:ghazaleh-camp-0a1b2c3d --reason "closed"
"""
)
@click.argument("place_id", metavar="ID")
@edit_options
def delete(*, place_id: str, database: Path | None, author: str, reason: str) -> None:
    """Delete a place of your own; `gazetteer undo` brings it back."""
    with open_store(database) as store:
        store.user_places.delete(place_id, author=author, reason=reason)
    click.echo(f"{place_id} deleted", err=True)


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer merge user:ghazaleh-camp-0a1b2c3d user:camp-ghazala-4e5f6a7b --reason "one camp"
  conflict-atlas gazetteer merge user:ghazaleh-camp-0a1b2c3d geonames:168120
"""
)
@click.argument("into", metavar="ID")
@click.argument("others", metavar="OTHER_ID...", nargs=-1, required=True)
@edit_options
def merge(*, into: str, others: Sequence[str], database: Path | None, author: str, reason: str) -> None:
    """Make one place of several: ID, your own, stays, takes the names of the others and answers for their ids.

    Your own among the others are removed; built ones and those of packs are replaced.
    """
    with open_store(database) as store:
        kept = store.user_places.merge(others, into, author=author, reason=reason)
    click.echo(f"{kept.id} now stands for {', '.join(kept.same_as)}", err=True)


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer split user:ghazaleh-camp-0a1b2c3d "New Camp" --lat 32.7 --lon 36.3 --move-name "Camp II"
"""
)
@click.argument("place_id", metavar="ID")
@click.argument("name", metavar="NEW_NAME")
@click.option("--move-name", "names", multiple=True, metavar="NAME", help="A name that is the new place's.")
@click.option("--move-id", "ids", multiple=True, metavar="ID", help="A replaced id that is the new place's.")
@place_options
@edit_options
def split(
    *, place_id: str, name: str, names: Sequence[str], ids: Sequence[str], database: Path | None, **options: object
) -> None:
    """Make two places of one of your own: the new one takes names and ids of the old one; write its id."""
    signature = taken_signature(options)
    with open_store(database) as store:
        new = _described(name, given_changes(options), open_gazetteer(user_places=store.user_places)).place
        _, added = store.user_places.split(place_id, names, new, ids_to_move=ids, **signature)
    click.echo(added.id)


COMMANDS: Final = (add, edit, delete, merge, split)


def _described(name: str, changes: dict[str, Any], opened: Gazetteer) -> OwnPlace:
    """Return a new place as the options describe it, divisions filled in from the point."""
    if missing := [option for option in ("lat", "lon") if option not in changes]:
        raise click.UsageError(
            f"{name!r} needs a position: give --{' and --'.join(missing)}, such as --lat 32.73 --lon 36.20"
        )
    polygon = changes.get("polygon")
    if polygon is not None:
        changes.setdefault("radius_km", radius_of(polygon))
    own = _own_place(OwnPlace(Place("", name, 0.0, 0.0)), changes)
    country, admin1 = opened.divisions_at(own.place.lon, own.place.lat)
    place = replace(own.place, country=changes.get("country", country))
    return replace(own, place=replace(place, admin1=changes.get("admin1", admin1 if place.country == country else "")))


def _own_place(own: OwnPlace, changes: dict[str, Any]) -> OwnPlace:
    """Return an own place with some fields changed and all checked."""
    told = {field: changes[field] for field in ("polygon", "reference") if field in changes}
    of_place = {field: value for field, value in changes.items() if field not in told}
    return checked_own(replace(own, place=replace(own.place, **of_place), **told))


def _stop_at(found: Sequence[Suspicion], *, force: bool) -> None:
    for suspicion in found:
        click.echo(f"Suspicious: {suspicion.message}", err=True)
    if found and not force:
        raise click.ClickException(
            "Nothing was written. Correct it, say --same-as ID where it stands in for a place, or add --force."
        )
