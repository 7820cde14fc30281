from __future__ import annotations

import gzip
from datetime import date

import orjson
import pytest
from flask.testing import FlaskClient

from gazetteer import read_sources
from geo.exports import EXPORTERS
from geo.settings import load_settings
from geo.store import EventStore
from tests.geo.sample import make_parsed
from webapp import create_app
from webapp.services import EXTENSION

GZIP = {"Accept-Encoding": "gzip"}


@pytest.mark.usefixtures("report")
def test_geojson_comes_compressed_or_plain_with_the_same_content(client: FlaskClient) -> None:
    packed = client.get("/api/events.geojson", headers=GZIP)
    plain = client.get("/api/events.geojson")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert orjson.loads(plain.data)["type"] == "FeatureCollection"
    assert plain.mimetype == "application/geo+json"


def test_an_unchanged_answer_is_304_and_a_change_ends_that(client: FlaskClient, event_id: str) -> None:
    first = client.get("/api/events.geojson", headers=GZIP)
    same = client.get("/api/events.geojson", headers={**GZIP, "If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    client.post(f"/events/{event_id}/status", data={"status": "confirmed"})
    changed = client.get("/api/events.geojson", headers={**GZIP, "If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


@pytest.mark.usefixtures("report")
def test_each_filter_has_its_own_answer(client: FlaskClient) -> None:
    every = orjson.loads(client.get("/api/events.geojson").data)["features"]
    some = orjson.loads(client.get("/api/events.geojson?q=Raqqa").data)["features"]
    assert 0 < len(some) < len(every)
    assert all("Raqqa" in feature["properties"]["quote"] for feature in some)


def test_a_cut_answer_says_so_and_holds_the_first_events(
    tmp_path_factory: pytest.TempPathFactory, client: FlaskClient
) -> None:
    settings = load_settings({"database": tmp_path_factory.mktemp("cut") / "a.sqlite", "map_events": 2})
    cut = create_app(settings)
    days = [{"id": f"e{day}", "date_start": date(2013, 8, day), "date_end": date(2013, 8, day)} for day in (3, 1, 2)]
    cut.extensions[EXTENSION].store.add(make_parsed(0, *days))
    collection = orjson.loads(cut.test_client().get("/api/events.geojson").data)
    assert [feature["id"] for feature in collection["features"]] == ["e1", "e2"]
    assert (collection["numberMatched"], collection["numberReturned"]) == (3, 2)
    page = cut.test_client().get("/").text
    assert "The map holds the first 2 of 3 events, by date; narrow the filters" in page
    assert "<strong>2</strong> of <strong>3</strong> events shown" in page
    assert "The map holds the first" not in client.get("/").text


@pytest.mark.usefixtures("report")
def test_credits_name_every_source_of_the_gazetteer(client: FlaskClient) -> None:
    credit = orjson.loads(client.get("/api/events.geojson").data)["attribution"]
    about = client.get("/about").text
    for source in read_sources():
        assert f"{source.name} ({source.licence})" in credit
        assert source.name in about
    with client.get("/export/geojson") as exported:
        assert orjson.loads(exported.data)["attribution"] == credit
    assert "Conflict Atlas overlay (MIT)" in credit


def test_places_and_single_events(client: FlaskClient, event_id: str) -> None:
    hit = client.get("/api/places?q=Idleb&country=SY&limit=1").get_json()[0]
    assert hit["name"] == "Idlib"
    assert hit["lat"] == pytest.approx(35.93, abs=0.1)
    assert client.get(f"/api/events/{event_id}").get_json()["event_id"] == event_id


def test_the_api_describes_itself(client: FlaskClient) -> None:
    described = client.get("/api/openapi.json").get_json()
    assert set(described["paths"]) == {
        "/api/events.geojson",
        "/api/events/{event_id}",
        "/api/places",
        "/api/places/at",
        "/api/events/{event_id}/why",
        "/api/documents/{document_id}",
        "/api/documents/{document_id}/choices",
        "/api/documents/{document_id}/mentions/{start}/why",
        "/api/documents/{document_id}/theatre",
        "/api/unsure",
    }
    names = {each["name"] for each in described["paths"]["/api/events.geojson"]["get"]["parameters"]}
    assert {"year", "actor", "type", "bbox", "country", "since", "until", "status"} <= names


def test_health(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.get_json()["status"] == "ok"


@pytest.mark.parametrize("name", EXPORTERS)
@pytest.mark.usefixtures("report")
def test_exports_are_files_of_what_is_filtered(client: FlaskClient, name: str) -> None:
    with client.get(f"/export/{name}?q=Raqqa") as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=conflict-atlas-")
        if EXPORTERS[name].is_text:
            assert "Raqqa" in answer.text
            assert "Idleb on Sunday" not in answer.text


def test_cors_opens_the_read_only_api_only_when_configured(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("cors")
    client = create_app(
        load_settings({"database": folder / "a.sqlite", "cors_origin": "https://maps.example"})
    ).test_client()
    assert client.get("/api/events.geojson").headers["Access-Control-Allow-Origin"] == "https://maps.example"
    assert "Access-Control-Allow-Origin" not in client.get("/documents").headers


@pytest.mark.usefixtures("report")
def test_an_etag_survives_a_restart(client: FlaskClient, app_store: EventStore) -> None:
    other = create_app(load_settings({"database": app_store.path})).test_client()
    assert other.get("/api/events.geojson").headers["ETag"] == client.get("/api/events.geojson").headers["ETag"]


def test_a_point_is_told_with_what_is_near_it(client: FlaskClient) -> None:
    answer = client.get("/api/places/at?lat=35.33&lon=40.14&limit=3").get_json()
    assert (answer["country"], answer["country_name"], answer["admin1"]) == ("SY", "Syria", "Deir ez-Zor")
    assert answer["nearest"][0]["name"] == "Deir ez-Zor"
    assert [near["km"] for near in answer["nearest"]] == sorted(near["km"] for near in answer["nearest"])
    assert client.get("/api/places/at?lat=95&lon=0").status_code == 422
