"""The page that asks an online geocoder, in real Chromium; the geocoder is a server of ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from test_pages import serve

from geo.settings import load_settings
from tests.geocoders import answer_nominatim
from tests.local_server import LocalServer
from webapp import create_app

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:Exception ignored in.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def geocoder() -> Iterator[LocalServer]:
    server = LocalServer(answer_nominatim)
    yield server
    server.close()


@pytest.fixture(scope="module")
def online_site(tmp_path_factory: pytest.TempPathFactory, geocoder: LocalServer) -> Iterator[str]:
    given = {"geocoder": "nominatim", "geocoder_address": geocoder.url}
    folder = tmp_path_factory.mktemp("online")
    yield from serve(create_app(load_settings({"database": folder / "atlas.sqlite", "packs": folder, **given})))


def test_a_name_is_asked_chosen_and_saved(page: Page, online_site: str, geocoder: LocalServer) -> None:
    page.goto(f"{online_site}/gazetteer/online?name=Khirbet%20Ghazaleh")
    assert geocoder.connections == 0
    page.get_by_role("button", name="Ask 127.0.0.1").click()
    expect(page.get_by_role("heading", name="2 proposals for “Khirbet Ghazaleh”")).to_be_visible()
    expect(page.locator("[data-places-map] .leaflet-interactive, [data-places-map] .pin").first).to_be_visible()
    page.get_by_role("link", name="Use in the editor: Khirbet Ghazaleh, Jordan").press("Enter")
    expect(page.get_by_label("Latitude", exact=True)).to_have_value("31.90000")
    expect(page.get_by_label("Source", exact=True)).to_have_value(
        "https://www.openstreetmap.org/way/77 (© OpenStreetMap contributors, ODbL 1.0)"
    )
    expect(page.get_by_text("Check the pin, then save.")).to_be_visible()
    assert len(geocoder.requests) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows_on_a_telephone(browser: Browser, online_site: str, scheme: str) -> None:
    phone = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)  # type: ignore[arg-type]
    page = phone.new_page()
    page.goto(f"{online_site}/gazetteer/online")
    page.get_by_label("Name of a place").fill("Khirbet Ghazaleh")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 proposals")).to_be_visible()
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("h1").count() == 1
    phone.close()
