from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from geo.models import Document
from geo.store import EventStore
from tests.geo.sample import make_parsed


def test_empty_states_say_what_to_do(client: FlaskClient) -> None:
    for address in ("/", "/events", "/documents", "/export"):
        page = client.get(address).text
        assert "conflict-atlas ingest --sample" in page, address
        assert "Add a report" in page, address


@pytest.mark.usefixtures("report")
def test_the_list_counts_and_finds(client: FlaskClient) -> None:
    assert "1 document" in client.get("/documents").text
    assert "Siege broken" in client.get("/documents?q=siege").text
    assert "No document holds" in client.get("/documents?q=nothing-like-it").text


def test_the_text_is_whole_and_marked_by_role(client: FlaskClient, report: Document) -> None:
    page = client.get(f"/documents/{report.id}").text
    reading = page[page.index('<div class="reading"') : page.index("<aside")]
    shown = re.sub(r"<[^>]*>", "", reading)
    assert report.text.strip() in shown
    assert re.search(r'<mark class="location[^>]*><a href="#p-\d+"[^>]*>Deir ez-Zor</a></mark>', reading)
    assert re.search(r'<mark class="(metonym|actor)[^>]*>Moscow</mark>', reading)
    assert '<mark class="date' in reading


def test_every_event_leads_to_its_sentence(client: FlaskClient, report: Document, app_store: EventStore) -> None:
    page = client.get(f"/documents/{report.id}").text
    rows = app_store.events()
    assert len(rows) >= 2
    for row in rows:
        assert f'id="event={row.event_id}"' in page
        assert f'href="#event={row.event_id}"' in page


def test_deletion_asks_first(client: FlaskClient, app_store: EventStore) -> None:
    read = client.post("/add", data={"text": "Troops entered Palmyra on 3 May 2015.", "title": "To go"})
    address = client.post(f"{read.location}/save").location.split("?")[0]
    asked = client.get(f"{address}/delete")
    assert "Delete this document?" in asked.text
    assert app_store.document(address.split("/")[-1]) is not None
    gone = client.post(f"{address}/delete", follow_redirects=True)
    assert "The document is deleted" in gone.text
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/delete").status_code == 404


def test_deletion_warns_of_decisions(client: FlaskClient, app_store: EventStore) -> None:
    outcome = app_store.add(make_parsed(7, {"id": "d0"}, {"id": "d1"}))
    address = f"/documents/{outcome.document_id}/delete"
    assert "its 2 events." in client.get(address).text
    assert "A person has decided" not in client.get(address).text
    app_store.decide("d1", "rejected", author="Ada")
    assert "A person has decided on 1 of them; those decisions go too." in client.get(address).text
