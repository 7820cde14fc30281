"""Why a name is where it is, the review of unsure places, theatres: pages and API, and what they change."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.models import ParsedDocument, PlaceMention
from geo.store import EventFilter, EventStore
from webapp.feature_words import feature_help, feature_label

TEXT = (
    "A bomb exploded in Tripoli on Monday, killing four people. Moscow said that it was <b>sorry</b>. "
    "Libya had troops in Benghazi."
)
LIBYA, LEBANON = "geonames:2210247", "geonames:266826"
START = TEXT.index("Tripoli")


@pytest.fixture(scope="module")
def document_id(app: Flask) -> str:
    client = app.test_client()
    read = client.post("/add", data={"text": TEXT, "title": "The <i>port</i>", "date": "2013-05-14"})
    return client.post(f"{read.location}/save").location.split("/")[-1].split("?")[0]


@pytest.fixture
def unsure(app_store: EventStore, document_id: str, _afresh: None) -> str:
    """Let the pin at Tripoli be unsure, whatever the weights say."""
    mentions = [
        replace(each, score=0.3) if isinstance(each, PlaceMention) and each.text == "Tripoli" else each
        for each in app_store.mentions(document_id)
    ]
    document = app_store.document(document_id)
    assert document is not None
    rows = app_store.countries(document_id)
    app_store.replace(ParsedDocument(document, tuple(mentions), (), "test", countries=rows))
    return document_id


@pytest.fixture
def _afresh(app: Flask, document_id: str) -> None:
    """Take back what tests decided."""
    client = app.test_client()
    client.post(f"/documents/{document_id}/choices", data={"name": "Tripoli", "place_id": "automatic"})
    client.post(f"/documents/{document_id}/theatre", data={"countries": ""})


def _country(app_store: EventStore, document_id: str) -> set[str]:
    rows = app_store.events(EventFilter(document_id=document_id))
    return {row.country for row in rows if row.fatalities_best}


@pytest.mark.usefixtures("_afresh")
def test_a_choice_on_the_page_moves_the_event(client: FlaskClient, app_store: EventStore, document_id: str) -> None:
    page = client.get(f"/documents/{document_id}/why/{START}").text
    assert "Why is “<bdi>Tripoli</bdi>” here?" in page
    assert "What was weighed" in page
    assert f'value="{LEBANON}"' in page
    form = {"name": "Tripoli", "place_id": LEBANON, "author": "Ada", "reason": "the <b>port</b>", "back": "why"}
    done = client.post(f"/documents/{document_id}/choices", data={**form, "start": str(START)})
    assert done.location == f"/documents/{document_id}/why/{START}?done=place_chosen"
    assert _country(app_store, document_id) == {"LB"}
    page = client.get(done.location).text
    assert "Chosen by a person" in page
    assert "the &lt;b&gt;port&lt;/b&gt;" in page
    assert "Leave it to the program" in page
    edit_id = app_store.document_edits.edits(document_id)[-1].id
    undone = client.post(f"/documents/{document_id}/edits/{edit_id}/undo", data={"author": "Bo"})
    assert "done=decision_undone" in undone.location
    assert _country(app_store, document_id) == {"LY"}


@pytest.mark.usefixtures("_afresh")
def test_no_place_leads_back_to_the_report(client: FlaskClient, app_store: EventStore, document_id: str) -> None:
    form = {"name": "Tripoli", "place_id": "none", "back": "why", "start": str(START)}
    done = client.post(f"/documents/{document_id}/choices", data=form)
    assert done.location == f"/documents/{document_id}?done=place_dropped"
    page = client.get(done.location).text
    assert "Decided about this report" in page
    assert "no place</strong>" in page
    assert _country(app_store, document_id) == {""}


def test_a_name_that_is_not_pinned_is_explained_too(client: FlaskClient, document_id: str) -> None:
    page = client.get(f"/documents/{document_id}/why/{TEXT.index('Moscow')}").text
    assert "Why is “<bdi>Moscow</bdi>” not pinned?" in page
    assert "Stands for a government" in page
    assert "&lt;b&gt;sorry&lt;/b&gt;" in page
    assert "The &lt;i&gt;port&lt;/i&gt;" in page
    assert f"why/{TEXT.index('Moscow')}" in client.get(f"/documents/{document_id}").text


@pytest.mark.usefixtures("_afresh")
def test_another_place_is_searched(client: FlaskClient, document_id: str) -> None:
    page = client.get(f"/documents/{document_id}/why/{START}?place=Tartus").text
    assert "geonames:163345" in page
    assert 'form="choose"' in page
    nothing = client.get(f"/documents/{document_id}/why/{START}?place=%3C%3E").text
    assert "No place of that name" in nothing
    assert "/gazetteer/new?name=%3C%3E" in nothing


def test_the_list_of_unsure_places(client: FlaskClient, unsure: str) -> None:
    page = client.get("/gazetteer/unsure").text
    assert "<bdi>Tripoli</bdi>" in page
    assert "30%, unsure" in page
    assert "1 unsure place in this report" in client.get(f"/documents/{unsure}/why/{START}").text
    assert "Review 1 unsure place" in client.get(f"/documents/{unsure}").text
    assert "Nothing unsure holds" in client.get("/gazetteer/unsure?q=zzz").text
    form = {"name": "Tripoli", "place_id": LIBYA, "back": "unsure", "q": "tri", "page": "1", "number": "3"}
    done = client.post(f"/documents/{unsure}/choices", data=form)
    assert done.location == "/gazetteer/unsure?q=tri&page=1&done=place_chosen#u-3"
    assert "No pin is unsure" in client.get("/gazetteer/unsure").text
    assert "is left in this report" in client.get(f"/gazetteer/unsure?document={unsure}").text


@pytest.mark.usefixtures("_afresh")
def test_a_theatre_is_guessed_taken_and_changed(client: FlaskClient, app_store: EventStore, document_id: str) -> None:
    page = client.get(f"/documents/{document_id}").text
    assert "Seems to be about <strong>Libya" in page
    assert "That is right: Libya" in page
    done = client.post(f"/documents/{document_id}/theatre", data={"country": ["SY"], "countries": "Lebanon, iq"})
    assert "done=theatre_set" in done.location
    assert "About <strong>Syria, Lebanon and Iraq</strong>" in client.get(f"/documents/{document_id}").text
    assert _country(app_store, document_id) == {"LB"}
    again = client.post(f"/documents/{document_id}/theatre", data={"countries": "SY,LB,IQ"})
    assert "done=unchanged" in again.location
    assert client.post(f"/documents/{document_id}/theatre", data={"countries": "Atlantis"}).status_code == 400


@pytest.mark.usefixtures("_afresh")
def test_several_documents_get_a_theatre(client: FlaskClient, app_store: EventStore, document_id: str) -> None:
    assert f'name="document" value="{document_id}" form="theatres"' in client.get("/documents").text
    client.post("/documents/theatre", data={"document": [document_id], "countries": "LB", "author": "Ada"})
    edit = app_store.document_edits.edits(document_id)[-1]
    assert (edit.after, edit.author) == ("LB", "Ada")
    assert client.post("/documents/theatre", data={"countries": "LB"}).status_code == 400


def test_a_draft_shows_its_guess_and_takes_another(client: FlaskClient) -> None:
    read = client.post("/add", data={"text": "A bomb exploded in Tripoli in 2014.", "date": "2014-05-14"})
    page = client.get(read.location).text
    assert "Seems to be about <strong>Libya" in page
    assert "/why/" not in page
    changed = client.post(f"{read.location}/theatre/1", data={"countries": "LB"})
    page = client.get(changed.location).text
    assert "About <strong>Lebanon</strong>" in page
    assert client.post(f"{changed.location.split('#')[0]}/theatre/2", data={}).status_code == 404


@pytest.mark.usefixtures("_afresh")
def test_an_event_leads_to_its_name(client: FlaskClient, app_store: EventStore, document_id: str) -> None:
    row = next(row for row in app_store.events(EventFilter(document_id=document_id)) if row.place_id)
    led = client.get(f"/documents/{document_id}/why?event={row.event_id}")
    assert led.location == f"/documents/{document_id}/why/{START}"
    assert "why here?" in client.get(f"/events/{row.event_id}").text
    assert client.get(f"/documents/{document_id}/why?event=x").status_code == 404
    assert client.get(f"/documents/x/why?event={row.event_id}").status_code == 404
    assert client.get(f"/documents/{document_id}/why/1").status_code == 404
    app_store.decide(row.event_id, "rejected", author="Ada")
    event = client.get(f"/api/events/{row.event_id}").get_json()
    assert event["why"] == f"/api/events/{row.event_id}/why"


@pytest.mark.usefixtures("_afresh")
def test_the_api_explains_and_decides(client: FlaskClient, app_store: EventStore, document_id: str) -> None:
    why = client.get(f"/api/documents/{document_id}/mentions/{START}/why").get_json()
    assert (why["sentence"]["text"], why["chosen"]) == (
        "A bomb exploded in Tripoli on Monday, killing four people.",
        None,
    )
    assert why["mention"]["candidates"][0]["reasons"]
    assert why["mention"]["role_reasons"]
    chosen = {"name": "tripoli", "place_id": LEBANON, "author": "Ada"}
    edit = client.post(f"/api/documents/{document_id}/choices", json=chosen).get_json()
    assert (edit["kind"], edit["after"], edit["author"]) == ("place", LEBANON, "Ada")
    assert client.post(f"/api/documents/{document_id}/choices", json=chosen).get_json() == {}
    told = client.get(f"/api/documents/{document_id}").get_json()
    assert (told["choices"], told["theatre"], told["unsure"]) == ({"tripoli": LEBANON}, [], 0)
    assert "LB" in {share["country"] for share in told["countries"]}
    put = client.put(f"/api/documents/{document_id}/theatre", json={"countries": ["Lebanon"]}).get_json()
    assert (put["kind"], put["after"]) == ("theatre", "LB")
    assert _country(app_store, document_id) <= {"LB", "LY"}


def test_the_api_lists_what_is_unsure(client: FlaskClient, unsure: str) -> None:
    client.post(f"/documents/{unsure}/choices", data={"name": "Tripoli", "place_id": "automatic"})
    listed = client.get(f"/api/unsure?document={unsure}&limit=5").get_json()
    assert isinstance(listed, list)
    assert client.get("/api/unsure?limit=0").status_code == 422


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "Tripoli", "place_id": "geonames:0"}, 400),
        ({"name": "Nowhere", "place_id": LEBANON}, 400),
        ({"name": "Tripoli"}, 422),
        ({"place_id": LEBANON}, 422),
        ([], 422),
    ],
)
def test_the_api_refuses_what_cannot_be(client: FlaskClient, document_id: str, body: object, status: int) -> None:
    assert client.post(f"/api/documents/{document_id}/choices", json=body).status_code == status
    assert client.post("/api/documents/x/choices", json={"name": "a", "place_id": LEBANON}).status_code == 404


@pytest.mark.parametrize("place_id", ["", "geonames:0"])
def test_a_form_without_a_place_is_refused(client: FlaskClient, document_id: str, place_id: str) -> None:
    answer = client.post(f"/documents/{document_id}/choices", data={"name": "Tripoli", "place_id": place_id})
    assert answer.status_code == 400
    assert client.post("/documents/x/edits/1/undo").status_code == 404


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("chosen", "Chosen by a person"),
        ("after=village", "Before “village”"),
        ("nsubj>speaking_verbs", "Subject of a verb of saying"),
        ("party&before:in", "After “in” (a name that may stand for a government)"),
        ("some_new_feature", "Some new feature"),
        ("new_part=x y", "New part x y"),
    ],
)
def test_what_was_weighed_has_words(code: str, words: str) -> None:
    assert feature_label(code) == words
    assert feature_help("population")
    assert feature_help(code) == ""


def test_every_feature_of_a_place_has_words() -> None:
    weights = tomllib.loads(files("geo").joinpath("data/place_weights.toml").read_text(encoding="utf-8"))
    known = tomllib.loads(files("webapp").joinpath("data/features.toml").read_text(encoding="utf-8"))["feature"]
    assert set(weights["weights"]) - known.keys() == set()
    assert known["chosen"]
