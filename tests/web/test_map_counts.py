"""What the map counts, and where its time slider begins, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.synthetic_events import synthetic_collection

pytestmark = pytest.mark.browser

OpenMap = Callable[..., Page]


def test_the_count_tells_how_many_have_a_pin(open_map: OpenMap) -> None:
    collection = synthetic_collection(40)
    page = open_map(collection)
    counts = page.evaluate("atlas.model.counts()")
    assert counts["pinned"] < counts["shown"] == 40
    told = f"{counts['pinned']} with a pin, {40 - counts['pinned']} listed below"
    expect(page.locator("[data-atlas=pin-count]")).to_have_text(told)


def test_where_all_have_a_pin_nothing_more_is_told(open_map: OpenMap) -> None:
    page = open_map(synthetic_collection(1, where_prec=1, latitude=35.0, longitude=38.0))
    assert page.evaluate("atlas.model.counts()") == {"shown": 1, "total": 1, "pinned": 1}
    expect(page.locator("[data-atlas=pin-count]")).to_be_hidden()


def test_the_slider_leaves_out_empty_years_after_a_few_early_events(open_map: OpenMap) -> None:
    collection = synthetic_collection(40)
    collection["features"][0]["properties"] |= {"date_start": "1950-05-01", "date_end": "1950-05-01", "year": 1950}
    page = open_map(collection)
    first = page.get_by_role("slider", name="First day")
    assert int(first.get_attribute("min") or 0) > 365 * 30
    expect(page.locator("[data-atlas=range]")).to_contain_text("1 May 1950 –")
    page.get_by_role("slider", name="Last day").press("ArrowLeft")
    assert page.evaluate("atlas.model.shown.some((event) => event.properties.year === 1950)") is True
    first.press("ArrowRight")
    expect(page.locator("[data-atlas=range]")).not_to_contain_text("1950")
    assert page.evaluate("atlas.model.shown.some((event) => event.properties.year === 1950)") is False
