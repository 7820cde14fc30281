"""Boundary files that users load: divisions of the first or second level, in GeoJSON, read as untrusted input."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import SourceDataError
from gazetteer.importers.boundary_columns import BoundaryColumns, detect_columns
from gazetteer.importers.divisions import middle_of, radius_of
from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.normalise import fold
from gazetteer.scripts import language_of
from gazetteer.sources import SkippedRow, SourcedPlace

ID_PREFIX: Final = "boundary:"
CODE_OF_LEVEL: Final = {1: "ADM1", 2: "ADM2"}
LARGEST_BYTES: Final = 256 * 1024 * 1024
MOST_DIVISIONS: Final = 20_000
_MOST_CORNERS = 10_000_000
_LONGEST_NAME = 200
_SIMPLIFY_DEGREES = 0.0005  # some 50 m; borders that two divisions share stay shared
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
_IN_DEGREES = re.compile(r"(?:CRS:?84|EPSG:{1,2}4326)$")


@dataclass(frozen=True, slots=True)
class BoundaryHead:
    """What is told of a boundary file.

    ``name`` is what it goes by among the packs; ``country`` an ISO 3166-1 alpha-2 code; ``columns`` say where names
    stand; what they leave empty is found in files of OCHA, GADM and geoBoundaries.
    """

    name: str
    country: str
    level: int
    columns: BoundaryColumns = field(default_factory=BoundaryColumns)
    source: str = ""


@dataclass(frozen=True, slots=True)
class BoundaryFile:
    """The divisions of a boundary file, and the features that were left out, counted from 1."""

    divisions: tuple[SourcedPlace, ...]
    skipped: tuple[SkippedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class _Feature:
    """A feature that can be used."""

    number: int
    properties: Mapping[str, Any]
    polygon: BaseGeometry


def read_features(data: bytes, file_name: str) -> list[Mapping[str, Any]]:
    """Return the features of a GeoJSON file.

    Raises
    ------
    SourceDataError
        If it is too large, no GeoJSON with features, or not in degrees.
    """
    if len(data) > LARGEST_BYTES:
        raise SourceDataError(
            f"{file_name}: {len(data):,} bytes, at most {LARGEST_BYTES:,} are read; simplify it first"
        )
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise SourceDataError(f"{file_name} is no GeoJSON: {error}. Export the boundaries as GeoJSON.") from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise SourceDataError(f"{file_name} has no features; a GeoJSON FeatureCollection of polygons is expected")
    if len(features) > MOST_DIVISIONS:
        raise SourceDataError(f"{file_name}: {len(features):,} features, at most {MOST_DIVISIONS:,} divisions are read")
    _check_reference_system(content, file_name)
    return [feature if isinstance(feature, dict) else {} for feature in features]


def properties_of(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a feature's properties, empty where it has none."""
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


def read_boundaries(features: Sequence[Mapping[str, Any]], head: BoundaryHead) -> BoundaryFile:
    """Read the divisions of one level; a feature without a name or a polygon is left out and reported.

    Raises
    ------
    SourceDataError
        If no feature can be used, or no column of names is known.
    """
    if head.level not in CODE_OF_LEVEL:
        raise SourceDataError(f"Level {head.level}: 1 (governorates, provinces) or 2 (districts) is expected")
    first = properties_of(features[0]) if features else {}
    columns = head.columns.filled_from(detect_columns(first, head.level))
    if columns.name not in first:
        told = ", ".join(sorted(map(str, first))[:40]) or "none"
        raise SourceDataError(f"No column {columns.name or 'of names'!r} for level {head.level}; the file has: {told}")
    read = [_read(number, feature, columns) for number, feature in enumerate(features, start=1)]
    skipped = tuple(row for row in read if isinstance(row, SkippedRow))
    good = [row for row in read if isinstance(row, _Feature)]
    if not good:
        raise SourceDataError(f"No division can be read. Feature 1: {skipped[0].reason}")
    return BoundaryFile(tuple(_divisions(good, columns, head)), skipped)


def _check_reference_system(content: Mapping[str, Any], file_name: str) -> None:
    system = content.get("crs")
    told = system.get("properties", {}).get("name") if isinstance(system, dict) else None
    if isinstance(told, str) and not _IN_DEGREES.search(told):
        raise SourceDataError(f"{file_name} is in {told[:60]}; save it in WGS 84 (EPSG:4326), degrees")


def _read(number: int, feature: Mapping[str, Any], columns: BoundaryColumns) -> _Feature | SkippedRow:
    properties = properties_of(feature)
    name = _text(properties, columns.name)
    if not fold(name):
        return SkippedRow(number, f"no name in column {columns.name!r}")
    try:
        polygon = _polygon(feature.get("geometry"))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, ShapelyError) as error:
        return SkippedRow(number, f"{name!r}: its polygon cannot be read ({str(error)[:80]})")
    return _Feature(number, properties, polygon)


def _polygon(geometry: object) -> BaseGeometry:
    if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise ValueError("a Polygon or MultiPolygon is expected")
    read = shape(geometry)
    if read.is_empty or shapely.get_num_coordinates(read) > _MOST_CORNERS:
        raise ValueError("it has no corners, or too many")
    west, south, east, north = read.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004 - degrees
        raise ValueError("its corners are not in degrees; save it in WGS 84")
    return shapely.force_2d(read)


def _divisions(rows: Sequence[_Feature], columns: BoundaryColumns, head: BoundaryHead) -> Iterator[SourcedPlace]:
    valid = shapely.make_valid([row.polygon for row in rows], method="structure", keep_collapsed=False)
    polygons = shapely.make_valid(shapely.coverage_simplify(valid, _SIMPLIFY_DEGREES))
    codes = Counter(_text(row.properties, columns.code) for row in rows)
    for row, polygon in zip(rows, polygons, strict=True):
        code = _text(row.properties, columns.code)
        own_code = codes[code] == 1 and _ID.fullmatch(code)
        identity = f"{ID_PREFIX}{code if own_code else f'{head.name}/{row.number}'}"
        yield SourcedPlace(_place(row, polygon, columns, head, identity), polygon)


def _place(row: _Feature, polygon: BaseGeometry, columns: BoundaryColumns, head: BoundaryHead, identity: str) -> Place:
    name, local = _text(row.properties, columns.name), _text(row.properties, columns.local)
    parent = _text(row.properties, columns.parent)
    names = [PlaceName(local, columns.language or language_of(local), NameKind.ORIGINAL)] if fold(local) else []
    lon, lat = middle_of(polygon)
    return Place(
        id=identity,
        name=name,
        lon=lon,
        lat=lat,
        feature_class="A",
        feature_code=CODE_OF_LEVEL[head.level],
        radius_km=radius_of(polygon),
        country=head.country,
        admin1=name if head.level == 1 else parent,
        admin2="" if head.level == 1 else name,
        source=head.source or head.name,
        names=tuple(other for other in names if other.text != name),
    )


def _text(properties: Mapping[str, Any], column: str) -> str:
    value = properties.get(column) if column else None
    return " ".join(str(value).split())[:_LONGEST_NAME] if isinstance(value, str | int) else ""
