from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from geo.store import EventStore
from tests.geo.sample import make_parsed

WIRE = """Government forces shelled the vegetable market of Ariha on Monday morning, killing twelve people, medics said.

The shells fell as traders were opening their stalls, according to a baker whose shop faces the square. He said that
he had counted seven explosions within ten minutes, the first of which brought down the awning of the fish sellers."""
SENTENCE = WIRE.split("\n", 1)[0]


@pytest.fixture(scope="module")
def stored(app_store: EventStore) -> list[str]:
    texts = (WIRE, f"<b>Market struck</b>\n\n{WIRE}\n\nEditing by <script>alert(1)</script>")
    kept = [
        app_store.add(
            make_parsed(number, {"id": f"copy-{number}", "quote": SENTENCE}, text=text, title=f"Title {number}")
        )
        for number, text in enumerate(texts, 70)
    ]
    other = (
        "Protesters marched through Suva on Friday and asked for the release of three students who had been arrested."
    )
    return [
        *(outcome.document_id for outcome in kept),
        app_store.add(make_parsed(72, text=other, title="Else")).document_id,
    ]


def test_empty_state_says_what_happens(client: FlaskClient) -> None:
    page = client.get("/documents/copies").text
    assert "No document is a copy of another" in page
    assert "Add a report" in page


def test_documents_show_that_they_are_copies(client: FlaskClient, stored: list[str]) -> None:
    listed = client.get("/documents").text
    assert listed.count("2 copies of the same report") == 2
    address = re.search(r'href="(/documents/copies/\d+)"', listed)
    assert address is not None
    group = client.get(address[1]).text
    assert group.index("Title 70") < group.index("Title 71")
    assert "Oldest" in group
    assert client.get("/documents/copies/4711").status_code == 404
    assert client.get(f"/documents/copies/{2**63}").status_code == 404
    own = client.get(f"/documents/{stored[0]}").text
    assert "Copies (1)" in own
    assert f"/documents/{stored[0]}/copies/{stored[1]}" in own


def test_search_looks_at_titles(client: FlaskClient, stored: list[str]) -> None:
    assert stored[0] in client.get("/documents/copies?q=title+70").text
    assert "No copies with" in client.get("/documents/copies?q=nothing-like-it").text


def test_what_differs_is_marked_and_escaped(client: FlaskClient, stored: list[str]) -> None:
    page = client.get(f"/documents/{stored[0]}/copies/{stored[1]}").text
    second = page[page.index('id="d-2"') :]
    assert '<mark class="differs">&lt;b&gt;Market struck&lt;/b&gt;' in second
    assert "&lt;script&gt;alert(1)" in second
    assert "<script>alert" not in page
    assert '<mark class="differs">Government' not in second
    assert client.get(f"/documents/{stored[0]}/copies/none").status_code == 404


def test_events_tell_of_copies(client: FlaskClient, stored: list[str]) -> None:
    assert client.get(f"/events?document={stored[0]}").text.count("also in 1 copy") == 1
    assert "also in 1 copy of the report" in client.get("/events/copy-71").text
    assert "also in" not in client.get(f"/events?document={stored[2]}").text


def test_people_decide_and_undo(client: FlaskClient, app_store: EventStore, stored: list[str]) -> None:
    split = client.post(f"/documents/{stored[1]}/copies/split", data={"author": "Ada"}, follow_redirects=True)
    assert "counts as no copy of the others" in split.text
    assert "No other document is a copy" in split.text
    edit = app_store.copies.edits()[-1]
    undone = client.post(f"/documents/copies/edits/{edit.id}/undo", data={}, follow_redirects=True)
    assert "The decision is undone." in undone.text
    assert len(app_store.copies.copies_of(stored)) == 2
    joined = client.post(
        f"/documents/{stored[2]}/copies/join",
        data={
            "other": f"http://localhost/documents/{stored[0]}?done=saved#copies",
            "author": "Ada",
            "reason": "same wire",
        },
        follow_redirects=True,
    )
    assert "count as copies of one another" in joined.text
    assert len(set(app_store.copies.copies_of(stored).values())) == 1
    history = client.get("/documents/copies").text
    assert "same wire" in history
    assert client.post(f"/documents/copies/edits/{app_store.copies.edits()[-1].id}/undo").status_code == 303


@pytest.mark.parametrize("other", ["", "nonsense", "http://localhost/documents/"])
def test_join_wants_another_document(client: FlaskClient, stored: list[str], other: str) -> None:
    refused = client.post(f"/documents/{stored[2]}/copies/join", data={"other": other})
    assert refused.status_code == 400
    assert client.post(f"/documents/{stored[2]}/copies/join", data={"other": stored[2]}).status_code == 400


def test_split_of_a_single_article_is_refused(client: FlaskClient, stored: list[str]) -> None:
    assert client.post(f"/documents/{stored[2]}/copies/split").status_code in {400, 409, 422}


def test_foreign_text_says_why_it_has_no_events(client: FlaskClient, app_store: EventStore) -> None:
    text = "قُتل سبعة مدنيين في قصف مدفعي استهدف حي الجوبر شرقي العاصمة دمشق."
    parsed = make_parsed(80, text=text, language="ar")
    added = app_store.add(type(parsed)(parsed.document, (), (), "test"))
    assert added.language == "ar"
    page = client.get(f"/documents/{added.document_id}").text
    assert "Events are read from English only, and this text is in Arabic." in page
