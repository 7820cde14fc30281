"""The table of events, and a single event with its history and its corrections."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gazetteer.normalise import fold
from geo.codebook import event_types
from geo.confidence_reasons import explain_confidence
from geo.errors import ChangeError
from geo.explanations import find_event_mention
from geo.exports import EXPORTERS
from geo.features import unknown_place
from geo.models import Status
from geo.schema import EventRow
from geo.store import EventFilter, place_changes
from webapp.errors import FormError, NotFoundError
from webapp.explaining import reason_bars
from webapp.filters import build_form, read_filter
from webapp.pages.duplicates import event_reports
from webapp.paging import address_with, read_page
from webapp.services import services

blueprint = Blueprint("events", __name__, url_prefix="/events")

SORTABLE: Final = ("date_start", "event_type", "location", "fatalities_best", "confidence", "status")
"""The columns that the table can be sorted by."""

_CORRECTABLE: Final = (
    "date_start",
    "date_end",
    "date_prec",
    "fatalities_low",
    "fatalities_best",
    "fatalities_high",
    "injured",
    "fatalities_civilians",
    "fatalities_military",
    "actor1",
    "actor2",
    "claimed_by",
    "denied_by",
)
_LONGEST_REASON: Final = 1000
_LONGEST_NAME: Final = 80


def _read_order() -> tuple[str, bool]:
    sort = request.args.get("sort", "date_start")
    if sort not in SORTABLE:
        raise FormError(f"sort {sort[:40]!r} is not one of {', '.join(SORTABLE)}.", "sort")
    return sort, request.args.get("order") == "down"


@blueprint.get("")
def index() -> str:
    """Show a page of the filtered events."""
    parts = services()
    wanted = read_filter()
    sort, descending = _read_order()
    page = read_page(parts.settings.page_rows)
    total = parts.store.count(wanted)
    rows = parts.store.events(wanted, page.rows, page.offset, sort=sort, descending=descending)
    return render_template(
        "events.html",
        form=build_form(wanted, parts.store.facets(wanted)),
        rows=rows,
        unsure=parts.store.unsure_events([row.event_id for row in rows]),
        also_in=parts.store.copies.also_in(rows),
        total=total,
        sort=sort,
        descending=descending,
        page=page.number,
        pages=page.count_pages(total),
        address_with=address_with,
        page_address=lambda number: address_with(page=number),
        formats=EXPORTERS,
        back=request.query_string.decode("ascii", "replace"),
    )


def _find(event_id: str) -> EventRow:
    row = services().store.event(event_id)
    if row is None:
        raise NotFoundError("There is no such event.")
    return row


@blueprint.get("/<event_id>")
def show(event_id: str) -> str:
    """Show an event with its sentence, its fields, its history, and the forms that correct it."""
    return _render(_find(event_id), {})


def _render(row: EventRow, values: dict[str, str], error: str = "") -> str:
    parts = services()
    place_query = request.args.get("place", unknown_place(row) or row.location).strip()[:200]
    searched = "place" in request.args
    hits = parts.gazetteer.search(place_query, limit=parts.settings.search_hits) if searched and place_query else []
    return render_template(
        "event.html",
        row=row,
        mention=find_event_mention(parts.store, row),
        also_in=parts.store.copies.also_in([row]),
        reasons=reason_bars(explain_confidence(parts.store, row)),
        told=event_reports(row),
        values=values,
        error=error,
        edits=list(reversed(parts.store.edits(row.event_id))),
        types=event_types(),
        place_query=place_query,
        searched=searched,
        hits=hits,
        fold=fold,
        actors=[actor.label for actor in parts.store.facets(EventFilter()).actors],
    )


def _author() -> str:
    return request.form.get("author", "").strip()[:_LONGEST_NAME] or "web"


def _reason() -> str:
    return request.form.get("reason", "").strip()[:_LONGEST_REASON]


@blueprint.post("/<event_id>/status")
def decide(event_id: str) -> Response:
    """Confirm or reject an event."""
    status = request.form.get("status", "")
    if status not in {Status.CONFIRMED, Status.REJECTED}:
        raise FormError("An event can be confirmed or rejected here.", "status")
    services().store.decide(event_id, status, author=_author(), reason=_reason())
    if "back" in request.form:
        # Only the query string comes from the form; the path is ours.
        query = [pair for pair in parse_qsl(request.form["back"]) if pair[0] != "done"]
        return redirect(f"{url_for('events.index')}?{urlencode([*query, ('done', status)])}", 303)
    return _to_event(event_id, status)


def _to_event(event_id: str, done: str) -> Response:
    return redirect(url_for("events.show", event_id=event_id, done=done), 303)


@blueprint.post("/<event_id>/correct")
def correct(event_id: str) -> str | Response | tuple[str, int]:
    """Correct an event's type, dates, tolls, actors or claims; what does not fit is shown again with the reason."""
    row = _find(event_id)
    changes = {name: request.form[name] for name in _CORRECTABLE if name in request.form}
    changes.update(_read_type())
    changed = {name: value for name, value in changes.items() if value != _as_text(getattr(row, name))}
    if not changed:
        return _to_event(event_id, "unchanged")
    try:
        services().store.decide(event_id, Status.EDITED, author=_author(), reason=_reason(), changes=changed)
    except ChangeError as error:
        return _render(row, request.form.to_dict(), str(error)), 400
    return _to_event(event_id, "corrected")


def _as_text(value: object) -> str:
    return "" if value is None else str(value)


def _read_type() -> dict[str, str]:
    if "kind" not in request.form:
        return {}
    event_type, _, sub_event_type = request.form["kind"].partition("|")
    return {"event_type": event_type, "sub_event_type": sub_event_type}


@blueprint.post("/<event_id>/place")
def move(event_id: str) -> Response:
    """Move an event to a place of the gazetteer, or take its place away."""
    parts = services()
    place_id = request.form.get("place_id", "")
    changes: dict[str, object]
    if place_id == "none":
        changes = dict.fromkeys(("location", "place_id", "country", "admin1"), "")
        changes.update(dict.fromkeys(("longitude", "latitude", "where_prec", "radius_km")))
    else:
        place = parts.gazetteer.place(place_id)
        if place is None:
            raise FormError("Choose one of the places that the search found.", "place_id")
        changes = place_changes(place)
    parts.store.decide(event_id, Status.EDITED, author=_author(), reason=_reason(), changes=changes)
    return _to_event(event_id, "moved")


@blueprint.post("/<event_id>/undo/<int:edit_id>")
def undo(event_id: str, edit_id: int) -> Response:
    """Take an edit back."""
    if edit_id not in {edit.id for edit in services().store.edits(event_id)}:
        raise NotFoundError("There is no such edit of this event.")
    services().store.undo(edit_id, author=_author())
    return _to_event(event_id, "undone")
