"""Exports: exactly the filtered events, in the form that was asked for."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import BinaryIO, cast

from flask import Blueprint, Response, render_template, send_file

from geo.exports import EXPORTERS, attribution_text, export_events
from webapp.errors import NotFoundError
from webapp.filters import build_form, read_filter
from webapp.services import services

blueprint = Blueprint("export", __name__, url_prefix="/export")

_IN_MEMORY_BYTES = 16 * 1024 * 1024


@blueprint.get("")
def index() -> str:
    """Offer the exports for a filter."""
    store = services().store
    wanted = read_filter()
    form = build_form(wanted, store.facets(wanted))
    return render_template("export.html", form=form, total=store.count(wanted), formats=EXPORTERS)


@blueprint.get("/<format_name>")
def download(format_name: str) -> Response:
    """Send the filtered events as a file."""
    exporter = EXPORTERS.get(format_name)
    if exporter is None:
        raise NotFoundError(f"There is no export called {format_name[:20]!r}; choose {', '.join(EXPORTERS)}.")
    wanted = read_filter()
    with ExitStack() as opened:
        stream = opened.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES))
        credit = attribution_text(services().gazetteer.sources())
        export_events(services().store, wanted, format_name, cast("BinaryIO", stream), attribution=credit)
        opened.pop_all()  # from here on the response closes it
    stream.seek(0)
    name = f"conflict-atlas-{datetime.now(UTC):%Y-%m-%d}{exporter.suffixes[0]}"
    answer = send_file(stream, mimetype="application/octet-stream", as_attachment=True, download_name=name)
    answer.headers["Content-Type"] = exporter.media_type
    return answer
