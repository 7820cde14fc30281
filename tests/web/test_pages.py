"""The pages in real Chromium: what a person does on them, by mouse, by keyboard, on a telephone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from geo.settings import load_settings
from webapp import create_app
from webapp.server import _QuietHandler
from webapp.services import EXTENSION

REPORT = """BEIRUT, 6 September 2017 - Syrian troops killed 12 Islamic State fighters in Deir ez-Zor on Tuesday.

Moscow said on Wednesday that its aircraft bombed Raqqa on Monday. Protesters marched in Idleb on Sunday.
"""
pytestmark = [
    pytest.mark.browser,
    # Where a browser breaks off a request, Werkzeug's server leaves the file to the garbage collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]


def serve(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions[EXTENSION].store.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an app with one report in it."""
    app = create_app(load_settings({"database": tmp_path_factory.mktemp("site") / "atlas.sqlite"}))
    client = app.test_client()
    form = {"text": REPORT, "title": "Siege broken", "date": "2017-09-07", "url": "https://news.example/siege"}
    client.post(f"{client.post('/add', data=form).location}/save")
    yield from serve(app)


def open_document(page: Page, site: str) -> None:
    page.goto(f"{site}/documents")
    page.get_by_role("link", name="Siege broken").click()
    expect(page.locator(".pin")).to_have_count(4)


def test_a_report_is_added_checked_and_saved(page: Page, site: str) -> None:
    page.goto(f"{site}/add")
    page.get_by_label("Text").fill("Troops shelled the city of Homs on 3 May 2012, killing 5 civilians.")
    page.get_by_label("Title").fill("Homs shelled")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="Check what was found")).to_be_visible()
    expect(page.locator(".reading mark.location")).to_have_text(["Homs"])
    expect(page.locator(".pin")).to_have_count(1)
    page.get_by_role("button", name="Save 1 report").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")


def test_a_click_on_a_pin_shows_its_words(page: Page, site: str) -> None:
    open_document(page, site)
    page.get_by_role("button", name="Raqqa").press("Enter")
    expect(page.locator("mark.is-active")).to_have_text("Raqqa")
    expect(page.locator("[data-pins] li.is-active strong")).to_have_text("Raqqa")


def test_a_click_on_a_word_shows_its_pin(page: Page, site: str) -> None:
    open_document(page, site)
    page.locator(".reading mark.location", has_text="Idleb").click()
    expect(page.locator(".pin.is-active")).to_have_attribute("aria-label", "Idlib")
    expect(page.locator(".leaflet-tooltip")).to_have_text("Idlib")


def test_an_event_shows_its_sentence_and_its_pin(page: Page, site: str) -> None:
    open_document(page, site)
    page.locator("li[data-event]", has_text="Deir ez-Zor").get_by_role("link").first.click()
    assert "killed 12 Islamic State fighters" in "".join(page.locator(".reading .is-active").all_text_contents())
    expect(page.locator(".pin.is-active")).to_have_attribute("aria-label", "Deir ez-Zor")


def test_a_pin_of_the_map_leads_to_its_sentence(page: Page, site: str) -> None:
    page.goto(f"{site}/?q=Raqqa")
    expect(page.locator("[data-count]")).to_have_text("1 of 1 events shown")
    page.locator(".leaflet-marker-icon").first.click()
    card = page.locator(".atlas-card")
    expect(card).to_contain_text("bombed Raqqa")
    card.get_by_role("link", name="Open document").click()
    expect(page.locator(".reading [data-events].is-active").first).to_be_visible()
    assert "#event=" in page.url


def test_the_exports_hold_what_is_filtered(page: Page, site: str) -> None:
    page.goto(f"{site}/?q=Raqqa")
    page.locator(".tools summary", has_text="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert download.value.suggested_filename.endswith(".csv")
    text = download.value.path().read_text()
    assert len(text.splitlines()) == 2
    assert "Raqqa" in text


def test_filters_are_applied_by_the_form(page: Page, site: str) -> None:
    page.goto(site)
    page.locator(".tools summary", has_text="Filters").click()
    page.locator(".tools summary", has_text="Year").click()
    page.locator(".tools").get_by_role("checkbox", name="2017").check()
    page.get_by_role("button", name="Apply filters").click()
    page.wait_for_url(re.compile(r"year=2017"))
    expect(page.locator(".chip").first).to_contain_text("2017")


def test_an_event_is_rejected_with_a_reason_and_brought_back(page: Page, site: str) -> None:
    page.goto(f"{site}/events?q=Idleb")
    page.locator("tbody th a").first.click()
    page.get_by_label("Reason for confirming or rejecting").fill("seen twice")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".badge").first).to_have_text("Rejected")
    expect(page.get_by_text("seen twice")).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator(".badge").first).to_have_text("Extracted")


def test_the_theme_is_chosen_and_kept(page: Page, site: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{site}/about")
    page.get_by_role("button", name="Switch to dark").click()
    page.goto(f"{site}/documents")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 22, 25)"


def test_the_keyboard_skips_to_the_content(page: Page, site: str) -> None:
    page.goto(f"{site}/events")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_page_is_wider_than_a_telephone(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    for address in ("/", "/add", "/documents", "/events", "/gazetteer?q=Idleb", "/gazetteer/new", "/export", "/about"):
        page.goto(f"{site}{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_every_field_has_a_label(page: Page, site: str) -> None:
    for address in ("/add", "/events?q=Raqqa", "/gazetteer/new", "/gazetteer?q=Homs", "/documents", "/"):
        page.goto(f"{site}{address}")
        bare = "[...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')]"
        unnamed = f"{bare}.filter((field) => !field.labels?.length && !field.ariaLabel).map((field) => field.outerHTML)"
        assert page.evaluate(unnamed) == [], address
        assert page.locator("h1").count() == 1, address


def test_pages_can_be_read_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    expect(page.get_by_text("The map needs JavaScript")).to_be_visible()
    page.goto(f"{site}/events?q=Raqqa")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("status")).to_contain_text("confirmed")
    context.close()


def test_every_page_opens_at_its_top_with_its_menu_entry_in_sight(page: Page, site: str) -> None:
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 500})
        for path in ("/add", "/about"):
            page.goto(f"{site}{path}")
            expect(page.locator(".bar [aria-current]")).to_be_in_viewport(ratio=1)
            assert page.evaluate("scrollY") == 0


def test_on_a_telephone_the_whole_map_fits_below_its_bars(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/?year=2017&country=SY")
    expect(page.locator(".atlas-timeline")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollHeight") <= 741
