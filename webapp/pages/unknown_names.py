"""The review list of unknown names: names in reports that no place has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from geopy.distance import great_circle
from werkzeug.wrappers import Response

from gazetteer.models import Place, PlaceName, SearchHit
from gazetteer.normalise import fold
from geo.excerpts import Example
from geo.unknown_names import Guess, UnknownName, unknown_name, unknown_names
from webapp.errors import FormError
from webapp.paging import address_with, read_page
from webapp.places import author, find_place, is_own
from webapp.services import services

blueprint = Blueprint("unknown_names", __name__, url_prefix="/gazetteer/unknown")

_ROWS: Final = 25
_LONGEST: Final = 200
_SHOWN_DISMISSED: Final = 100
_FARTHEST_KM: Final = 750.0


@dataclass(frozen=True, slots=True)
class ListedName:
    """An unknown name as it is listed.

    ``known_as`` is the own place that has it since, until the next re-geocoding; ``spellings`` are the places that it
    may be another spelling of, none of them at the other end of the world.
    """

    unknown: UnknownName
    known_as: Place | None
    spellings: tuple[SearchHit, ...]
    editor: str


@blueprint.get("")
def index() -> str:
    """List the unknown names, those in most documents first."""
    parts = services()
    query = request.args.get("q", "").strip()[:_LONGEST]
    page = read_page(_ROWS)
    total = parts.store.unknown_names.count(query)
    found = unknown_names(parts.store, parts.gazetteer, page.rows, page.offset, query)
    return render_template(
        "unknown_names.html",
        query=query,
        total=total,
        names=[_listed(name) for name in found],
        cut=_cut,
        dismissed=parts.store.unknown_names.dismissed(_SHOWN_DISMISSED),
        page=page.number,
        pages=page.count_pages(total),
        page_address=lambda number: address_with(page=number),
    )


def _listed(unknown: UnknownName) -> ListedName:
    named = services().gazetteer.places_named(unknown.name)
    known_as = next((place for place in named if place.wins), None)
    spellings = tuple(hit for hit in unknown.near_spellings if _may_be_meant(hit.place, unknown.guess))
    return ListedName(unknown, known_as, spellings, _editor_address(unknown))


def _may_be_meant(place: Place, guess: Guess | None) -> bool:
    if guess is None or place.country == guess.country:
        return True
    return float(great_circle((place.lat, place.lon), (guess.lat, guess.lon)).km) <= _FARTHEST_KM


def _editor_address(unknown: UnknownName) -> str:
    guess = unknown.guess
    if guess is None:
        return url_for("place_editor.new", name=unknown.name)
    lat, lon = f"{guess.lat:.4f}", f"{guess.lon:.4f}"
    return url_for("place_editor.new", name=unknown.name, country=guess.country, lat=lat, lon=lon, guess=1)


def _cut(example: Example) -> tuple[str, str, str]:
    """Cut a sentence before and after the name."""
    sentence = example.sentence
    return sentence[: example.start], sentence[example.start : example.end], sentence[example.end :]


def _read_name() -> str:
    name = request.form.get("name", "").strip()
    if not name or len(name) > _LONGEST:
        raise FormError(f"The name {name[:40]!r} has {len(name)} characters; 1 to {_LONGEST} are expected.", "name")
    return name


def _back(done: str) -> Response:
    """Go back to the page of the list that the form stood on."""
    query = request.form.get("q", "")[:_LONGEST]
    page = request.form.get("page", "")
    return redirect(
        url_for("unknown_names.index", q=query or None, page=page if page.isdigit() else None, done=done), 303
    )


@blueprint.get("/add")
def add() -> Response:
    """Go to the editor with an unknown name filled in, and the guess of where it is if reports tell enough for one."""
    name = request.args.get("name", "").strip()[:_LONGEST]
    parts = services()
    if any(place.wins for place in parts.gazetteer.places_named(name)):
        return redirect(url_for("unknown_names.index", q=name))
    if parts.store.unknown_names.name(fold(name)) is None:
        return redirect(url_for("place_editor.new", name=name))
    return redirect(_editor_address(unknown_name(parts.store, parts.gazetteer, fold(name))))


@blueprint.post("/alias")
def add_alias() -> Response:
    """Make the name another spelling of a place; of a built place an entry of the user's own takes it on."""
    name, place = PlaceName(_read_name()), find_place(request.form.get("place_id", ""))
    own, told = services().store.user_places, f"in reports as {_read_name()!r}"
    if is_own(place.id):
        own.edit(place.id, names=(*own.get(place.id).names, name), author=author(), reason=told)
    else:
        twins = tuple(dict.fromkeys((place.id, *place.same_as)))
        own.add(replace(place, names=(name,), same_as=twins, note=""), author=author(), reason=told)
    return _back("alias_added")


@blueprint.post("/dismiss")
def dismiss() -> Response:
    """Leave a name that is no place out of the list."""
    services().store.unknown_names.dismiss(_read_name(), author=author())
    return _back("dismissed")


@blueprint.post("/restore")
def restore() -> Response:
    """Put a name back on the list."""
    services().store.unknown_names.restore(_read_name())
    return _back("restored")
