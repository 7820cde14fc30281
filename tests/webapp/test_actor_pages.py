"""The pages of the actors: search, own entries with history and undo, unlisted names, and reading again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.actors.editing import OwnActors
from geo.settings import load_settings
from geo.store import EventStore
from webapp import create_app
from webapp.services import EXTENSION

TEXTS = (
    "Fighters of the Zafir Brigade shelled a checkpoint in Homs on 3 May 2013, killing 7 soldiers.",
    "The Zafir Brigade and Ahrar al-Sham attacked Hama on 9 May 2013. The Oil Ministry denied it.",
    "Batahin militia clashed with Syrian troops in Idlib on 12 May 2013.",
)
FIELDS = {"name": "Zafir Brigade", "kind": "Rebel group", "country": "SY", "armed": "1", "source": "own notes"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("actors")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CONFLICT_ATLAS_ACTORS", str(folder / "actors.toml"))
        made = create_app(load_settings({"database": folder / "atlas.sqlite", "packs": folder / "packs"}))
        client = made.test_client()
        for number, text in enumerate(TEXTS):
            read = client.post("/add", data={"text": text, "title": f"Report {number}", "date": "2013-05-14"})
            client.post(f"{read.location}/save")
        yield made
        made.extensions[EXTENSION].store.close()


@pytest.fixture
def own(app: Flask) -> Iterator[OwnActors]:
    """Give the user's own actors, of which none is left behind."""
    actors: OwnActors = app.extensions[EXTENSION].own_actors
    yield actors
    for actor in actors.all():
        actors.remove(actor.id)


def test_actors_are_searched_by_name_alias_country_and_kind(client: FlaskClient) -> None:
    page = client.get("/actors?q=nusra&country=SY&kind=Rebel+group").text
    assert "Jabhat" in page or "Nusra" in page
    assert "in your reports" in client.get("/actors?q=ahrar+al-sham").text
    assert "No actor holds" in client.get("/actors?q=nobody-of-this-name").text
    assert "no actors of your own" in client.get("/actors?own=1").text
    assert client.get("/actors?kind=Pirates").status_code == 400


def test_a_listed_actor_shows_where_it_occurs(client: FlaskClient) -> None:
    page = client.get("/actors/id/ahrar-al-sham").text
    assert "1</span> mention" in page
    assert '<mark class="actor">Ahrar al-Sham</mark>' in page
    assert "/events?actor=ahrar-al-sham" in page
    assert "wikipedia" in page
    assert client.get("/actors/id/nobody").status_code == 404


def test_an_actor_is_added_found_by_the_running_server_and_undone(client: FlaskClient, own: OwnActors) -> None:
    done = client.post("/actors/new", data=FIELDS | {"aliases": "Liwa Zafir", "start": "2013-01-05", "author": "Anna"})
    assert done.location == "/actors/id/zafir-brigade?done=actor_added"
    page = client.get(done.location).text
    assert "2013-01-05 – today" in page
    assert "Added</strong> by Anna" in page
    draft = client.post("/add", data={"text": "Liwa Zafir attacked Homs on 4 May 2014.", "date": "2014-05-05"})
    assert "Zafir Brigade" in client.get(draft.location).text
    undone = client.post("/actors/history/1/undo")
    assert undone.location.startswith("/actors/history")
    assert own.all() == []


def test_the_documents_that_name_a_changed_actor_are_read_again(client: FlaskClient, app_store: EventStore) -> None:
    client.post("/actors/new", data=FIELDS)
    assert client.get("/gazetteer/regeocode/pending.json").json == {"changes": 1, "documents": 2}
    assert "actor Zafir Brigade added" in client.get("/gazetteer/regeocode").text
    regeocoder = client.application.extensions[EXTENSION].regeocoder
    run = regeocoder.apply(regeocoder.prepare().id)
    assert run.applied == 2
    actors = {row.actor1_id for row in app_store.events()} | {row.actor2_id for row in app_store.events()}
    assert "zafir-brigade" in actors
    assert client.get("/gazetteer/regeocode/pending.json").json["documents"] == 0
    assert "2</span> mentions" in client.get("/actors/id/zafir-brigade").text
    client.post("/actors/remove/zafir-brigade")
    regeocoder.apply(regeocoder.prepare().id)
    assert "Zafir Brigade" in client.get("/actors/unlisted").text


