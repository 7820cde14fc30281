from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from geo.store import EventStore

FORM = {
    "name": "Khirbet Ghazaleh",
    "lat": "32.733",
    "lon": "36.203",
    "country": "SY",
    "aliases": "Khirbat Ghazala\nخربة غزالة",
}


def test_search_finds_a_place_and_its_page_lists_its_names(client: FlaskClient) -> None:
    page = client.get("/gazetteer?q=Idleb").text
    assert "Idlib" in page
    assert 'data-lat="35.9' in page
    address = page.split('<a href="/gazetteer/place/')[1].split('"')[0]
    assert "Copy to correct" in client.get(f"/gazetteer/place/{address}").text


def test_an_unknown_name_can_be_added_at_once(client: FlaskClient) -> None:
    page = client.get("/gazetteer?q=Qwxzytrewq").text
    assert "No place is called" in page
    assert "/gazetteer/new?name=Qwxzytrewq" in page


def test_add_find_edit_delete(client: FlaskClient, app_store: EventStore) -> None:
    added = client.post("/gazetteer/new", data=FORM)
    place_id = added.location.split("/place/")[1].split("?")[0]
    assert "خربة غزالة" in client.get(added.location).text
    assert "Yours" in client.get("/gazetteer?q=Khirbat Ghazala").text
    client.post(f"/gazetteer/edit/{place_id}", data={**FORM, "radius_km": "3"})
    assert app_store.user_places.get(place_id).radius_km == 3
    assert "Delete this place?" in client.get(f"/gazetteer/delete/{place_id}").text
    client.post(f"/gazetteer/delete/{place_id}")
    assert client.get(f"/gazetteer/place/{place_id}").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("lat", "north", "must be a number"),
        ("lat", "91", "91"),
        ("lon", "nan", "nan"),
        ("name", "", "ame"),
        ("name", "!!!", "ame"),
        ("name", "x" * 300, "200"),
        ("country", "ZZ", "ZZ"),
        ("aliases", "x" * 300, "longer than"),
        ("note", "x" * 3000, "2000"),
    ],
)
def test_a_mistake_is_named_and_the_form_is_kept(client: FlaskClient, field: str, value: str, words: str) -> None:
    answer = client.post("/gazetteer/new", data={**FORM, field: value})
    assert answer.status_code == 400
    assert words in answer.text
    assert "36.203" in answer.text or field == "lon"


def test_a_new_place_is_known_to_the_next_report(client: FlaskClient) -> None:
    client.post("/gazetteer/new", data={"name": "Zubrovkagrad", "lat": "35.1", "lon": "36.9", "country": "SY"})
    read = client.post("/add", data={"text": "Troops shelled the town of Zubrovkagrad on 3 May 2013."})
    page = client.get(read.location).text
    assert 'data-name="Zubrovkagrad"' in page


def test_country_and_province_are_found_from_the_point(client: FlaskClient, app_store: EventStore) -> None:
    added = client.post("/gazetteer/new", data={"name": "Khirbet Nowhere", "lat": "32.733", "lon": "36.203"})
    place = app_store.user_places.get(added.location.split("/place/")[1].split("?")[0])
    assert (place.country, place.admin1) == ("SY", "Daraa")
    at_sea = client.post("/gazetteer/new", data={"name": "Wreck", "lat": "34", "lon": "25", "country": "GR"})
    place = app_store.user_places.get(at_sea.location.split("/place/")[1].split("?")[0])
    assert (place.country, place.admin1) == ("GR", "")
