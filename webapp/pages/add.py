"""Adding reports in two steps: read, then check what was found and save it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from geo.errors import ReadError
from geo.models import Document, ParsedDocument
from geo.readers import read_bytes, read_text
from geo.rows import event_rows
from geo.theatre import read_theatre
from webapp.errors import FormError, NotFoundError
from webapp.pages.corrections import read_countries
from webapp.reading import DocumentView, lay_out
from webapp.services import services
from webapp.wording import is_web_address

blueprint = Blueprint("add", __name__, url_prefix="/add")

_SUFFIXES = (".txt", ".md", ".html", ".htm", ".jsonl")
_FIELDS = ("text", "title", "publisher", "url", "date")


class Details(TypedDict):
    """What the form says of where a report comes from."""

    title: str
    publisher: str
    url: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How much was found in all documents of a draft."""

    events: int
    pinned: int
    places: int
    actors: int
    dates: int


@blueprint.get("")
def form() -> str:
    """Show the empty form."""
    return _show_form({})


def _show_form(values: Mapping[str, str], error: str = "", error_field: str = "") -> str:
    filled = {name: values.get(name, "") for name in _FIELDS}
    return render_template("add.html", values=filled, error=error, error_field=error_field, limits=services().settings)


@blueprint.post("")
def read() -> str | Response | tuple[str, int]:
    """Read the report and keep it as a draft; on an error, show the form again as it was filled in."""
    values = {name: request.form.get(name, "").strip() for name in _FIELDS}
    try:
        documents = _read_documents(values, _chosen_files())
    except FormError as error:
        return _show_form(values, str(error), error.field), 400
    except ReadError as error:
        return _show_form(values, str(error)), 400
    draft_id = services().drafts.put(documents)
    return redirect(url_for("add.preview", draft_id=draft_id), 303)


def _chosen_files() -> list[FileStorage]:
    return [upload for upload in request.files.getlist("files") if upload.filename]


def _read_documents(values: Mapping[str, str], uploads: Sequence[FileStorage]) -> list[Document]:
    settings = services().settings
    if not values["text"] and not uploads:
        raise FormError("Paste a text or choose at least one file.", "text")
    if len(uploads) > settings.upload_files:
        raise FormError(f"{len(uploads)} files are more than the {settings.upload_files} allowed at once.", "files")
    details, theatre = _read_details(values), read_theatre(settings.theatre)
    documents = [read_text(values["text"], **details)] if values["text"] else []
    for upload in uploads:
        documents += _read_upload(upload, details)
    _check_size(documents)
    return [replace(document, theatre=document.theatre or theatre) for document in documents]


def _read_details(values: Mapping[str, str]) -> Details:
    if values["url"] and not is_web_address(values["url"]):
        raise FormError("The address must begin with http:// or https://.", "url")
    return Details(
        title=values["title"], publisher=values["publisher"], url=values["url"], date=_read_date(values["date"])
    )