@pytest.mark.usefixtures("own")
def test_a_shipped_actor_is_replaced_and_comes_back(client: FlaskClient) -> None:
    form = client.get("/actors/edit/hezbollah").text
    assert "stands in its stead" in form
    changed = FIELDS | {"name": "Party of the Mountain", "country": "LB"}
    client.post("/actors/edit/hezbollah", data=changed | {"reason": "as they sign"})
    page = client.get("/actors/id/hezbollah").text
    assert "Party of the Mountain" in page
    assert "as they sign" in page
    assert "Yours" in client.get("/actors?own=1").text
    assert "shipped one holds again" in client.get("/actors/remove/hezbollah").text
    client.post("/actors/remove/hezbollah")
    assert "Party of the Mountain</bdi></h1>" not in client.get("/actors/id/hezbollah").text
    assert client.get("/actors/remove/hezbollah").status_code == 404


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"start": "spring"}, "neither a year as 2024 nor a day"),
        ({"start": "2014", "end": "2012"}, "is 2012, before the start, 2014"),
        ({"country": "SYR"}, "not an ISO 3166 code"),
        ({"kind": "Pirates"}, "allowed are State forces"),
        ({"source": ""}, "The source is missing"),
        ({"parent": "Jabhat al-Nusrah"}, "is it one of"),
        ({"id": "hezbollah"}, "is taken by Hezbollah"),
        ({"name": "لواء"}, "small letters, digits and hyphens"),
    ],
)
def test_a_wrong_value_is_refused_with_its_remedy_and_the_form_kept(
    client: FlaskClient, own: OwnActors, changes: dict[str, str], told: str
) -> None:
    answer = client.post("/actors/new", data=FIELDS | {"aliases": "Liwa Zafir"} | changes)
    assert answer.status_code == 400
    assert told in answer.text.replace("&#39;", "'")
    assert "Liwa Zafir" in answer.text
    assert own.all() == []


def test_unlisted_names_come_fighters_first_with_guesses(client: FlaskClient) -> None:
    page = client.get("/actors/unlisted").text
    assert page.index("<bdi>Zafir Brigade</bdi>") < page.index("<bdi>Oil Ministry</bdi>")
    assert "body that fights nobody" in page
    assert '<mark class="actor">Zafir Brigade</mark>' in page
    form = client.get(re.search(r'href="(/actors/new\?name=Zafir[^"]*)"', page)[1].replace("&amp;", "&")).text
    assert 'value="Zafir Brigade"' in form
    assert '<option value="SY" selected>' in form
    assert "No unlisted name holds" in client.get("/actors/unlisted?q=qqq").text


def test_one_click_makes_a_name_an_alias(client: FlaskClient, own: OwnActors) -> None:
    done = client.post(
        "/actors/unlisted/alias", data={"name": "Zafir Brigade", "actor_id": "ahrar-al-sham", "page": "1"}
    )
    assert "done=actor_alias_added" in done.location
    (actor,) = own.all()
    assert actor.aliases[-1] == "Zafir Brigade"
    assert "Listed now" in client.get("/actors/unlisted?q=zafir").text
    assert client.post("/actors/unlisted/alias", data={"name": "X", "actor_id": "nobody"}).status_code == 404


def test_what_is_no_actor_leaves_the_list_and_comes_back(client: FlaskClient) -> None:
    client.post("/actors/unlisted/dismiss", data={"name": "Oil Ministry"})
    page = client.get("/actors/unlisted").text
    assert "Dismissed (1)" in page
    assert page.index("Dismissed (1)") < page.index("Oil Ministry")
    client.post("/actors/unlisted/restore", data={"name": "Oil Ministry"})
    assert "Dismissed (" not in client.get("/actors/unlisted").text
    assert client.post("/actors/unlisted/restore", data={"name": "Oil Ministry"}).status_code == 404


def test_the_history_tells_what_changed(client: FlaskClient, own: OwnActors) -> None:
    client.post("/actors/new", data=FIELDS)
    client.post("/actors/edit/zafir-brigade", data=FIELDS | {"end": "2019", "author": "Ben"})
    page = client.get("/actors/history?actor=zafir-brigade").text
    assert "Changed</strong>" in page
    assert "End: <bdi>–</bdi> → <bdi>2019</bdi>" in page
    latest = own.history("zafir-brigade")[0]
    client.post("/actors/edit/zafir-brigade", data=FIELDS | {"end": "2020"})
    answer = client.post(f"/actors/history/{latest.id}/undo")
    assert answer.status_code == 409
    assert "undo the later edit first" in answer.text
