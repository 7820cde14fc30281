"""Points and polygons from the numbers of a file that strangers may have made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import InvalidPlaceError
from gazetteer.place_values import MOST_CORNERS

Position = tuple[float, float]
_CORNERS_OF_A_RING: Final = 4
_PARTS: Final = 20
_FAR_OFF: Final = 1e9  # beyond any coordinate system; what is off the map is told with the place


def point_of(position: object) -> BaseGeometry:
    """Return the point of ``[lon, lat]``.

    Raises
    ------
    InvalidPlaceError
        If it is none.
    """
    return Point(_position(position))


def polygon_of(rings: object) -> Polygon:
    """Return the polygon of an outline and its holes, each a closed list of positions.

    Raises
    ------
    InvalidPlaceError
        If they are none.
    """
    read = [_ring(ring) for ring in _list(rings, "Polygon")]
    if not read:
        raise InvalidPlaceError("Polygon without an outline")
    return Polygon(read[0], read[1:])


def multipolygon_of(polygons: object) -> BaseGeometry:
    """Return the multipolygon of such polygons.

    Raises
    ------
    InvalidPlaceError
        If they are none.
    """
    return MultiPolygon([polygon_of(rings) for rings in _list(polygons, "MultiPolygon")])


def geojson_shapes(geometry: object) -> Iterator[BaseGeometry]:
    """Yield the points and polygons of a GeoJSON geometry; none for null.

    Raises
    ------
    InvalidPlaceError
        If it is of another kind or broken.
    """
    if geometry is None:
        return
    if not isinstance(geometry, dict):
        raise InvalidPlaceError(f"Geometry {str(geometry)[:40]!r}: an object is expected")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Point":
        yield point_of(coordinates)
    elif kind == "Polygon":
        yield polygon_of(coordinates)
    elif kind == "MultiPolygon":
        yield multipolygon_of(coordinates)
    elif kind == "GeometryCollection":
        yield from _collected(geometry.get("geometries"))
    else:
        raise InvalidPlaceError(f"Geometry {str(kind)[:40]!r}: Point, Polygon or MultiPolygon is expected")


def _collected(geometries: object) -> Iterator[BaseGeometry]:
    """Yield the parts of a collection, which may hold no further one."""
    for part in _list(geometries, "GeometryCollection")[:_PARTS]:
        if isinstance(part, dict) and part.get("type") == "GeometryCollection":
            raise InvalidPlaceError("Geometry: a collection within a collection")
        yield from geojson_shapes(part)


def _ring(ring: object) -> list[Position]:
    corners = _list(ring, "Ring")
    if not _CORNERS_OF_A_RING <= len(corners) <= MOST_CORNERS:
        raise InvalidPlaceError(
            f"Ring of {len(corners)} positions: from {_CORNERS_OF_A_RING} to {MOST_CORNERS:,} expected"
        )
    return [_position(corner) for corner in corners]


def _position(value: object) -> Position:
    numbers = _list(value, "Position")[:2]
    if len(numbers) != len(("lon", "lat")) or not all(_is_number(number) for number in numbers):
        raise InvalidPlaceError(f"Position {str(value)[:40]!r}: longitude and latitude are expected")
    return float(numbers[0]), float(numbers[1])


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _FAR_OFF


def _list(value: object, what: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise InvalidPlaceError(f"{what} {str(value)[:40]!r}: a list is expected")
    return value
