"""Merging entries of one place, and splitting an entry that holds two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gazetteer.errors import InvalidPlaceError
from gazetteer.models import Place
from gazetteer.own_records import OwnPlace
from geo.codebook import countries
from webapp import wording
from webapp.errors import FormError
from webapp.place_form import PlaceForm, filled_form, read_own, sent_form
from webapp.places import author, find_own, find_place, is_own, reason
from webapp.services import services

blueprint = Blueprint("place_merging", __name__, url_prefix="/gazetteer")

_LONGEST_QUERY: Final = 200
_NEAR_KM: Final = 10.0
_NEAR_PLACES: Final = 8


@blueprint.get("/merge/<path:place_id>")
def ask_merge(place_id: str) -> str:
    """Show what the place may be the same as: what a search finds, else what lies near it."""
    return _show_merge(find_place(place_id))


def _show_merge(place: Place, error: str = "") -> str:
    query = request.args.get("q", "").strip()[:_LONGEST_QUERY]
    found = _search(query) if query else _near(place)
    known = {place.id, *place.same_as}
    others = [other for other in found if other.id not in known]
    return render_template("place_merge.html", place=place, query=query, others=others, error=error)


def _search(query: str) -> list[Place]:
    parts = services()
    return [hit.place for hit in parts.gazetteer.search(query, limit=parts.settings.search_hits)]


def _near(place: Place) -> Iterable[Place]:
    near = services().gazetteer.nearest(place.lon, place.lat, _NEAR_PLACES, within_km=_NEAR_KM)
    return [each.place for each in near]


@blueprint.post("/merge/<path:place_id>")
def merge(place_id: str) -> Response | tuple[str, int]:
    """Make one entry of the place and the chosen ones; a built one is copied first."""
    place, ids = find_place(place_id), request.form.getlist("ids")
    if not ids:
        return _show_merge(place, "Choose at least one entry that is the same place."), 400
    for other in ids:
        find_place(other)
    into: str | Place = place.id if is_own(place.id) else replace(place, note="", same_as=(place.id, *place.same_as))
    merged = services().store.user_places.merge(ids, into, author=author(), reason=reason())
    return redirect(url_for("gazetteer.show", place_id=merged.id, done="place_merged"), 303)


@blueprint.get("/split/<path:place_id>")
def ask_split(place_id: str) -> str:
    """Show the editor for the place that is to be parted off."""
    own = find_own(place_id)
    part = replace(own.place, name="", names=(), same_as=(), note="")
    return _show_split(own, filled_form(OwnPlace(part)))


def _show_split(own: OwnPlace, form: PlaceForm, error: FormError | InvalidPlaceError | None = None) -> str:
    if error is not None:
        form = replace(form, error=str(error), error_field=getattr(error, "field", ""))
    return render_template(
        "place_split.html",
        own=own,
        form=form,
        moved=request.form.getlist("move"),
        moved_ids=request.form.getlist("move_id"),
        kinds=wording.options("feature_code"),
        countries=countries(),
    )


@blueprint.post("/split/<path:place_id>")
def split(place_id: str) -> Response | tuple[str, int]:
    """Part a new place off: chosen names and ids go to it."""
    own, form = find_own(place_id), sent_form()
    names, ids = request.form.getlist("move"), request.form.getlist("move_id")
    if not names and not ids:
        return _show_split(own, form, FormError("Choose at least one name that belongs to the other place.")), 400
    try:
        new = read_own(form, services().gazetteer).place
        _, added = services().store.user_places.split(
            place_id, names, new, ids_to_move=ids, author=author(), reason=reason()
        )
    except (FormError, InvalidPlaceError) as error:
        return _show_split(own, form, error), 400
    return redirect(url_for("gazetteer.show", place_id=added.id, done="place_split"), 303)
