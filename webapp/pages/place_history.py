"""The history of one's own places: who changed what, when and why, and undo."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gazetteer.own_records import PlaceEdit
from webapp.errors import NotFoundError
from webapp.paging import Page, address_with, read_page
from webapp.places import author, is_own, reason
from webapp.services import services

blueprint = Blueprint("place_history", __name__, url_prefix="/gazetteer/history")

_LONGEST_ID: Final = 120
_MOST_OF_A_GROUP: Final = 500


@blueprint.get("")
def index() -> str:
    """List what was changed, the latest first: of all places, or every edit of one."""
    place_id = request.args.get("place", "")[:_LONGEST_ID]
    page = read_page(services().settings.page_rows)
    return _show_place(place_id, page) if place_id else _show_all(page)


def _show_all(page: Page) -> str:
    own = services().store.user_places
    groups = own.groups(page.rows + 1, page.offset)  # one more tells whether there is a next page
    return render_template(
        "place_history.html",
        groups=groups[: page.rows],
        page=page.number,
        pages=page.number + (len(groups) > page.rows),
        page_address=lambda number: address_with(page=number),
    )


def _show_place(place_id: str, page: Page) -> str:
    own = services().store.user_places
    edits = own.history(place_id, page.rows, page.offset)
    if not edits:
        raise NotFoundError(f"No edit of {place_id!r} is stored; the history lists all there are.")
    return render_template(
        "place_edits.html",
        title=f"History of {edits[0].name}",
        edits=edits,
        place_id=place_id,
        is_there=services().gazetteer.place(place_id) is not None,
        named=False,
        page=page.number,
        pages=page.count_pages(own.count_edits(place_id)),
        page_address=lambda number: address_with(page=number),
    )


@blueprint.get("/<int:edit_id>")
def show(edit_id: int) -> str:
    """Show what was changed together, place by place."""
    edits = [edit for edit in _edits_from(edit_id) if edit.group_id == edit_id]
    if not edits:
        raise NotFoundError(f"There is no change {edit_id} in the history.")
    return render_template(
        "place_edits.html", title="Changed together", edits=edits, named=True, place_id="", page=1, pages=1
    )


def _edits_from(edit_id: int) -> list[PlaceEdit]:
    return services().store.user_places.edits_since(edit_id - 1)[:_MOST_OF_A_GROUP]


@blueprint.post("/<int:edit_id>/undo")
def undo(edit_id: int) -> Response:
    """Take an edit back, with all that were made at once with it."""
    places = services().store.user_places.undo(edit_id, author=author(), reason=reason())
    if len(places) == 1 and is_own(places[0].id):
        return redirect(url_for("gazetteer.show", place_id=places[0].id, done="place_undone"), 303)
    return redirect(url_for("place_history.index", done="place_undone"), 303)
