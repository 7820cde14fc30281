from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from geo.errors import SettingError
from geo.settings import load_settings
from tests.geocoders import ANSWERING, NOMINATIM, answer_json
from tests.local_server import LocalServer, Request, whole
from webapp import create_app
from webapp.services import EXTENSION

Open = Callable[..., FlaskClient]
NAME = "Khirbet Ghazaleh"


@pytest.fixture
def open_with(tmp_path: Path, servers: list[LocalServer]) -> Iterator[Open]:
    """Open an app whose settings switch a geocoder on, which asks a server of ours."""
    apps = []

    def open_app(key: str, answer: Callable[[Request], Iterable[bytes]] | None = None) -> FlaskClient:
        given: dict[str, object] = {"database": tmp_path / "atlas.sqlite", "geocoder": key}
        if key:
            servers.append(LocalServer(answer or ANSWERING[key]))
            given |= {"geocoder_address": servers[-1].url, "geocoder_user": "atlas"}
        apps.append(create_app(load_settings(given)))
        return apps[-1].test_client()

    yield open_app
    for app in apps:
        app.extensions[EXTENSION].store.close()


def _text(page: str, path: str) -> str:
    found = html.fromstring(page).xpath(path)
    assert len(found) == 1, path
    return " ".join(found[0].text_content().split())


def test_off_by_default_and_says_so(open_with: Open) -> None:
    client = open_with("")
    page = client.get("/gazetteer/online?name=Raqqa").text
    assert _text(page, "//*[@id='state']") == "Off. Nobody is asked, and nothing leaves this machine."
    assert html.fromstring(page).xpath("//form[@method='post']") == []
    assert "Nothing leaves this machine" in _text(page, "//footer")
    refused = client.post("/gazetteer/online", data={"name": "Raqqa"})
    assert refused.status_code == 409
    assert _text(refused.text, "//*[@id='state']").startswith("Off.")
    assert client.post("/gazetteer/online/forget").status_code == 303


def test_the_page_tells_what_is_sent_where(open_with: Open, servers: list[LocalServer]) -> None:
    client = open_with("nominatim")
    page = client.get("/gazetteer/online?name=Raqqa&country=SY").text
    state = _text(page, "//*[@id='state']")
    assert state.startswith("On: Nominatim at 127.0.0.1, your own address.")
    told = _text(page, "//section[@aria-labelledby='t-sent']")
    assert servers[0].url in told
    assert all(
        words in told for words in ("the name in the field", "“atlas”", "Never sent", "reports and their sentences")
    )
    assert html.fromstring(page).xpath("//input[@id='f-name']/@value") == ["Raqqa"]
    assert html.fromstring(page).xpath("//option[@selected]/@value") == ["SY"]
    assert servers[0].connections == 0


@pytest.mark.parametrize("path", ["/gazetteer/online", "/about", "/gazetteer"])
def test_no_page_says_that_nothing_leaves_when_something_may(open_with: Open, path: str) -> None:
    page = open_with("photon").get(path).text
    assert "Only names that you ask 127.0.0.1 for leave this machine" in _text(page, "//footer")
    assert "Nothing leaves this machine" not in page


@pytest.mark.parametrize("key", ["nominatim", "photon", "geonames"])
def test_a_proposal_leads_to_the_filled_editor(open_with: Open, key: str) -> None:
    client = open_with(key)
    page = client.post("/gazetteer/online", data={"name": NAME, "country": "SY"}).text
    assert "1 proposal for “Khirbet Ghazaleh”" in _text(page, "//h2[@id='t-found']")
    links = html.fromstring(page).xpath("//a[normalize-space() = 'Use in the editor']/@href")
    assert len(links) == 1
    sent = parse_qs(urlsplit(links[0]).query)
    assert {name: sent[name] for name in ("name", "country", "feature_code")} == {
        "name": [NAME], "country": ["SY"], "feature_code": ["PPL"],
    }  # fmt: skip
    assert "ODbL 1.0" in sent["reference"][0] or "CC BY 4.0" in sent["reference"][0]
    editor = client.get(links[0])
    assert editor.status_code == 200
    filled = html.fromstring(editor.text)
    assert filled.xpath("//input[@name='lat']/@value")[0].startswith("32.733")
    assert filled.xpath("//input[@name='reference']/@value") == sent["reference"]


@pytest.mark.parametrize("path", ["/gazetteer?q=Xyzzyplugh&country=SY", "/gazetteer/new?name=Xyzzyplugh&country=SY"])
def test_search_and_editor_lead_to_the_question_when_it_is_on(open_with: Open, path: str) -> None:
    leading = "//a[@href='/gazetteer/online?name=Xyzzyplugh&country=SY']"
    assert _text(open_with("nominatim").get(path).text, leading) == "Ask 127.0.0.1…"
    assert html.fromstring(open_with("").get(path).text).xpath(leading) == []


def test_nothing_is_saved_by_asking(open_with: Open) -> None:
    client = open_with("nominatim")
    client.post("/gazetteer/online", data={"name": NAME})
    assert client.application.extensions[EXTENSION].store.user_places.all() == []
    assert client.get("/gazetteer/online").text.count("data-pin=") == 0


