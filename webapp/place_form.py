"""The form of one's own place: what is shown in it, and the place that is read from what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from flask import request
from geopy.distance import great_circle
from shapely.geometry.base import BaseGeometry
from werkzeug.datastructures import MultiDict

from gazetteer import Gazetteer
from gazetteer.coordinates import parse_coordinates
from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.own_records import OwnPlace
from geo.codebook import find_country
from webapp.errors import FormError
from webapp.polygons import polygon_lines, read_polygon

FIELDS: Final = (
    "name",
    "lat",
    "lon",
    "extent",
    "radius_km",
    "polygon",
    "country",
    "admin1",
    "admin2",
    "feature_code",
    "note",
    "reference",
    "author",
    "reason",
)
_POLE: Final = 90
_DATE_LINE: Final = 180


@dataclass(frozen=True, slots=True)
class NameRow:
    """A line of the list of names as it is shown."""

    text: str = ""
    language: str = ""
    kind: str = NameKind.ALIAS.value


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """The fields of a place as they are shown. ``replaces`` are the ids that this place is to stand for."""

    values: Mapping[str, str]
    names: tuple[NameRow, ...] = ()
    replaces: tuple[str, ...] = ()
    error: str = ""
    error_field: str = ""

    def value(self, name: str) -> str:
        """Give a field's text, empty where there is none."""
        return self.values.get(name, "")


def filled_form(own: OwnPlace) -> PlaceForm:
    """Fill the form from a place."""
    place = own.place
    values = {
        "name": place.name,
        "lat": _degrees(place.lat),
        "lon": _degrees(place.lon),
        "extent": "polygon" if own.polygon is not None else "radius",
        "radius_km": f"{place.radius_km:.4g}",
        "polygon": polygon_lines(own.polygon),
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "feature_code": place.feature_code,
        "note": place.note,
        "reference": own.reference,
    }
    rows = dict.fromkeys(NameRow(name.text, name.language, name.kind.value) for name in place.names)
    return PlaceForm(values, tuple(row for row in rows if row.text != place.name), place.same_as)


def _degrees(value: float) -> str:
    """Write degrees to a tenth of a metre."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def sent_form() -> PlaceForm:
    """Take the form as it was sent."""
    values = {name: request.form.get(name, "").strip() for name in FIELDS}
    return PlaceForm(values, name_rows(request.form), tuple(request.form.getlist("replaces")))


def name_rows(values: MultiDict[str, str]) -> tuple[NameRow, ...]:
    """Take the list of names from a form or an address."""
    columns = (values.getlist(name) for name in ("alias", "alias_language", "alias_kind"))
    rows = (
        NameRow(text.strip(), language.strip(), kind) for text, language, kind in zip_longest(*columns, fillvalue="")
    )
    return tuple(row for row in rows if row.text)


def read_own(form: PlaceForm, gazetteer: Gazetteer) -> OwnPlace:
    """Read a place, its country and province taken from its point where they are not given.

    Raises
    ------
    FormError
        Naming the field, its value and what is allowed.
    """
    lat, lon = read_point(form)
    polygon = read_polygon(form.value("polygon")) if form.value("extent") == "polygon" else None
    country, admin1 = _read_division(form, lat, lon, gazetteer)
    place = Place(
        id="",
        name=form.value("name"),
        lat=lat,
        lon=lon,
        country=country,
        admin1=admin1,
        admin2=form.value("admin2"),
        feature_code=form.value("feature_code") or "PPL",
        radius_km=_read_radius(form, polygon),
        names=tuple(dict.fromkeys(_read_name(row) for row in form.names)),
        note=form.value("note"),
        same_as=form.replaces,
    )
    return OwnPlace(place, polygon, form.value("reference"))


def read_point(form: PlaceForm) -> tuple[float, float]:
    """Read (lat, lon): a number in each field, or both, in any notation, in the first."""
    lat, lon = form.value("lat"), form.value("lon")
    pasted = parse_coordinates(lat) if not lon else None
    if pasted is not None:
        return pasted.lat, pasted.lon
    return _read_number(lat, "lat", "The latitude", "degrees"), _read_number(lon, "lon", "The longitude", "degrees")


def _read_number(text: str, field: str, what: str, unit: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        given = f"not {text[:20]!r}" if text else "and it is empty: click the map, or type it"
        raise FormError(f"{what} must be a number in {unit}, {given}.", field) from error


def _read_radius(form: PlaceForm, polygon: BaseGeometry | None) -> float:
    """Read the radius; that of an area is half the diagonal of its box, so that its corners lie within."""
    if polygon is None:
        return _read_number(form.value("radius_km") or "5", "radius_km", "The radius", "km")
    west, south, east, north = polygon.bounds
    return round(float(great_circle((south, west), (north, east)).km) / 2, 2)


def _read_division(form: PlaceForm, lat: float, lon: float, gazetteer: Gazetteer) -> tuple[str, str]:
    """Return country and province as they are given, else as the point has them."""
    country, admin1 = _read_country(form.value("country")), form.value("admin1")
    if (country and admin1) or not (abs(lat) <= _POLE and abs(lon) <= _DATE_LINE):
        return country, admin1
    found_country, found_admin1 = gazetteer.divisions_at(lon, lat)
    country = country or found_country
    return country, admin1 or (found_admin1 if country == found_country else "")


def _read_country(code: str) -> str:
    if code and find_country(code) is None:
        raise FormError(f"{code[:20]!r} is no country code of ISO 3166; choose a country from the list.", "country")
    return code


def _read_name(row: NameRow) -> PlaceName:
    try:
        return PlaceName(row.text, row.language, NameKind(row.kind or NameKind.ALIAS))
    except ValueError as error:
        allowed = ", ".join(kind.value for kind in NameKind)
        raise FormError(f"The kind {row.kind[:20]!r} of {row.text[:40]!r} is not one of {allowed}.", "alias") from error
