"""Files of places: read by their kind, and written so that another installation reads the same places from them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any, Final

import orjson
from shapely.geometry.base import BaseGeometry

from gazetteer.cells import guard_cell
from gazetteer.errors import SourceDataError
from gazetteer.importers import geojson, kml, tabular
from gazetteer.importers.place_rows import BadRow, FindCountry, PlaceRow, ReadLimits, no_country
from gazetteer.name_lists import write_names
from gazetteer.own_records import OwnPlace, geometry_text

_READERS: Final = {
    ".csv": tabular.read_rows,
    ".tsv": tabular.read_rows,
    ".txt": tabular.read_rows,
    ".tab": tabular.read_rows,
    ".geojson": geojson.read_rows,
    ".json": geojson.read_rows,
    ".kml": kml.read_rows,
}
FILE_KINDS: Final = tuple(_READERS)
"""The endings of names of files that can be read."""

_PLAIN_FIELDS: Final = ("country", "admin1", "admin2", "feature_code", "radius_km", "population", "note")
CSV_COLUMNS: Final = ("id", "name", "names", "lat", "lon", *_PLAIN_FIELDS, "reference", "same_as", "polygon")
"""The header of the CSV form."""


def read_rows(
    data: bytes,
    name: str,
    columns: Mapping[str, str] | None = None,
    *,
    limits: ReadLimits | None = None,
    find_country: FindCountry = no_country,
) -> Iterator[PlaceRow | BadRow]:
    """Yield the places of a file, and its bad rows, by the ending of its name: CSV, TSV, GeoJSON or KML.

    ``columns`` maps fields (``name``, ``lat``, ``aliases:ar`` …) to columns where the headers are not known ones;
    ``find_country`` returns the code of a country's name.

    Raises
    ------
    SourceDataError
        If the file as a whole cannot be read, or is of another kind.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in _READERS:
        raise SourceDataError(f"{name}: files of places end with one of {', '.join(FILE_KINDS)}")
    return _READERS[ending](data, name, columns or {}, limits=limits, find_country=find_country)


def csv_text(places: Iterable[OwnPlace]) -> str:
    """Return places as CSV (RFC 4180) that is safe to open in a spreadsheet; the polygon as WKT."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for own in places:
        writer.writerow([guard_cell(value) for value in _csv_row(own)])
    return stream.getvalue()


def geojson_text(places: Iterable[OwnPlace]) -> str:
    """Return places as a FeatureCollection; a place with a polygon has this as its geometry."""
    collection = {"type": "FeatureCollection", "features": [_feature(own) for own in places]}
    return orjson.dumps(collection, option=orjson.OPT_APPEND_NEWLINE).decode()


def _csv_row(own: OwnPlace) -> tuple[str | float, ...]:
    place = own.place
    plain = (getattr(place, field) for field in _PLAIN_FIELDS)
    twins, polygon = " ".join(place.same_as), _wkt(own.polygon)
    return (place.id, place.name, write_names(place.names), place.lat, place.lon, *plain, own.reference, twins, polygon)


def _feature(own: OwnPlace) -> dict[str, Any]:
    place = own.place
    properties = {
        "id": place.id,
        "name": place.name,
        "names": [{"text": name.text, "language": name.language, "kind": name.kind.value} for name in place.names],
        "lat": place.lat,
        "lon": place.lon,
        **{field: getattr(place, field) for field in _PLAIN_FIELDS},
        "reference": own.reference,
        "same_as": list(place.same_as),
    }
    point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    geometry = point if own.polygon is None else orjson.loads(geometry_text(own.polygon))
    return {"type": "Feature", "id": place.id, "geometry": geometry, "properties": properties}


def _wkt(polygon: BaseGeometry | None) -> str:
    """Return well-known text with every digit; shapely's own rounds."""
    if polygon is None:
        return ""
    parts = [_wkt_rings(part) for part in getattr(polygon, "geoms", [polygon])]
    several = polygon.geom_type == "MultiPolygon"
    return f"MULTIPOLYGON ({', '.join(parts)})" if several else f"POLYGON {parts[0]}"


def _wkt_rings(polygon: Any) -> str:  # noqa: ANN401 - a shapely Polygon, whose rings the stubs do not know
    rings = (polygon.exterior, *polygon.interiors)
    written = (", ".join(f"{x!r} {y!r}" for x, y, *_ in ring.coords) for ring in rings)
    return f"({', '.join(f'({ring})' for ring in written)})"
