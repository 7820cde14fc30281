"""The map page and the script that draws its map."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

from geo.exports import EXPORTERS
from geo.store import EventFilter
from webapp.assets import asset_url
from webapp.filters import build_form, read_filter
from webapp.services import services
from webapp.shell import map_parts

blueprint = Blueprint("map", __name__)


def _with_query(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


@blueprint.get("/")
def index() -> str:
    """Show the filtered events on the map."""
    store = services().store
    wanted = read_filter()
    form = build_form(wanted, store.facets(wanted), starts_open=True)
    total = store.count(wanted)
    return render_template(
        "map.html",
        form=form,
        total=total,
        parts=map_parts(),
        formats=EXPORTERS.values(),
    )