def _read_date(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise FormError(f"{value[:20]!r} is not a date; write it as 2017-09-11.", "date") from error


def _read_upload(upload: FileStorage, details: Details) -> list[Document]:
    name = upload.filename or ""
    if not name.lower().endswith(_SUFFIXES):
        raise FormError(f"{name[:80]!r} is not one of {', '.join(_SUFFIXES)}.", "files")
    try:
        return read_bytes(upload.read(), name, **details)
    except ReadError as error:
        raise FormError(f"{name[:80]}: {error}", "files") from error


def _check_size(documents: Sequence[Document]) -> None:
    settings = services().settings
    if not documents:
        raise FormError("Those files hold no text.", "files")
    if len(documents) > settings.documents_per_upload:
        raise FormError(
            f"{len(documents)} documents are more than the {settings.documents_per_upload} allowed at once.", "files"
        )
    for document in documents:
        if len(document.text) > settings.text_characters:
            raise FormError(
                f"{document.title[:60] or 'The text'!r} has {len(document.text)} characters; "
                f"{settings.text_characters} are allowed."
            )


@blueprint.get("/<draft_id>")
def preview(draft_id: str) -> str:
    """Show what was found in a draft."""
    return _show_preview(draft_id, services().drafts.get(draft_id))


def _show_preview(
    draft_id: str, documents: list[Document], values: Mapping[str, str] | None = None, error: str = ""
) -> str:
    parsed = services().parse(documents)
    views = [_view(each) for each in parsed]
    return render_template(
        "add_preview.html",
        draft_id=draft_id,
        views=views,
        totals=_totals(parsed, sum(len(view.pins) for view in views)),
        values=values or _details_of(documents),
        error=error,
    )


def _details_of(documents: Sequence[Document]) -> dict[str, str]:
    """Return what a single report says of itself; of several, each says its own."""
    if len(documents) != 1:
        return {}
    (document,) = documents
    day = document.date.isoformat() if document.date else ""
    return {"title": document.title, "publisher": document.publisher, "url": document.url, "date": day}


@blueprint.post("/<draft_id>")
def change(draft_id: str) -> str | Response | tuple[str, int]:
    """Read a draft again with another title, publisher, date or address; what several reports say themselves stays."""
    drafts = services().drafts
    documents = drafts.get(draft_id)
    values = {name: request.form.get(name, "").strip() for name in _FIELDS}
    try:
        details = _read_details(values)
    except FormError as error:
        return _show_preview(draft_id, documents, values, str(error)), 400
    changed = [_with_details(document, details, alone=len(documents) == 1) for document in documents]
    drafts.drop(draft_id)
    return redirect(url_for("add.preview", draft_id=drafts.put(changed)), 303)


def _with_details(document: Document, details: Details, *, alone: bool) -> Document:
    if alone:
        return replace(document, **details)
    return replace(
        document,
        title=document.title or details["title"],
        publisher=document.publisher or details["publisher"],
        url=document.url or details["url"],
        date=document.date or details["date"],
    )


def _view(parsed: ParsedDocument) -> DocumentView:
    stored = services().store.document(parsed.document.id) is not None
    return lay_out(parsed.document, parsed.mentions, event_rows(parsed), parsed.countries, stored=stored)


def _totals(parsed: Sequence[ParsedDocument], places: int) -> Totals:
    kinds = [mention.kind for each in parsed for mention in each.mentions]
    events = [event for each in parsed for event in each.events]
    pinned = sum(event.place is not None for event in events)
    return Totals(len(events), pinned, places, kinds.count("actor"), kinds.count("date"))


@blueprint.post("/<draft_id>/theatre/<int:number>")
def set_theatre(draft_id: str, number: int) -> Response:
    """Read one report of a draft again as being about certain countries; ``number`` counts from 1."""
    drafts = services().drafts
    documents = drafts.get(draft_id)
    if not 1 <= number <= len(documents):
        raise NotFoundError("There is no such report in this draft.")
    documents[number - 1] = replace(documents[number - 1], theatre=read_countries())
    drafts.drop(draft_id)
    return redirect(url_for("add.preview", draft_id=drafts.put(documents), _anchor=f"d{number}-theatre"), 303)


@blueprint.post("/<draft_id>/save")
def save(draft_id: str) -> Response:
    """Store a draft's documents."""
    parts = services()
    outcomes = [parts.store.add(parsed) for parsed in parts.parse(parts.drafts.get(draft_id))]
    parts.drafts.drop(draft_id)
    done = "saved" if any(outcome.added for outcome in outcomes) else "known"
    if len(outcomes) == 1:
        return redirect(url_for("documents.show", document_id=outcomes[0].document_id, done=done), 303)
    return redirect(url_for("documents.index", done=done), 303)


@blueprint.post("/<draft_id>/discard")
def discard(draft_id: str) -> Response:
    """Forget a draft."""
    services().drafts.drop(draft_id)
    return redirect(url_for("add.form", done="discarded"), 303)
