"""The map itself: pins, clusters, circles, themes, the view in the address, the saved file and the notebook frame."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from geo.frame import events_to_frame
from geo.maps import event_map
from tests.synthetic_events import synthetic_collection, synthetic_rows
from tests.web.conftest import Traffic

pytestmark = pytest.mark.browser

OpenMap = Callable[..., Page]


def at_one_place(count: int, **properties: object) -> dict[str, Any]:
    collection = synthetic_collection(count)
    for feature in collection["features"]:
        feature["geometry"] = {"type": "Point", "coordinates": [36.634, 35.931]}
        feature["properties"] |= {"where_prec": 1, "radius_km": 5.0, "location": "Idlib"} | properties
    return collection


def test_a_saved_map_asks_for_nothing_but_itself(open_map: OpenMap, traffic: Traffic) -> None:
    page = open_map(synthetic_collection(50))
    for _ in range(10):
        page.evaluate("void atlas.map.panBy([200, 80], { animate: false })")
        page.evaluate("void atlas.map.setZoom(3 + (atlas.map.getZoom() + 2) % 10, { animate: false })")
    assert [url.rpartition("/")[2] for url in traffic.requests] == ["map.html"]
    assert page.locator("canvas.leaflet-tile").count() > 0


def test_scripts_from_elsewhere_do_not_run(open_map: OpenMap, traffic: Traffic) -> None:
    page = open_map(synthetic_collection(3))
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
    }""")
    assert page.evaluate("window.ran") is None
    assert "Content Security Policy" in traffic.complaints.pop()


def test_a_notebook_shows_the_map_in_a_frame(page: Page, tmp_path: Path) -> None:
    notebook = tmp_path / "notebook.html"
    frame = events_to_frame(synthetic_rows(30))
    html = f'<!DOCTYPE html><meta charset="utf-8"><body>{event_map(frame)._repr_html_()}</body>'
    notebook.write_text(html, encoding="utf-8")
    page.goto(notebook.as_uri())
    inside = page.frame_locator("iframe")
    expect(inside.locator("[data-atlas=count]")).to_have_text("30 of 30 events shown")
    expect(inside.locator("canvas.atlas-label-canvas")).to_have_count(1)


def test_the_address_holds_the_view(open_map: OpenMap) -> None:
    page = open_map(synthetic_collection(60))
    page.evaluate("addEventListener('atlas:view', (event) => { window.writtenView = event.detail.hash; })")
    page.evaluate("void atlas.map.setView([35.5, 38.25], 7, { animate: false })")
    page.get_by_role("checkbox", name="2015").uncheck()
    page.locator("[data-type='0']").uncheck()
    page.wait_for_url(re.compile(r"#view=7/35\.5\d*/38\.25\d*&off=2015&types=0$"))
    assert page.evaluate("writtenView").endswith("off=2015&types=0")


def test_the_address_brings_the_view_back(open_map: OpenMap) -> None:
    fragment = "#view=7/35.5000/38.2500&off=2015,2016&types=0&days=2012-01-01..2020-12-31&event=event-3"
    page = open_map(synthetic_collection(60), fragment)
    state = page.evaluate("({ ...atlas.view })")
    assert (state["zoom"], round(state["lat"], 2), round(state["lon"], 2)) == (7, 35.5, 38.25)
    assert state["switches"]["off"] == ["2016", "2015"]
    assert state["switches"]["types"] == ["0"]
    expect(page.locator("[data-atlas=range]")).to_have_text("1 Jan 2012 – 31 Dec 2020")
    expect(page.locator(".atlas-card")).to_have_attribute("data-event", "event-3")
    assert not page.get_by_role("checkbox", name="2015").is_checked()


@pytest.mark.parametrize(
    "fragment", ["#view=x", "#view=99/999/9", "#off=%E0%A4%A", "#days=2020..x&types=77&event=none", "#=&&="]
)
def test_a_broken_address_does_no_harm(open_map: OpenMap, fragment: str) -> None:
    page = open_map(synthetic_collection(20), fragment)
    assert page.locator("[data-atlas=count]").inner_text() == "20 of 20 events shown"
    assert page.locator(".atlas-card").count() == 0


def test_a_few_events_at_one_point_fan_out(open_map: OpenMap) -> None:
    page = open_map(at_one_place(5), "#view=9/35.9/36.6")
    page.locator(".atlas-cluster").click()
    expect(page.locator(".atlas-pin")).to_have_count(5)
    page.locator(".atlas-pin").first.click()
    expect(page.locator(".atlas-card")).to_be_visible()
    assert page.evaluate("atlas.model.events.every((event) => event.lat === 35.931 && event.lon === 36.634)")


