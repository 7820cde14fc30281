"""The map as parts of a page of ours, under the policy that every page has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from geo.map_page import static_folder
from geo.maps import page_parts
from tests.synthetic_events import synthetic_collection
from tests.web.conftest import Traffic

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'"
)


class Handler(SimpleHTTPRequestHandler):
    """Serve a folder under the policy, without a word."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        del format, args


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A page made of the map's parts, with its events beside it."""
    (tmp_path / "static").symlink_to(static_folder())
    (tmp_path / "events.json").write_text(json.dumps(synthetic_collection(40)), encoding="utf-8")
    parts = page_parts("events.json?q=<{{7*7}}>", lambda name: f"static/{name}", links={"document": "/documents/"})
    (tmp_path / "map.js").write_text(parts.script, encoding="utf-8")
    body = f'<div class="folium-map">{parts.html}</div><script src="map.js"></script>'
    head = f'<link rel="icon" href="data:,">{parts.header}'
    page = f'<!DOCTYPE html><html class="atlas-page"><head>{head}</head><body>{body}</body></html>'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_the_map_runs_under_the_policy(page: Page, site: str) -> None:
    page.goto(site)
    expect(page.locator("[data-atlas=count]")).to_have_text("40 of 40 events shown")
    expect(page.locator("canvas.atlas-label-canvas")).to_have_count(1)
    assert page.locator(".atlas-pin, .atlas-cluster").count() > 0


def test_the_card_leads_to_the_document(page: Page, site: str) -> None:
    page.goto(f"{site}#event=event-3")
    link = page.get_by_role("link", name="Open document")
    expect(link).to_have_attribute("href", "/documents/doc3#event=event-3")
    assert page.locator(".atlas-card").get_attribute("data-event") == "event-3"


def test_the_address_of_the_data_stays_an_address(page: Page, site: str, traffic: Traffic) -> None:
    page.goto(site)
    expect(page.locator("[data-atlas=count]")).to_be_visible()
    asked = [url for url in traffic.requests if "events.json" in url]
    assert len(asked) == 1
    assert "7*7" in asked[0]


def test_events_that_do_not_load_are_said(page: Page, site: str, traffic: Traffic, tmp_path: Path) -> None:
    (tmp_path / "events.json").unlink()
    with page.expect_event("pageerror"):
        page.goto(site)
    expect(page.get_by_role("alert")).to_contain_text("could not be loaded (404")
    assert len(traffic.complaints) == 2
    traffic.complaints.clear()


def test_without_a_basemap_the_events_are_still_shown(page: Page, site: str, traffic: Traffic) -> None:
    page.route("**/basemap/labels.json", lambda route: route.fulfill(status=404))
    page.goto(site)
    expect(page.get_by_role("alert")).to_contain_text("background map could not be loaded (404")
    expect(page.locator("[data-atlas=count]")).to_have_text("40 of 40 events shown")
    assert all("404" in complaint for complaint in traffic.complaints)
    traffic.complaints.clear()
