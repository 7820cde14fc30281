"""Events that seem to be one occurrence: suggested, merged, told apart, and every decision undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from geo.duplicates.weights import load_comparison, reason_words
from geo.models import Reason
from geo.schema import EventRow
from geo.store.occurrence_edits import OccurrenceEdit
from geo.store.occurrences import Occurrence
from geo.store.suggestions import Suggestion
from webapp.errors import FormError
from webapp.explaining import Bar, reason_bars
from webapp.jobs import Progress
from webapp.pages.work import follow
from webapp.paging import address_with, read_page
from webapp.places import author, reason
from webapp.services import services

blueprint = Blueprint("duplicates", __name__, url_prefix="/duplicates")

_ROWS: Final = 20
_HISTORY: Final = 10
_LONGEST: Final = 200
_MOST_EVENTS: Final = 500
_TWO: Final = 2
_ALONE: Final = "duplicates"
_LIMITS: Final = load_comparison().limits


@dataclass(frozen=True, slots=True)
class ListedPair:
    """A suggestion as it is listed: what speaks for it in few words, and all reasons as bars."""

    suggestion: Suggestion
    words: tuple[str, ...]
    against: tuple[str, ...]
    bars: tuple[Bar, ...]

    @property
    def rows(self) -> tuple[EventRow, EventRow]:
        """Both events."""
        return self.suggestion.first, self.suggestion.second


@dataclass(frozen=True, slots=True)
class EventReports:
    """What an event's page tells of its occurrence: what it is merged with, what it may be, and the decisions."""

    occurrence: Occurrence | None
    suggested: tuple[ListedPair, ...]
    edits: tuple[OccurrenceEdit, ...]
    undoable: frozenset[int]


@blueprint.get("")
def index() -> str:
    """List the pairs that seem to be one occurrence, the likeliest first."""
    store, page = services().store, read_page(_ROWS)
    less_likely, event_id = "less" in request.args, request.args.get("event", "")[:_LONGEST]
    above = _LIMITS.kept_from if less_likely else _LIMITS.suggest_from
    found, total = store.suggestions.page(page.rows, page.offset, above=above, event_id=event_id)
    edits = store.occurrences.edits(limit=_HISTORY)
    return render_template(
        "duplicates.html",
        pairs=[_listed(one) for one in found],
        total=total,
        state=store.suggestions.state(),
        under_way=services().jobs.running(_ALONE),
        less_likely=less_likely,
        event_id=event_id,
        edits=edits,
        undoable=_undoable(edits),
        page=page.number,
        pages=page.count_pages(total),
        page_address=lambda number: address_with(page=number),
        address_with=address_with,
    )


@blueprint.get("/history")
def history() -> str:
    """List all decisions, the latest first."""
    page = read_page(services().settings.page_rows)
    edits = services().store.occurrences.edits(limit=page.rows + 1, offset=page.offset)
    return render_template(
        "duplicates_history.html",
        edits=edits[: page.rows],
        undoable=_undoable(edits),
        page=page.number,
        pages=page.number + (len(edits) > page.rows),
        page_address=lambda number: address_with(page=number),
    )


@blueprint.post("/search")
def search() -> Response:
    """Compare all events."""
    store, back = services().store, url_for("duplicates.index")

    def work(progress: Progress) -> str:
        store.suggestions.search(progress)
        return f"{back}?done=duplicates_found"

    return follow(services().jobs.start("Comparing the events", work, back=back, alone=_ALONE))


@blueprint.post("/merge")
def merge() -> Response:
    """Say that events are one occurrence."""
    edit = services().store.occurrences.merge(_events(_TWO), author=author(), reason=reason())
    return _back("duplicates_merged" if edit else "unchanged")


@blueprint.post("/dismiss")
def dismiss() -> Response:
    """Say that events are different occurrences."""
    edit = services().store.occurrences.dismiss(_events(_TWO), author=author(), reason=reason())
    return _back("duplicates_dismissed" if edit else "unchanged")


@blueprint.post("/split")
def split() -> Response:
    """Take events out of what they are merged into."""
    edit = services().store.occurrences.split(_events(1), author=author(), reason=reason())
    return _back("duplicates_split" if edit else "unchanged")


@blueprint.post("/undo/<int:edit_id>")
def undo(edit_id: int) -> Response:
    """Take a decision back."""
    services().store.occurrences.undo(edit_id, author=author())
    return _back("duplicates_undone")


def event_reports(row: EventRow) -> EventReports:
    """Return what an event's page tells of its occurrence."""
    store = services().store
    suggested, _ = store.suggestions.page(_HISTORY, event_id=row.event_id)
    edits = store.occurrences.edits(row.event_id, _HISTORY)
    occurrence = store.occurrences.occurrence(row.event_id)
    return EventReports(occurrence, tuple(map(_listed, suggested)), tuple(edits), _undoable(edits))


def _undoable(edits: list[OccurrenceEdit]) -> frozenset[int]:
    """Return the decisions of which the events were not decided on again since, as far as these tell."""
    seen: set[str] = set()
    free = set()
    for edit in edits:
        if seen.isdisjoint(edit.after.event_ids):
            free.add(edit.id)
        seen |= edit.after.event_ids
    return frozenset(free)


def _listed(one: Suggestion) -> ListedPair:
    told = [Reason(reason_words(each.feature), each.weight) for each in one.reasons]
    words = [each for each, known in zip(told, one.reasons, strict=True) if known.feature != "bias"]
    return ListedPair(
        one,
        tuple(each.feature for each in words if each.weight > 0),
        tuple(each.feature for each in words if each.weight < 0),
        reason_bars(told),
    )


def _events(fewest: int) -> list[str]:
    events = request.form.getlist("event")[:_MOST_EVENTS]
    if len(events) < fewest:
        raise FormError("Choose the events that this is about.", "event")
    return events


def _back(done: str) -> Response:
    """Go back to the page that the form stood on; only its values come from the form, the paths are ours."""
    events = services().store
    event_id = request.form.get("back", "")
    if event_id:
        occurrence = events.occurrences.occurrence(event_id)
        shown = occurrence.row.event_id if occurrence and occurrence.row else event_id
        if events.event(shown):
            return redirect(url_for("events.show", event_id=shown, done=done) + "#reports", 303)
    wanted = {name: request.form[name] for name in ("page", "less", "of") if request.form.get(name)}
    if "of" in wanted:
        wanted["event"] = wanted.pop("of")
    return redirect(f"{url_for('duplicates.index')}?{urlencode({**wanted, 'done': done})}", 303)
