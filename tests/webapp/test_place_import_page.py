from __future__ import annotations

import csv
import io
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gazetteer import UserPlaces
from geo.store import EventStore
from tests.webapp.work import settled

TABLE = """name,lat,lon,country,aliases
Kafr Test,35.41,36.61,SY,Kafar Test;كفر تست
Tell Wrong,95,36.7,SY,
Swapped Town,38.2,35.3,SY,
Nowhere,,,SY,
"""


@pytest.fixture
def own(app_store: EventStore) -> UserPlaces:
    return app_store.user_places


def send(client: FlaskClient, text: str, name: str = "places.csv") -> TestResponse:
    return client.post("/gazetteer/import", data={"file": (io.BytesIO(text.encode()), name)})


def tiles(page: str) -> list[int]:
    return [int(count) for count in re.findall(r'<div class="tile"><dt>[^<]*</dt><dd>(\d+)</dd>', page)]


def test_a_dry_run_writes_nothing_and_names_each_bad_row(client: FlaskClient, own: UserPlaces) -> None:
    generation = own.generation
    page = settled(client, send(client, TABLE)).text
    assert tiles(page) == [2, 0, 0, 2, 1]
    assert '<td data-label="Line" class="number">3</td><td data-label="Why">Latitude 95' in page
    assert "No position" in page
    assert "Swap them?" in page
    assert own.generation == generation


def test_what_was_shown_is_written_and_undone_at_once(client: FlaskClient, own: UserPlaces) -> None:
    sent = send(client, TABLE)
    settled(client, sent)
    done = settled(client, client.post(f"{sent.location}/apply", data={"author": "Rana", "leave_out": "1"}))
    assert "The places are imported" in done.text
    (place,) = (place for place in own.all() if place.name == "Kafr Test")
    assert [name.text for name in place.names] == ["Kafar Test", "كفر تست"]
    group = own.groups(1)[0]
    assert (group.action, group.author, group.reason) == ("import", "Rana", "import of places.csv")
    client.post(f"/gazetteer/history/{group.id}/undo")
    assert "Kafr Test" not in {place.name for place in own.all()}


def test_columns_are_chosen_where_headers_are_unknown(client: FlaskClient) -> None:
    sent = send(client, "Settlement,Y,X\nKafr Column,35.2,36.9\n")
    asked = client.get(sent.location)
    assert "No column holds the names" in asked.text
    assert '<option value="Settlement">' in asked.text
    chosen = {"column_name": "Settlement", "column_lat": "Y", "column_lon": "X"}
    page = settled(client, client.post(f"{sent.location}/columns", data=chosen)).text
    assert "Kafr Column" in page
    assert client.get(sent.location).status_code == 410


def test_a_column_that_is_not_there_is_refused(client: FlaskClient) -> None:
    sent = send(client, "Settlement,Y,X\nKafr Column,35.2,36.9\n")
    answer = client.post(f"{sent.location}/columns", data={"column_name": "Village"})
    assert answer.status_code == 400
    assert "no column" in answer.text


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("", "places.docx", "is not one of"),
        ("x", "", "Choose a file first"),
    ],
)
def test_a_file_of_another_kind_is_refused(client: FlaskClient, text: str, name: str, words: str) -> None:
    answer = send(client, text, name)
    assert answer.status_code == 400
    assert words in answer.text


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("", "empty.csv", "is empty"),
        ("{", "broken.geojson", "broken.geojson"),
        ("<kml", "broken.kml", "broken.kml"),
        ("name,lat\nA,1\n", "half.csv", "latitude and longitude"),
    ],
)
def test_a_broken_file_is_explained(client: FlaskClient, text: str, name: str, words: str) -> None:
    answer = settled(client, send(client, text, name))
    assert answer.status_code in {200, 409}
    assert words in answer.text
    assert "Nothing is written yet" in answer.text or "Back" in answer.text


def test_a_discarded_file_is_gone(client: FlaskClient) -> None:
    sent = send(client, TABLE)
    assert "Nothing was imported" in settled(client, client.post(f"{sent.location}/discard")).text
    assert client.get(sent.location).status_code == 410


def test_exports_come_back_as_they_were(client: FlaskClient, own: UserPlaces) -> None:
    sent = send(client, "name,lat,lon,country,aliases\n=Formula,35.43,36.91,SY,=cmd\n")
    settled(client, sent)
    settled(client, client.post(f"{sent.location}/apply"))
    table = client.get("/gazetteer/import/export.csv")
    assert table.headers["Content-Disposition"] == "attachment; filename=places.csv"
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert any(row["name"] == "'=Formula" for row in rows)
    for form in ("csv", "geojson"):
        exported = client.get(f"/gazetteer/import/export.{form}")
        page = settled(client, send(client, exported.text, f"places.{form}")).text
        assert tiles(page)[:3] == [0, 0, len(own.all())]
    assert client.get("/gazetteer/import/export.docx").status_code == 404
