"""The pages of possible duplicates: empty, searched, decided, undone, and what an event's page tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.models import Casualties
from geo.settings import load_settings
from geo.store import EventStore
from tests.geo.sample import make_parsed
from tests.geo.store.test_suggestions import TEXTS
from webapp import create_app
from webapp.services import EXTENSION


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    made = create_app(load_settings({"database": tmp_path / "atlas.sqlite"}))
    yield made
    made.extensions[EXTENSION].store.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def app_store(app: Flask) -> EventStore:
    store: EventStore = app.extensions[EXTENSION].store
    return store


@pytest.fixture
def ids(app_store: EventStore) -> list[str]:
    tolls = (Casualties(12, 12, 12), Casualties(12, 12, 15), Casualties(14, 14, 14))
    for number, (text, toll) in enumerate(zip(TEXTS, tolls, strict=True)):
        app_store.add(make_parsed(number, {"casualties": toll}, text=text, title=f"Bread & shells <{number}>"))
    return [row.event_id for row in app_store.events()]


def _page(client: FlaskClient, address: str) -> str:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def test_an_empty_atlas_says_what_to_do(client: FlaskClient) -> None:
    assert "never compared with one another" in _page(client, "/duplicates")
    client.post("/duplicates/search", follow_redirects=True)
    page = _page(client, "/duplicates")
    assert "No two events seem to be one occurrence" in page
    assert 'href="/add"' in page
    assert "Nobody has decided anything yet" in _page(client, "/duplicates/history")


@pytest.mark.usefixtures("ids")
def test_pairs_stand_side_by_side_with_score_and_reasons(client: FlaskClient) -> None:
    assert "Compare the events" in _page(client, "/duplicates")
    done = client.post("/duplicates/search", follow_redirects=True)
    page = _page(client, "/duplicates")
    assert "Done. All events" in done.text
    assert page.count("Same event<") == 3
    assert page.count("Different events<") == 3
    assert all(text in page for text in TEXTS)
    assert "Same place" in page
    assert "Bread &amp; shells &lt;1&gt;" in page
    assert "<1>" not in page
    assert "less likely ones too" in page
    assert 'href="/duplicates"' in _page(client, "/events")


def test_merged_events_show_every_report_and_come_back(
    client: FlaskClient, app_store: EventStore, ids: list[str]
) -> None:
    client.post("/duplicates/search", follow_redirects=True)
    form = {"event": ids, "author": "amal", "reason": "one bakery"}
    assert "Merged. The map" in client.post("/duplicates/merge", data=form, follow_redirects=True).text
    (row,) = app_store.events()
    page = _page(client, f"/events/{row.event_id}")
    assert "Told by 3 reports" in page
    assert all(text in page for text in TEXTS)
    assert "12 killed (12 to 15)" in page
    assert "one bakery" in page
    assert "and 2 more sources" in _page(client, "/events")
    member = _page(client, f"/events/{ids[0]}")
    assert f'href="/events/{row.event_id}">the event that sums them up' in member
    geojson = client.get("/api/events.geojson").get_json()
    assert [feature["properties"]["sources"] for feature in geojson["features"]] == [3]
    told = client.get(f"/api/events/{row.event_id}").get_json()
    assert (sorted(told["reports"]), told["merged_into"]) == (sorted(ids), "")
    assert sorted(report["event_id"] for report in told["told_by"]) == sorted(ids)
    assert sorted(report["quote"] for report in told["told_by"]) == sorted(TEXTS)
    assert client.get(f"/api/events/{ids[0]}").get_json()["merged_into"] == row.event_id
    undone = client.post("/duplicates/undo/1", data={"back": row.event_id}, follow_redirects=True)
    assert "The decision is undone" in undone.text
    assert app_store.count() == 3


def test_a_report_is_split_from_its_event(client: FlaskClient, app_store: EventStore, ids: list[str]) -> None:
    client.post("/duplicates/merge", data={"event": ids})
    (row,) = app_store.events()
    answer = client.post("/duplicates/split", data={"event": ids[0], "back": row.event_id}, follow_redirects=True)
    assert "Taken apart" in answer.text
    assert "Told by 2 reports" in answer.text
    assert app_store.count() == 2


def test_different_events_are_suggested_no_more(client: FlaskClient, app_store: EventStore, ids: list[str]) -> None:
    client.post("/duplicates/search")
    app_store.suggestions.search()
    on_page = _page(client, f"/events/{ids[0]}")
    assert on_page.count("Same event<") == 2
    answer = client.post("/duplicates/dismiss", data={"event": ids[:2], "back": ids[0]}, follow_redirects=True)
    assert "These are different events" in answer.text
    assert answer.text.count("Same event<") == 1
    assert _page(client, f"/duplicates?event={ids[0]}").count("Same event<") == 1
    assert "Told apart" in _page(client, "/duplicates/history")


@pytest.mark.parametrize(
    ("address", "form", "status"),
    [
        ("/duplicates/merge", {}, 400),
        ("/duplicates/merge", {"event": ["x", "y"]}, 404),
        ("/duplicates/split", {"event": ["x"]}, 400),
        ("/duplicates/undo/7", {}, 404),
    ],
)
def test_mistakes_are_told(client: FlaskClient, address: str, form: dict[str, list[str]], status: int) -> None:
    answer = client.post(address, data=form)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_another_site_may_decide_nothing(client: FlaskClient, app_store: EventStore, ids: list[str]) -> None:
    answer = client.post("/duplicates/merge", data={"event": ids}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert app_store.count() == 3


def test_pages_are_paged(client: FlaskClient, app_store: EventStore) -> None:
    for number in range(8):
        app_store.add(make_parsed(number, text=f"{TEXTS[0]} Paper {number}."))
    app_store.suggestions.search()
    first, second = _page(client, "/duplicates"), _page(client, "/duplicates?page=2")
    assert (first.count("Same event<"), second.count("Same event<")) == (20, 8)
    assert "Page 2 of 2" in second
