"""What a changed gazetteer would change in the documents: shown first, then applied or kept, and undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask import Blueprint, Response, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from geo.regeocoding import Change, Diff, Difference, Kind
from webapp import wording
from webapp.jobs import Progress
from webapp.pages.work import follow
from webapp.paging import address_with, read_page
from webapp.places import author
from webapp.services import services

blueprint = Blueprint("regeocoding", __name__, url_prefix="/gazetteer/regeocode")

_SHOWN_RUNS: Final = 20
_ALONE: Final = "regeocoding"


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference as the list shows it: the sentence cut round the name, and what else of an event changes."""

    difference: Difference
    head: str
    name: str
    tail: str
    columns: tuple[tuple[str, str, str], ...]


@blueprint.get("")
def index() -> str:
    """Show what has changed in the gazetteer since documents were read, and the runs so far."""
    parts = services()
    return render_template(
        "regeocoding.html",
        pending=parts.regeocoder.pending(),
        runs=parts.regeocoder.runs(_SHOWN_RUNS),
        words=_run_words,
        under_way=parts.jobs.running(_ALONE),
    )


def _run_words(state: str) -> str:
    return wording.label("run_state", state)


@blueprint.get("/pending.json")
def pending() -> Response:
    """Tell how many documents the changes of the gazetteer may touch, for the line on every page of it."""
    found = services().regeocoder.pending()
    return jsonify({"changes": len(found.changes), "documents": found.documents})


@blueprint.post("")
def prepare() -> AnyResponse:
    """Read the documents that the changes may touch again, storing nothing of it."""
    regeocoder, who, address = services().regeocoder, author(), _addresses()

    def work(progress: Progress) -> str:
        run = regeocoder.prepare(progress, author=who)
        return address(run.id) if run else back

    back = url_for("regeocoding.index")
    return follow(services().jobs.start("Reading the documents again", work, back=back, alone=_ALONE))


def _addresses() -> Callable[..., str]:
    """Return what makes the address of a run, also in a thread that has no request."""
    pattern = url_for("regeocoding.show", run_id=0).removesuffix("0")
    return lambda run_id, done="": f"{pattern}{run_id}" + (f"?done={done}" if done else "")


@blueprint.get("/<int:run_id>")
def show(run_id: int) -> str:
    """Show what a run would change, or has changed."""
    parts = services()
    page = read_page(parts.settings.page_rows)
    diff = parts.regeocoder.diff(run_id, page.rows, page.offset)
    return render_template(
        "regeocoding_run.html",
        run=diff.run,
        state=_run_words(diff.run.state),
        is_latest=parts.regeocoder.runs(1)[0].id == run_id,
        counts=_counts(diff),
        documents=_by_document(diff),
        total=diff.total,
        page=page.number,
        pages=page.count_pages(diff.total),
        page_address=lambda number: address_with(page=number),
    )


def _counts(diff: Diff) -> list[tuple[str, str, int]]:
    """List (what, what happens to it, how many) in a fixed order, leaving out what does not occur."""
    every = ((kind, change) for kind in Kind for change in Change)
    return [
        (wording.label("difference_kind", kind), wording.label("difference", change), diff.counts[kind, change])
        for kind, change in every
        if diff.counts.get((kind, change))
    ]


def _by_document(diff: Diff) -> list[tuple[str, str, list[ShownDifference]]]:
    groups = groupby(diff.items, key=lambda item: item.document_id)
    return [(each, diff.titles.get(each, ""), [_shown(item) for item in items]) for each, items in groups]


def _shown(item: Difference) -> ShownDifference:
    text, head, name, tail = item.sentence, item.sentence, "", ""
    if item.kind is Kind.MENTION and item.start is not None and item.end is not None:
        first = item.start - (item.sentence_start or 0)
        last = first + item.end - item.start
        head, name, tail = text[:first], text[first:last], text[last:]
    return ShownDifference(item, head, name, tail, _columns(item.columns))


def _columns(columns: Mapping[str, tuple[object, object]]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (wording.label("column", name), _word(name, before), _word(name, after))
        for name, (before, after) in columns.items()
    )


def _word(name: str, value: object) -> str:
    if value is None or value == "":
        return "–"
    return wording.role(str(value)) if name == "role" else str(value)


@blueprint.post("/<int:run_id>/apply")
def apply(run_id: int) -> AnyResponse:
    """Give the documents of a run their new reading."""
    regeocoder, who, address = services().regeocoder, author(), _addresses()

    def work(progress: Progress) -> str:
        regeocoder.apply(run_id, progress, author=who)
        return address(run_id, "regeocoded")

    return follow(services().jobs.start("Writing the new reading", work, back=address(run_id), alone=_ALONE))


@blueprint.post("/<int:run_id>/keep")
def keep(run_id: int) -> AnyResponse:
    """Leave the documents as they are."""
    services().regeocoder.keep(run_id, author=author())
    return redirect(url_for("regeocoding.show", run_id=run_id, done="regeocoding_kept"), 303)


@blueprint.post("/<int:run_id>/undo")
def undo(run_id: int) -> AnyResponse:
    """Give the documents of a run back what they held before."""
    regeocoder, who, address = services().regeocoder, author(), _addresses()

    def work(progress: Progress) -> str:
        regeocoder.undo(run_id, progress, author=who)
        return address(run_id, "regeocoding_undone")

    return follow(services().jobs.start("Taking it back", work, back=address(run_id), alone=_ALONE))
