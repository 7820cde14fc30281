"""What people decide about a document: the place of a name, its countries, and undo; each reads the document again."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from geo.corrections import AUTOMATIC, NO_PLACE
from geo.errors import FilterError
from geo.theatre import read_theatre
from webapp.errors import FormError, NotFoundError
from webapp.jobs import Progress
from webapp.pages.work import follow
from webapp.places import author, reason
from webapp.services import services

blueprint = Blueprint("corrections", __name__, url_prefix="/documents")

_LONGEST: Final = 200
_MOST_DOCUMENTS: Final = 500
_CHOICES: Final = {"none": NO_PLACE, "automatic": AUTOMATIC}
_DONE: Final = {"none": "place_dropped", "automatic": "place_automatic"}


@blueprint.post("/<document_id>/choices")
def choose(document_id: str) -> Response:
    """Say which place a name means in a document."""
    name, chosen = request.form.get("name", "").strip(), request.form.get("place_id", "")
    if not name or len(name) > _LONGEST:
        raise FormError(f"The name has {len(name)} characters; 1 to {_LONGEST} are expected.", "name")
    if not chosen:
        raise FormError("Choose a place, or say that it is none.", "place_id")
    place_id = _CHOICES.get(chosen, chosen)
    edit = services().corrections.choose(document_id, name, place_id, author=author(), reason=reason())
    return _back(document_id, _DONE.get(chosen, "place_chosen") if edit else "unchanged")


@blueprint.post("/<document_id>/edits/<int:edit_id>/undo")
def undo(document_id: str, edit_id: int) -> Response:
    """Take a decision about a document back."""
    parts = services()
    if parts.store.document_edits.edit(edit_id).document_id != document_id:
        raise NotFoundError("There is no such decision about this document.")
    parts.corrections.undo(edit_id, author=author())
    return _back(document_id, "decision_undone")


@blueprint.post("/<document_id>/theatre")
def set_theatre(document_id: str) -> Response:
    """Say which countries a document is about."""
    edit = services().corrections.set_theatre(document_id, read_countries(), author=author(), reason=reason())
    return _back(document_id, "theatre_set" if edit else "unchanged")


@blueprint.post("/theatre")
def set_theatres() -> Response:
    """Say which countries several documents are about."""
    document_ids, countries = request.form.getlist("document")[:_MOST_DOCUMENTS], read_countries()
    if not document_ids:
        raise FormError("Choose at least one document.", "document")
    corrections, who, why = services().corrections, author(), reason()
    back = url_for("documents.index")

    def work(progress: Progress) -> str:
        corrections.set_theatres(document_ids, countries, progress, author=who, reason=why)
        return f"{back}?done=theatres_set"

    return follow(services().jobs.start("Reading the documents again", work, back=back))


def read_countries() -> tuple[str, ...]:
    """Read the countries of a form: those that are ticked, and those that are written beside them.

    Raises
    ------
    FormError
        If one is no country's.
    """
    told = (*request.form.getlist("country")[:_LONGEST], request.form.get("countries", ""))
    try:
        return read_theatre(",".join(told))
    except FilterError as error:
        raise FormError(str(error).removeprefix("theatre: "), "countries") from error


def _back(document_id: str, done: str) -> Response:
    """Go back to the page that the form stood on."""
    form = request.form
    if form.get("back") == "unsure":
        query, only = (form.get(name, "")[:_LONGEST] or None for name in ("q", "document"))
        page, number = (_number(form.get(name, "")) for name in ("page", "number"))
        address = url_for("unsure_places.index", q=query, document=only, page=page, done=done)
        return redirect(f"{address}#u-{number or 1}", 303)
    start = _number(form.get("start", ""))
    named = {mention.start for mention in services().store.mentions(document_id) if mention.kind == "place"}
    if form.get("back") == "why" and start is not None and start in named:
        return redirect(url_for("why.show", document_id=document_id, start=start, done=done), 303)
    return redirect(url_for("documents.show", document_id=document_id, done=done), 303)


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < len("1000000000") else None
