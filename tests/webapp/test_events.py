from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from geo.store import EventStore
from webapp.pages.events import SORTABLE


@pytest.mark.parametrize("column", SORTABLE)
@pytest.mark.parametrize("order", ["up", "down"])
@pytest.mark.usefixtures("report")
def test_the_table_sorts_by_every_column(client: FlaskClient, column: str, order: str) -> None:
    answer = client.get(f"/events?sort={column}&order={order}")
    assert answer.status_code == 200
    assert 'aria-sort="' + ("descending" if order == "down" else "ascending") in answer.text


@pytest.mark.usefixtures("report")
def test_filters_narrow_the_table_and_its_exports(client: FlaskClient) -> None:
    page = client.get("/events?country=SY&year=2017&q=Raqqa").text
    assert "with these filters" in page
    assert "/export/csv?year=2017&amp;country=SY&amp;q=Raqqa" in page
    assert "Idleb on Sunday" not in page
    assert "No event fits these filters" in client.get("/events?year=1999").text


def test_a_decision_keeps_the_place_in_the_table(client: FlaskClient, event_id: str, app_store: EventStore) -> None:
    form = {"status": "confirmed", "back": "country=SY&page=1"}
    answer = client.post(f"/events/{event_id}/status", data=form)
    assert answer.location == "/events?country=SY&page=1&done=confirmed"
    assert app_store.event(event_id).status == "confirmed"  # type: ignore[union-attr]
    client.post(f"/events/{event_id}/status", data={"status": "rejected", "reason": "a rumour"})
    assert event_id not in [row.event_id for row in app_store.events()]
    assert "a rumour" in client.get(f"/events/{event_id}").text


@pytest.mark.parametrize("back", ["//evil.invalid", "x=1\r\nSet-Cookie: a=b", "https://evil.invalid/?a=1"])
def test_the_way_back_stays_here(client: FlaskClient, event_id: str, back: str) -> None:
    answer = client.post(f"/events/{event_id}/status", data={"status": "confirmed", "back": back})
    assert answer.location.startswith("/events?")
    assert "Set-Cookie" not in answer.headers


def test_a_correction_is_in_the_history_and_can_be_undone(
    client: FlaskClient, event_id: str, app_store: EventStore
) -> None:
    form = {"fatalities_best": "14", "fatalities_high": "20", "author": "Rima", "reason": "second source"}
    client.post(f"/events/{event_id}/correct", data=form)
    row = app_store.event(event_id)
    assert row is not None
    assert (row.fatalities_best, row.status) == (14, "edited")
    page = client.get(f"/events/{event_id}").text
    assert "Rima" in page
    assert "second source" in page
    edit = app_store.edits(event_id)[-1]
    client.post(f"/events/{event_id}/undo/{edit.id}")
    assert app_store.event(event_id).fatalities_best != 14  # type: ignore[union-attr]


def test_claims_and_kinds_of_dead_are_corrected_and_shown(
    client: FlaskClient, event_id: str, app_store: EventStore
) -> None:
    assert "<dt>Claim</dt>" not in client.get(f"/events/{event_id}").text
    form = {f"fatalities_{bound}": "9" for bound in ("low", "best", "high")}
    form |= {"fatalities_civilians": "7", "fatalities_military": "2"}
    client.post(f"/events/{event_id}/correct", data=form | {"claimed_by": "Islamic State", "denied_by": "<b>Nobody"})
    row = app_store.event(event_id)
    assert row is not None
    assert (row.fatalities_civilians, row.claimed_by, row.denied_by) == (7, "Islamic State", "<b>Nobody")
    said = "claimed by Islamic State, denied by &lt;b&gt;Nobody"
    for page in (f"/events/{event_id}", "/events"):
        assert said in client.get(page).text
    assert "of them 7 civilians, 2 fighters" in client.get(f"/events/{event_id}").text
    refused = client.post(f"/events/{event_id}/correct", data={"fatalities_civilians": "8"})
    assert refused.status_code == 400
    assert "10 civilians and fighters are more than 9 in all" in refused.text
    client.post(f"/events/{event_id}/undo/{app_store.edits(event_id)[-1].id}")
    assert app_store.event(event_id).claimed_by == ""  # type: ignore[union-attr]


def test_a_wrong_value_is_explained_and_kept(client: FlaskClient, event_id: str) -> None:
    answer = client.post(f"/events/{event_id}/correct", data={"date_start": "2017-09-09", "date_end": "2017-09-01"})
    assert answer.status_code == 400
    assert "is before" in answer.text
    assert 'value="2017-09-09"' in answer.text


def test_the_place_is_corrected_from_the_gazetteer(client: FlaskClient, event_id: str, app_store: EventStore) -> None:
    page = client.get(f"/events/{event_id}?place=Idleb").text
    assert 'name="place_id"' in page
    place_id = page.split('name="place_id" value="')[1].split('"')[0]
    client.post(f"/events/{event_id}/place", data={"place_id": place_id})
    assert app_store.event(event_id).location == "Idlib"  # type: ignore[union-attr]
    client.post(f"/events/{event_id}/place", data={"place_id": "none"})
    assert app_store.event(event_id).latitude is None  # type: ignore[union-attr]
    assert client.post(f"/events/{event_id}/place", data={"place_id": "made:up"}).status_code == 400


def test_an_edit_of_another_event_is_not_undone(client: FlaskClient, event_id: str) -> None:
    assert client.post(f"/events/{event_id}/undo/99999").status_code == 404
    assert client.post(f"/events/{event_id}/status", data={"status": "extracted"}).status_code == 400
