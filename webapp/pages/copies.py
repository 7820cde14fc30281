"""The copies of reports: the groups, two of them side by side, and what people decide about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from geo.errors import NotStoredError
from geo.models import Document
from geo.store.copy_edits import CopyEdit
from geo.syndication.differences import find_differences
from webapp.errors import FormError, NotFoundError
from webapp.jobs import Progress
from webapp.pages.work import follow
from webapp.paging import address_with, read_page
from webapp.places import author, reason
from webapp.services import services

blueprint = Blueprint("copies", __name__, url_prefix="/documents")

_ROWS: Final = 25
_LONGEST: Final = 2000
_LONGEST_QUERY: Final = 200
_HISTORY: Final = 50
_TWO: Final = 2


@blueprint.get("/copies")
def index() -> str:
    """List the groups of copies, that with the latest addition first, and the decisions about them."""
    query = request.args.get("q", "").strip()[:_LONGEST_QUERY]
    page = read_page(_ROWS)
    copies = services().store.copies
    total = copies.count(query)
    return render_template(
        "copies.html",
        query=query,
        groups=copies.groups(page.rows, page.offset, query),
        total=total,
        pending=copies.pending(),
        page=page.number,
        pages=page.count_pages(total),
        page_address=lambda number: address_with(page=number),
        **_decisions(copies.edits()[-_HISTORY:]),
    )


@blueprint.get("/copies/<int:group_id>")
def of_group(group_id: int) -> str:
    """Show one group."""
    copies = services().store.copies
    found = copies.groups_by_id([group_id])[group_id]
    if len(found.articles) < _TWO:
        raise NotFoundError("There is no such group of copies; it may have been joined to another.")
    ids = {article.id for article in found.articles}
    edits = [edit for edit in copies.edits() if not ids.isdisjoint(edit.before)]
    return render_template("copies.html", group=found, groups=[found], total=1, pages=1, **_decisions(edits))


def _decisions(edits: Sequence[CopyEdit]) -> dict[str, object]:
    ids = {document_id for edit in edits for document_id in edit.documents}
    undone = {edit.undoes for edit in edits}
    return {"edits": edits, "undone": undone, "titles": services().store.copies.titles(ids)}


@blueprint.post("/copies/find")
def find() -> Response:
    """Compare the documents that were never compared, as work that can be followed."""
    copies, back = services().store.copies, url_for("copies.index")

    def work(progress: Progress) -> str:
        copies.find(progress)
        return f"{back}?done=copies_found"

    return follow(services().jobs.start("Comparing the documents", work, back=back))


@blueprint.get("/<document_id>/copies/<other_id>")
def compare(document_id: str, other_id: str) -> str:
    """Show two documents side by side, with what only one of them has marked."""
    first, second = _find(document_id), _find(other_id)
    return render_template(
        "copies_compare.html",
        documents=(first, second),
        differences=find_differences(first.text, second.text),
        group=services().store.copies.group_of(document_id),
    )


@blueprint.post("/<document_id>/copies/split")
def split(document_id: str) -> Response:
    """Say that a document is no copy of the others in its group."""
    services().store.copies.split([document_id], author=author(), reason=reason())
    return _back(document_id, "copy_split")


@blueprint.post("/<document_id>/copies/join")
def join(document_id: str) -> Response:
    """Say that a document is a copy of another, given by its address in this app or its id."""
    other_id = urlsplit(request.form.get("other", "").strip()[:_LONGEST]).path.rstrip("/").rpartition("/")[2]
    if not other_id or other_id == document_id:
        raise FormError("Give the address of another document's page, or its id.", "other")
    try:
        services().store.copies.join([other_id, document_id], author=author(), reason=reason())
    except NotStoredError as error:
        raise FormError("There is no document of that address or id.", "other") from error
    return _back(document_id, "copy_joined")


@blueprint.post("/copies/edits/<int:edit_id>/undo")
def undo(edit_id: int) -> Response:
    """Take a decision about copies back."""
    services().store.copies.undo(edit_id, author=author())
    return redirect(url_for("copies.index", done="copy_undone"), 303)


def _find(document_id: str) -> Document:
    document = services().store.document(document_id)
    if document is None:
        raise NotFoundError("There is no such document.")
    return document


def _back(document_id: str, done: str) -> Response:
    if request.form.get("back") == "copies":
        return redirect(url_for("copies.index", done=done), 303)
    return redirect(f"{url_for('documents.show', document_id=document_id, done=done)}#copies", 303)
