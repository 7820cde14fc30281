"""From an unknown name to new pins in real Chromium: list, editor, diff, apply, keep, undo; imports and packs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from geo.settings import load_settings
from geo.store import EventStore
from tests.web.test_pages import serve
from webapp import create_app
from webapp.services import EXTENSION

pytestmark = [
    pytest.mark.browser,
    # Where a browser breaks off a request, Werkzeug's server leaves the file to the garbage collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]

REPORTS = (
    "Syrian troops shelled the village of Zubrovkagrad near Hama on 3 May 2013, killing 7 civilians.",
    "Clashes erupted in Zubrovkagrad on 9 May 2013 between rebels and troops. A convoy from Hama reached Homs.",
    "An air strike hit the town of Kafr Zamzama near Idlib on 12 May 2013, killing 4 people.",
)
PAGES = ("", "/own", "/unknown", "/regeocode", "/import", "/packs", "/history", "/new", "?q=35.3,36.7", "?q=Idlibb")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("review")
    made = create_app(load_settings({"database": folder / "atlas.sqlite", "packs": folder / "packs"}))
    client = made.test_client()
    for number, text in enumerate(REPORTS):
        read = client.post("/add", data={"text": text, "title": f"Report {number}", "date": "2013-05-14"})
        client.post(f"{read.location}/save")
    return made


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    yield f"{next(served := serve(app))}/gazetteer"
    next(served, None)


@pytest.fixture
def store(app: Flask) -> Iterator[EventStore]:
    """Give the store; afterwards there are no own places, and nothing waits for re-geocoding."""
    services = app.extensions[EXTENSION]
    yield services.store
    for place in services.store.user_places.all():
        services.store.user_places.delete(place.id)
    run = services.regeocoder.prepare()
    if run is not None and run.state == "ready":
        services.regeocoder.apply(run.id)


def add_unknown(page: Page, site: str, name: str) -> None:
    """Add an unknown name by the editor, as the list proposes it."""
    page.goto(f"{site}/unknown")
    page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name)).get_by_role(
        "link", name="Add it"
    ).click()
    expect(page.locator(".place-pin")).to_be_visible()
    page.get_by_role("button", name="Save the place").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def see_diff(page: Page, site: str) -> None:
    page.goto(f"{site}/regeocode")
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What would change", timeout=60_000)


def pinned(store: EventStore) -> set[str]:
    return {row.location for row in store.events() if row.latitude is not None}


def test_unknown_names_are_listed_with_sentences(page: Page, site: str, store: EventStore) -> None:
    page.goto(f"{site}/unknown")
    expect(page.locator(".unknown-names h2")).to_have_text(["Zubrovkagrad", "Kafr Zamzama"])
    first = page.locator(".unknown-names > li").first
    expect(first.locator("mark")).to_have_text(["Zubrovkagrad", "Zubrovkagrad"])
    expect(first).to_contain_text("2× in 2 documents")
    expect(first).to_contain_text("so perhaps in Syria")
    assert "Zubrovkagrad" not in pinned(store)


def test_a_name_that_is_added_is_shown_as_a_diff_applied_and_undone(page: Page, site: str, store: EventStore) -> None:
    add_unknown(page, site, "Zubrovkagrad")
    expect(page.locator("[data-pending]")).to_contain_text("2 documents name what you changed.")
    page.get_by_role("link", name="See what would change").click()
    see_diff(page, site)
    expect(page.locator(".difference").first).to_contain_text("no place")
    expect(page.locator(".difference mark").first).to_have_text("Zubrovkagrad")
    expect(page.locator(".pin").first).to_be_attached()
    assert "Zubrovkagrad" not in pinned(store)
    page.get_by_role("button", name="Apply it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What was changed", timeout=60_000)
    assert "Zubrovkagrad" in pinned(store)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").first).to_contain_text("Undone", timeout=60_000)
    assert "Zubrovkagrad" not in pinned(store)


def test_a_diff_that_is_kept_changes_nothing(page: Page, site: str, store: EventStore) -> None:
    before = pinned(store)
    add_unknown(page, site, "Kafr Zamzama")
    see_diff(page, site)
    page.get_by_role("button", name="Keep what there is").click()
    expect(page.get_by_role("status").first).to_contain_text("Kept")
    assert pinned(store) == before
    page.goto(f"{site}/regeocode")
    expect(page.get_by_text("Every document knows the present gazetteer")).to_be_visible()


def test_one_click_makes_a_name_another_spelling(page: Page, site: str, store: EventStore) -> None:
    own = store.user_places
    page.goto(f"{site}/new?name=Kafr Zamzam&country=SY&lat=35.71&lon=36.61")
    page.get_by_role("button", name="Save the place").click()
    page.goto(f"{site}/unknown?q=zamzama")
    page.get_by_role("group", name=re.compile("another spelling")).get_by_role("button").first.click()
    expect(page.get_by_role("status").first).to_contain_text("The name is added")
    expect(page.locator(".unknown-names .badge")).to_have_text("Known now")
    assert [name.text for name in own.all()[0].names] == ["Kafr Zamzama"]


def test_a_name_is_dismissed_and_put_back_by_keyboard(page: Page, site: str, store: EventStore) -> None:
    page.goto(f"{site}/unknown")
    page.get_by_role("button", name="Not a place: Kafr Zamzama").press("Enter")
    expect(page.locator(".unknown-names h2")).to_have_text(["Zubrovkagrad"])
    page.locator("summary", has_text="Not places (1)").press("Enter")
    page.get_by_role("button", name="Put back: Kafr Zamzama").press("Enter")
    expect(page.locator(".unknown-names h2")).to_have_count(2)
    assert store.unknown_names.dismissed() == []


def test_a_file_is_imported_after_its_dry_run(page: Page, site: str, store: EventStore, tmp_path: Path) -> None:
    table = tmp_path / "villages.csv"
    table.write_text("Settlement,Y,X\nKafr Import,35.4,36.6\nTell Wrong,95,36\n", "utf-8")
    page.goto(f"{site}/import")
    page.get_by_label("File").set_input_files(table)
    page.get_by_role("button", name="See what it would change").click()
    for field, column in (("Name", "Settlement"), ("Latitude", "Y"), ("Longitude", "X")):
        page.get_by_label(field, exact=True).select_option(column)
    page.get_by_role("button", name="Read it again with these").click()
    expect(page.get_by_role("row", name=re.compile("Latitude 95"))).to_be_visible()
    assert store.user_places.all() == []
    page.get_by_role("button", name="Write 1 place").click()
    expect(page.get_by_role("status").first).to_contain_text("imported")
    expect(page.locator("[data-pins] strong")).to_have_text(["Kafr Import"])
    with page.expect_download() as download:
        page.get_by_role("link", name="GeoJSON").click()
    assert "Kafr Import" in download.value.path().read_text("utf-8")


def test_a_pack_is_installed_with_progress_and_removed(page: Page, site: str, tmp_path: Path) -> None:
    pack = tmp_path / "hamlets.csv"
    rows = (f"Hamlet {number},{33 + number / 1000:.3f},38.5" for number in range(3000))
    pack.write_text("name,lat,lon\n" + "\n".join(rows) + "\n", "utf-8")
    page.goto(f"{site}/packs")
    page.get_by_label("File", exact=True).set_input_files(pack)
    page.locator("summary", has_text="Name, licence, columns").click()
    page.get_by_label("What the pack is called").fill("hamlets")
    page.get_by_role("button", name="Install", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("“hamlets” is installed", timeout=60_000)
    page.get_by_role("link", name="All packs").click()
    expect(page.get_by_role("row", name=re.compile("hamlets"))).to_contain_text("3,000")
    page.get_by_role("link", name="Remove… hamlets").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("No packs are installed")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_page_of_the_gazetteer_is_wider_than_a_telephone(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    for address in PAGES:
        page.goto(f"{site}{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        expect(page.locator(".bar [aria-current]")).to_be_in_viewport(ratio=1)


def test_every_field_and_button_has_a_name_of_its_own(page: Page, site: str) -> None:
    for address in PAGES:
        page.goto(f"{site}{address}")
        fields = "[...document.querySelectorAll('main :is(input:not([type=hidden]), select, textarea)')]"
        assert page.evaluate(f"{fields}.filter((each) => !each.labels?.length).map((each) => each.name)") == [], address
        buttons = "[...document.querySelectorAll('main :is(button, a)')]"
        bare = f"{buttons}.filter((each) => !each.textContent.trim() && !each.ariaLabel).map((each) => each.outerHTML)"
        assert page.evaluate(bare) == [], address
        assert page.locator("h1").count() == 1, address


def test_the_gazetteer_is_usable_without_javascript(browser: Browser, site: str, store: EventStore) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/new?name=Kafr Zamzama")
    page.get_by_label("Latitude", exact=True).fill("35.71 36.61")
    page.get_by_label("Name", exact=True).nth(1).fill("كفر زمزمة")
    page.get_by_role("button", name="Save the place").click()
    expect(page.get_by_role("status").first).to_contain_text("The place is added")
    (place,) = store.user_places.all()
    assert (place.lat, place.lon, place.names[0].text) == (35.71, 36.61, "كفر زمزمة")
    page.goto(f"{site}/unknown")
    expect(page.locator(".unknown-names .badge")).to_have_text("Known now")
    context.close()
