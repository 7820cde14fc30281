"""The history of one's own actors: who changed what, when and why, and undo."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from geo.actors.vocabulary import load_vocabulary
from webapp.paging import address_with, read_page
from webapp.places import author, reason
from webapp.services import services

blueprint = Blueprint("actor_history", __name__, url_prefix="/actors/history")

_LONGEST_ID = 120


@blueprint.get("")
def index() -> str:
    """List what was changed, the latest first: of all actors, or of one."""
    parts, actor_id = services(), request.args.get("actor", "")[:_LONGEST_ID]
    page = read_page(parts.settings.page_rows)
    edits = parts.own_actors.history(actor_id)
    return render_template(
        "actor_history.html",
        actor_id=actor_id,
        edits=edits[page.offset : page.offset + page.rows],
        page=page.number,
        pages=page.count_pages(len(edits)),
        page_address=lambda number: address_with(page=number),
    )


@blueprint.post("/<int:edit_id>/undo")
def undo(edit_id: int) -> Response:
    """Take an edit back."""
    edit = services().own_actors.undo(edit_id, author=author(), reason=reason())
    if edit.actor_id in load_vocabulary().actors:
        return redirect(url_for("actors.show", actor_id=edit.actor_id, done="actor_undone"), 303)
    return redirect(url_for("actor_history.index", done="actor_undone"), 303)
