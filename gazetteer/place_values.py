"""What the values of a place may be: the checks that every own or imported place passes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, TypeVar

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import InvalidPlaceError
from gazetteer.feature_classes import class_of_code
from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.normalise import fold
from gazetteer.own_records import OwnPlace
from gazetteer.own_tables import LONGEST_ID, LONGEST_LANGUAGE, LONGEST_NAME, LONGEST_NOTE

MOST_NAMES: Final = 200
MOST_TWINS: Final = 100
MOST_CORNERS: Final = 20_000
_LARGEST_RADIUS_KM: Final = 20_000.0
_COUNTRY_CODE: Final = re.compile("[A-Z]{2}")
_FEATURE_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,4})?")
_Value = TypeVar("_Value")
_WHOLE_WORLD: Final = shapely.box(-180, -90, 180, 90)
_CONTROLS: Final = (*range(9), 11, 12, *range(14, 32), 127)
_SURROGATES: Final = range(0xD800, 0xE000)
_NOT_KEPT: Final[dict[int, str | None]] = {
    **dict.fromkeys(_CONTROLS),
    **dict.fromkeys(_SURROGATES, "\N{REPLACEMENT CHARACTER}"),
}


def checked(place: Place) -> Place:
    """Return the place in its stored form.

    Raises
    ------
    InvalidPlaceError
        Naming the value and what is allowed.
    """
    code = _matching(
        _FEATURE_CODE, str(place.feature_code).strip().upper(), "Feature code", "a GeoNames code such as PPL or AIRB"
    )
    name = _checked_text("Name", place.name)
    return replace(
        place,
        name=name,
        lat=_checked_number("Latitude", place.lat, 90),
        lon=_checked_number("Longitude", place.lon, 180),
        radius_km=_checked_number("Radius", place.radius_km, _LARGEST_RADIUS_KM, low=0),
        population=int(_checked_number("Population", place.population, 2e9, low=0)),
        country=_checked_country(place.country),
        admin1=_short_text("Division", place.admin1),
        admin2=_short_text("Second division", place.admin2),
        feature_code=code,
        feature_class=class_of_code(code),
        names=_checked_names(place.names),
        note=_long_text("Note", place.note),
        same_as=_checked_twins(place),
    )


def checked_own(own: OwnPlace) -> OwnPlace:
    """Return an own place in its stored form, its polygon and reference too.

    Raises
    ------
    InvalidPlaceError
        Naming the value and what is allowed.
    """
    polygon = None if own.polygon is None else checked_polygon(own.polygon)
    return OwnPlace(checked(own.place), polygon, _long_text("Reference", own.reference))


def checked_polygon(polygon: BaseGeometry) -> BaseGeometry:
    """Return a polygon or multipolygon without heights.

    Raises
    ------
    InvalidPlaceError
        If it is of another kind, empty, crosses itself, lies off the map or has too many corners.
    """
    if not isinstance(polygon, BaseGeometry) or polygon.geom_type not in {"Polygon", "MultiPolygon"}:
        kind = getattr(polygon, "geom_type", type(polygon).__name__)
        raise InvalidPlaceError(f"Polygon of kind {kind}: a Polygon or MultiPolygon is expected")
    flat = shapely.force_2d(polygon)
    if flat.is_empty:
        raise InvalidPlaceError("Polygon without corners: leave it out, or draw at least three")
    if (corners := shapely.get_num_coordinates(flat)) > MOST_CORNERS:
        raise InvalidPlaceError(f"Polygon of {corners:,} corners: at most {MOST_CORNERS:,} are kept; simplify it")
    if not _WHOLE_WORLD.covers(shapely.box(*flat.bounds)):
        west, south, east, north = flat.bounds
        raise InvalidPlaceError(f"Polygon from {west:g}, {south:g} to {east:g}, {north:g}: it lies outside WGS 84")
    if not flat.is_valid:
        raise InvalidPlaceError(f"Polygon not valid ({shapely.is_valid_reason(flat)}): mend its outline")
    return flat


def cleaned(text: object) -> str:
    """Return a text without control characters and lone surrogates, which no file format carries."""
    return str(text).replace("\r\n", "\n").replace("\r", "\n").translate(_NOT_KEPT)


def _checked_text(what: str, value: object) -> str:
    text = " ".join(cleaned(value).split())
    if not fold(text) or len(text) > LONGEST_NAME:
        raise InvalidPlaceError(
            f"{what} {text[:40]!r}: a name needs letters or digits, at most {LONGEST_NAME} characters"
        )
    return text


def _short_text(what: str, value: object) -> str:
    text = " ".join(cleaned(value).split())
    if len(text) > LONGEST_NAME:
        raise InvalidPlaceError(f"{what} {text[:40]!r}… of {len(text)} characters: at most {LONGEST_NAME} are kept")
    return text


def _long_text(what: str, value: object) -> str:
    text = cleaned(value).strip()
    if len(text) > LONGEST_NOTE:
        raise InvalidPlaceError(f"{what} of {len(text)} characters: at most {LONGEST_NOTE} are kept")
    return text


def _checked_number(what: str, value: float, high: float, *, low: float | None = None) -> float:
    least = -high if low is None else low
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= high:
        raise InvalidPlaceError(f"{what} {value!r}: a number from {least:g} to {high:g} is expected")
    return float(value)


def _checked_country(value: object) -> str:
    code = str(value).strip().upper()
    return _matching(_COUNTRY_CODE, code, "Country", "a code of two letters (ISO 3166) such as SY") if code else ""


def _matching(pattern: re.Pattern[str], value: str, what: str, expected: str) -> str:
    if not pattern.fullmatch(value):
        raise InvalidPlaceError(f"{what} {value[:40]!r}: {expected} is expected")
    return value


def _checked_names(names: tuple[PlaceName, ...]) -> tuple[PlaceName, ...]:
    kept = tuple(dict.fromkeys(_checked_name(name) for name in _all_of(names, PlaceName, "Names")))
    if len(kept) > MOST_NAMES:
        raise InvalidPlaceError(f"{len(kept)} other names: at most {MOST_NAMES} are kept")
    return kept


def _checked_name(name: PlaceName) -> PlaceName:
    language = name.language.strip().lower()
    if language and (len(language) > LONGEST_LANGUAGE or not _LANGUAGE.fullmatch(language)):
        raise InvalidPlaceError(f"Language {name.language[:20]!r}: a code such as ar, en or zh-hant is expected")
    return PlaceName(_checked_text("Alias", name.text), language, _kind(name.kind))


def _kind(value: str) -> NameKind:
    try:
        return NameKind(value)
    except ValueError as error:
        allowed = ", ".join(kind.value for kind in NameKind)
        raise InvalidPlaceError(f"Kind of name {str(value)[:20]!r}: one of {allowed} is expected") from error


def _checked_twins(place: Place) -> tuple[str, ...]:
    twins = tuple(sorted({twin.strip() for twin in _all_of(place.same_as, str, "Ids")} - {place.id}))
    if len(twins) > MOST_TWINS:
        raise InvalidPlaceError(f"{len(twins)} ids of the same place: at most {MOST_TWINS} are kept")
    for twin in twins:
        if not is_id(twin):
            raise InvalidPlaceError(f"Id {twin[:40]!r}: an id of a place such as geonames:170794 is expected")
    return twins


def is_id(text: str) -> bool:
    """Say whether a text may be the id of a place of any source: a prefix, a colon and more, without spaces."""
    plain = text.isprintable() and not any(letter.isspace() for letter in text)
    return plain and 0 < text.find(":") < len(text) - 1 and len(text) <= LONGEST_ID


def _all_of(values: tuple[_Value, ...], kind: type[_Value], what: str) -> tuple[_Value, ...]:
    if not isinstance(values, tuple) or not all(isinstance(value, kind) for value in values):
        raise InvalidPlaceError(f"{what} {str(values)[:40]!r}: a tuple of {kind.__name__} is expected")
    return values
