"""The gazetteer: search any name; add, correct and delete one's own places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gazetteer.errors import InvalidPlaceError
from gazetteer.models import Place, PlaceName
from gazetteer.normalise import fold
from geo.codebook import countries, find_country
from webapp import wording
from webapp.errors import FormError, NotFoundError
from webapp.services import services

blueprint = Blueprint("gazetteer", __name__, url_prefix="/gazetteer")

_USER_PREFIX: Final = "user:"
_FIELDS: Final = ("name", "aliases", "lat", "lon", "country", "admin1", "feature_code", "radius_km", "note")
_LONGEST_QUERY: Final = 200
_LONGEST_NAME: Final = 200
_MOST_ALIASES: Final = 100
_LONGEST_NOTE: Final = 2000
_POLE: Final = 90
_DATE_LINE: Final = 180


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """The fields of a place as they are shown, with what is wrong with them."""

    values: Mapping[str, str]
    error: str = ""
    error_field: str = ""


@blueprint.get("")
def index() -> str:
    """Search the gazetteer; without a query, list the user's own places."""
    parts = services()
    query = request.args.get("q", "").strip()[:_LONGEST_QUERY]
    country = request.args.get("country", "").strip().upper()[:2] or None
    hits = parts.gazetteer.search(query, country=country, limit=parts.settings.search_hits) if query else []
    own = [] if query else parts.store.user_places.all()
    return render_template(
        "gazetteer.html", query=query, country=country, hits=hits, own=own, countries=countries(), fold=fold
    )


def _find(place_id: str) -> Place:
    place = services().gazetteer.place(place_id)
    if place is None:
        raise NotFoundError("There is no such place in the gazetteer.")
    return place


def _find_own(place_id: str) -> Place:
    if not place_id.startswith(_USER_PREFIX):
        raise FormError("This entry was built in and cannot be changed; copy it to correct it.")
    return _find(place_id)


@blueprint.get("/place/<path:place_id>")
def show(place_id: str) -> str:
    """Show a place with all its names."""
    return render_template("place.html", place=_find(place_id), own=place_id.startswith(_USER_PREFIX))


@blueprint.get("/new")
def new() -> str:
    """Show the form for a new place, filled from a built one where ``copy`` names it."""
    copied = request.args.get("copy", "")
    if copied:
        return _show_form(PlaceForm(_values_of(_find(copied))), copied=copied)
    return _show_form(PlaceForm({"name": request.args.get("name", "")[:_LONGEST_NAME]}))


def _show_form(form: PlaceForm, *, place_id: str = "", copied: str = "") -> str:
    values = {name: form.values.get(name, "") for name in _FIELDS}
    return render_template(
        "place_form.html",
        form=form,
        values=values,
        kinds=_kinds(values["feature_code"]),
        place_id=place_id,
        copied=copied,
        countries=countries(),
    )


def _kinds(code: str) -> list[tuple[str, str]]:
    known = wording.options("feature_code")
    return known if not code or code in dict(known) else [(code, code), *known]


def _values_of(place: Place) -> dict[str, str]:
    names = dict.fromkeys(name.text for name in place.names if name.text != place.name)
    return {
        "name": place.name,
        "aliases": "\n".join(names),
        "lat": f"{place.lat:.5f}",
        "lon": f"{place.lon:.5f}",
        "country": place.country,
        "admin1": place.admin1,
        "feature_code": place.feature_code,
        "radius_km": f"{place.radius_km:g}",
        "note": place.note,
    }


@blueprint.post("/new")
def create() -> Response | tuple[str, int]:
    """Add a place of the user's own."""
    values = _sent_values()
    try:
        place = services().store.user_places.add(_read_place(values))
    except (FormError, InvalidPlaceError) as error:
        return _show_form(_refused(values, error)), 400
    return redirect(url_for("gazetteer.show", place_id=place.id, done="place_added"), 303)


