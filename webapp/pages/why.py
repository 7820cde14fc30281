"""Why a name is pinned where it is: all that was weighed, and the forms that decide otherwise."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from geo.explanations import Explanation, explain_mention, find_event_mention
from geo.theatre import guess_theatre
from webapp.errors import NotFoundError
from webapp.explaining import Bar, place_name, reason_bars, weighed_candidates
from webapp.services import services

blueprint = Blueprint("why", __name__, url_prefix="/documents")

_LONGEST_QUERY: Final = 200
_HITS: Final = 8


@blueprint.get("/<document_id>/why")
def event(document_id: str) -> Response:
    """Go to the name that put an event where it is; to the event where no name did."""
    store = services().store
    row = store.event(request.args.get("event", ""))
    if row is None or row.document_id != document_id:
        raise NotFoundError("There is no such event of this document.")
    mention = find_event_mention(store, row)
    if mention is None:
        return redirect(url_for("events.show", event_id=row.event_id, done="no_mention") + "#place")
    return redirect(url_for("why.show", document_id=document_id, start=mention.start))


@blueprint.get("/<document_id>/why/<int:start>")
def show(document_id: str, start: int) -> str:
    """Show why the name that begins at a code point is pinned where it is."""
    parts = services()
    why = explain_mention(parts.store, document_id, start)
    if why is None:
        raise NotFoundError("No place name begins there; the document may have been read again since.")
    query = request.args.get("place", "").strip()[:_LONGEST_QUERY]
    return render_template(
        "why.html",
        why=why,
        candidates=weighed_candidates(why.mention),
        evidence=_evidence(why),
        choice=why.document.choices.get(why.mention.key),
        edits=parts.store.document_edits.edits(document_id, why.mention.key),
        guess=_country(why),
        unsure=parts.store.unsure_places.count(document_id=document_id),
        place_name=place_name,
        query=query,
        hits=parts.gazetteer.search(query, limit=_HITS) if query else [],
    )


def _evidence(why: Explanation) -> list[tuple[str, tuple[Bar, ...]]]:
    """List what was weighed before any place, where the extractor has told."""
    told = (
        ("Why it is taken for a place's name", reason_bars(why.mention.name_reasons)),
        ("Why it is taken to do this", reason_bars(why.mention.role_reasons)),
    )
    return [(heading, bars) for heading, bars in told if bars]


def _country(why: Explanation) -> str | None:
    """Return the country that the editor may begin with."""
    likely = why.document.theatre or guess_theatre(why.countries)
    return likely[0] if likely else None
