"""Why a pin is where it is, and the review of unsure places, in real Chromium: by keyboard, and on a telephone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from geo.models import ParsedDocument, PlaceMention
from geo.settings import load_settings
from geo.store import EventStore
from tests.synthetic_events import synthetic_collection
from tests.web.test_pages import serve
from webapp import create_app
from webapp.services import EXTENSION

pytestmark = [
    pytest.mark.browser,
    # Where a browser breaks off a request, Werkzeug's server leaves the file to the garbage collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]

TEXT = "A bomb exploded in Tripoli on Monday, killing four people. Libya had troops in Benghazi."
LEBANON = "geonames:266826"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("review")
    made = create_app(load_settings({"database": folder / "atlas.sqlite", "packs": folder / "packs"}))
    client = made.test_client()
    read = client.post("/add", data={"text": TEXT, "title": "The port", "date": "2013-05-14"})
    client.post(f"{read.location}/save")
    return made


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    yield next(served := serve(app))
    next(served, None)


@pytest.fixture
def store(app: Flask) -> EventStore:
    """Give the store, in which every pin is unsure, whatever the weights say."""
    store: EventStore = app.extensions[EXTENSION].store
    (summary,) = store.documents()
    document = store.document(summary.id)
    assert document is not None
    parsed = app.extensions[EXTENSION].parse([replace(document, choices={})])[0]
    doubtful = [replace(each, score=0.3) if isinstance(each, PlaceMention) else each for each in parsed.mentions]
    store.replace(ParsedDocument(document, tuple(doubtful), parsed.events, "test", countries=parsed.countries))
    return store


def _countries(store: EventStore) -> set[str]:
    return {row.country for row in store.events() if row.event_type.startswith("Explosions")}


def test_an_unsure_place_is_settled_by_keyboard(page: Page, site: str, store: EventStore) -> None:
    page.goto(f"{site}/gazetteer/unsure")
    expect(page.locator(".unsure-places h2")).to_contain_text(["Tripoli"])
    page.get_by_role("button", name=re.compile("This one: Tripoli, .*Lebanon")).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("read again with your choice")
    assert _countries(store) == {"LB"}
    page.goto(f"{site}/documents")
    page.get_by_role("link", name="The port").click()
    expect(page.get_by_text("Decided about this report")).to_be_visible()
    page.get_by_role("button", name="Undo: Tripoli").first.click()
    expect(page.get_by_role("status").first).to_contain_text("undone")
    assert _countries(store) == {"LY"}


@pytest.mark.usefixtures("store")
def test_the_page_tells_why_and_its_parts_open(page: Page, site: str) -> None:
    page.goto(f"{site}/documents")
    page.get_by_role("link", name="The port").click()
    expect(page.locator(".pin.unsure").first).to_be_visible()
    page.get_by_role("link", name="why here? Tripoli").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Why is “Tripoli” here?")
    first = page.locator(".candidates > li").first
    expect(first.locator("table.reasons")).to_be_visible()
    assert first.locator("rect.for").first.bounding_box() is not None
    closed = page.locator(".candidates details:not([open])").first
    if closed.count():
        closed.locator("summary").click()
    expect(page.locator(".candidates .pin, .pin.current")).to_have_count(1)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_page_is_wider_than_a_telephone(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{site}/documents")
    page.get_by_role("link", name="The port").click()
    document = page.url
    for address in (document, f"{document}/why/{TEXT.index('Tripoli')}?place=Homs", f"{site}/gazetteer/unsure"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        bare = "[...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')]"
        unnamed = f"{bare}.filter((field) => !field.labels?.length && !field.ariaLabel).map((field) => field.outerHTML)"
        assert page.evaluate(unnamed) == [], address
        assert page.evaluate("[...document.querySelectorAll('[id]')].length") == page.evaluate(
            "new Set([...document.querySelectorAll('[id]')].map((each) => each.id)).size"
        ), address


def test_it_works_without_javascript(browser: Browser, site: str, store: EventStore) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/gazetteer/unsure?q=tripoli")
    page.get_by_role("button", name="Not a place: Tripoli").click()
    expect(page.get_by_text("counts as no place in this report")).to_be_visible()
    assert _countries(store) == {""}
    context.close()


def test_an_unsure_pin_is_hollow_and_the_legend_tells(open_map: Callable[..., Page]) -> None:
    collection = synthetic_collection(2, where_prec=1, latitude=35.3, longitude=40.1, country="SY", iso=760)
    for at, feature in enumerate(collection["features"]):
        feature["geometry"] = {"type": "Point", "coordinates": [40.1 + at, 35.3]}
    collection["features"][0] |= {"place_unsure": True, "place_score": 0.31}
    page = open_map(collection, "#view=8/35.3/40.6")
    expect(page.locator(".atlas-pin")).to_have_count(2)
    unsure = page.locator(".atlas-pin.atlas-unsure")
    expect(unsure).to_have_count(1)
    expect(unsure).to_have_attribute("aria-label", re.compile("unsure place"))
    assert unsure.locator("path").evaluate("(path) => getComputedStyle(path).strokeDasharray") != "none"
    expect(page.get_by_text("Unsure place: may be another of that name")).to_have_count(1)
    unsure.click()
    expect(page.locator(".atlas-card")).to_contain_text("Unsure: 31 % likely")
    expect(page.locator(".atlas-why")).to_have_count(0)


def test_the_card_on_the_map_leads_to_the_reasons(page: Page, site: str, store: EventStore) -> None:
    row = next(row for row in store.events() if row.event_type.startswith("Explosions"))
    page.goto(f"{site}/#view=8/32.9/13.2&event={row.event_id}")
    page.get_by_role("link", name="Why here?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Why is “Tripoli” here?")
