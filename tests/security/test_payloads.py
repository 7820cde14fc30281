"""Payloads in every text field, seen on every page: shown as written, never markup, never evaluated."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from tests.security.conftest import PoisonedApp
from tests.security.payloads import EVALUATED, PAYLOADS

OUR_SCRIPTS = ("/static/", "/map.js")
OUR_LINKS = ("/", "#", "http://", "https://", "?")
FORBIDDEN = {"iframe", "object", "embed", "base", "style", "math", "animate"}
FILTERED = (
    "/", "/events", "/export", "/documents", "/gazetteer", "/gazetteer/new", "/events.geojson",
    "/gazetteer/own", "/gazetteer/unknown", "/gazetteer/unsure", "/gazetteer/history",
)  # fmt: skip
NAMES = ("q", "actor", "type", "year", "country", "status", "since", "bbox", "document", "name", "copy", "sort", "done")


class Inspector(HTMLParser):
    """Notes everything in a page that could run or lead away, and the words that a reader sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in FORBIDDEN or (tag == "meta" and "http-equiv" in given):
            self.wrong.append(f"<{tag}>")
        if tag == "script" and not given.get("src", "").startswith(OUR_SCRIPTS):
            self.wrong.append(f"script {given}")
        self.wrong += [f"{tag} {name}" for name in given if name.startswith("on") or name in {"style", "srcdoc"}]
        for name in ("href", "src", "action", "formaction"):
            if name in given and not given[name].startswith(OUR_LINKS):
                self.wrong.append(f"{tag} {name}={given[name]}")
        if given.get("href", "").startswith("http") and "noopener noreferrer nofollow" not in given.get("rel", ""):
            self.wrong.append(f"bare link {given}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def inspect(page: str) -> Inspector:
    inspector = Inspector()
    inspector.feed(page)
    inspector.close()
    return inspector


def shown(page: str) -> str:
    return " ".join("".join(inspect(page).text).split())


@pytest.mark.parametrize(
    "markup",
    [
        "<script>x</script>",
        "<script src=//evil.invalid></script>",
        "<img onerror=x>",
        "<a href=javascript:x>",
        "<a href=https://x.y>bare</a>",
        "<p style=x>",
        "<iframe>",
    ],
)
def test_the_inspector_would_see_them(markup: str) -> None:
    assert inspect(f"<p>before</p>{markup}").wrong
    assert inspect("<p>before</p>").wrong == []


def test_there_are_sixty_different_payloads(poisoned: PoisonedApp) -> None:
    assert len(set(PAYLOADS)) == 60
    assert poisoned.store.count_documents() == 60
    assert len(poisoned.pages) > 200


def test_no_page_holds_markup_of_a_payload_or_evaluates_one(poisoned: PoisonedApp) -> None:
    client = poisoned.app.test_client()
    for address in poisoned.pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert EVALUATED not in answer.text, address
        assert inspect(answer.text).wrong == [], address


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_shown_as_it_was_written(poisoned: PoisonedApp, payload: str) -> None:
    client = poisoned.app.test_client()
    words = " ".join(payload.split())
    document = next(each for each in poisoned.store.documents() if each.publisher.split() == payload.split())
    page = shown(client.get(f"/documents/{document.id}").text)
    assert page.count(words) >= 3
    place = next(each for each in poisoned.store.user_places.all() if each.note.split() == payload.split())
    assert words in shown(client.get(f"/gazetteer/place/{place.id}").text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_the_address_stays_words(poisoned: PoisonedApp, payload: str) -> None:
    client = poisoned.app.test_client()
    names = (
        "q",
        "actor",
        "type",
        "year",
        "country",
        "status",
        "since",
        "bbox",
        "document",
        "name",
        "copy",
        "sort",
        "done",
    )
    for name in names:
        for address in FILTERED:
            answer = client.get(f"{address}?{urlencode({name: payload})}")
            assert answer.status_code in {200, 400, 404}, (address, name)
            assert EVALUATED not in answer.text
            assert answer.mimetype != "text/html" or inspect(answer.text).wrong == [], (address, name)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_a_refused_form_stays_words(poisoned: PoisonedApp, payload: str) -> None:
    client = poisoned.app.test_client()
    fields = dict.fromkeys(("title", "publisher", "url", "date", "name", "lat", "lon", "aliases", "note"), payload)
    for address in ("/add", "/gazetteer/new"):
        answer = client.post(address, data=fields)
        assert answer.status_code == 400
        assert inspect(answer.text).wrong == []
        assert EVALUATED not in answer.text


def test_the_csv_export_begins_no_cell_like_a_formula(poisoned: PoisonedApp) -> None:
    with poisoned.app.test_client().get("/export/csv") as answer:
        text = answer.text
    assert "HYPERLINK" in text
    assert not [line for line in text.split(",") if line.startswith(('"=', "=", '"@', "@SUM", '"+cmd', "+cmd"))]
