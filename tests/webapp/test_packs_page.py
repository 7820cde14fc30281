from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.settings import load_settings
from tests.webapp.test_place_import_page import settled
from webapp import create_app
from webapp.services import EXTENSION

TABLE = "name,lat,lon,aliases\nKafr Pack,35.41,36.61,Kafar Pack\nTell Pack,95,36.7,\n"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("packs")
    made = create_app(load_settings({"database": folder / "atlas.sqlite", "packs": folder / "packs"}))
    yield made
    made.extensions[EXTENSION].store.close()


def form_with(text: bytes, file_name: str, /, **values: str) -> dict[str, object]:
    return {"file": (io.BytesIO(text), file_name), **values}


def test_without_packs_the_page_says_how_to_install_one(client: FlaskClient) -> None:
    page = client.get("/gazetteer/packs").text
    assert "No packs are installed" in page
    assert "conflict-atlas gazetteer install SY IQ" in page
    assert ".jsonl.gz" in page


def test_a_pack_is_installed_from_a_file_listed_and_removed(client: FlaskClient) -> None:
    head = {"name": "villages", "country": "SY", "licence": "CC0", "date": "2026-01-02", "url": "https://maps.example/"}
    done = settled(client, client.post("/gazetteer/packs", data=form_with(TABLE.encode(), "villages.csv", **head)))
    assert "“villages” is installed" in done.text
    assert '<td data-label="Line" class="number">3</td>' in done.text
    listed = client.get("/gazetteer/packs").text
    assert all(word in listed for word in ("villages", "Syria", "CC0", "2026-01-02", "https://maps.example/"))
    assert "Kafr Pack" in client.get("/gazetteer?q=Kafar Pack").text
    assert "Remove “villages”?" in client.get("/gazetteer/packs/remove/villages").text
    assert "The pack is removed" in settled(client, client.post("/gazetteer/packs/remove/villages")).text
    assert "No packs are installed" in client.get("/gazetteer/packs").text


def test_columns_of_a_table_can_be_named(client: FlaskClient) -> None:
    table = b"Settlement,Y,X\nKafr Mapped,35.2,36.9\n"
    sent = form_with(table, "mapped.csv", name="mapped", columns="name=Settlement, lat=Y,lon=X")
    assert "“mapped” is installed" in settled(client, client.post("/gazetteer/packs", data=sent)).text
    assert "Kafr Mapped" in client.get("/gazetteer?q=Kafr Mapped").text
    settled(client, client.post("/gazetteer/packs/remove/mapped"))


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("villages.docx", {}, "is not one of"),
        ("villages.csv", {"url": "javascript:alert(1)"}, "http"),
        ("villages.csv", {"country": "ZZ"}, "ISO 3166"),
        ("villages.csv", {"columns": "name"}, "FIELD=COLUMN"),
        ("", {}, "Choose a file first"),
    ],
)
def test_a_mistake_in_the_form_is_named(client: FlaskClient, name: str, values: dict[str, str], words: str) -> None:
    answer = client.post("/gazetteer/packs", data=form_with(TABLE.encode(), name, **values))
    assert answer.status_code == 400
    assert words in answer.text


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"name,lat,lon\n", "none.csv", "not one place could be read"),
        (b"PK\x03\x04 broken", "broken.zip", "broken.zip"),
        (b"\x1f\x8b broken", "broken.jsonl.gz", "broken.jsonl.gz"),
        (b"Settlement,Y,X\n", "unknown.csv", "No column holds the names"),
    ],
)
def test_a_file_that_is_no_pack_is_explained(client: FlaskClient, content: bytes, name: str, words: str) -> None:
    answer = settled(client, client.post("/gazetteer/packs", data=form_with(content, name)))
    assert answer.status_code == 409
    assert words in answer.text
    assert "Traceback" not in answer.text


def test_a_pack_that_is_not_there_is_not_removed(client: FlaskClient) -> None:
    assert client.get("/gazetteer/packs/remove/nothing").status_code == 404
    answer = settled(client, client.post("/gazetteer/packs/remove/nothing"))
    assert "is installed" in answer.text


def test_a_real_pack_is_read(client: FlaskClient, shared_data: Path) -> None:
    content = (shared_data / "gazetteers" / "whosonfirst-ly.jsonl.gz").read_bytes()
    done = settled(client, client.post("/gazetteer/packs", data=form_with(content, "whosonfirst-ly.jsonl.gz")))
    assert "“whosonfirst-LY” is installed" in done.text
    assert "Libya" in client.get("/gazetteer/packs").text
