"""Makes the event map: a Folium shell without data, for the web pages and as one file. Only this module knows Folium.

Folium runs any text that it is given as a template, and as script in the browser. So it is given numbers and our own
constants only; events and addresses are put in after it has rendered (see the threat model in docs).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

import folium
import geopandas as gpd
import orjson
from branca.element import Figure, MacroElement
from folium.template import Template

from geo.features import PlaceSpan, place_members
from geo.frame import PLACE_SPANS, check_frame
from geo.map_page import BASEMAP, SCRIPTS, STYLES, assemble_page
from geo.schema import EVENT_COLUMNS, EventRow, row_values

_MAP_ID: Final = "events"
_START_LATITUDE: Final = 25.0
_START_LONGITUDE: Final = 25.0
_START_ZOOM: Final = 3
_FRAME_HEIGHT_PX: Final = 560


class ShellMap(folium.Map):
    """Make Folium's map without its inline styles, its global switches and its assets from elsewhere."""

    _template = Template("""
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }},
                worldCopyJump: true,
                ...{{ this.options|tojavascript }}
            });
        {% endmacro %}
    """)

    def __init__(self) -> None:
        super().__init__(location=(_START_LATITUDE, _START_LONGITUDE), zoom_start=_START_ZOOM, tiles=None)
        self.default_js = []
        self.default_css = []


class EventLayer(MacroElement):
    """Put our event layer on the map that this element is added to; it finds its data in the page."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            ConflictAtlas.mountPage({{ this._parent.get_name() }}, {urlState: {{ this.url_state|tojson }}});
        {% endmacro %}
    """)

    def __init__(self, *, url_state: bool) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # folium's types are partial
        self._name = "EventLayer"
        self.url_state = url_state


@dataclass(frozen=True, slots=True)
class MapParts:
    """A map for a page of ours: head elements, body elements, and a script to serve at an address of its own.

    ``script`` is the same for every map with the same ``url_state``; it must run after the elements of ``header``.
    """

    header: str
    html: str
    script: str


def page_parts(
    data_url: str,
    asset_url: Callable[[str], str],
    *,
    links: Mapping[str, str] | None = None,
    url_state: bool = True,
) -> MapParts:
    """Return the map as parts for a page under ``script-src 'self'; style-src 'self'``.

    ``data_url`` answers with a FeatureCollection; ``asset_url`` gives the address of a file below static/. ``links``
    are the addresses for the cards' links: an id is put behind ``document``, ``event`` and ``event-data`` (JSON of an
    event), a place's name behind ``add-place``.
    """
    html, script = _render_shell(url_state=url_state)
    addresses = {"events": data_url} | {name: asset_url(path) for name, path in BASEMAP.items()}
    addresses |= {f"{name}-url": address for name, address in (links or {}).items()}
    return MapParts(header=_header(asset_url), html=_with_data(html, addresses), script=script)


def _header(asset_url: Callable[[str], str]) -> str:
    styles = [f'<link rel="stylesheet" href="{escape(asset_url(name))}">' for name in STYLES]
    scripts = [f'<script src="{escape(asset_url(name))}"></script>' for name in SCRIPTS]
    return "\n".join(styles + scripts)


def _with_data(html: str, addresses: Mapping[str, str]) -> str:
    attributes = " ".join(f'data-{name}="{escape(address)}"' for name, address in addresses.items())
    return html.replace("></div>", f" {attributes}></div>", 1)


def _render_shell(*, url_state: bool) -> tuple[str, str]:
    """Render Folium's map with our event layer; return body and script."""
    shell = ShellMap()
    shell._id = _MAP_ID  # noqa: SLF001  # a fixed id makes the output the same each time
    shell.add_child(EventLayer(url_state=url_state), name="event_layer")
    figure = Figure()
    figure.add_child(shell)
    figure.render()
    return figure.html.render().strip(), _dedented(figure.script.render())


def _dedented(script: str) -> str:
    return "\n".join(line.strip() for line in script.splitlines() if line.strip()) + "\n"


@dataclass(frozen=True, slots=True)
class EventMap:
    """A map of events as one self-contained page. A notebook shows it in a frame."""

    events_json: str

    def standalone_html(self) -> str:
        """Return the page, with everything in it that it needs."""
        html, script = _render_shell(url_state=True)
        return assemble_page(html, script, self.events_json)

    def save(self, path: Path | str) -> None:
        """Write the page to a file."""
        Path(path).write_text(self.standalone_html(), encoding="utf-8")

    def _repr_html_(self) -> str:
        """Return a frame with the page in it, for a notebook."""
        return (
            f'<iframe srcdoc="{escape(self.standalone_html())}" width="100%" height="{_FRAME_HEIGHT_PX}" '
            'allow="fullscreen" title="Conflict Atlas" frameborder="0"></iframe>'
        )


def event_map(events: gpd.GeoDataFrame | None = None) -> EventMap:
    """Return a map of a frame's events; those without a geometry are listed beside it.

    Raises
    ------
    FrameError
        Where the frame is not one of events: see :func:`geo.frame.check_frame`.
    """
    features = [] if events is None else _features(check_frame(events))
    return EventMap(orjson.dumps({"type": "FeatureCollection", "features": features}).decode())


def _features(events: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    columns = events[list(EVENT_COLUMNS)].astype(object)
    known = columns.where(columns.notna(), None)
    spans = events.attrs.get(PLACE_SPANS, {})
    return [_feature(EventRow(*values), spans) for values in known.itertuples(index=False, name=None)]


def _feature(row: EventRow, spans: Mapping[str, PlaceSpan]) -> dict[str, Any]:
    feature = {"type": "Feature", "geometry": _point(row), "properties": row_values(row)}
    return feature | place_members(row, spans.get(row.event_id))


def _point(row: EventRow) -> dict[str, Any] | None:
    if row.longitude is None or row.latitude is None:
        return None
    return {"type": "Point", "coordinates": (row.longitude, row.latitude)}
