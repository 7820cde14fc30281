from __future__ import annotations

import pytest
import shapely
from flask.testing import FlaskClient

from gazetteer import NameKind, PlaceName
from geo.store import EventStore
from tests.webapp.places import FORM, add_place, send_place

SQUARE = "35.0, 39.0\n35.0, 39.2\n35.2, 39.2\n35.2, 39.0"


def test_add_find_edit_delete(client: FlaskClient, app_store: EventStore) -> None:
    place_id = add_place(client, **FORM)
    assert "خربة غزالة" in client.get(f"/gazetteer/place/{place_id}").text
    assert "Yours" in client.get("/gazetteer?q=Khirbat Ghazala").text
    send_place(client, f"/gazetteer/edit/{place_id}", {**FORM, "radius_km": "3"})
    assert app_store.user_places.get(place_id).radius_km == 3
    assert "Delete this place?" in client.get(f"/gazetteer/delete/{place_id}").text
    client.post(f"/gazetteer/delete/{place_id}")
    assert client.get(f"/gazetteer/place/{place_id}").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("lat", "north", "must be a number"),
        ("lat", "", "click the map"),
        ("lat", "91", "91"),
        ("lon", "nan", "nan"),
        ("name", "", "ame"),
        ("name", "!!!", "ame"),
        ("name", "x" * 300, "200"),
        ("country", "ZZ", "ZZ"),
        ("alias", "x" * 300, "at most 200"),
        ("alias_kind", ["nickname"], "nickname"),
        ("alias_language", ["klingon"], "klingon"),
        ("note", "x" * 3000, "2000"),
        ("reference", "x" * 3000, "2000"),
        ("radius_km", "wide", "radius"),
    ],
)
def test_a_mistake_is_named_and_the_form_is_kept(client: FlaskClient, field: str, value: str, words: str) -> None:
    answer = client.post("/gazetteer/new", data={**FORM, field: value})
    assert answer.status_code == 400
    assert words in answer.text
    assert "36.203" in answer.text or field == "lon"


def test_names_keep_their_language_and_kind(client: FlaskClient, app_store: EventStore) -> None:
    place_id = add_place(client, **{**FORM, "lat": "35.61", "lon": "38.4"})
    stored = app_store.user_places.get(place_id)
    assert stored.names == (PlaceName("Khirbat Ghazala"), PlaceName("خربة غزالة", "ar", NameKind.ORIGINAL))
    page = client.get(f"/gazetteer/edit/{place_id}").text
    assert '<option value="ar" selected>Arabic</option>' in page
    assert '<option value="original" selected>' in page


def test_country_and_province_are_found_from_the_point(client: FlaskClient, app_store: EventStore) -> None:
    place_id = add_place(client, name="Khirbet Nowhere", lat="32.733", lon="36.203", country="")
    place = app_store.user_places.get(place_id)
    assert (place.country, place.admin1) == ("SY", "Daraa")
    place = app_store.user_places.get(add_place(client, name="Wreck", lat="34", lon="25", country="GR"))
    assert (place.country, place.admin1) == ("GR", "")


@pytest.mark.parametrize("pasted", ["35.5 38.6", "35.5, 38.6", "35°30'N 38°36'E", "35,5 38,6"])
def test_both_coordinates_may_be_pasted_into_one_field(client: FlaskClient, app_store: EventStore, pasted: str) -> None:
    place = app_store.user_places.get(add_place(client, name="Pasted", lat=pasted))
    assert place.lat == pytest.approx(35.5)
    assert place.lon == pytest.approx(38.6)
    app_store.user_places.delete(place.id)


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        ("33.3", "44.4", "not in SY"),
        ("38.9", "35.2", "Swap them?"),
        ("35.3359", "40.1408", "may be the same place"),
    ],
)
def test_what_looks_wrong_is_told_and_can_be_confirmed(client: FlaskClient, lat: str, lon: str, words: str) -> None:
    form = {"name": "Deir ez-Zor", "lat": lat, "lon": lon, "country": "SY"}
    asked = client.post("/gazetteer/new", data=form)
    assert asked.status_code == 200
    assert "Nothing is saved yet" in asked.text
    assert words in asked.text
    assert "Nothing is saved yet" in client.post("/gazetteer/new", data={**form, "confirmed": "yes"}).text
    assert send_place(client, "/gazetteer/new", form).status_code == 303


