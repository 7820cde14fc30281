from __future__ import annotations

import re
from dataclasses import replace

import pytest
import shapely
from flask.testing import FlaskClient

from gazetteer import NameKind, Place, PlaceName, UserPlaces
from gazetteer.own_records import OwnPlace, PlaceEdit
from geo.store import EventStore
from tests.webapp.places import add_place
from webapp.place_changes import field_changes

BEFORE = Place("user:x", "Before", 38.0, 35.0, country="SY", names=(PlaceName("Old"), PlaceName("Kept")))
SQUARE = shapely.box(38, 35, 39, 36)


@pytest.fixture
def own(app_store: EventStore) -> UserPlaces:
    return app_store.user_places


def edit_of(before: OwnPlace | None, after: OwnPlace | None) -> PlaceEdit:
    return PlaceEdit(1, "2026-01-02T03:04:05+00:00", "", "", "edit", 1, "user:x", before, after)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": "After"}, [("Name", "Before", "After")]),
        ({"lat": 35.5}, [("Latitude", "35.00000", "35.50000")]),
        ({"radius_km": 2.0}, [("Radius", "5 km", "2 km")]),
        ({"country": ""}, [("Country", "Syria", "–")]),
        ({"feature_code": "MILB", "feature_class": "L"}, [("Kind", "Town or village", "Military base")]),
        (
            {"names": (PlaceName("Kept"), PlaceName("جديد", "ar", NameKind.ORIGINAL))},
            [("Other names", "without Old", "with جديد")],
        ),
        ({"same_as": ("geonames:1",)}, [("Stands for", "", "with geonames:1")]),
    ],
)
def test_a_change_is_told_in_words(changes: dict[str, object], told: list[tuple[str, str, str]]) -> None:
    found = field_changes(edit_of(OwnPlace(BEFORE), OwnPlace(replace(BEFORE, **changes))))  # type: ignore[arg-type]
    assert [(change.label, change.before, change.after) for change in found] == told


def test_an_area_that_changes_is_told_without_its_corners() -> None:
    drawn = field_changes(edit_of(OwnPlace(BEFORE), OwnPlace(BEFORE, SQUARE)))
    assert [(change.before, change.after) for change in drawn] == [("–", "an area with borders")]
    moved = field_changes(edit_of(OwnPlace(BEFORE, SQUARE), OwnPlace(BEFORE, shapely.box(1, 1, 2, 2))))
    assert [(change.before, change.after) for change in moved] == [("an area with borders", "another one")]


def test_what_came_or_went_has_no_list_of_fields() -> None:
    assert field_changes(edit_of(None, OwnPlace(BEFORE))) == []
    assert field_changes(edit_of(OwnPlace(BEFORE), None)) == []


def test_each_edit_is_listed_with_author_reason_and_time(client: FlaskClient, own: UserPlaces) -> None:
    place_id = add_place(client, name="Written Down", lat="36.3", lon="38.3", author="Rana", reason="from a map")
    own.edit(place_id, name="Written Again", author="Omar", reason="spelling")
    page = client.get(f"/gazetteer/history?place={place_id}").text
    assert page.index("by Omar") < page.index("by Rana")
    assert "spelling" in page
    assert "Name: <bdi>Written Down</bdi> → <bdi>Written Again</bdi>" in page
    assert re.search(r"\d{1,2} \w+ \d{4}, \d\d:\d\d", page)
    assert "Added: <bdi>Written Down</bdi>" in client.get("/gazetteer/history").text


def test_undo_takes_a_deletion_back(client: FlaskClient, own: UserPlaces) -> None:
    place_id = add_place(client, name="Brought Back", lat="36.4", lon="38.4")
    client.post(f"/gazetteer/delete/{place_id}", data={"author": "Rana", "reason": "by mistake"})
    deletion = own.history(place_id)[0]
    assert deletion.action == "delete"
    undone = client.post(f"/gazetteer/history/{deletion.id}/undo", data={"author": "Rana"})
    assert place_id in undone.location
    assert own.get(place_id).name == "Brought Back"
    assert "Undone since." in client.get(f"/gazetteer/history?place={place_id}").text


