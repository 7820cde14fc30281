from __future__ import annotations

import io
import os
import time
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.models import Document
from geo.settings import load_settings
from geo.store import EventStore
from webapp import create_app
from webapp.services import EXTENSION

TEXT = "Rebels shelled Homs on 3 May 2012, killing 5 civilians."


def upload(name: str, data: bytes) -> dict[str, object]:
    return {"files": (io.BytesIO(data), name)}


def test_a_pasted_text_is_shown_before_it_is_saved(client: FlaskClient, app_store: EventStore) -> None:
    before = app_store.count_documents()
    read = client.post("/add", data={"text": TEXT, "title": "Homs"})
    preview = client.get(read.location)
    assert read.status_code == 303
    assert b"Check what was found" in preview.data
    assert b'<mark class="location' in preview.data
    assert app_store.count_documents() == before


def test_saving_stores_it_once(client: FlaskClient, app_store: EventStore) -> None:
    read = client.post("/add", data={"text": TEXT, "title": "Homs"})
    saved = client.post(f"{read.location}/save")
    again = client.post(f"{client.post('/add', data={'text': TEXT}).location}/save")
    assert saved.location.endswith("?done=saved")
    assert again.location.endswith("?done=known")
    assert "on the map" in client.get(saved.location).text
    assert client.get(read.location).status_code == 410
    assert sum("Homs" in summary.title for summary in app_store.documents()) == 1


def test_discarding_forgets_the_draft(client: FlaskClient) -> None:
    read = client.post("/add", data={"text": TEXT})
    gone = client.post(f"{read.location}/discard", follow_redirects=True)
    assert "nothing was saved" in gone.text
    assert client.get(read.location).status_code == 410


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TEXT.encode()),
        ("a.md", f"---\ntitle: A\ndate: 2012-05-04\n---\n{TEXT}".encode()),
        (
            "a.jsonl",
            b'{"text": "Rebels shelled Homs.", "title": "A"}\n{"text": "Troops entered Daraa."}\n',
        ),
        (
            "a.html",
            f"<html><body><article><p>{TEXT}</p><p>{TEXT} It went on.</p></article></body>".encode(),
        ),
    ],
)
def test_files_are_read(client: FlaskClient, name: str, data: bytes) -> None:
    read = client.post("/add", data=upload(name, data))
    assert read.status_code == 303
    assert "Homs" in client.get(read.location).text


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({}, "Paste a text"),
        ({"text": "   "}, "Paste a text"),
        ({"text": TEXT, "date": "7/9/2017"}, "is not a date"),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "must begin with http"),
        ({"text": TEXT, "url": "https://exa mple.org"}, "must begin with http"),
        (upload("a.exe", b"MZ"), "is not one of"),
        (upload("a.txt", b""), "holds no text"),
        (upload("a.jsonl", b"{"), "line 1"),
    ],
)
def test_a_mistake_is_named_and_the_form_is_kept(client: FlaskClient, form: dict[str, object], message: str) -> None:
    answer = client.post("/add", data={"title": "Kept title", **form})
    assert answer.status_code == 400
    assert message in unescape(answer.text)
    assert "Kept title" in answer.text


def test_limits_are_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    limits = {"text_characters": 20, "upload_files": 1, "upload_bytes": 2000, "documents_per_upload": 1}
    app: Flask = create_app(load_settings({"database": tmp_path_factory.mktemp("small") / "a.sqlite", **limits}))
    client = app.test_client()
    assert "20 are allowed" in client.post("/add", data={"text": TEXT}).text
    two = {"files": [(io.BytesIO(b"a"), "a.txt"), (io.BytesIO(b"b"), "b.txt")]}
    assert "1 allowed at once" in client.post("/add", data=two).text
    lines = upload("a.jsonl", b'{"text": "One."}\n{"text": "Two."}\n')
    assert "1 allowed at once" in client.post("/add", data=lines).text
    large = client.post("/add", data=upload("a.txt", b"x" * 100_000))
    assert large.status_code == 413
    assert "smaller files" in large.text


def test_theatre_and_life_of_drafts_are_settings(tmp_path: Path) -> None:
    settings = load_settings({"database": tmp_path / "a.sqlite", "theatre": "syria,IQ", "draft_hours": 0.1})
    app: Flask = create_app(settings)
    client, parts = app.test_client(), app.extensions[EXTENSION]
    draft = client.post("/add", data={"text": TEXT}).location
    (document,) = parts.drafts.get(draft.split("/")[-1])
    assert document.theatre == ("SY", "IQ")
    (file,) = parts.drafts.folder.iterdir()
    os.utime(file, (time.time() - 361, time.time() - 361))
    assert client.get(draft).status_code == 410


def test_the_stored_report_names_its_source(client: FlaskClient, report: Document) -> None:
    page = client.get(f"/documents/{report.id}").text
    assert "Siege broken" in page
    assert "Test Wire · 7 September 2017" in page


def test_a_date_that_was_forgotten_is_given_in_the_preview(client: FlaskClient, app_store: EventStore) -> None:
    read = client.post("/add", data={"text": "Rebels shelled Homs on Friday."})
    assert "No date is known" in client.get(read.location).text
    changed = client.post(read.location, data={"title": "Homs", "date": "2012-05-06"})
    preview = client.get(changed.location).text
    assert ("4 May 2012" in preview, "No date is known" in preview) == (True, False)
    assert client.get(read.location).status_code == 410
    saved = client.post(f"{changed.location}/save").location
    stored = app_store.document(saved.split("/")[-1].split("?")[0])
    assert stored is not None
    assert (stored.title, str(stored.date)) == ("Homs", "2012-05-06")


def test_a_wrong_detail_in_the_preview_is_named_and_loses_nothing(client: FlaskClient) -> None:
    read = client.post("/add", data={"text": TEXT})
    answer = client.post(read.location, data={"title": "Kept title", "url": "ftp://x"})
    assert answer.status_code == 400
    assert "must begin with http" in answer.text
    assert "Kept title" in answer.text
    assert client.get(read.location).status_code == 200


def test_of_several_reports_those_that_say_it_keep_it(client: FlaskClient) -> None:
    lines = (
        b'{"text": "Rebels shelled Homs.", "title": "Own", "date": "2012-05-04"}\n{"text": "Troops entered Daraa."}\n'
    )
    read = client.post("/add", data=upload("a.jsonl", lines))
    preview = client.get(client.post(read.location, data={"publisher": "Wire", "date": "2013-01-02"}).location).text
    assert "Wire · 4 May 2012" in preview
    assert "Wire · 2 January 2013" in preview
