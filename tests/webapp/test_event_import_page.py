"""Importing files of events by the page: looked at first, then written by a job; rejected rows to take away."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from geo.settings import load_settings
from geo.store import EventFilter, EventStore
from tests.geo.interop.acled_rows import acled_text
from tests.geo.interop.ucdp_rows import SLIM
from tests.webapp.work import settled
from webapp import create_app
from webapp.services import EXTENSION

TILES = re.compile(r'<div class="tile"><dt>([^<]*)</dt><dd>([\d,]+)</dd>')
ADDRESS = re.compile(r'action="(/add/events/[\w-]{32})/discard"')


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Make an app with an empty store and small limits: 64 KB sent, twenty times that unpacked."""
    folder = tmp_path_factory.mktemp("imports")
    made = create_app(load_settings({"database": folder / "atlas.sqlite", "upload_bytes": 64 * 1024}))
    yield made
    made.extensions[EXTENSION].store.close()


@pytest.fixture
def app_store(app: Flask) -> EventStore:
    store: EventStore = app.extensions[EXTENSION].store
    return store


def send(client: FlaskClient, content: str | bytes, name: str, encoding: str = "utf-8") -> TestResponse:
    sent = content.encode(encoding) if isinstance(content, str) else content
    form = {"file": (io.BytesIO(sent), name), "encoding": encoding}
    return settled(client, client.post("/add/events", data=form))


def tiles(page: TestResponse) -> dict[str, int]:
    return {word: int(count) for word, count in TILES.findall(page.text)}


def address(page: TestResponse) -> str:
    found = ADDRESS.search(page.text)
    assert found is not None
    return found[1]


def imported(client: FlaskClient, page: TestResponse) -> TestResponse:
    return settled(client, client.post(f"{address(page)}/apply"))


@pytest.mark.parametrize("page", ["/add", "/documents"])
def test_the_page_is_found(client: FlaskClient, page: str) -> None:
    assert 'href="/add/events"' in client.get(page).text
    assert "up to 0.1 MB" in client.get("/add/events").text


@pytest.mark.parametrize(
    ("content", "name", "event_id"),
    [
        (acled_text("today"), "sudan.csv", "acled:SYR1"),
        (acled_text("before 2019"), "old.csv", "acled:1DRC"),
        (SLIM, "ged.csv", "ucdp:101"),
        (SLIM.replace(",", "\t"), "ged.tsv", "ucdp:101"),
        (gzip.compress(SLIM.encode()), "ged.csv.gz", "ucdp:101"),
    ],
)
def test_a_file_is_looked_at_then_imported(
    client: FlaskClient, app_store: EventStore, content: str | bytes, name: str, event_id: str
) -> None:
    looked = send(client, content, name)
    assert f'<p class="soft">{event_id.split(":", maxsplit=1)[0].upper()}' in looked.text
    assert "Nothing is written yet" in looked.text
    assert tiles(looked)["Rejected"] == 0
    assert app_store.count() == 0
    done = imported(client, looked)
    assert tiles(done)["New"] == tiles(looked)["New"] == app_store.count()
    assert app_store.event(event_id) is not None
    document_id = next(iter(app_store.events(EventFilter()))).document_id
    table = f"/events?document={document_id}"
    assert f'href="{table}"' in done.text
    assert event_id in client.get(table).text


