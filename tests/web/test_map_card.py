"""The card of an event, and that no text of an event is ever more than text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.synthetic_events import synthetic_collection

pytestmark = pytest.mark.browser

OpenMap = Callable[..., Page]

PAYLOADS = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "{{7*7}}",
    "{% broken",
    "${alert(1)}",
    "`${alert(1)}`",
    "javascript:alert(1)",
    '" onmouseover="alert(1)',
    "<!--<script>",
    "\u2028alert(1)\u2029",
)
TEXT_FIELDS = (
    "actor1",
    "actor2",
    "location",
    "admin1",
    "sub_event_type",
    "source_title",
    "quote",
    "event_type",
    "status",
    "claimed_by",
    "denied_by",
)

PLACED: dict[str, Any] = {
    "event_id": "event-0",
    "where_prec": 1,
    "location": "Deir ez-Zor",
    "admin1": "Deir ez-Zor",
    "country": "SY",
    "iso": 760,
    "latitude": 35.336,
    "longitude": 40.141,
    "radius_km": 5.0,
}
SELECT = "#view=8/35.3/40.1&event=event-0"


def one_event(**properties: object) -> dict[str, Any]:
    collection = synthetic_collection(1, **(PLACED | properties))
    collection["features"][0]["geometry"] = {"type": "Point", "coordinates": [40.141, 35.336]}
    return collection


def facts(page: Page) -> dict[str, str]:
    terms = page.locator(".atlas-card dt").all_inner_texts()
    return dict(zip(terms, page.locator(".atlas-card dd").all_inner_texts(), strict=True))


def test_the_card_says_who_did_what_where_and_when(open_map: OpenMap) -> None:
    page = open_map(
        one_event(
            event_type="Battles",
            sub_event_type="Armed clash",
            actor1="Free Syrian Army",
            actor2="Islamic State",
            date_start="2013-08-21",
            date_end="2013-08-23",
            date_prec=2,
            fatalities_low=3,
            fatalities_best=5,
            fatalities_high=9,
            injured=14,
            confidence=0.81,
            status="confirmed",
            source_title="Daily report",
            source_date="2013-08-25",
            fatalities_civilians=1,
            fatalities_military=4,
            claimed_by="Free Syrian Army",
            denied_by="Islamic State",
        ),
        SELECT,
    )
    said = facts(page)
    assert page.locator(".atlas-card h2").inner_text().split("\n") == ["Battles", "Armed clash"]
    assert said["Who"] == "Free Syrian Army and Islamic State"
    assert said["When"].split("\n") == ["21 August 2013 – 23 August 2013", "within two to six days"]
    assert said["Where"].split("\n") == ["Deir ez-Zor, Syria", "Exact place · within 5 km"]
    assert said["Toll"] == "5 killed (3 to 9), of them 1 civilian, 4 fighters, 14 injured"
    assert said["Claim"] == "claimed by Free Syrian Army, denied by Islamic State"
    assert said["Source"].split("\n") == ["Daily report", "25 August 2013"]
    assert said["Checked"].split("\n") == ["Confirmed by a person", "Confidence 81 %"]


def test_a_click_on_a_pin_opens_its_card(open_map: OpenMap) -> None:
    page = open_map(one_event(), "#view=8/35.3/40.1")
    page.evaluate("addEventListener('atlas:select', (event) => { window.heard = event.detail.feature; })")
    page.locator(".atlas-pin").click()
    expect(page.locator(".atlas-card")).to_be_visible()
    assert page.evaluate("window.heard.properties.event_id") == "event-0"
    assert page.locator(".atlas-selected").count() == 1
    assert page.locator("path.atlas-circle-selected").count() == 1


def test_keys_open_and_close_the_card_and_the_focus_comes_back(open_map: OpenMap) -> None:
    page = open_map(one_event(), "#view=8/35.3/40.1")
    page.locator(".atlas-pin").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".atlas-card h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".atlas-card")).to_have_count(0)
    expect(page.locator(".atlas-pin")).to_be_focused()


@pytest.mark.parametrize(
    ("quote", "properties", "marked"),
    [
        ("Shelling hit Deir ez-Zor on Friday.", {}, "Deir ez-Zor"),
        ("Shelling hit DEIR EZ ZOR on Friday.", {}, "DEIR EZ ZOR"),
        ("Shelling hit Hamah.", {"location": "Ḩamāh"}, "Hamah"),
        ("Deir ez-Zor (2012).", {"location": ""}, None),
    ],
)
def test_the_place_is_marked_in_the_sentence(
    open_map: OpenMap, quote: str, properties: dict[str, Any], marked: str | None
) -> None:
    page = open_map(one_event(quote=quote, **properties), SELECT)
    assert page.locator(".atlas-card mark").all_inner_texts() == ([marked] if marked else [])
    assert page.locator(".atlas-card blockquote").inner_text() == quote


@pytest.mark.parametrize(
    ("quote", "span", "marked"),
    [
        ("Clashes in Deir Ezzor.", [11, 21], ["Deir Ezzor"]),
        ("😀 Clashes in Dayr az-Zawr.", [13, 25], ["Dayr az-Zawr"]),
        ("𐎠𐎡 Deir ez-Zor and ad-Dayr.", [19, 26], ["ad-Dayr"]),
        ("Too far.", [4, 400], []),
        ("Back to front.", [4, 2], []),
        ("No numbers.", ["0", "<b>"], []),
        ("No list.", "0,2", []),
    ],
)
def test_an_alias_is_marked_where_the_feature_says(
    open_map: OpenMap, quote: str, span: object, marked: list[str]
) -> None:
    collection = one_event(quote=quote)
    collection["features"][0]["place_span"] = span
    page = open_map(collection, SELECT)
    assert page.locator(".atlas-card mark").all_inner_texts() == marked
    assert page.locator(".atlas-card blockquote").inner_text() == quote


def test_a_sentence_without_the_name_has_no_mark(open_map: OpenMap) -> None:
    page = open_map(one_event(quote="The city was hit again.", quote_start=0), SELECT)
    assert page.locator(".atlas-card mark").count() == 0
    assert page.locator(".atlas-card blockquote").inner_text() == "The city was hit again."


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_stays_text(open_map: OpenMap, payload: str) -> None:
    page = open_map(one_event(**dict.fromkeys(TEXT_FIELDS, payload), source_url=payload), SELECT)
    said = facts(page)
    assert page.locator(".atlas-card blockquote").evaluate("quote => quote.textContent") == payload
    assert payload.strip() in page.locator(".atlas-card .atlas-sub-type").evaluate("type => type.textContent")
    assert page.locator(".atlas-card bdi").first.evaluate("place => place.textContent").startswith(payload)
    assert said.keys() >= {"Who", "Where", "Source"}
    assert page.locator(".atlas-card img, .atlas-card script, .atlas-card a").count() == 0


@pytest.mark.parametrize("payload", PAYLOADS)
def test_names_of_actors_and_countries_stay_text_in_the_panel(open_map: OpenMap, payload: str) -> None:
    page = open_map(one_event(actor1=payload, actor1_id=payload, country=payload, where_prec=6))
    labels = page.locator(".atlas-actor .atlas-row-text").evaluate_all("all => all.map((label) => label.textContent)")
    assert payload in labels
    assert payload in page.locator(".atlas-country summary").evaluate("title => title.textContent")
    assert page.locator(".atlas-panel img, .atlas-panel script").count() == 0


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://example.org/a?b=1", 1),
        ("http://example.org/", 1),
        ("javascript:alert(1)", 0),
        ("data:text/html,<script>alert(1)</script>", 0),
        ("//example.org/", 0),
        ("", 0),
    ],
)
def test_only_a_web_address_becomes_a_link(open_map: OpenMap, url: str, links: int) -> None:
    page = open_map(one_event(source_title="Report", source_url=url), SELECT)
    anchors = page.locator(".atlas-card a")
    assert anchors.count() == links
    assert all("noopener" in (rel or "") for rel in anchors.evaluate_all("all => all.map((a) => a.rel)"))


def test_a_saved_map_has_no_link_to_a_document(open_map: OpenMap) -> None:
    page = open_map(one_event(), SELECT)
    assert page.get_by_role("link", name="Open document").count() == 0
    assert page.locator(".atlas-card").get_attribute("data-event") == "event-0"


@pytest.mark.parametrize(
    ("tolls", "said"),
    [
        ({"fatalities_low": 0, "fatalities_best": 0, "fatalities_high": 0}, "0 killed"),
        ({"fatalities_low": None, "fatalities_best": 1200, "fatalities_high": None}, "1,200 killed"),
        ({"fatalities_low": None, "fatalities_best": None, "fatalities_high": None}, None),
    ],
)
def test_tolls_in_words(open_map: OpenMap, tolls: dict[str, int | None], said: str | None) -> None:
    page = open_map(one_event(injured=None, **tolls), SELECT)
    assert facts(page).get("Toll") == said
