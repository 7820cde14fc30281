"""Possible duplicates in real Chromium: merged by keyboard, undone, on a telephone, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from geo.settings import load_settings
from geo.store import EventStore
from tests.geo.sample import make_parsed
from tests.geo.store.test_suggestions import TEXTS
from tests.web.test_pages import serve
from webapp import create_app
from webapp.services import EXTENSION

pytestmark = [
    pytest.mark.browser,
    # Where a browser breaks off a request, Werkzeug's server leaves the file to the garbage collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    made = create_app(load_settings({"database": tmp_path_factory.mktemp("duplicates") / "atlas.sqlite"}))
    store = made.extensions[EXTENSION].store
    for number, text in enumerate(TEXTS):
        parsed = make_parsed(number, text=text, title=f"{{{{7*7}}}} <img src=x onerror=alert({number})>")
        store.add(replace(parsed, mentions=()))
    return made


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    yield next(served := serve(app))
    next(served, None)


@pytest.fixture
def store(app: Flask) -> EventStore:
    store: EventStore = app.extensions[EXTENSION].store
    return store


def test_a_pair_is_merged_by_keyboard_and_undone(page: Page, site: str, store: EventStore) -> None:
    page.goto(f"{site}/duplicates")
    page.get_by_role("button", name="Compare the events").click()
    expect(page.get_by_role("status").first).to_contain_text("compared with one another")
    expect(page.locator(".duplicates > li")).to_have_count(3)
    assert page.locator("img[src=x]").count() == 0
    page.get_by_role("button", name="Same event").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Merged")
    assert store.count() == 2
    page.goto(f"{site}/events")
    page.get_by_role("link", name="and 1 more source").click()
    expect(page.get_by_role("heading", name="Told by 2 reports")).to_be_visible()
    page.get_by_role("button", name="Undo decision").click()
    expect(page.get_by_role("status").first).to_contain_text("undone")
    assert store.count() == 3


def test_the_card_on_the_map_lists_the_reports_that_tell_of_an_event(page: Page, site: str, store: EventStore) -> None:
    store.occurrences.merge([row.event_id for row in store.events()])
    (merged,) = store.events()
    page.goto(f"{site}/#event={merged.event_id}")
    told = page.locator(".atlas-reports")
    told.get_by_text("Told by 3 reports").click()
    expect(told.locator("li")).to_have_count(3)
    for text in TEXTS:
        expect(told).to_contain_text(text)
    expect(told.get_by_role("link", name="Compare them")).to_have_attribute(
        "href", f"/events/{merged.event_id}#reports"
    )
    expect(page.get_by_role("link", name="Check or correct")).to_have_attribute("href", f"/events/{merged.event_id}")
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_page_is_wider_than_a_telephone(page: Page, site: str, store: EventStore, width: int) -> None:
    store.suggestions.search()
    ids = [row.event_id for row in store.events()]
    store.occurrences.merge(ids[:2])
    merged = next(row.event_id for row in store.events() if row.event_id not in ids)
    page.set_viewport_size({"width": width, "height": 740})
    for address in ("/duplicates", "/duplicates/history", f"/events/{merged}", f"/events/{ids[0]}"):
        page.goto(site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.evaluate("[...document.querySelectorAll('[id]')].length") == page.evaluate(
            "new Set([...document.querySelectorAll('[id]')].map((each) => each.id)).size"
        ), address


def test_it_works_without_javascript(browser: Browser, site: str, store: EventStore) -> None:
    store.suggestions.search()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/duplicates")
    page.get_by_role("button", name="Different events").first.click()
    expect(page.get_by_text("are not suggested again")).to_be_visible()
    assert store.suggestions.page()[1] == 2
    context.close()