def test_rejected_rows_are_told_and_imported_when_they_are_mended(client: FlaskClient, app_store: EventStore) -> None:
    broken = SLIM.replace("15.35", "95").replace("Houthis", "=Houthis <b>")
    looked = send(client, broken, "ged.csv")
    assert tiles(looked) == {"New": 1, "Rejected": 1}
    reason = "latitude &#39;95&#39; is not from -90 to 90"
    assert f'<td data-label="Line" class="number">2</td><td data-label="Why">{reason}</td>' in looked.text
    assert "&lt;b&gt;" in looked.text
    assert "<b>" not in looked.text
    answer = client.get(f"{address(looked)}/rejected.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=rejected.csv"
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["rejected_line"] == "2"
    assert row["rejected_reason"] == "latitude '95' is not from -90 to 90"
    assert row["side_b"] == "'=Houthis <b>"
    done = imported(client, looked)
    assert tiles(done) == {"New": 1, "Rejected": 1}
    mended = imported(client, send(client, answer.text.replace(",95,", ",15.35,"), "mended.csv"))
    assert tiles(mended) == {"New": 1, "Rejected": 0}
    stored = app_store.event("ucdp:101")
    assert stored is not None
    assert stored.actor2 == "=Houthis <b>"


def test_what_is_here_already_is_told_before_it_is_written(client: FlaskClient) -> None:
    imported(client, send(client, SLIM, "ged.csv"))
    again = send(client, SLIM, "again.csv")
    assert tiles(again) == {"The same": 2, "Rejected": 0}
    assert "Nothing to write" in again.text
    assert "/apply" not in again.text
    client.post("/events/ucdp:102/status", data={"status": "confirmed"})
    newer = send(client, SLIM.replace(",3,4,6,", ",3,5,6,").replace(",1,1,1,", ",1,2,2,"), "newer.csv")
    assert tiles(newer) == {"Updated": 1, "Left as people decided": 1, "Rejected": 0}
    assert "1 event is written" in imported(client, newer).text


def test_a_repeated_id_is_told_with_the_line_of_the_first(client: FlaskClient) -> None:
    looked = send(client, SLIM + SLIM.splitlines()[1] + "\n", "ged.csv")
    assert tiles(looked) == {"New": 2, "Rejected": 1}
    assert "the id 101 stands in line 2 already" in looked.text


def test_a_file_is_imported_once(client: FlaskClient, app_store: EventStore) -> None:
    looked = send(client, SLIM, "ged.csv")
    done = imported(client, looked)
    assert client.post(f"{address(looked)}/apply").status_code == 410
    assert client.get(address(looked)).status_code == 410
    assert client.post(f"{done.request.path}/apply").location == done.request.path
    assert app_store.count() == 2


def test_a_discarded_file_is_gone(client: FlaskClient, app_store: EventStore) -> None:
    looked = send(client, SLIM, "ged.csv")
    dropped = settled(client, client.post(f"{address(looked)}/discard"))
    assert "Nothing was imported" in dropped.text
    assert client.get(address(looked)).status_code == 410
    assert app_store.count() == 0


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("x", "", "Choose a file first"),
        ("x", "events.xlsx", "&#39;events.xlsx&#39; is not one of .csv"),
        ("", "empty.csv", "empty.csv is empty"),
        ("name,lat\nA,1\n", "places.csv", "event_id_cnty"),
        ("name,lat\nA,1\n", "places.csv", "there are: name, lat"),
        (b"\x1f\x8bnothing", "broken.csv.gz", "broken.csv.gz, after line 0"),
        (SLIM.replace("Houthis", "Huthíes").encode("cp1252"), "excel.csv", "not utf-8; name its encoding"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(
    client: FlaskClient, app_store: EventStore, content: str | bytes, name: str, words: str
) -> None:
    page = send(client, content, name)
    assert page.status_code in {400, 409}
    assert words in page.text
    assert app_store.count() == 0


def test_another_encoding_is_chosen(client: FlaskClient, app_store: EventStore) -> None:
    imported(client, send(client, SLIM.replace("Houthis", "Huthíes"), "excel.csv", "cp1252"))
    stored = app_store.event("ucdp:101")
    assert stored is not None
    assert stored.actor2 == "Huthíes"


def test_an_encoding_of_ones_own_is_refused(client: FlaskClient) -> None:
    form = {"file": (io.BytesIO(SLIM.encode()), "ged.csv"), "encoding": "unicode_escape"}
    answer = client.post("/add/events", data=form)
    assert answer.status_code == 400
    assert "is not one of utf-8" in answer.text


def test_a_file_that_unpacks_to_too_much_is_refused(client: FlaskClient, app_store: EventStore) -> None:
    row = SLIM.splitlines()[1] + "\n"
    packed = gzip.compress((SLIM + row * 20_000).encode())
    assert len(packed) < 64 * 1024
    page = send(client, packed, "bomb.csv.gz")
    assert page.status_code == 409
    assert "more than the 1,310,720 characters allowed here" in page.text
    assert app_store.count() == 0


def test_too_large_a_file_is_refused(client: FlaskClient) -> None:
    assert send(client, SLIM + "x" * 200_000, "ged.csv").status_code == 413


def test_a_file_without_rows_says_what_to_do(client: FlaskClient) -> None:
    page = send(client, SLIM.splitlines()[0] + "\n", "ged.csv")
    assert "No rows" in page.text
    assert "/apply" not in page.text


def test_the_upload_of_another_page_is_no_import(client: FlaskClient) -> None:
    sent = client.post("/gazetteer/import", data={"file": (io.BytesIO(b"name,lat,lon\nA,1,2\n"), "places.csv")})
    assert client.get(f"/add/events/{sent.location.split('/')[-1]}").status_code == 410


def test_another_site_imports_nothing(client: FlaskClient, app_store: EventStore) -> None:
    looked = send(client, SLIM, "ged.csv")
    refused = client.post(f"{address(looked)}/apply", headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    assert app_store.count() == 0