@blueprint.get("/edit/<path:place_id>")
def edit(place_id: str) -> str:
    """Show the form with one of the user's own places."""
    return _show_form(PlaceForm(_values_of(_find_own(place_id))), place_id=place_id)


@blueprint.post("/edit/<path:place_id>")
def update(place_id: str) -> Response | tuple[str, int]:
    """Change one of the user's own places."""
    _find_own(place_id)
    values = _sent_values()
    try:
        read = _read_place(values)
        changes = {name: getattr(read, name) for name in _STORED}
        place = services().store.user_places.edit(place_id, **changes)
    except (FormError, InvalidPlaceError) as error:
        return _show_form(_refused(values, error), place_id=place_id), 400
    return redirect(url_for("gazetteer.show", place_id=place.id, done="place_saved"), 303)


@blueprint.get("/delete/<path:place_id>")
def ask_delete(place_id: str) -> str:
    """Ask whether one of the user's own places is to go."""
    return render_template("place_delete.html", place=_find_own(place_id))


@blueprint.post("/delete/<path:place_id>")
def delete(place_id: str) -> Response:
    """Delete one of the user's own places; events keep the coordinates that it gave them."""
    _find_own(place_id)
    services().store.user_places.delete(place_id)
    return redirect(url_for("gazetteer.index", done="place_deleted"), 303)


_STORED: Final = ("name", "lon", "lat", "feature_code", "radius_km", "country", "admin1", "names", "note")


def _sent_values() -> dict[str, str]:
    return {name: request.form.get(name, "").strip() for name in _FIELDS}


def _refused(values: Mapping[str, str], error: FormError | InvalidPlaceError) -> PlaceForm:
    return PlaceForm(values, str(error), error.field if isinstance(error, FormError) else "")


def _read_place(values: Mapping[str, str]) -> Place:
    for name, longest in (("name", _LONGEST_NAME), ("admin1", _LONGEST_NAME), ("note", _LONGEST_NOTE)):
        if len(values[name]) > longest:
            raise FormError(f"{name} has {len(values[name])} characters; {longest} are allowed.", name)
    lat, lon = _read_number(values["lat"], "lat", "The latitude"), _read_number(values["lon"], "lon", "The longitude")
    country, admin1 = _read_division(values, lat, lon)
    return Place(
        id="",
        name=values["name"],
        lat=lat,
        lon=lon,
        country=country,
        admin1=admin1,
        feature_code=values["feature_code"] or "PPL",
        radius_km=_read_number(values["radius_km"] or "5", "radius_km", "The radius"),
        names=_read_aliases(values["aliases"]),
        note=values["note"],
    )


def _read_division(values: Mapping[str, str], lat: float, lon: float) -> tuple[str, str]:
    """Return country and province as they are given, else as the point has them."""
    country, admin1 = _read_country(values["country"]), values["admin1"]
    if (country and admin1) or not (abs(lat) <= _POLE and abs(lon) <= _DATE_LINE):
        return country, admin1
    found_country, found_admin1 = services().gazetteer.divisions_at(lon, lat)
    country = country or found_country
    return country, admin1 or (found_admin1 if country == found_country else "")


def _read_country(code: str) -> str:
    if code and find_country(code) is None:
        raise FormError(f"{code[:20]!r} is no country code of ISO 3166.", "country")
    return code


def _read_number(text: str, field: str, what: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise FormError(f"{what} must be a number in degrees or km, not {text[:20]!r}.", field) from error


def _read_aliases(text: str) -> tuple[PlaceName, ...]:
    names = [line.strip() for line in text.splitlines() if line.strip()]
    if len(names) > _MOST_ALIASES:
        raise FormError(f"{len(names)} other names are more than {_MOST_ALIASES}.", "aliases")
    too_long = next((name for name in names if len(name) > _LONGEST_NAME), None)
    if too_long:
        raise FormError(f"The name {too_long[:40]!r}… is longer than {_LONGEST_NAME} characters.", "aliases")
    return tuple(PlaceName(name) for name in dict.fromkeys(names))
