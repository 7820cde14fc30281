"""What is switched on the map: layers by year and actor, event types, days, and the events that no pin stands for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.synthetic_events import synthetic_collection, synthetic_rows

pytestmark = pytest.mark.browser

OpenMap = Callable[..., Page]
COUNT = 120
ROWS = synthetic_rows(COUNT)


def count_text(page: Page) -> str:
    return page.locator("[data-atlas=count]").inner_text()


def shown(page: Page) -> int:
    return int(count_text(page).split()[0].replace(",", ""))


@pytest.fixture
def full_map(open_map: OpenMap) -> Page:
    return open_map(synthetic_collection(COUNT))


def test_all_events_are_counted(full_map: Page) -> None:
    assert count_text(full_map) == f"{COUNT} of {COUNT} events shown"
    years = full_map.locator(".atlas-year-row .atlas-row-text").all_inner_texts()
    assert years == sorted({str(row.year) for row in ROWS}, reverse=True)


def test_a_year_switches_its_events(full_map: Page) -> None:
    of_year = sum(row.year == 2015 for row in ROWS)
    full_map.get_by_role("checkbox", name="2015").uncheck()
    assert shown(full_map) == COUNT - of_year
    full_map.get_by_role("checkbox", name="2015").check()
    assert shown(full_map) == COUNT


def test_actors_stand_under_their_year_by_count(full_map: Page) -> None:
    full_map.get_by_role("button", name="Actors of 2015").click()
    counts = [int(text) for text in full_map.locator(".atlas-actors .atlas-number").all_inner_texts()]
    named = [{row.actor1, row.actor2} - {""} for row in ROWS if row.year == 2015]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == sum(len(actors) for actors in named)


def test_an_actor_switches_the_events_that_no_other_layer_shows(full_map: Page) -> None:
    full_map.get_by_role("button", name="Actors of 2015").click()
    actor = full_map.locator(".atlas-actors .atlas-row-text").first.inner_text()
    alone = sum(row.year == 2015 and {row.actor1, row.actor2} - {""} == {actor} for row in ROWS)
    full_map.locator(".atlas-actors input").first.uncheck()
    assert shown(full_map) == COUNT - alone
    year_box = full_map.get_by_role("checkbox", name="2015")
    assert year_box.evaluate("box => box.indeterminate")


def test_none_and_all(full_map: Page) -> None:
    full_map.locator("[data-atlas=none]").click()
    assert shown(full_map) == 0
    assert full_map.locator(".atlas-pin, .atlas-cluster").count() == 0
    full_map.locator("[data-atlas=all]").click()
    assert shown(full_map) == COUNT


def test_the_tree_works_from_the_keyboard(full_map: Page) -> None:
    toggle = full_map.get_by_role("button", name="Actors of 2015")
    toggle.focus()
    full_map.keyboard.press("Enter")
    assert toggle.get_attribute("aria-expanded") == "true"
    full_map.keyboard.press("Tab")
    full_map.keyboard.press("Space")
    assert shown(full_map) == COUNT - sum(row.year == 2015 for row in ROWS)


def test_search_narrows_the_tree_and_shows_only_what_it_found(full_map: Page) -> None:
    full_map.get_by_role("searchbox", name="Find an actor").fill("rapid")
    labels = set(full_map.locator(".atlas-actors .atlas-row-text").all_inner_texts())
    assert labels == {"Rapid Support Forces"}
    full_map.get_by_role("button", name="Show only these").click()
    assert shown(full_map) == sum("Rapid Support Forces" in (row.actor1, row.actor2) for row in ROWS)


def test_search_without_a_hit_says_so(full_map: Page) -> None:
    full_map.get_by_role("searchbox", name="Find an actor").fill("zzz")
    expect(full_map.locator(".atlas-tree")).to_have_text("No actor of that name")
    assert shown(full_map) == COUNT


def test_a_long_year_is_folded(open_map: OpenMap) -> None:
    collection = synthetic_collection(60)
    for number, feature in enumerate(collection["features"]):
        feature["properties"] |= {
            "year": 2014,
            "actor1": f"Group {number:02}",
            "actor1_id": "",
            "actor2": "",
            "actor2_id": "",
        }
    page = open_map(collection)
    assert page.locator(".atlas-actor").count() == 12
    page.get_by_role("button", name="Show all 60").click()
    assert page.locator(".atlas-actor").count() == 60


@pytest.mark.parametrize("name", ["Battles", "Protests", "Strategic developments"])
def test_the_legend_switches_a_type(full_map: Page, name: str) -> None:
    of_type = sum(row.event_type == name for row in ROWS)
    row = full_map.locator("[data-atlas=types] li", has_text=name)
    assert row.locator(".atlas-number").inner_text() == str(of_type)
    row.locator("input").uncheck()
    assert shown(full_map) == COUNT - of_type


def test_a_type_that_is_not_acleds_is_called_other(open_map: OpenMap) -> None:
    page = open_map(synthetic_collection(3, event_type="<b>Rumour</b>"))
    expect(page.locator("[data-atlas=types]")).to_contain_text("Other")
    assert page.locator("[data-atlas=types] b").count() == 0


def test_the_slider_narrows_the_days(full_map: Page) -> None:
    full_map.get_by_role("slider", name="First day").fill(str(days_since_epoch("2016-01-01")))
    expect(full_map.locator("[data-atlas=range]")).to_contain_text("1 Jan 2016 –")
    expected = sum((row.date_end or "") >= "2016-01-01" for row in ROWS)
    expect(full_map.locator("[data-atlas=count]")).to_have_text(f"{expected} of {COUNT} events shown")
    full_map.get_by_role("button", name="All dates").click()
    expect(full_map.locator("[data-atlas=count]")).to_have_text(f"{COUNT} of {COUNT} events shown")


def test_the_slider_moves_by_key_and_its_handles_do_not_cross(full_map: Page) -> None:
    last = full_map.get_by_role("slider", name="Last day")
    before = int(last.input_value())
    last.press("ArrowLeft")
    assert int(last.input_value()) == before - 1
    last.press("Home")
    assert last.input_value() == full_map.get_by_role("slider", name="First day").input_value()


def test_play_moves_a_window_until_it_is_paused(full_map: Page) -> None:
    full_map.get_by_role("button", name="Play").click()
    expect(full_map.get_by_role("button", name="Pause")).to_be_visible()
    first = full_map.locator("[data-atlas=range]").inner_text()
    expect(full_map.locator("[data-atlas=range]")).not_to_have_text(first)
    full_map.get_by_role("button", name="Pause").click()
    assert shown(full_map) < COUNT


def test_an_undated_event_has_its_own_year_and_leaves_with_the_slider(open_map: OpenMap) -> None:
    page = open_map(synthetic_collection(40, year=None, date_start=None, date_end=None))
    assert page.locator(".atlas-year-row .atlas-row-text").last.inner_text() == "No date"
    page.get_by_role("checkbox", name="No date").uncheck()
    assert shown(page) == 39


def test_events_without_a_point_are_listed_not_pinned(full_map: Page) -> None:
    unplaced = full_map.locator("[data-atlas=unplaced]")
    by_country = sum(row.where_prec == 6 for row in ROWS)
    nowhere = sum(row.latitude is None and row.where_prec != 6 for row in ROWS)
    expect(unplaced).to_contain_text(f"{by_country} events known only by country")
    expect(unplaced).to_contain_text(f"{nowhere} events without a place")
    expect(full_map.locator("[data-atlas=unplaced-title]")).to_have_text(f"Not on the map ({by_country + nowhere})")
    assert full_map.evaluate("atlas.model.counts().pinned") == COUNT - by_country - nowhere


def test_a_country_level_event_that_has_a_point_is_not_pinned_either(open_map: OpenMap) -> None:
    page = open_map(synthetic_collection(1, where_prec=6, country="SY", iso=760, latitude=35.0, longitude=38.0))
    assert page.evaluate("atlas.model.counts()") == {"shown": 1, "total": 1, "pinned": 0}
    assert page.locator(".atlas-pin").count() == 0


def test_a_country_is_drawn_on_demand(full_map: Page) -> None:
    assert full_map.locator("path.atlas-country-area").count() == 0
    full_map.locator("[data-country=Syria]").check()
    assert full_map.locator("path.atlas-country-area").count() == 1
    full_map.locator("[data-country=Syria]").uncheck()
    assert full_map.locator("path.atlas-country-area").count() == 0


def test_a_listed_event_opens_its_card_with_its_country(full_map: Page) -> None:
    full_map.locator(".atlas-country summary").first.click()
    full_map.locator(".atlas-country .atlas-event-row").first.click()
    expect(full_map.locator(".atlas-card")).to_contain_text("Country only")
    assert full_map.locator("path.atlas-country-selected").count() == 1


def test_show_all_brings_everything_back(full_map: Page) -> None:
    full_map.locator("[data-atlas=none]").click()
    full_map.get_by_role("button", name="Show all", exact=True).click()
    assert shown(full_map) == COUNT
    expect(full_map.get_by_role("button", name="Show all", exact=True)).to_be_hidden()


def test_the_page_hears_counts(full_map: Page) -> None:
    full_map.evaluate("addEventListener('atlas:count', (event) => { window.heard = event.detail; })")
    full_map.get_by_role("checkbox", name="2015").uncheck()
    heard: dict[str, Any] = full_map.evaluate("window.heard")
    assert heard["total"] == COUNT
    assert heard["shown"] == shown(full_map)


def test_no_events_says_what_to_do(open_map: OpenMap) -> None:
    page = open_map({"type": "FeatureCollection", "features": []})
    expect(page.locator(".atlas-no-events")).to_have_text(re.compile("Add a document"))
    assert page.locator(".atlas-timeline").count() == 0


def days_since_epoch(iso: str) -> int:
    return (date.fromisoformat(iso) - date(1970, 1, 1)).days
