"""The review of unsure places: names that are pinned where they may be wrong, with the places that they may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template, request

from geo.excerpts import sentence_span
from geo.store.unsure import UnsureName
from webapp.explaining import WeighedCandidate, weighed_candidates
from webapp.paging import address_with, read_page
from webapp.services import services

blueprint = Blueprint("unsure_places", __name__, url_prefix="/gazetteer/unsure")

_ROWS: Final = 25
_LONGEST: Final = 200
_OPTIONS: Final = 5


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """An unsure name as it is listed: its sentence cut round it, and the places that it may mean, the pin first."""

    unsure: UnsureName
    number: int
    parts: tuple[str, str, str]
    options: tuple[WeighedCandidate, ...]


@blueprint.get("")
def index() -> str:
    """List the unsure places, those of the latest document first."""
    unsure = services().store.unsure_places
    query = request.args.get("q", "").strip()[:_LONGEST]
    document_id = request.args.get("document", "")[:_LONGEST]
    page = read_page(_ROWS)
    total = unsure.count(query, document_id)
    names = unsure.names(page.rows, page.offset, query=query, document_id=document_id)
    return render_template(
        "unsure_places.html",
        query=query,
        document_id=document_id,
        total=total,
        names=[_listed(name, number) for number, name in enumerate(names, 1)],
        page=page.number,
        pages=page.count_pages(total),
        page_address=lambda number: address_with(page=number),
    )


def _listed(unsure: UnsureName, number: int) -> ListedPlace:
    text, mention = unsure.text, unsure.mention
    first, last = sentence_span(text, mention.start, mention.end)
    parts = text[first : mention.start], text[mention.start : mention.end], text[mention.end : last]
    options = sorted(weighed_candidates(mention), key=lambda option: not option.is_chosen)
    return ListedPlace(unsure, number, parts, tuple(options[:_OPTIONS]))
