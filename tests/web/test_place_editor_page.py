"""The editor of a place in real Chromium: pin, radius, area and names, by mouse, by keyboard, on a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from gazetteer import Place, UserPlaces
from geo.settings import load_settings
from tests.web.test_pages import serve
from webapp import create_app
from webapp.services import EXTENSION

pytestmark = [
    pytest.mark.browser,
    # Where a browser breaks off a request, Werkzeug's server leaves the file to the garbage collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("editor")
    return create_app(load_settings({"database": folder / "atlas.sqlite", "packs": folder / "packs"}))


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    yield from serve(app)


@pytest.fixture
def own(app: Flask) -> UserPlaces:
    return app.extensions[EXTENSION].store.user_places


def editor_map(page: Page) -> Locator:
    return page.locator("[data-editor-map]")


def click_map(page: Page, right: float, down: float) -> None:
    """Click the map at a share of its width and height."""
    editor_map(page).scroll_into_view_if_needed()
    box = editor_map(page).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * right, box["y"] + box["height"] * down)


def open_editor(page: Page, site: str, **values: Any) -> None:  # noqa: ANN401 - whatever the address takes
    query = "&".join(f"{name}={value}" for name, value in values.items())
    page.goto(f"{site}/gazetteer/new?{query}")
    expect(editor_map(page).locator("canvas").first).to_be_attached()
    page.wait_for_load_state("networkidle")


def number(page: Page, label: str) -> float:
    return float(page.get_by_role("textbox", name=label, exact=True).input_value())


def drag(page: Page, handle: Locator, right: int, down: int) -> None:
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2, steps=3)
    page.mouse.move(x + right, y + down, steps=3)
    page.mouse.up()


def save(page: Page) -> str:
    """Save, and return the id of the place whose page opens."""
    page.get_by_role("button", name=re.compile("^Save")).click()
    page.wait_for_url(re.compile(r"/gazetteer/place/"))
    found = re.search(r"/place/(user:[^?]+)", page.url)
    assert found is not None
    return found[1]


def test_a_click_on_the_map_sets_the_pin_and_the_place_is_saved(page: Page, site: str, own: UserPlaces) -> None:
    open_editor(page, site, name="Clicked", country="SY")
    click_map(page, 0.6, 0.5)
    expect(page.locator(".place-pin")).to_be_visible()
    expect(page.locator("[data-where]")).to_contain_text("Syria")
    lat, lon = number(page, "Latitude"), number(page, "Longitude")
    place = own.get(save(page))
    assert (place.lat, place.lon) == (lat, lon)
    assert (place.country, place.feature_code) == ("SY", "PPL")


def test_the_pin_is_dragged_and_moved_by_the_arrow_keys(page: Page, site: str) -> None:
    open_editor(page, site, name="Moved", lat="35.2", lon="38.9")
    pin = page.locator(".place-pin")
    drag(page, pin, 60, 0)
    assert number(page, "Longitude") > 38.95
    assert number(page, "Latitude") == pytest.approx(35.2, abs=0.01)
    before = number(page, "Latitude")
    pin.focus()
    page.keyboard.press("ArrowUp")
    by_one = number(page, "Latitude") - before
    page.keyboard.press("Shift+ArrowDown")
    assert by_one > 0
    assert 0 < before + by_one - number(page, "Latitude") < by_one / 5


def test_typed_and_pasted_coordinates_move_the_pin(page: Page, site: str) -> None:
    open_editor(page, site, name="Typed")
    page.get_by_label("Latitude", exact=True).fill("35.33, 40.14")
    assert number(page, "Latitude") == 35.33
    assert number(page, "Longitude") == 40.14
    expect(page.locator(".place-pin")).to_be_visible()
    expect(page.locator("[data-where]")).to_contain_text("Deir ez-Zor")


def test_the_radius_is_dragged_and_stepped(page: Page, site: str, own: UserPlaces) -> None:
    open_editor(page, site, name="Round", lat="35.2", lon="38.9", country="SY")
    edge = page.get_by_role("slider", name="Radius in km")
    drag(page, edge, 40, 0)
    dragged = number(page, "Radius in km")
    assert dragged > 6
    edge.press("ArrowLeft")
    assert number(page, "Radius in km") < dragged
    expect(edge).to_have_attribute("aria-valuenow", page.locator("#f-radius_km").input_value())
    radius = number(page, "Radius in km")
    assert own.get(save(page)).radius_km == radius


def test_a_warning_says_that_pin_and_country_differ(page: Page, site: str) -> None:
    open_editor(page, site, name="Elsewhere", lat="33.3", lon="44.4", country="SY")
    expect(page.locator("[data-where]")).to_contain_text("You chose Syria")
    page.get_by_role("button", name="Save the place").click()
    expect(page.get_by_role("alert")).to_contain_text("not in SY")
    page.get_by_label("It is right as it is").check()
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("The place is added")


def test_an_area_is_drawn_changed_and_saved(page: Page, site: str, own: UserPlaces) -> None:
    open_editor(page, site, name="The Pocket", lat="35.2", lon="38.9", country="SY")
    page.get_by_label("An area with borders").check()
    page.get_by_role("button", name="Draw a new area").click()
    for right, down in ((0.2, 0.2), (0.8, 0.2), (0.5, 0.8)):
        click_map(page, right, down)
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(".corner-handle")).to_have_count(3)
    drag(page, page.locator(".middle-handle").nth(0), 0, -40)
    expect(page.locator(".corner-handle")).to_have_count(4)
    polygon = own.own(save(page)).polygon
    assert polygon is not None
    assert len(polygon.exterior.coords) == 5
    expect(page.locator("path.pin-area")).to_be_attached()


def test_an_area_is_drawn_and_changed_without_a_mouse(page: Page, site: str) -> None:
    open_editor(page, site, name="Keys", lat="35.2", lon="38.9")
    page.get_by_label("An area with borders").check()
    page.get_by_role("button", name="Draw a new area").press("Enter")
    editor_map(page).focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press("Enter")
        page.keyboard.press(key)
        page.wait_for_timeout(350)
    page.get_by_role("button", name="Finish").press("Enter")
    corners = page.get_by_role("button", name=re.compile(r"^Corner \d"))
    expect(corners).to_have_count(4)
    before = page.locator("#f-polygon").input_value()
    corners.nth(1).press("ArrowRight")
    assert page.locator("#f-polygon").input_value() != before
    expect(corners.nth(1)).to_be_focused()
    corners.nth(1).press("Delete")
    expect(corners).to_have_count(3)


def test_an_area_can_be_typed_and_taken_away(page: Page, site: str) -> None:
    open_editor(page, site, name="Text", lat="35.1", lon="39.1")
    page.get_by_label("An area with borders").check()
    page.locator("summary", has_text="The area as text").click()
    page.locator("#f-polygon").fill("35.0, 39.0\n35.0, 39.2\n35.2, 39.2")
    page.locator("#f-polygon").blur()
    expect(page.locator(".corner-handle")).to_have_count(3)
    page.get_by_role("button", name="Remove the area").click()
    expect(page.locator(".corner-handle")).to_have_count(0)
    expect(page.locator("#f-polygon")).to_have_value("")


def test_names_are_added_and_removed_in_rows(page: Page, site: str, own: UserPlaces) -> None:
    open_editor(page, site, name="Rows", lat="35.6", lon="39.4", country="SY")
    rows = page.locator(".name-row")
    expect(rows).to_have_count(1)
    rows.nth(0).get_by_label("Name").fill("صفوف")
    rows.nth(0).get_by_label("Language").select_option(label="Arabic")
    rows.nth(0).get_by_label("Kind").select_option("original")
    page.get_by_role("button", name="Add a name").click()
    page.keyboard.type("Roes")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(3)
    page.keyboard.type("Rowz")
    rows.nth(1).get_by_role("button", name="Remove").click()
    names = own.get(save(page)).names
    assert [(name.text, name.language, name.kind.value) for name in names] == [
        ("صفوف", "ar", "original"),
        ("Rowz", "", "alias"),
    ]


def test_the_author_is_remembered_in_this_browser(page: Page, site: str, own: UserPlaces) -> None:
    open_editor(page, site, name="Signed", lat="35.7", lon="39.7", country="SY")
    page.get_by_label("Your name").fill("Rana")
    page.get_by_label("Why").fill("seen on the map")
    place_id = save(page)
    expect(page.locator(".history")).to_contain_text("Added by Rana")
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_label("Your name")).to_have_value("Rana")
    assert own.history(place_id)[0].reason == "seen on the map"


def test_an_edit_is_undone_from_the_place_and_from_the_history(page: Page, site: str, own: UserPlaces) -> None:
    open_editor(page, site, name="Undoable", lat="35.8", lon="39.8", country="SY")
    place_id = save(page)
    page.goto(f"{site}/gazetteer/edit/{place_id}")
    page.get_by_label("Name", exact=True).first.fill("Renamed")
    save(page)
    expect(page.locator(".history li").first).to_contain_text("Name: Undoable → Renamed")
    page.locator(".history li").first.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Undoable")
    page.goto(f"{site}/gazetteer/history")
    page.get_by_role("row", name=re.compile("Added: Undoable")).get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").first).to_contain_text("undone")
    assert place_id not in {place.id for place in own.all()}


def test_places_are_merged_and_split(page: Page, site: str, own: UserPlaces) -> None:
    first = own.add(own_place("Merge One", 36.01))
    second = own.add(own_place("Merge Two", 36.02))
    page.goto(f"{site}/gazetteer/merge/{first.id}")
    page.get_by_role("checkbox", name=re.compile("Merge Two")).check()
    page.get_by_role("button", name="Merge into “Merge One”").click()
    expect(page.get_by_role("status").first).to_contain_text("merged")
    assert own.get(first.id).same_as == (second.id,)
    page.get_by_role("link", name="Split…").click()
    page.get_by_role("checkbox", name="Merge Two").check()
    page.get_by_label("Name", exact=True).fill("Split Off")
    drag(page, page.locator(".place-pin"), 60, 0)
    page.get_by_role("button", name="Split it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Split Off")
    assert own.get(first.id).names == ()


def own_place(name: str, lat: float) -> Place:
    return Place("", name, 38.5, lat, country="SY")


@pytest.mark.parametrize("width", [320, 360])
def test_the_editor_fits_a_telephone(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    open_editor(page, site, name="Small", lat="35.2", lon="38.9", alias="Second")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for field in page.locator(".name-row :is(input, select), .editor button:visible").all():
        box = field.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert box["x"] + box["width"] <= width
