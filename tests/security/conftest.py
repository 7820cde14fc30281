"""An app whose every text field holds one of the payloads."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from dataclasses import dataclass

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.settings import load_settings
from geo.store import EventStore
from tests.security.payloads import PAYLOADS
from webapp import create_app
from webapp.services import EXTENSION


@dataclass(frozen=True)
class PoisonedApp:
    """The app, and the addresses of its pages with payloads on them."""

    app: Flask
    store: EventStore
    pages: tuple[str, ...]


def _article(payload: str) -> str:
    return f"Troops shelled Homs {payload} on 3 May 2012, killing 5 civilians.\n\n{payload}\n"


def _documents() -> bytes:
    records = (
        {"text": _article(payload), "title": payload, "publisher": payload, "url": payload, "date": "2012-05-04"}
        for payload in PAYLOADS
    )
    return b"\n".join(orjson.dumps(record) for record in records)


def _fill(app: Flask) -> str:
    """Put every payload into every text field that a form or a file has; return the address of a draft."""
    client = app.test_client()
    read = client.post("/add", data={"files": (io.BytesIO(_documents()), "poison.jsonl")})
    assert client.post(f"{read.location}/save").status_code == 303
    store: EventStore = app.extensions[EXTENSION].store
    for payload, row in zip(PAYLOADS, store.events(), strict=False):
        words = {"author": payload, "reason": payload}
        client.post(f"/events/{row.event_id}/correct", data={"actor1": payload, "actor2": payload, **words})
        client.post(f"/events/{row.event_id}/status", data={"status": "confirmed", **words})
    homs = client.get("/api/places?q=Homs&country=SY&limit=1").get_json()[0]["id"]
    for payload, summary in zip(PAYLOADS, store.documents(), strict=False):
        words = {"author": payload, "reason": payload}
        client.post(f"/documents/{summary.id}/choices", data={"name": "Homs", "place_id": homs, **words})
        client.post(f"/documents/{summary.id}/theatre", data={"countries": "SY", **words})
    for number, payload in enumerate(PAYLOADS):  # so far apart that none is taken for the same place
        words = {"author": payload, "reason": payload}
        form = {
            "name": f"Ghazal {payload}",
            "admin1": payload,
            "note": payload,
            "alias": f"Alias {payload}",
            "reference": payload,
            **words,
        }
        client.post("/gazetteer/new", data={**form, "lat": f"{34 + number * 0.03:.2f}", "lon": "38.7"})
    return client.post("/add", data={"files": (io.BytesIO(_documents()), "poison.jsonl")}).location


def _fill_gazetteer(app: Flask) -> tuple[str, ...]:
    """Put the payloads into a dry run, a pack, a name that is no place, and a re-geocoding; return their pages."""
    client = app.test_client()
    stream = io.StringIO()
    rows = [(f"Tell {payload}", 35, 38 if at % 2 else payload) for at, payload in enumerate(PAYLOADS)]
    csv.writer(stream).writerows([("name", "lat", "lon"), *rows])
    content = stream.getvalue().encode()
    sent = client.post("/gazetteer/import", data={"file": (io.BytesIO(content), "<b>poison.csv")}).location
    head = {"name": "<b onclick=x>{{ 7 * 7 }}", "licence": PAYLOADS[0], "file": (io.BytesIO(content), "poison.csv")}
    installed = client.post("/gazetteer/packs", data=head).location
    for payload in PAYLOADS:
        client.post("/gazetteer/unknown/dismiss", data={"name": payload, "author": payload})
    prepared = client.post("/gazetteer/regeocode", data={"author": PAYLOADS[0]}).location
    pages = tuple(_settled(client, address) for address in (sent, installed, prepared, _send_events(client)))
    return (*pages, "/gazetteer/packs", "/gazetteer/unknown", "/gazetteer/regeocode", "/gazetteer/own?q=g")


def _send_events(client: FlaskClient) -> str:
    """Send a file of events, every row of which is rejected for a payload, and return where its report is."""
    stream = io.StringIO()
    names = ("id", "year", "country", "type_of_violence", "conflict_name", "side_a", "side_b", "latitude", "longitude")
    rows = [(at, 2017, text, 1, text, text, text, text, 39, 3, text) for at, text in enumerate(PAYLOADS, 1)]
    csv.writer(stream).writerows([(*names, "best", "date_start"), *rows])
    file = (io.BytesIO(stream.getvalue().encode()), "<b>poison {{ 7 * 7 }}.csv")
    return client.post("/add/events", data={"file": file}).location


def _settled(client: FlaskClient, address: str) -> str:
    """Wait until the work behind a page has ended, and return the page of its result."""
    while True:
        answer = client.get(address)
        if answer.status_code == 303:
            address = answer.location
        elif "data-work" not in answer.text:
            return address
        time.sleep(0.1)


def _pages(store: EventStore, draft: str) -> tuple[str, ...]:
    documents = [f"/documents/{summary.id}" for summary in store.documents()]
    places = [f"/gazetteer/place/{place.id}" for place in store.user_places.all()]
    return (
        *("/", "/documents", "/events", "/export", "/gazetteer", "/about", "/add", draft),
        *("/gazetteer/own", "/gazetteer/history"),
        *documents,
        *(f"{document}/delete" for document in documents[:3]),
        *(f"{document}/why/{_article('').index('Homs')}" for document in documents),
        "/gazetteer/unsure",
        *(f"/events/{row.event_id}" for row in store.events()),
        *places,
        *(place.replace("/place/", "/edit/") for place in places),
        *(place.replace("/place/", f"/{verb}/") for verb in ("delete", "merge", "split") for place in places[:3]),
    )


@pytest.fixture(scope="session")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PoisonedApp]:
    folder = tmp_path_factory.mktemp("poisoned")
    app = create_app(load_settings({"database": folder / "atlas.sqlite", "packs": folder / "packs"}))
    draft = _fill(app)
    gazetteer_pages = _fill_gazetteer(app)
    store: EventStore = app.extensions[EXTENSION].store
    yield PoisonedApp(app, store, (*_pages(store, draft), *gazetteer_pages))
    store.close()
