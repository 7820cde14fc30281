"""The list of documents, a document with everything found in it, and its removal."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from geo.models import Document
from geo.store import EventFilter
from geo.store.filters import ALL_STATUSES, DECIDED_STATUSES
from webapp.errors import NotFoundError
from webapp.explaining import place_name
from webapp.paging import address_with, read_page
from webapp.reading import lay_out
from webapp.services import services

blueprint = Blueprint("documents", __name__, url_prefix="/documents")


@blueprint.get("")
def index() -> str:
    """List the documents, newest first, or those that hold certain words."""
    parts = services()
    query = request.args.get("q", "").strip()[:200]
    page = read_page(parts.settings.page_rows)
    total = parts.store.count_documents(query)
    listed = parts.store.documents(page.rows, page.offset, query)
    return render_template(
        "documents.html",
        documents=listed,
        copies=parts.store.copies.sizes_of([document.id for document in listed]),
        groups=parts.store.copies.count(),
        pending=parts.store.copies.pending(),
        total=total,
        query=query,
        page=page.number,
        pages=page.count_pages(total),
        page_address=lambda number: address_with(page=number),
    )


def _find(document_id: str) -> Document:
    document = services().store.document(document_id)
    if document is None:
        raise NotFoundError("There is no such document.")
    return document


@blueprint.get("/<document_id>")
def show(document_id: str) -> str:
    """Show a document's text with places, actors, dates and events marked; of an imported file, what it is."""
    store = services().store
    document = _find(document_id)
    if store.imports.is_import(document_id):
        total = store.count(EventFilter(document_id=document_id))
        return render_template("import_file.html", document=document, total=total)
    rows = store.events(EventFilter(document_id=document_id), sort="quote_start")
    return render_template(
        "document.html",
        view=lay_out(document, store.mentions(document_id), rows, store.countries(document_id)),
        edits=store.document_edits.edits(document_id),
        group=store.copies.group_of(document_id),
        place_name=place_name,
    )


@blueprint.get("/<document_id>/delete")
def ask_delete(document_id: str) -> str:
    """Ask whether a document is to go."""
    document = _find(document_id)
    store = services().store
    every = EventFilter(document_id=document_id, statuses=ALL_STATUSES)
    decided = replace(every, statuses=DECIDED_STATUSES)
    return render_template(
        "document_delete.html", document=document, events=store.count(every), decided=store.count(decided)
    )


@blueprint.post("/<document_id>/delete")
def delete(document_id: str) -> Response:
    """Delete a document with its mentions and events."""
    services().store.delete_document(document_id)
    return redirect(url_for("documents.index", done="deleted"), 303)