def test_many_events_at_one_point_become_a_list(open_map: OpenMap) -> None:
    page = open_map(at_one_place(90), "#view=9/35.9/36.6")
    page.locator(".atlas-cluster").click()
    expect(page.locator(".atlas-crowd h2")).to_have_text("90 events at Idlib")
    assert page.locator(".atlas-crowd .atlas-event-row").count() == 50
    page.locator(".atlas-crowd .atlas-event-row").first.click()
    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator(".atlas-crowd")).to_be_visible()


def test_a_cluster_says_how_many_and_opens_by_key(open_map: OpenMap) -> None:
    page = open_map(synthetic_collection(200), "#view=4/33/38")
    cluster = page.locator(".atlas-cluster").first
    name = cluster.get_attribute("aria-label") or ""
    assert name.split()[0] == cluster.locator("text").text_content()
    cluster.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("atlas.map.getZoom() > 4")


@pytest.mark.parametrize(("precision", "circles"), [(1, 0), (2, 1), (4, 1)])
def test_an_uncertain_place_has_its_circle(open_map: OpenMap, precision: int, circles: int) -> None:
    page = open_map(at_one_place(1, where_prec=precision, radius_km=25.0), "#view=8/35.9/36.6")
    assert page.locator("path.atlas-circle").count() == circles
    assert page.locator(".atlas-pin").count() == 1


@pytest.mark.parametrize("name", ["Full screen", "Fit to events", "Zoom in", "Zoom out"])
def test_the_map_has_its_buttons(open_map: OpenMap, name: str) -> None:
    page = open_map(synthetic_collection(5))
    button = page.get_by_role("button", name=name)
    expect(button).to_be_visible()
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


def test_full_screen_is_the_map_alone(open_map: OpenMap) -> None:
    page = open_map(synthetic_collection(5))
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_function("document.fullscreenElement")
    assert page.evaluate("document.fullscreenElement === atlas.container")
    expect(page.get_by_role("button", name="Full screen")).to_have_attribute("aria-pressed", "true")


def test_fit_brings_every_pin_into_the_free_part(open_map: OpenMap) -> None:
    page = open_map(synthetic_collection(40), "#view=9/0/-150")
    page.get_by_role("button", name="Fit to events").click()
    page.wait_for_function("atlas.map.getBounds().contains(atlas.pins.bounds())")
    left = page.evaluate("atlas.map.latLngToContainerPoint(atlas.pins.bounds().getSouthWest()).x")
    panel = page.locator(".atlas-panel").bounding_box()
    assert panel is not None
    assert left > panel["width"]


def test_attribution_names_the_sources_without_a_prefix(open_map: OpenMap) -> None:
    page = open_map(synthetic_collection(1))
    attribution = page.locator(".leaflet-control-attribution")
    assert attribution.inner_text() == "Natural Earth, GeoNames CC BY 4.0"
    assert attribution.locator("a, svg").count() == 0


def test_the_theme_of_the_page_wins_over_the_systems(open_map: OpenMap) -> None:
    page = open_map(synthetic_collection(5))
    light = page.evaluate("getComputedStyle(atlas.container).backgroundColor")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    dark = page.evaluate("getComputedStyle(atlas.container).backgroundColor")
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert dark != light
    assert page.evaluate("getComputedStyle(atlas.container).backgroundColor") == light


@pytest.mark.parametrize("width", [360, 480, 760])
def test_a_narrow_screen_folds_the_panel_and_shows_the_card_as_a_sheet(open_map: OpenMap, width: int) -> None:
    page = open_map(synthetic_collection(20))
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(page.url.partition("#")[0] + "#event=event-0")
    page.reload()
    expect(page.locator(".atlas-card")).to_be_visible()
    expect(page.locator(".atlas-panel-body")).to_be_hidden()
    sheet = page.locator(".atlas-side").bounding_box()
    assert sheet is not None
    assert (sheet["x"], round(sheet["width"])) == (0, width)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_ten_thousand_events_draw_soon(open_map: OpenMap) -> None:
    page = open_map(synthetic_collection(10_000))
    drawn_ms = page.evaluate("""() => {
        const start = performance.now();
        atlas.model.setType(0, false);
        atlas.model.reset();
        return performance.now() - start;
    }""")
    assert drawn_ms < 1500
    assert page.locator("[data-atlas=count]").inner_text() == "10,000 of 10,000 events shown"
