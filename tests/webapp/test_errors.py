from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.errors import ChangeError, NotStoredError, StoreError
from geo.settings import load_settings
from webapp import create_app
from webapp.errors import STATUS_OF_ERROR, CrossOriginError, DraftGoneError, FormError, status_of

LEAKS = (b"Traceback", b"/work/", b".py", b"site-packages", b"SELECT", b"sqlite", b"line ")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (CrossOriginError("x"), 403),
        (DraftGoneError("x"), 410),
        (FormError("x"), 400),
        (NotStoredError("x"), 404),
        (StoreError("x"), 503),
        (ChangeError("x"), 400),
        (ZeroDivisionError("x"), 500),
    ],
)
def test_one_table_gives_the_status(error: Exception, status: int) -> None:
    assert status_of(error) == status


def test_table_names_no_class_behind_its_base() -> None:
    kinds = [kind for kind, _ in STATUS_OF_ERROR]
    for at, kind in enumerate(kinds):
        assert not any(issubclass(kind, earlier) for earlier in kinds[:at]), kind


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere", 404, b"mistyped"),
        ("/documents/unknown", 404, b"no such document"),
        ("/events/unknown", 404, b"no such event"),
        ("/gazetteer/place/none", 404, b"no such place"),
        ("/export/docx", 404, b"choose geojson"),
        ("/add/../etc", 404, b""),
        ("/add/0123456789abcdef0123456789abcdef", 410, b"Add the report again"),
        ("/?year=20x7", 400, b"20x7"),
        ("/events?sort=quote;drop", 400, b"sort"),
        ("/events?page=-1", 400, b"page"),
        ("/events?bbox=1,2", 400, b"bbox"),
        ("/api/events.geojson?since=yesterday", 400, b"since"),
        ("/api/events/unknown", 404, b"no such event"),
        ("/api/places", 422, b"q"),
        ("/gazetteer/edit/geonames:1", 400, b"copy it"),
    ],
)
def test_errors_are_helpful_and_leak_nothing(client: FlaskClient, address: str, status: int, words: bytes) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.data
    assert not [leak for leak in LEAKS if leak in answer.data]


def test_a_wrong_method_says_so(client: FlaskClient) -> None:
    answer = client.post("/about")
    assert answer.status_code == 405
    assert b"buttons" in answer.data


def test_an_unforeseen_error_keeps_its_message_to_itself(
    tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture
) -> None:
    app: Flask = create_app(load_settings({"database": tmp_path_factory.mktemp("broken") / "atlas.sqlite"}))

    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError("article text: the witness is called Ahmad")

    with caplog.at_level(logging.DEBUG):
        answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert b"Ahmad" not in answer.data
    assert "Ahmad" not in caplog.text
    assert "RuntimeError in broken" in caplog.text


@pytest.mark.usefixtures("report")
def test_api_errors_are_json(client: FlaskClient) -> None:
    answer = client.get("/api/events.geojson?year=x")
    assert answer.mimetype == "application/json"
    assert answer.get_json()["status"] == 400
