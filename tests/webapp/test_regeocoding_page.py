from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.settings import load_settings
from geo.store import EventStore
from tests.webapp.places import add_place
from tests.webapp.test_place_import_page import settled
from webapp import create_app
from webapp.services import EXTENSION

TEXT = "Syrian troops shelled the village of Zubrovkagrad on 3 May 2013, killing 7 civilians."


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app with one report that names a place nobody knows."""
    folder = tmp_path_factory.mktemp("regeocoding")
    made = create_app(load_settings({"database": folder / "atlas.sqlite", "packs": folder / "packs"}))
    client = made.test_client()
    read = client.post("/add", data={"text": TEXT, "title": "Shelling", "date": "2013-05-04"})
    client.post(f"{read.location}/save")
    yield made
    made.extensions[EXTENSION].store.close()


@pytest.fixture
def store(app: Flask) -> EventStore:
    return app.extensions[EXTENSION].store


def prepared(client: FlaskClient) -> str:
    """Add the place, let the documents be read again, and return the address of the run."""
    add_place(client, name="Zubrovkagrad", lat="35.31", lon="36.72", author="Rana")
    answer = settled(client, client.post("/gazetteer/regeocode", data={"author": "Rana"}))
    assert "What would change" in answer.text
    found = re.search(r"/gazetteer/regeocode/(\d+)/apply", answer.text)
    assert found is not None
    return f"/gazetteer/regeocode/{found[1]}"


def pins(store: EventStore) -> list[tuple[float | None, str]]:
    return [(row.latitude, row.location) for row in store.events()]


def test_nothing_is_pending_before_something_changes(client: FlaskClient) -> None:
    assert "Every document knows the present gazetteer" in client.get("/gazetteer/regeocode").text
    assert client.get("/gazetteer/regeocode/pending.json").get_json() == {"changes": 0, "documents": 0}
    assert settled(client, client.post("/gazetteer/regeocode")).status_code == 200


def test_a_change_is_told_with_the_documents_that_name_it(client: FlaskClient) -> None:
    add_place(client, name="Zubrovkagrad", lat="35.31", lon="36.72", author="Rana")
    assert client.get("/gazetteer/regeocode/pending.json").get_json() == {"changes": 1, "documents": 1}
    page = client.get("/gazetteer/regeocode").text
    assert "1 document may change" in page
    assert "Zubrovkagrad added by Rana" in page
    add_place(client, name="Unheard Of", lat="35.9", lon="38.72")
    assert client.get("/gazetteer/regeocode/pending.json").get_json() == {"changes": 1, "documents": 1}


def test_the_diff_shows_before_after_and_the_sentence(client: FlaskClient, store: EventStore) -> None:
    before = pins(store)
    page = client.get(prepared(client)).text
    assert "<dt>Names placed</dt><dd>1</dd>" in page
    assert "<dt>Events placed</dt><dd>1</dd>" in page
    assert "no place" in page
    assert 'village of <mark class="location">Zubrovkagrad</mark> on 3 May' in page
    assert "35.310, 36.720" in page
    assert pins(store) == before


def test_apply_and_undo_change_the_events_and_change_them_back(client: FlaskClient, store: EventStore) -> None:
    before, run = pins(store), prepared(client)
    applied = settled(client, client.post(f"{run}/apply", data={"author": "Rana"}))
    assert "What was changed" in applied.text
    assert pins(store) == [(35.31, "Zubrovkagrad")]
    assert client.get("/gazetteer/regeocode/pending.json").get_json()["changes"] == 0
    undone = settled(client, client.post(f"{run}/undo", data={"author": "Rana"}))
    assert "Undone: the documents hold what they held before" in undone.text
    assert pins(store) == before
    assert "Apply it after all" in undone.text


def test_what_a_person_decided_is_left_and_said_to_be(client: FlaskClient, store: EventStore) -> None:
    (event,) = store.events()
    client.post(f"/events/{event.event_id}/status", data={"status": "confirmed", "author": "Omar"})
    run = prepared(client)
    page = client.get(run).text
    assert "Left as you decided" in page
    settled(client, client.post(f"{run}/apply"))
    (kept,) = store.events()
    assert (kept.status, kept.latitude) == ("confirmed", event.latitude)


def test_keeping_settles_the_changes(client: FlaskClient, store: EventStore) -> None:
    before, run = pins(store), prepared(client)
    kept = settled(client, client.post(f"{run}/keep", data={"author": "Rana"}))
    assert "Kept: the documents stay as they were." in kept.text
    assert pins(store) == before
    index = client.get("/gazetteer/regeocode").text
    assert "Every document knows the present gazetteer" in index
    assert "Kept as it was" in index


@pytest.mark.parametrize(("step", "words"), [("undo", "cannot be undone"), ("keep", "")])
def test_steps_out_of_turn_are_refused(client: FlaskClient, step: str, words: str) -> None:
    run = prepared(client)
    settled(client, client.post(f"{run}/keep")) if step == "undo" else None
    answer = settled(client, client.post(f"{run}/{step}"))
    assert words in answer.text
    assert answer.status_code == (409 if step == "undo" else 200)
    assert client.get("/gazetteer/regeocode/999").status_code == 404
