"""The map page and the script that draws its map."""

from __future__ import annotations

from functools import cache

from flask import Blueprint, Response, render_template, url_for

from geo.exports import EXPORTERS
from geo.maps import MapParts, page_parts
from geo.store import EventFilter
from geo.store.filters import ALL_STATUSES
from webapp.assets import asset_url
from webapp.filters import build_form, read_filter
from webapp.services import services

blueprint = Blueprint("map", __name__)


def _parts(query: str) -> MapParts:
    data_url = url_for("api.events_geojson") + (f"?{query}" if query else "")
    links = {
        "document": url_for("documents.show", document_id="x").removesuffix("x"),
        "event": url_for("events.show", event_id="x").removesuffix("x"),
        "event-data": url_for("api.event", event_id="x").removesuffix("x"),
        "add-place": url_for("unknown_names.add", name="x").removesuffix("x"),
    }
    return page_parts(data_url, asset_url, links=links)


@blueprint.get("/")
def index() -> str:
    """Show the filtered events on the map."""
    store = services().store
    wanted = read_filter()
    form = build_form(wanted, store.facets(wanted), starts_open=False)
    return render_template(
        "map.html",
        form=form,
        total=store.count(wanted),
        most=services().settings.map_events,
        stored=store.count(EventFilter(statuses=ALL_STATUSES)),
        parts=_parts(form.query),
        formats=EXPORTERS,
    )


@cache
def _script() -> str:
    # The script is the same for every map: its data's address stands in the page.
    return page_parts("", lambda name: name).script


@blueprint.get("/map.js")
def script() -> Response:
    """Serve the script that Folium rendered; the policy allows scripts from addresses only."""
    return Response(_script(), mimetype="text/javascript")
