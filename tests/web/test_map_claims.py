"""What the map says of claims, of places that no gazetteer has, and that panels leave room for the pins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.synthetic_events import synthetic_collection

pytestmark = pytest.mark.browser

OpenMap = Callable[..., Page]


def at_points(*points: tuple[float, float], **properties: object) -> dict[str, Any]:
    collection = synthetic_collection(len(points), where_prec=1, radius_km=1.0, **properties)
    for feature, (lon, lat) in zip(collection["features"], points, strict=True):
        feature["geometry"] = {"type": "Point", "coordinates": [lon, lat]}
        feature["properties"] |= {"longitude": lon, "latitude": lat}
    return collection


@pytest.mark.parametrize(
    ("said", "rings", "crosses"),
    [
        ({}, 0, 0),
        ({"claimed_by": "HTS"}, 1, 0),
        ({"denied_by": "HTS"}, 0, 1),
        ({"claimed_by": "A", "denied_by": "B"}, 1, 1),
    ],
)
def test_claims_and_denials_are_drawn_at_the_pin(
    open_map: OpenMap, said: dict[str, str], rings: int, crosses: int
) -> None:
    page = open_map(at_points((40.1, 35.3), **said))
    pin = page.locator(".atlas-pin")
    assert pin.locator(".atlas-claimed").count() == rings
    assert pin.locator(".atlas-denied").count() == crosses
    told = pin.get_attribute("aria-label") or ""
    assert all(f"{'claimed' if name == 'claimed_by' else 'denied'} by {by}" in told for name, by in said.items())


def test_the_legend_tells_what_the_marks_mean(open_map: OpenMap) -> None:
    page = open_map(synthetic_collection(3))
    page.get_by_text("Precision and claims").click()
    expect(page.get_by_text("Claimed: only a party to it says so")).to_be_visible()
    expect(page.get_by_text("Denied: a party says that it is not so")).to_be_visible()


def test_a_claim_at_an_unsure_place_is_hollow_and_ringed(open_map: OpenMap) -> None:
    collection = at_points((40.1, 35.3), claimed_by="HTS")
    collection["features"][0] |= {"place_unsure": True, "place_score": 0.2}
    pin = open_map(collection).locator(".atlas-pin.atlas-unsure")
    assert pin.locator(".atlas-claimed").count() == 1


@pytest.mark.parametrize(
    ("confidence", "status", "faint"), [(0.29, "extracted", 1), (0.3, "extracted", 0), (0.29, "confirmed", 0)]
)
def test_an_event_that_is_hardly_right_is_faint_until_somebody_confirms_it(
    open_map: OpenMap, confidence: float, status: str, faint: int
) -> None:
    page = open_map(at_points((40.1, 35.3), confidence=confidence, status=status))
    expect(page.locator(".atlas-pin")).to_have_count(1)
    assert page.locator(".atlas-doubtful").count() == faint
    assert ("doubtful" in (page.locator(".atlas-pin").get_attribute("aria-label") or "")) == bool(faint)


def test_a_name_that_no_gazetteer_has_is_listed_with_its_event(open_map: OpenMap) -> None:
    place = {"location": "Qaryat <i>Zubdiya", "place_id": "", "latitude": None, "longitude": None, "where_prec": None}
    collection = synthetic_collection(1, **place, quote="Shells hit Qaryat <i>Zubdiya.")
    collection["features"][0] |= {"geometry": None, "unknown_place": "Qaryat <i>Zubdiya", "place_span": [11, 28]}
    page = open_map(collection)
    page.get_by_text("1 event at places not in the gazetteer").click()
    row = page.locator(".atlas-unplaced .atlas-event-row")
    expect(row).to_contain_text("Qaryat <i>Zubdiya")
    row.click()
    expect(page.locator(".atlas-card mark")).to_have_text("Qaryat <i>Zubdiya")
    assert page.locator(".atlas-why").count() == 0  # a map as a file has no editor to go to


HIDDEN = """() => [...document.querySelectorAll('.atlas-pin, .atlas-cluster')].filter((pin) => {
  const box = pin.getBoundingClientRect();
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return !over || !pin.contains(over);
}).length"""
FAR_APART = ((-74.1, 4.6), (-77.0, 38.9), (36.3, 33.5), (69.2, 34.5), (121.0, 14.6))


@pytest.mark.parametrize(("width", "height"), [(360, 640), (390, 844), (768, 1024), (1024, 700), (1280, 800)])
@pytest.mark.parametrize("points", [FAR_APART, FAR_APART[2:4]])
def test_the_first_view_hides_no_pin_behind_a_panel(
    open_map: OpenMap, width: int, height: int, points: tuple[tuple[float, float], ...]
) -> None:
    page = open_map(at_points(*points))
    page.set_viewport_size({"width": width, "height": height})
    page.goto(page.url.partition("#")[0])
    page.reload()
    page.wait_for_function("window.atlas && document.querySelector('.atlas-pin, .atlas-cluster')")
    assert page.evaluate(HIDDEN) == 0


def test_the_panel_folds_and_gives_its_room_to_the_map(open_map: OpenMap) -> None:
    page = open_map(at_points(*FAR_APART[2:4]))
    left = "atlas.map.latLngToContainerPoint(atlas.pins.bounds().getSouthWest()).x"
    beside = page.evaluate(left)
    page.get_by_role("button", name="Layers").click()
    expect(page.locator(".atlas-panel-body")).to_be_hidden()
    page.evaluate("atlas.fit()")
    assert page.evaluate(left) < beside
    assert page.evaluate(HIDDEN) == 0


def test_a_sheet_on_a_phone_does_not_lie_over_its_own_pin(open_map: OpenMap) -> None:
    page = open_map(at_points((37.0, 36.5), (36.8, 35.8), (39.0, 35.9)))
    page.set_viewport_size({"width": 390, "height": 740})
    page.goto(page.url.partition("#")[0] + "#event=event-1")
    page.reload()
    expect(page.locator(".atlas-card")).to_be_visible()
    ring = page.locator(".atlas-selected").bounding_box()
    sheet = page.locator(".atlas-side").bounding_box()
    assert ring is not None
    assert sheet is not None
    assert ring["y"] + ring["height"] <= sheet["y"]