def test_names_in_other_scripts_come_along(open_with: Open) -> None:
    client = open_with("nominatim")
    page = client.post("/gazetteer/online", data={"name": NAME, "country": "SY"}).text
    link = html.fromstring(page).xpath("//a[normalize-space() = 'Use in the editor']/@href")[0]
    sent = parse_qs(urlsplit(link).query, keep_blank_values=True)
    assert sent["alias"] == ["خربة غزالة", "Ghazala", "Ghazal"]
    assert (sent["alias_language"], sent["alias_kind"]) == (["", "", ""], ["alias", "historic", "historic"])
    assert len(link) < 4000
    editor = html.fromstring(client.get(link).text)
    assert editor.xpath("//input[@name='alias']/@value")[:3] == sent["alias"]
    assert editor.xpath("//select[@name='alias_kind']/option[@selected]/@value")[:3] == sent["alias_kind"]


def test_an_address_holds_only_so_many_names(open_with: Open) -> None:
    many = NOMINATIM[0] | {"namedetails": {"alt_name": ";".join(f"خربة غزالة {number}" for number in range(20))}}
    client = open_with("nominatim", lambda _: answer_json([many]))
    page = html.fromstring(client.post("/gazetteer/online", data={"name": NAME}).text)
    link = page.xpath("//a[normalize-space() = 'Use in the editor']/@href")[0]
    assert 5 < len(parse_qs(urlsplit(link).query)["alias"]) < 20
    assert len(link) < 4000


def test_a_kept_answer_is_told_and_can_be_asked_anew_or_forgotten(open_with: Open, servers: list[LocalServer]) -> None:
    client = open_with("photon")
    for _ in range(2):
        page = client.post("/gazetteer/online", data={"name": NAME}).text
    assert "kept since; nothing was sent this time" in page
    assert len(servers[0].requests) == 1
    assert "kept since" not in client.post("/gazetteer/online", data={"name": NAME, "fresh": "yes"}).text
    forgotten = client.post("/gazetteer/online/forget", follow_redirects=True)
    assert "The kept answers of the online geocoder are forgotten." in forgotten.text
    assert "kept since" not in client.post("/gazetteer/online", data={"name": NAME}).text
    assert len(servers[0].requests) == 3


def test_nothing_found_leads_to_the_editor(open_with: Open) -> None:
    page = open_with("geonames").post("/gazetteer/online", data={"name": "Nowhere", "country": "SY"}).text
    assert _text(page, "//*[@class='empty']/h2") == "GeoNames has no “Nowhere” there"
    assert html.fromstring(page).xpath("//a[contains(@href, 'gazetteer/new?')]/@href") == [
        "/gazetteer/new?name=Nowhere&country=SY"
    ]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (whole(b"busy", 429), "it was asked too often; try again later"),
        (whole(b"<html>"), "does not answer with JSON"),
        ([b""], "does not answer as a web server does"),
    ],
)
def test_what_goes_wrong_is_worded_on_the_page(open_with: Open, answer: list[bytes], words: str) -> None:
    refused = open_with("nominatim", lambda _: answer).post("/gazetteer/online", data={"name": NAME})
    assert refused.status_code == 502
    assert words in _text(refused.text, "//*[@role='alert']")
    assert html.fromstring(refused.text).xpath("//input[@id='f-name']/@value") == [NAME]


@pytest.mark.parametrize("name", ["", "x" * 101, "a\nb", "He said that " * 20])
def test_only_a_name_is_sent(open_with: Open, servers: list[LocalServer], name: str) -> None:
    refused = open_with("nominatim").post("/gazetteer/online", data={"name": name})
    assert refused.status_code == 400
    assert "only names are" in _text(refused.text, "//*[@role='alert']")
    assert servers[0].connections == 0


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_another_site_cannot_make_it_ask(open_with: Open, servers: list[LocalServer], headers: dict[str, str]) -> None:
    client = open_with("nominatim")
    assert client.post("/gazetteer/online", data={"name": NAME}, headers=headers).status_code == 403
    assert (
        client.get("/gazetteer/online", query_string={"name": NAME, "fresh": "yes"}, headers=headers).status_code == 200
    )
    assert servers[0].connections == 0


def test_what_a_geocoder_says_is_text(open_with: Open) -> None:
    evil = '<script>alert(1)</script>{{ 6*7777 }}"onload=x'
    told = f'[{{"lat": "1", "lon": "2", "display_name": {evil!r}, "name": "x"}}]'.replace("'", '"').replace(
        '"onload', ""
    )
    page = open_with("nominatim", lambda _: whole(told.encode())).post("/gazetteer/online", data={"name": NAME}).text
    assert "<script>alert" not in page
    assert "46662" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    "given",
    [
        {"geocoder": "geonames"},
        {"geocoder": "nominatim", "geocoder_address": "127.0.0.1:8088"},
        {"geocoder": "photon", "geocoder_user": "me\nyou"},
        {"geocoder": "bing"},
    ],
)
def test_settings_that_cannot_work_are_refused_at_the_start(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="CONFLICT_ATLAS_GEOCODER") as told:
        create_app(load_settings({"database": tmp_path / "atlas.sqlite", **given}))
    assert given["geocoder"] in str(told.value)
