"""Our curated places and names: the CSV files of gazetteer/data/overlay."""

from __future__ import annotations

import csv
import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import SourceDataError
from gazetteer.importers.divisions import radius_of
from gazetteer.models import CURATED, NameKind, Place, PlaceName
from gazetteer.sources import SourcedPlace

_LOGGER = logging.getLogger(__name__)
SOURCE = CURATED
ALIASES_FILE = "aliases.csv"
DEFAULT_RADIUS_KM = 5.0


def read_overlay(folder: Path, polygons: Mapping[str, BaseGeometry]) -> Iterator[SourcedPlace]:
    """Read the overlay's places.

    ``polygons`` holds those of the divisions by ISO 3166-2 code and of the countries by ISO 3166-1 code; a row's
    ``parts`` names some of them, which united form its area (with a part unknown the place keeps its circle).

    Raises
    ------
    SourceDataError
        With file and line, if a value cannot be read.
    """
    for path in sorted(folder.glob("*.csv")):
        if path.name != ALIASES_FILE:
            yield from _read_file(path, polygons)


def read_aliases(path: Path) -> dict[str, list[PlaceName]]:
    """Read further names for places of other sources, by place id."""
    aliases: dict[str, list[PlaceName]] = defaultdict(list)
    if path.exists():
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                aliases[row["place_id"]].append(PlaceName(row["text"], row["language"], NameKind(row["kind"])))
    return aliases


def _read_file(path: Path, polygons: Mapping[str, BaseGeometry]) -> Iterator[SourcedPlace]:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            try:
                yield _place(row, polygons)
            except (ValueError, KeyError, AttributeError) as error:
                raise SourceDataError(f"{path.name}, line {reader.line_num} ({row.get('id')}): {error}") from error


def _place(row: Mapping[str, str], polygons: Mapping[str, BaseGeometry]) -> SourcedPlace:
    codes = row["parts"].replace(";", " ").replace(",", " ").split()
    if unknown := [code for code in codes if code not in polygons]:
        _LOGGER.info("%s: no polygon for %s; the place is drawn as a circle", row["id"], ", ".join(unknown))
        codes = []
    polygon = shapely.union_all([polygons[code] for code in codes]) if codes else None
    radius = float(row["radius_km"]) if row["radius_km"] else None
    if radius is None:
        radius = radius_of(polygon) if polygon is not None else DEFAULT_RADIUS_KM
    place = Place(
        id=row["id"],
        name=row["name"],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        feature_class=row["feature_class"],
        feature_code=row["feature_code"],
        radius_km=radius,
        country=row["country"],
        admin1=row["admin1"],
        population=int(row["population"] or 0),
        source=SOURCE,
        names=tuple(_names(row["names"])),
        note=row["note"],
    )
    return SourcedPlace(place, polygon)


def _names(field: str) -> Iterator[PlaceName]:
    for part in filter(None, (part.strip() for part in field.split(" ; "))):
        text, _, rest = part.partition("|")
        language, _, kind = rest.partition("|")
        yield PlaceName(text.strip(), language.strip(), NameKind(kind.strip() or "alias"))
