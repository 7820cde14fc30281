"""Events of which a party vouches or disputes, and events whose place the gazetteer lacks, on pages and in exports."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.exports import EXPORTERS
from geo.schema import EventRow
from geo.store import EventFilter, EventStore
from tests.webapp.places import add_place
from tests.webapp.test_place_import_page import settled

TEXT = """On 3 May 2013 Syrian troops shelled Zubrovkagrad, killing 7 civilians.

The Free Syrian Army said it had killed nine soldiers in an ambush near Hama on 2 May 2013. Clashes between rebels and
Syrian troops erupted in Homs on 1 May 2013.
"""


@pytest.fixture(scope="module", autouse=True)
def document_id(app: Flask) -> str:
    client = app.test_client()
    read = client.post("/add", data={"text": TEXT, "title": "North", "date": "2013-05-04"})
    saved: str = client.post(f"{read.location}/save").location
    return saved.rsplit("/", maxsplit=1)[-1].split("?", maxsplit=1)[0]


def named(store: EventStore, place: str) -> EventRow:
    return next(row for row in store.events() if place in row.location)


def test_an_event_whose_place_is_unknown_keeps_the_name_and_may_be_given_its_place(
    client: FlaskClient, app_store: EventStore
) -> None:
    row = named(app_store, "Zubrovkagrad")
    assert (row.place_id, row.latitude) == ("", None)
    address = "/gazetteer/unknown/add?name=Zubrovkagrad"
    assert address in client.get("/events").text
    page = client.get(f"/events/{row.event_id}").text
    assert address in page
    assert "No place of the gazetteer is called “<bdi>Zubrovkagrad</bdi>”" in page
    assert 'value="Zubrovkagrad"' in page
    editor = client.get(address, follow_redirects=True).text
    assert 'value="Zubrovkagrad"' in editor
    assert '<option value="SY" selected>' in editor


def test_the_way_from_an_event_leads_to_why_its_name_has_no_place(
    client: FlaskClient, app_store: EventStore, document_id: str
) -> None:
    row = named(app_store, "Zubrovkagrad")
    why = client.get(f"/documents/{document_id}/why?event={row.event_id}")
    assert why.location == f"/documents/{document_id}/why/{TEXT.index('Zubrovkagrad')}"
    assert "Zubrovkagrad" in client.get(why.location).text


@pytest.mark.parametrize("name", ["Never Heard Of", "", "x" * 900, "<script>alert(1)</script>"])
def test_a_name_that_no_report_has_goes_to_the_editor_too(client: FlaskClient, name: str) -> None:
    answer = client.get("/gazetteer/unknown/add", query_string={"name": name})
    assert answer.location.startswith("/gazetteer/new?name=")
    assert client.get(answer.location).status_code == 200


def test_the_map_marks_the_name_and_says_that_it_is_unknown(client: FlaskClient) -> None:
    features = client.get("/api/events.geojson").get_json()["features"]
    (feature,) = [each for each in features if each["properties"]["location"] == "Zubrovkagrad"]
    assert (feature["geometry"], feature["unknown_place"]) == (None, "Zubrovkagrad")
    assert feature["properties"]["quote"][slice(*feature["place_span"])] == "Zubrovkagrad"
    assert all("unknown_place" not in each for each in features if each is not feature)


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name in {"geojson", "geojsonseq", "csv", "kml"}])
def test_exports_hold_the_name_without_a_point(client: FlaskClient, name: str) -> None:
    with client.get(f"/export/{name}") as answer:
        assert "Zubrovkagrad" in answer.text


def test_a_claim_is_filtered_for_everywhere(client: FlaskClient, app_store: EventStore) -> None:
    claimed = named(app_store, "Hama")
    assert claimed.claimed_by == "FSA: Free Syrian Army"
    assert [row.event_id for row in app_store.events(EventFilter(claims=("claimed",)))] == [claimed.event_id]
    assert app_store.count(EventFilter(claims=("claimed", "neither"))) == app_store.count()
    assert app_store.count(EventFilter(claims=("denied",))) == 0
    page = client.get("/events?claim=claimed").text
    assert "Claimed: only a party vouches for it" in page
    assert "/export/csv?claim=claimed" in page
    assert claimed.event_id in page
    assert "Zubrovkagrad" not in page
    answer = json.loads(client.get("/api/events.geojson?claim=neither").text)
    assert claimed.event_id not in [feature["id"] for feature in answer["features"]]
    assert len(answer["features"]) == app_store.count() - 1


def test_events_below_a_confidence_are_found(client: FlaskClient, app_store: EventStore) -> None:
    shares = sorted(row.confidence for row in app_store.events())
    between = round((shares[0] + shares[-1]) / 2, 3)
    found = app_store.events(EventFilter(below=between))
    assert [row.confidence for row in found] == [share for share in shares if share < between]
    page = client.get(f"/events?below={between}").text
    assert "confidence below" in page
    assert f'<option value="{between}" selected>' in page
    assert f"below={between}" in page.split("/export/csv?")[1].split('"')[0]
    assert client.get("/events?below=many").status_code == 400


def test_the_place_added_and_the_document_read_again_the_event_has_its_pin(
    client: FlaskClient, app_store: EventStore
) -> None:
    add_place(client, name="Zubrovkagrad", lat="35.31", lon="36.72", author="Rana")
    again = client.get("/gazetteer/unknown/add?name=Zubrovkagrad")
    assert again.location == "/gazetteer/unknown?q=Zubrovkagrad"
    assert "Known now" in client.get(again.location).text
    told = settled(client, client.post("/gazetteer/regeocode", data={"author": "Rana"})).text
    run = told.split("/apply")[0].rsplit("/", 1)[1]
    settled(client, client.post(f"/gazetteer/regeocode/{run}/apply", data={"author": "Rana"}))
    row = named(app_store, "Zubrovkagrad")
    assert (row.latitude, row.longitude) == (35.31, 36.72)
    features = client.get("/api/events.geojson").get_json()["features"]
    assert all("unknown_place" not in feature for feature in features)
    assert "/gazetteer/unknown/add" not in client.get(f"/events/{row.event_id}").text