def test_an_undo_that_clashes_says_with_what(client: FlaskClient, own: UserPlaces) -> None:
    place_id = add_place(client, name="Clashing", lat="36.5", lon="38.5")
    own.edit(place_id, name="Second")
    own.edit(place_id, name="Third")
    second = own.history(place_id)[1]
    answer = client.post(f"/gazetteer/history/{second.id}/undo")
    assert answer.status_code == 409
    assert "undo the later edit first" in answer.text
    assert own.get(place_id).name == "Third"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/gazetteer/history?place=user:none", 404),
        ("/gazetteer/history/999999", 404),
        ("/gazetteer/history?page=x", 400),
        ("/gazetteer/history?page=99", 200),
    ],
)
def test_a_history_that_is_not_there_is_explained(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "<h1>" in answer.text


def test_a_merge_is_one_change_and_undone_as_one(client: FlaskClient, own: UserPlaces) -> None:
    first = add_place(client, name="Twin One", lat="36.61", lon="38.6")
    second = add_place(client, name="Twin Two", lat="36.65", lon="38.6", alias=["Zwilling"])
    merged = client.post(f"/gazetteer/merge/{first}", data={"ids": [second], "author": "Rana"})
    assert first in merged.location
    assert client.get(f"/gazetteer/place/{second}").text.count("Your entry stands for") == 1
    group = own.groups(1)[0]
    page = client.get(f"/gazetteer/history/{group.id}").text
    assert "Twin One" in page
    assert "Twin Two" in page
    client.post(f"/gazetteer/history/{group.id}/undo")
    assert {own.get(first).name, own.get(second).name} == {"Twin One", "Twin Two"}


def test_a_built_place_is_merged_into_a_copy_of_its_own(client: FlaskClient, own: UserPlaces) -> None:
    built, other = client.get("/api/places?q=Aleppo&country=SY&limit=2").get_json()
    merged = client.post(f"/gazetteer/merge/{built['id']}", data={"ids": [other["id"]]})
    place_id = merged.location.split("/place/")[1].split("?")[0]
    assert {built["id"], other["id"]} <= set(own.get(place_id).same_as)
    own.delete(place_id)


def test_a_merge_needs_something_to_merge(client: FlaskClient) -> None:
    place_id = add_place(client, name="Lonely", lat="36.7", lon="38.7")
    answer = client.post(f"/gazetteer/merge/{place_id}")
    assert answer.status_code == 400
    assert "Choose at least one entry" in answer.text
    assert "Aleppo" in client.get(f"/gazetteer/merge/{place_id}?q=Aleppo").text


def test_a_split_moves_names_to_a_new_place(client: FlaskClient, own: UserPlaces) -> None:
    place_id = add_place(client, name="Mixed", lat="36.8", lon="38.8", alias=["Mixed Camp", "Mixte"])
    assert 'value="Mixed Camp"' in client.get(f"/gazetteer/split/{place_id}").text
    form = {"name": "Mixed Camp", "lat": "36.9", "lon": "38.9", "country": "SY", "extent": "radius"}
    assert client.post(f"/gazetteer/split/{place_id}", data=form).status_code == 400
    refused = client.post(f"/gazetteer/split/{place_id}", data={**form, "lat": "high", "move": ["Mixed Camp"]})
    assert "must be a number" in refused.text
    done = client.post(f"/gazetteer/split/{place_id}", data={**form, "move": ["Mixed Camp"]})
    added = own.get(done.location.split("/place/")[1].split("?")[0])
    assert (added.name, added.lat) == ("Mixed Camp", 36.9)
    assert [name.text for name in own.get(place_id).names] == ["Mixte"]
