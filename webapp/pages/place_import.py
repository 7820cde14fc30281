"""Importing many places in two steps: what a file would change, then, if it is wanted, all of it; and exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gazetteer.errors import SourceDataError
from gazetteer.importers.place_rows import BadRow, PlaceRow, ReadLimits
from gazetteer.importers.tabular import read_headers
from gazetteer.place_files import FILE_KINDS, csv_text, geojson_text, read_rows
from gazetteer.place_imports import ImportPlan, plan_import
from geo.codebook import find_country
from webapp.errors import FormError, NotFoundError
from webapp.jobs import Progress
from webapp.pages.work import follow
from webapp.places import author, reason
from webapp.responses import GEOJSON
from webapp.services import services
from webapp.uploads import Upload, plain_name

blueprint = Blueprint("place_import", __name__, url_prefix="/gazetteer/import")

MAPPED: Final = (
    "name", "lat", "lon", "coordinates", "aliases", "country", "admin1", "admin2", "feature_code", "radius_km", "note",
    "reference", "id",
)  # fmt: skip
"""The fields that a person may say the columns of."""

_TABLES: Final = (".csv", ".tsv", ".txt", ".tab")
_SHOWN: Final = 200
_EXPORTS: Final = {"geojson": (geojson_text, GEOJSON), "csv": (csv_text, "text/csv")}


@blueprint.get("")
def form() -> str:
    """Show the form that takes a file, and the exports."""
    return _show_form()


def _show_form(error: str = "") -> str:
    parts = services()
    return render_template(
        "place_import.html",
        kinds=FILE_KINDS,
        limits=parts.settings,
        own=len(parts.store.user_places.all()),
        error=error,
    )


@blueprint.post("")
def read() -> AnyResponse | tuple[str, int]:
    """Keep the file for its dry run; nothing is written."""
    sent = request.files.get("file")
    name = plain_name(sent.filename or "") if sent else ""
    if sent is None or not name:
        return _show_form("Choose a file first."), 400
    if not name.lower().endswith(FILE_KINDS):
        return _show_form(f"{name[:80]!r} is not one of {', '.join(FILE_KINDS)}."), 400
    upload_id = services().uploads.put(Upload(name, sent.read()))
    return redirect(url_for("place_import.show", upload_id=upload_id), 303)


def _code_of(name: str) -> str:
    country = find_country(name)
    return country.alpha2 if country else ""


def _rows(upload: Upload) -> Iterator[PlaceRow | BadRow]:
    limits = ReadLimits(bytes=services().settings.upload_bytes)
    return read_rows(upload.content, upload.name, upload.said, limits=limits, find_country=_code_of)


@blueprint.get("/<upload_id>")
def show(upload_id: str) -> str | AnyResponse:
    """Show what a file would change."""
    parts = services()
    upload = parts.uploads.get(upload_id)
    plan = parts.plans.get(upload_id)
    if plan is not None and plan.generation == parts.store.user_places.generation:
        return _show_plan(upload_id, upload, plan)
    try:
        rows = _rows(upload)
    except SourceDataError as error:
        return _show_plan(upload_id, upload, None, str(error))
    return _begin_plan(upload_id, upload, rows)


def _begin_plan(upload_id: str, upload: Upload, rows: Iterator[PlaceRow | BadRow]) -> AnyResponse:
    parts, here = services(), url_for("place_import.show", upload_id=upload_id)

    def work(progress: Progress) -> str:
        found = plan_import(rows, parts.store.user_places, parts.gazetteer, lambda count: progress(count, 0))
        parts.plans.keep(upload_id, found)
        return here

    back = url_for("place_import.form")
    return follow(parts.jobs.start(f"Reading {upload.name}", work, back=back))


def _show_plan(upload_id: str, upload: Upload, plan: ImportPlan | None, error: str = "") -> str:
    return render_template(
        "place_import_plan.html",
        upload_id=upload_id,
        upload=upload,
        plan=plan,
        error=error,
        shown=_SHOWN,
        fields=MAPPED,
        headers=_headers(upload),
    )


def _headers(upload: Upload) -> list[str]:
    """Return the columns of a table; none for other kinds of file, whose fields are found by their names."""
    if not upload.name.lower().endswith(_TABLES):
        return []
    try:
        return read_headers(upload.content, upload.name)
    except SourceDataError:  # the page says so already
        return []


@blueprint.post("/<upload_id>/columns")
def choose_columns(upload_id: str) -> AnyResponse:
    """Read the file again with other columns."""
    uploads = services().uploads
    upload, headers = uploads.get(upload_id), _headers(uploads.get(upload_id))
    said = {field: request.form.get(f"column_{field}", "") for field in MAPPED}
    if wrong := [column for column in said.values() if column and column not in headers]:
        raise FormError(f"There is no column {wrong[0][:40]!r} in {upload.name}.", "column")
    chosen: Mapping[str, str] = {field: column for field, column in said.items() if column}
    changed = uploads.put(replace(upload, said=chosen))
    uploads.drop(upload_id)
    return redirect(url_for("place_import.show", upload_id=changed), 303)


@blueprint.post("/<upload_id>/apply")
def apply(upload_id: str) -> AnyResponse:
    """Write what the dry run showed, all at once."""
    parts = services()
    upload, plan = parts.uploads.get(upload_id), parts.plans.get(upload_id)
    if plan is None:  # the server was started anew since
        return redirect(url_for("place_import.show", upload_id=upload_id), 303)
    if request.form.get("leave_out"):
        plan = plan.without(row.line for row in plan.suspicious)
    wanted, who, why = plan, author(), reason() or f"import of {upload.name}"
    done = url_for("gazetteer.own", done="imported")

    def work(progress: Progress) -> str:
        progress(0, 0)
        wanted.apply(parts.store.user_places, author=who, reason=why)
        parts.uploads.drop(upload_id)
        return done

    back = url_for("place_import.show", upload_id=upload_id)
    return follow(parts.jobs.start(f"Writing the places of {upload.name}", work, back=back))


@blueprint.post("/<upload_id>/discard")
def discard(upload_id: str) -> AnyResponse:
    """Forget the file."""
    services().uploads.drop(upload_id)
    return redirect(url_for("place_import.form", done="import_dropped"), 303)


@blueprint.get("/export.<format_name>")
def export(format_name: str) -> Response:
    """Give the user's own places as a file that another installation imports without loss."""
    if format_name not in _EXPORTS:
        raise NotFoundError(f"There is no export {format_name[:20]!r}; choose geojson or csv.")
    write, kind = _EXPORTS[format_name]
    answer = Response(write(services().store.user_places.all_own()), mimetype=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename=places.{format_name}"
    return answer
