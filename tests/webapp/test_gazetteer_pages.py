from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from geo.store import EventStore
from tests.webapp.places import FORM, add_place


def test_search_finds_a_place_and_its_page_lists_its_names(client: FlaskClient) -> None:
    page = client.get("/gazetteer?q=Idleb").text
    assert "Idlib" in page
    assert 'data-lat="35.9' in page
    address = page.split('<a href="/gazetteer/place/')[1].split('"')[0]
    place = client.get(f"/gazetteer/place/{address}").text
    assert "Correct it" in place
    assert "<dt>No language given</dt>" in place
    assert "إدلب" in place


def test_an_unknown_name_can_be_added_at_once(client: FlaskClient) -> None:
    page = client.get("/gazetteer?q=Qwxzytrewq&country=SY").text
    assert "No place is called" in page
    assert "/gazetteer/new?name=Qwxzytrewq&amp;country=SY" in page
    assert "Search everywhere" in page


def test_a_misspelt_name_is_answered_with_a_question(client: FlaskClient) -> None:
    page = client.get("/gazetteer?q=Aleppoo&country=SY").text
    assert "Did you mean" in page
    assert "<strong><bdi>Aleppo</bdi></strong>" in page
    assert "approximate" in page


@pytest.mark.parametrize(
    ("query", "notation"), [("35.33 40.14", "decimal"), ("35°20'N 40°08'E", "degrees"), ("37S FU 20 10", "MGRS")]
)
def test_coordinates_are_answered_with_what_is_there(client: FlaskClient, query: str, notation: str) -> None:
    page = client.get("/gazetteer", query_string={"q": query}).text
    assert "Nearest places" in page
    assert f"<dd>{notation}</dd>" in page
    assert "<dt>Country</dt><dd>Syria</dd>" in page
    assert "km away" in page


@pytest.mark.parametrize(("kind", "found"), [("A", True), ("H", False)])
def test_a_search_is_narrowed_to_a_kind(client: FlaskClient, kind: str, *, found: bool) -> None:
    page = client.get(f"/gazetteer?q=Idlib&country=SY&class={kind}").text
    assert ("Province" in page) is found
    assert f'<option value="{kind}" selected>' in page
    assert client.get("/gazetteer?q=Idlib&class=%3Cb%3E").status_code == 400


def test_the_first_page_says_what_there_is(client: FlaskClient) -> None:
    page = client.get("/gazetteer").text
    assert "What it holds" in page
    assert "GeoNames" in page
    assert "CC BY 4.0" in page
    assert 'href="/gazetteer/own"' in page


def test_own_places_are_listed_and_searched(client: FlaskClient, app_store: EventStore) -> None:
    add_place(client, name="Tell Qwara", lat="35.7", lon="39.1", alias=["تل قوارة"])
    assert "Tell Qwara" in client.get("/gazetteer/own").text
    assert "Tell Qwara" in client.get("/gazetteer/own?q=تل").text
    assert "None of your places" in client.get("/gazetteer/own?q=nowhere").text
    for place in app_store.user_places.all():
        app_store.user_places.delete(place.id)
    assert "You have added no places yet" in client.get("/gazetteer/own").text


def test_an_area_is_served_as_geojson(client: FlaskClient) -> None:
    hit = client.get("/api/places?q=Idlib&country=SY&limit=20").get_json()
    province = next(place["id"] for place in hit if place["feature_code"] == "ADM1")
    answer = client.get(f"/gazetteer/area/{province}")
    assert answer.mimetype == "application/geo+json"
    assert answer.get_json()["type"] in {"Polygon", "MultiPolygon"}
    assert client.get(f"/gazetteer/area/{hit[0]['id']}").status_code in {200, 404}


def test_a_new_place_is_known_to_the_next_report(client: FlaskClient) -> None:
    add_place(client, name="Zubrovkagrad", lat="35.1", lon="36.9")
    read = client.post("/add", data={"text": "Troops shelled the town of Zubrovkagrad on 3 May 2013."})
    page = client.get(read.location).text
    assert 'data-name="Zubrovkagrad"' in page
    assert FORM["name"] not in page