def test_an_area_is_stored_and_shown(client: FlaskClient, app_store: EventStore) -> None:
    form = {"name": "The Pocket", "lat": "35.1", "lon": "39.1", "extent": "polygon", "polygon": SQUARE}
    place_id = add_place(client, **form)
    polygon = app_store.user_places.own(place_id).polygon
    assert polygon is not None
    assert polygon.equals(shapely.box(39.0, 35.0, 39.2, 35.2))
    assert app_store.user_places.get(place_id).radius_km == pytest.approx(14.4, abs=0.2)
    assert "an area with borders" in client.get(f"/gazetteer/place/{place_id}").text
    assert "35.200000, 39.200000" in client.get(f"/gazetteer/edit/{place_id}").text


def test_saving_unchanged_keeps_every_digit(client: FlaskClient, app_store: EventStore) -> None:
    polygon = shapely.box(39.123456789, 35.0, 39.2, 35.2)
    own = app_store.user_places
    place_id = add_place(client, name="Digits", lat="35.1", lon="39.15")
    own.edit(place_id, lat=35.123456789, radius_km=1.23456789, polygon=polygon)
    shown = {"name": "Digits", "lat": "35.123457", "lon": "39.15", "country": "SY", "radius_km": "1.235"}
    text = "\r\n".join(f"{lat:.6f}, {lon:.6f}" for lon, lat in polygon.exterior.coords[:-1])
    saved = send_place(client, f"/gazetteer/edit/{place_id}", {**shown, "extent": "polygon", "polygon": text})
    assert saved.status_code == 303
    assert own.own(place_id).polygon == polygon
    assert own.get(place_id).lat == 35.123456789


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("35, 39\n35, 40", "at least 3"),
        ("35, 39\nnorth, 40\n36, 40", "Line 2"),
        ("35, 39\n99, 40\n36, 40", "Line 2"),
        ("35, 39\n36, 40\n35, 40\n36, 39", "crosses itself"),
        ("", "draw it on the map"),
    ],
)
def test_an_area_that_cannot_be_is_explained(client: FlaskClient, text: str, words: str) -> None:
    form = {"name": "Bad", "lat": "35.5", "lon": "39.5", "extent": "polygon", "polygon": text}
    answer = client.post("/gazetteer/new", data=form)
    assert answer.status_code == 400
    assert words in answer.text


def test_a_correction_stands_for_the_built_place(client: FlaskClient, app_store: EventStore) -> None:
    built = client.get("/api/places?q=Idlib&country=SY").get_json()[0]
    page = client.get(f"/gazetteer/new?copy={built['id']}").text
    assert f'name="replaces" value="{built["id"]}"' in page
    form = {"name": "Idlib", "lat": "35.95", "lon": "36.62", "replaces": built["id"]}
    place_id = add_place(client, **form)
    asked = client.get(f"/gazetteer/place/{built['id']}").text
    assert f"<code>{place_id}</code>" in asked
    assert "Your entry stands for" in asked
    app_store.user_places.delete(place_id)


def test_a_guess_is_filled_in_and_said_to_be_one(client: FlaskClient) -> None:
    page = client.get("/gazetteer/new?name=Al-Lataminah&country=SY&lat=35.3&lon=36.6&radius_km=20&guess=1").text
    assert "The pin is a guess" in page
    assert 'value="Al-Lataminah"' in page
    assert '<option value="SY" selected>' in page
