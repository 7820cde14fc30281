"""An app with its own store, and a report in it that was added through the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.models import Document
from geo.settings import load_settings
from geo.store import EventFilter, EventStore
from geo.store.filters import ALL_STATUSES
from webapp import create_app
from webapp.services import EXTENSION

REPORT = """BEIRUT, 6 September 2017 - Syrian troops killed 12 Islamic State fighters in Deir ez-Zor on Tuesday.

Moscow said on Wednesday that its aircraft bombed Raqqa on Monday. Protesters marched in Idleb on Sunday.
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    made = create_app(load_settings({"database": tmp_path_factory.mktemp("app") / "atlas.sqlite"}))
    yield made
    made.extensions[EXTENSION].store.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def app_store(app: Flask) -> EventStore:
    return app.extensions[EXTENSION].store


@pytest.fixture(scope="module")
def report(app: Flask, app_store: EventStore) -> Document:
    """Add the report by the form, check it, save it."""
    client = app.test_client()
    form = {"text": REPORT, "title": "Siege broken", "publisher": "Test Wire", "date": "2017-09-07"}
    read = client.post("/add", data=form)
    saved = client.post(f"{read.location}/save")
    found = app_store.document(saved.location.split("/")[-1].split("?")[0])
    assert found is not None
    return found


@pytest.fixture
def event_id(report: Document, app_store: EventStore) -> str:
    every = app_store.events(EventFilter(statuses=ALL_STATUSES, document_id=report.id))
    return next(row.event_id for row in every if "Deir ez-Zor" in row.quote)
