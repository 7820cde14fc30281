"""The editor of one's own places: add, correct a built one by a copy, change, delete."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gazetteer.checks import Suspicion, suspicions
from gazetteer.errors import InvalidPlaceError
from gazetteer.own_records import OwnPlace
from gazetteer.place_values import checked_own
from geo.codebook import countries
from webapp import wording
from webapp.errors import FormError
from webapp.place_form import NameRow, PlaceForm, filled_form, name_rows, read_own, sent_form
from webapp.places import author, find_own, find_place, reason
from webapp.polygons import polygon_lines
from webapp.services import services

blueprint = Blueprint("place_editor", __name__, url_prefix="/gazetteer")

_SPARE_ROWS: Final = 3
_LONGEST: Final = 200
_PREFILLED: Final = ("name", "country", "lat", "lon", "radius_km", "feature_code", "reference", "note")
_EDITED: Final = (
    "name", "lon", "lat", "feature_code", "radius_km", "country", "admin1", "admin2", "names", "note", "same_as",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Doubt:
    """What looks wrong about a place, and the key that says that a person has seen exactly this."""

    found: tuple[Suspicion, ...]

    @property
    def key(self) -> str:
        told = "\n".join(f"{each.code} {each.message}" for each in self.found)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@blueprint.get("/new")
def new() -> str:
    """Show the form for a new place: filled from a place that ``copy`` names, or from the address."""
    copied = request.args.get("copy", "")
    if copied:
        place = find_place(copied)
        twins = tuple(dict.fromkeys((place.id, *place.same_as)))
        polygon = services().gazetteer.polygon(place.id)
        return _show(filled_form(OwnPlace(replace(place, same_as=twins, note=""), polygon)))
    values = {name: request.args.get(name, "").strip()[:_LONGEST] for name in _PREFILLED}
    return _show(PlaceForm(values, name_rows(request.args)), guessed=_guess_words(values))


def _guess_words(values: dict[str, str]) -> str:
    """Say where a pin that nobody set comes from."""
    if request.args.get("guess"):
        return "The pin is a guess: the middle of the other places in the same reports. Move it to where it belongs."
    return f"Filled in from {values['reference']}. Check the pin, then save." if values["reference"] else ""


def _show(
    form: PlaceForm, *, place_id: str = "", error: FormError | InvalidPlaceError | None = None, **shown: object
) -> str:
    if error is not None:
        form = replace(form, error=str(error), error_field=getattr(error, "field", ""))
    action = url_for("place_editor.update", place_id=place_id) if place_id else url_for("place_editor.create")
    return render_template(
        "place_editor.html",
        form=form,
        place_id=place_id,
        action=action,
        kinds=_kinds(form.value("feature_code")),
        languages=_languages,
        countries=countries(),
        empty_row=NameRow(),
        spare_rows=(NameRow(),) * _SPARE_ROWS,
        **shown,
    )


def _kinds(code: str) -> list[tuple[str, str]]:
    known = wording.options("feature_code")
    return known if not code or code in dict(known) else [(code, code), *known]


def _languages(code: str) -> list[tuple[str, str]]:
    known = wording.options("language")
    return known if code in dict(known) else [(code, code), *known]


def _doubt(own: OwnPlace) -> _Doubt | None:
    """Say what looks wrong, unless the form says that a person has seen it and means it."""
    doubt = _Doubt(tuple(suspicions(own.place, services().gazetteer, own.polygon)))
    return doubt if doubt.found and request.form.get("confirmed") != doubt.key else None


def _ask(form: PlaceForm, doubt: _Doubt, place_id: str = "") -> str:
    return _show(form, place_id=place_id, suspicions=doubt.found, confirm_key=doubt.key)


@blueprint.post("/new")
def create() -> str | Response | tuple[str, int]:
    """Add a place of the user's own."""
    form = sent_form()
    try:
        own = checked_own(read_own(form, services().gazetteer))
        if doubt := _doubt(own):
            return _ask(form, doubt)
        added = services().store.user_places.add(
            own.place, polygon=own.polygon, reference=own.reference, author=author(), reason=reason()
        )
    except (FormError, InvalidPlaceError) as error:
        return _show(form, error=error), 400
    return redirect(url_for("gazetteer.show", place_id=added.id, done="place_added"), 303)


@blueprint.get("/edit/<path:place_id>")
def edit(place_id: str) -> str:
    """Show the form with one of the user's own places."""
    return _show(filled_form(find_own(place_id)), place_id=place_id)


@blueprint.post("/edit/<path:place_id>")
def update(place_id: str) -> str | Response | tuple[str, int]:
    """Change one of the user's own places."""
    stored, form = find_own(place_id), sent_form()
    try:
        own = checked_own(_keeping_digits(read_own(form, services().gazetteer), stored, form))
        if doubt := _doubt(replace(own, place=replace(own.place, id=place_id))):
            return _ask(form, doubt, place_id)
        changes = {name: getattr(own.place, name) for name in _EDITED}
        services().store.user_places.edit(
            place_id, **changes, polygon=own.polygon, reference=own.reference, author=author(), reason=reason()
        )
    except (FormError, InvalidPlaceError) as error:
        return _show(form, place_id=place_id, error=error), 400
    return redirect(url_for("gazetteer.show", place_id=place_id, done="place_saved"), 303)


def _keeping_digits(own: OwnPlace, stored: OwnPlace, form: PlaceForm) -> OwnPlace:
    """Keep point, radius and polygon as they are stored where the form shows them unchanged, but rounded."""
    shown = filled_form(stored)
    kept = {name: getattr(stored.place, name) for name in ("lat", "lon") if form.value(name) == shown.value(name)}
    if form.value("extent") == shown.value("extent") and own.polygon is None:
        if form.value("radius_km") == shown.value("radius_km"):
            kept["radius_km"] = stored.place.radius_km
    elif form.value("polygon").split() == polygon_lines(stored.polygon).split() and stored.polygon is not None:
        own = replace(own, polygon=stored.polygon)
    return replace(own, place=replace(own.place, **kept))


@blueprint.get("/delete/<path:place_id>")
def ask_delete(place_id: str) -> str:
    """Ask whether one of the user's own places is to go."""
    return render_template("place_delete.html", place=find_own(place_id).place)


@blueprint.post("/delete/<path:place_id>")
def delete(place_id: str) -> Response:
    """Delete one of the user's own places; events keep the coordinates that it gave them."""
    find_own(place_id)
    services().store.user_places.delete(place_id, author=author(), reason=reason())
    return redirect(url_for("gazetteer.own", done="place_deleted"), 303)
