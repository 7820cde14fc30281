"""Importing files of events (ACLED, UCDP GED): what a file holds, then, if it is wanted, all of it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from geo.errors import ReadError
from geo.interop import DATASETS, ENCODINGS, recognise
from webapp.event_imports import Report, find_report, keep_report, run_import, sent_file
from webapp.jobs import Progress
from webapp.pages.work import follow
from webapp.services import services
from webapp.uploads import Upload, UploadStore, plain_name

blueprint = Blueprint("event_import", __name__, url_prefix="/add/events")

_KINDS: Final = (".csv", ".tsv", ".txt", ".gz")
_SHOWN: Final = 200
_ALONE: Final = "import of events"


@blueprint.get("")
def form() -> str:
    """Show the form that takes a file."""
    return _show_form()


def _show_form(error: str = "", encoding: str = "") -> str:
    return render_template(
        "event_import.html",
        kinds=_KINDS,
        encodings=[(name, name) for name in ENCODINGS],
        encoding=encoding,
        datasets=list(DATASETS.values()),
        limits=services().settings,
        error=error,
    )


@blueprint.post("")
def read() -> AnyResponse | tuple[str, int]:
    """Look at a file: nothing is written to the store."""
    sent, encoding = request.files.get("file"), request.form.get("encoding", ENCODINGS[0])
    name = plain_name(sent.filename or "") if sent else ""
    if sent is None or not name:
        return _show_form("Choose a file first.", encoding), 400
    if not name.lower().endswith(_KINDS):
        return _show_form(f"{name[:80]!r} is not one of {', '.join(_KINDS)}.", encoding), 400
    if encoding not in ENCODINGS:
        return _show_form(f"The encoding {encoding[:20]!r} is not one of {', '.join(ENCODINGS)}."), 400
    upload = Upload(name, sent.read(), {"encoding": encoding})
    try:
        recognise(sent_file(upload, services().settings.upload_bytes), encoding)
    except ReadError as error:
        return _show_form(f"{error}.", encoding), 400
    return _look_at(upload)


def _look_at(upload: Upload) -> AnyResponse:
    parts = services()
    upload_id, report_page = parts.uploads.put(upload), _address()

    def work(progress: Progress) -> str:
        largest = parts.settings.upload_bytes
        report = run_import(parts.store, upload, largest=largest, progress=progress, dry_run=True, upload_id=upload_id)
        return report_page + keep_report(parts.uploads, report)

    return follow(parts.jobs.start(f"Reading {upload.name}", work, back=url_for("event_import.form")))


def _address() -> str:
    """Return the address of a report without its id, for a thread that has no request."""
    return url_for("event_import.show", report_id="-").removesuffix("-")


@blueprint.get("/<report_id>")
def show(report_id: str) -> str:
    """Show what a file would change, or what its import has changed."""
    report = find_report(services().uploads, report_id)
    return render_template(
        "event_import_report.html", report=report, report_id=report_id, rejected_rows=report.rejected_rows(_SHOWN)
    )


@blueprint.get("/<report_id>/rejected.csv")
def rejected(report_id: str) -> Response:
    """Give the rejected rows with line and reason, to be mended and imported."""
    answer = Response(find_report(services().uploads, report_id).rejects, mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=rejected.csv"
    return answer


@blueprint.post("/<report_id>/apply")
def apply(report_id: str) -> AnyResponse:
    """Import what the dry run showed; broken off, it goes on where it was when it is begun again."""
    parts, report_page = services(), _address()
    report = find_report(parts.uploads, report_id)
    if not report.upload_id:
        return redirect(url_for("event_import.show", report_id=report_id), 303)
    upload = parts.uploads.get(report.upload_id)

    def work(progress: Progress) -> str:
        done = run_import(parts.store, upload, largest=parts.settings.upload_bytes, progress=progress, dry_run=False)
        address = report_page + keep_report(parts.uploads, done)
        _forget(parts.uploads, report_id, report)
        return address

    back = url_for("event_import.show", report_id=report_id)
    return follow(parts.jobs.start(f"Importing {upload.name}", work, back=back, alone=_ALONE))


@blueprint.post("/<report_id>/discard")
def discard(report_id: str) -> AnyResponse:
    """Forget the file."""
    uploads = services().uploads
    _forget(uploads, report_id, find_report(uploads, report_id))
    return redirect(url_for("event_import.form", done="import_dropped"), 303)


def _forget(uploads: UploadStore, report_id: str, report: Report) -> None:
    if report.upload_id:
        uploads.drop(report.upload_id)
    uploads.drop(report_id)
