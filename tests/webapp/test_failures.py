"""A store that is locked, read-only or full, and another program that writes to it."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from geo.settings import load_settings
from geo.store import EventStore
from tests.geo.sample import make_parsed
from webapp import create_app
from webapp.services import EXTENSION

PLACE = {"name": "Camp", "lat": "35.9", "lon": "39.9", "country": "SY", "feature_code": "PPL"}
DOCUMENTS = 6


@pytest.fixture
def busy_seconds() -> float:
    """Wait for no lock; a test may parametrise it."""
    return 0.05


@pytest.fixture
def app(tmp_path: Path, busy_seconds: float) -> Iterator[Flask]:
    """An app with one event in its store."""
    made = create_app(load_settings({"database": tmp_path / "atlas.sqlite", "busy_seconds": busy_seconds}))
    made.extensions[EXTENSION].store.add(make_parsed(0, {"id": "e0"}))
    yield made
    made.extensions[EXTENSION].store.close()


@pytest.fixture
def store(app: Flask) -> EventStore:
    opened: EventStore = app.extensions[EXTENSION].store
    return opened


def confirm(client: FlaskClient) -> tuple[int, str]:
    answer = client.post("/events/e0/status", data={"status": "confirmed"})
    return answer.status_code, answer.text


def test_a_locked_store_says_so_and_the_server_goes_on(client: FlaskClient, store: EventStore) -> None:
    writer = sqlite3.connect(store.path)
    writer.execute("BEGIN IMMEDIATE")
    status, page = confirm(client)
    assert (status, "Another program is writing to it; try again." in page) == (503, True)
    assert client.post("/gazetteer/new", data=PLACE).status_code == 503
    assert client.get("/events").status_code == 200
    writer.rollback()
    writer.close()
    assert confirm(client)[0] == 303


@pytest.mark.parametrize(
    ("pragma", "remedy"), [("query_only = ON", "Allow writing to the file"), ("max_page_count = 1", "Make room")]
)
def test_a_store_that_takes_nothing_says_so(client: FlaskClient, store: EventStore, pragma: str, remedy: str) -> None:
    draft = client.post("/add", data={"text": "Nothing of note happened here. " * 3000}).location
    event.listen(store.engine, "checkout", lambda raw, *_: raw.execute(f"PRAGMA {pragma}").close())
    answer = client.post(f"{draft}/save")
    assert answer.status_code == 503
    assert remedy in answer.text
    assert str(store.path.parent) not in answer.text
    assert client.get("/documents").status_code == 200
    assert store.count_documents() == 1


def test_drafts_that_cannot_be_kept_are_no_server_error(client: FlaskClient, store: EventStore) -> None:
    store.path.with_name("atlas.sqlite.drafts").write_text("in the way")
    answer = client.post("/add", data={"text": "Shells hit Idlib."})
    assert answer.status_code == 503
    assert "nothing was saved" in answer.text
    assert client.get("/add").status_code == 200


@pytest.mark.parametrize("busy_seconds", [20.0])
def test_the_page_and_the_command_may_save_the_same_reports_at_once(
    client: FlaskClient, store: EventStore, tmp_path: Path
) -> None:
    """Both save six reports while the other does; whoever comes second finds them stored."""
    texts = [f"BEIRUT, 6 September 2017 - Shells hit Idlib, killing {number}." for number in range(2, 2 + DOCUMENTS)]
    paths = [tmp_path / f"{number}.txt" for number in range(DOCUMENTS)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    files = [(io.BytesIO(text.encode()), f"{number}.txt") for number, text in enumerate(texts)]
    draft = client.post("/add", data={"files": files}).location
    assert client.get(draft).status_code == 200
    store.engine.dispose()
    command = [sys.executable, "-c", "from geo.cli import main; main()", "ingest", "--database", store.path, *paths]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while process.poll() is None and store.count_documents() == 1:
            pass
        saved = client.post(f"{draft}/save")
        told = process.communicate()[1]
    assert (process.returncode, saved.status_code) == (0, 303), told
    assert store.count_documents() == 1 + DOCUMENTS
    assert all(summary.events == 1 for summary in store.documents())
