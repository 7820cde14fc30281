"""The Folium shell: what goes into it, what comes out, and the frame that a notebook shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.errors import FrameError
from geo.frame import events_to_frame
from geo.map_page import static_folder
from geo.maps import event_map, page_parts
from geo.schema import EVENT_COLUMNS
from tests.synthetic_events import synthetic_rows

PAYLOADS = ("{{ 6*7777 }}", "{% broken", "{# note #}", "<script>alert(1)</script>", "'\"><img src=x>", "${alert(1)}")


def parts_for(address: str) -> tuple[str, str, str]:
    parts = page_parts(address, lambda name: f"/static/{name}", links={"document": address})
    return parts.header, parts.html, parts.script


def test_the_head_loads_our_files_and_no_others() -> None:
    header, _, _ = parts_for("/events")
    assert header.splitlines() == [
        '<link rel="stylesheet" href="/static/vendor/atlas-map.css">',
        '<script src="/static/vendor/leaflet.js"></script>',
        '<script src="/static/vendor/atlas-map.js"></script>',
    ]


def test_the_script_is_the_same_for_every_address() -> None:
    _, _, script = parts_for("/events")
    assert script == parts_for("/other")[2]
    assert "ConflictAtlas.mountPage(map_events, {urlState: true});" in script
    assert "http" not in script


def test_the_body_holds_neither_script_nor_style() -> None:
    _, html, _ = parts_for("/events?year=2013&actor=a")
    assert html.startswith('<div class="folium-map" id="map_events" data-events="/events?year=2013&amp;actor=a"')
    assert "<script" not in html
    assert "style" not in html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_address_is_neither_a_template_nor_markup(payload: str) -> None:
    header, html, script = parts_for(payload)
    assert "46662" not in header + html + script
    assert html.count("<") == 2
    assert (
        payload.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#x27;")
        in html
    )


def test_a_frame_becomes_a_feature_collection() -> None:
    rows = synthetic_rows(40)
    collection = json.loads(event_map(events_to_frame(rows)).events_json)
    first, pinned = collection["features"][0], [row for row in rows if row.latitude is not None]
    assert tuple(first["properties"]) == EVENT_COLUMNS
    assert first["properties"]["year"] == rows[0].year
    assert sum(feature["geometry"] is not None for feature in collection["features"]) == len(pinned)
    assert "NaN" not in event_map(events_to_frame(rows)).events_json


def test_a_frame_of_something_else_is_refused() -> None:
    frame = events_to_frame(synthetic_rows(3)).drop(columns="event_type")
    with pytest.raises(FrameError, match="event_type"):
        event_map(frame)


def test_the_same_events_make_the_same_page(tmp_path: Path) -> None:
    frame = events_to_frame(synthetic_rows(5))
    page = event_map(frame).standalone_html()
    event_map(frame).save(tmp_path / "map.html")
    assert event_map(frame).standalone_html() == page
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == page


def test_a_notebook_gets_a_frame() -> None:
    html = event_map()._repr_html_()
    assert html.startswith('<iframe srcdoc="&lt;!DOCTYPE html&gt;')
    assert html.count("<iframe") == 1
    assert "<script" not in html


@pytest.mark.parametrize("name", ["leaflet.js", "atlas-map.js", "atlas-map.css"])
def test_the_assets_call_no_evaluator_and_load_nothing(name: str) -> None:
    text = (static_folder() / "vendor" / name).read_text(encoding="utf-8")
    assert "eval(" not in text
    assert "new Function" not in text
    assert "url(http" not in text
    assert "url(images" not in text
