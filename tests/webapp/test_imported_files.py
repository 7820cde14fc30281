"""The pages of a file of events that was imported: what it is, and its events, never all of them at once."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from geo.interop import DATASETS, import_events
from geo.store import EventStore

FILE = (
    "id,year,country,type_of_violence,conflict_name,side_a,side_b,latitude,longitude,best,date_start\n"
    "5,2017,Syria,1,<b>A</b> and B,A,B,35.95,39.01,3,2017-07-31\n"
)


def test_the_file_is_shown_as_what_it_is(client: FlaskClient, app_store: EventStore, tmp_path: Path) -> None:
    path = tmp_path / "<i>ged.csv"
    path.write_text(FILE, encoding="utf-8")
    document_id = import_events(app_store, DATASETS["ucdp"], str(path)).document_id
    page = client.get(f"/documents/{document_id}").text
    assert "Imported file · 1 event" in page
    assert "UCDP Georeferenced Event Dataset" in page
    assert "&lt;i&gt;ged.csv" in page
    assert "<i>ged" not in page
    assert "ucdp:5" in client.get(f"/events?document={document_id}").text
    event = client.get("/events/ucdp:5").text
    assert "&lt;b&gt;A&lt;/b&gt; and B" in event
    assert "UCDP GED" in event
    assert client.get("/documents").status_code == 200
    assert client.post("/events/ucdp:5/status", data={"status": "confirmed"}).status_code == 303
    assert import_events(app_store, DATASETS["ucdp"], str(path)).counts.total() == 1
    stored = app_store.event("ucdp:5")
    assert stored is not None
    assert stored.status == "confirmed"
    assert client.post(f"/documents/{document_id}/delete").status_code == 303
    assert app_store.event("ucdp:5") is None


def test_reading_the_stand_in_again_loses_no_event(client: FlaskClient, app_store: EventStore, tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_text(FILE, encoding="utf-8")
    document_id = import_events(app_store, DATASETS["ucdp"], str(path)).document_id
    client.post(f"/documents/{document_id}/theatre", data={"theatre": "SY"})
    assert app_store.event("ucdp:5") is not None
