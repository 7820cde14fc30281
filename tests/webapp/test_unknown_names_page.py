from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gazetteer import UserPlaces
from geo.store import EventStore
from tests.webapp.places import add_place

TEXTS = (
    "Syrian troops shelled the village of Zubrovkagrad near Hama on 3 May 2013, killing 7 civilians.",
    "Clashes erupted in Zubrovkagrad on 9 May 2013 between rebels and troops. A convoy from Hama reached Homs.",
    "An air strike hit the town of Kafr Zamzama near Idlib on 12 May 2013, killing 4 people.",
)


@pytest.fixture(scope="module", autouse=True)
def reports(app: Flask) -> None:
    client = app.test_client()
    for number, text in enumerate(TEXTS):
        read = client.post("/add", data={"text": text, "title": f"Report {number}", "date": "2013-05-14"})
        client.post(f"{read.location}/save")


@pytest.fixture
def own(app_store: EventStore) -> UserPlaces:
    return app_store.user_places


def test_unknown_names_come_by_frequency_with_sentences_and_a_guess(client: FlaskClient) -> None:
    page = client.get("/gazetteer/unknown").text
    assert page.index("<bdi>Zubrovkagrad</bdi>") < page.index("<bdi>Kafr Zamzama</bdi>")
    assert "shelled the village of <mark" in page
    assert "so perhaps in Syria" in page
    assert "/gazetteer/new?name=Zubrovkagrad&amp;country=SY&amp;lat=" in page


def test_adding_one_opens_the_editor_filled_in(client: FlaskClient) -> None:
    page = client.get("/gazetteer/unknown").text
    address = page.split('<a class="button primary compact" href="')[1].split('"')[0].replace("&amp;", "&")
    editor = client.get(address).text
    assert 'value="Zubrovkagrad"' in editor
    assert '<option value="SY" selected>' in editor
    assert "The pin is a guess" in editor


def test_one_click_makes_a_name_an_alias_of_a_built_place(client: FlaskClient, own: UserPlaces) -> None:
    hama = client.get("/api/places?q=Hama&country=SY&limit=1").get_json()[0]
    done = client.post("/gazetteer/unknown/alias", data={"name": "Kafr Zamzama", "place_id": hama["id"], "author": "R"})
    assert "done=alias_added" in done.location
    (place,) = own.all()
    assert [name.text for name in place.names] == ["Kafr Zamzama"]
    assert hama["id"] in place.same_as
    page = client.get("/gazetteer/unknown").text
    assert "Known now" in page
    assert own.history(place.id)[0].author == "R"
    own.delete(place.id)


def test_one_click_makes_a_name_an_alias_of_an_own_place(client: FlaskClient, own: UserPlaces) -> None:
    place_id = add_place(client, name="Own Village", lat="35.4", lon="36.9", alias=["First"])
    client.post("/gazetteer/unknown/alias", data={"name": "Kafr Zamzama", "place_id": place_id})
    assert [name.text for name in own.get(place_id).names] == ["First", "Kafr Zamzama"]
    own.delete(place_id)


def test_what_is_no_place_leaves_the_list_and_comes_back(client: FlaskClient) -> None:
    done = client.post("/gazetteer/unknown/dismiss", data={"name": "Kafr Zamzama", "q": "kafr", "page": "1"})
    assert "q=kafr" in done.location
    page = client.get("/gazetteer/unknown").text
    assert "Not places (1)" in page
    assert page.index("Not places") < page.index("Kafr Zamzama")
    client.post("/gazetteer/unknown/restore", data={"name": "Kafr Zamzama"})
    assert "Not places" not in client.get("/gazetteer/unknown").text


@pytest.mark.parametrize(("query", "words"), [("zubrov", "1 name with"), ("nowhere", "No unknown name holds")])
def test_the_list_is_searched(client: FlaskClient, query: str, words: str) -> None:
    page = client.get(f"/gazetteer/unknown?q={query}").text
    assert words in page
    assert f'value="{query}"' in page


@pytest.mark.parametrize(
    ("address", "form", "status"),
    [
        ("alias", {"name": "", "place_id": "geonames:1"}, 400),
        ("alias", {"name": "x" * 300, "place_id": "geonames:1"}, 400),
        ("alias", {"name": "Kafr", "place_id": "geonames:0"}, 404),
        ("restore", {"name": "Never Dismissed"}, 404),
    ],
)
def test_what_cannot_be_done_is_explained(client: FlaskClient, address: str, form: dict[str, str], status: int) -> None:
    answer = client.post(f"/gazetteer/unknown/{address}", data=form)
    assert answer.status_code == status
    assert "notice error" in answer.text
