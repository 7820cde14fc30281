"""Every change to an own place is an edit with author, time and reason, and can be taken back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from shapely.geometry import box
from sqlalchemy import create_engine

from gazetteer import InvalidPlaceError, OwnPlace, Place, PlaceConflictError, PlaceName, PlaceNotFoundError, UserPlaces
from gazetteer.own_records import own_of_record, record_of
from gazetteer.own_tables import metadata
from tests.gazetteer.own_strategies import own_places

GHAZALEH = Place("", "Khirbet Ghazaleh", 36.20, 32.73, country="SY", names=(PlaceName("Ghazala"),))
TWIN = "geonames:170794"


@pytest.fixture
def ghazaleh(user_places: UserPlaces) -> Place:
    """Add a place."""
    return user_places.add(GHAZALEH, polygon=box(36.1, 32.7, 36.3, 32.8), reference="Report 12", author="amal")


def last_edit(user_places: UserPlaces) -> int:
    return user_places.history(limit=1)[0].id


def test_each_change_is_an_edit(user_places: UserPlaces, ghazaleh: Place) -> None:
    user_places.edit(ghazaleh.id, radius_km=2.0, note="by the road", author="omar", reason="seen on the map")
    user_places.delete(ghazaleh.id, author="amal", reason="by mistake")
    edits = user_places.history(ghazaleh.id)
    assert [(edit.action, edit.author, edit.reason) for edit in edits] == [
        ("delete", "amal", "by mistake"), ("edit", "omar", "seen on the map"), ("add", "amal", ""),
    ]  # fmt: skip
    assert edits[1].changed == ("radius_km", "note")
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", edit.at) for edit in edits)
    assert (edits[2].before, edits[0].after) == (None, None)
    assert edits[0].name == ghazaleh.name


def test_history_is_paged_and_counted(user_places: UserPlaces, ghazaleh: Place) -> None:
    other = user_places.add(replace(GHAZALEH, name="Other"))
    for number in range(4):
        user_places.edit(ghazaleh.id, note=f"note {number}")
    assert [edit.id for edit in user_places.history(limit=2, offset=1)] == [5, 4]
    assert [edit.place_id for edit in user_places.history(other.id)] == [other.id]
    assert (user_places.count_edits(), user_places.count_edits(other.id)) == (6, 1)
    assert [edit.id for edit in user_places.edits_since(4)] == [5, 6]
    assert user_places.last_edit_id == 6


def test_an_edit_that_changes_nothing_is_none(user_places: UserPlaces, ghazaleh: Place) -> None:
    generation = user_places.generation
    assert user_places.edit(ghazaleh.id, note="") == ghazaleh
    assert user_places.count_edits() == 1
    assert user_places.generation == generation


@pytest.mark.parametrize("undone", ["add", "edit", "delete"])
def test_undo_restores_what_was_there(user_places: UserPlaces, ghazaleh: Place, undone: str) -> None:
    stored = user_places.all_own()
    if undone == "add":
        stored = []
    elif undone == "edit":
        user_places.edit(ghazaleh.id, polygon=None, names=(), same_as=(TWIN,), reference="", lat=1)
    else:
        user_places.delete(ghazaleh.id)
    undone_edit = last_edit(user_places)
    user_places.undo(undone_edit, author="omar", reason="wrong")
    assert user_places.all_own() == stored
    latest = user_places.history()[0]
    assert (latest.action, latest.author, latest.reason, latest.undoes) == ("undo", "omar", "wrong", undone_edit)
    assert user_places.history()[1].undone_by == latest.id


def test_undo_can_be_undone(user_places: UserPlaces, ghazaleh: Place) -> None:
    user_places.delete(ghazaleh.id)
    user_places.undo(last_edit(user_places))
    assert user_places.get(ghazaleh.id) == ghazaleh
    user_places.undo(last_edit(user_places))
    assert user_places.all() == []
    user_places.undo(last_edit(user_places))
    assert user_places.get(ghazaleh.id) == ghazaleh


def test_undo_leaves_later_changes_of_other_fields(user_places: UserPlaces, ghazaleh: Place) -> None:
    user_places.edit(ghazaleh.id, note="one")
    edit_id = last_edit(user_places)
    user_places.edit(ghazaleh.id, radius_km=9.0)
    user_places.undo(edit_id)
    assert (user_places.get(ghazaleh.id).note, user_places.get(ghazaleh.id).radius_km) == ("", 9.0)


def test_undo_refuses_what_a_later_edit_changed(user_places: UserPlaces, ghazaleh: Place) -> None:
    added = last_edit(user_places)
    user_places.edit(ghazaleh.id, note="one")
    edited = last_edit(user_places)
    user_places.edit(ghazaleh.id, note="two")
    before = user_places.all_own(), user_places.count_edits()
    with pytest.raises(PlaceConflictError, match=r"changed since edit 2 in note: undo the later edit first"):
        user_places.undo(edited)
    with pytest.raises(PlaceConflictError, match=r"changed since edit 1 in note"):
        user_places.undo(added)
    user_places.delete(ghazaleh.id)
    with pytest.raises(PlaceConflictError, match="is gone since edit 2"):
        user_places.undo(edited)
    user_places.undo(last_edit(user_places))
    assert (user_places.all_own(), user_places.count_edits()) == (before[0], before[1] + 2)


def test_undo_refuses_a_place_that_is_there_again(user_places: UserPlaces, ghazaleh: Place) -> None:
    user_places.delete(ghazaleh.id)
    deleted = last_edit(user_places)
    user_places.undo(deleted)
    with pytest.raises(PlaceConflictError, match="is there again"):
        user_places.undo(deleted)
    with pytest.raises(PlaceNotFoundError, match="No edit 99"):
        user_places.undo(99)


def test_undo_cannot_give_one_twin_to_two(user_places: UserPlaces, ghazaleh: Place) -> None:
    user_places.edit(ghazaleh.id, same_as=(TWIN,))
    user_places.edit(ghazaleh.id, same_as=())
    freed = last_edit(user_places)
    other = user_places.add(replace(GHAZALEH, name="Other", same_as=(TWIN,)))
    with pytest.raises(InvalidPlaceError, match=f"already replaced by {other.id}"):
        user_places.undo(freed)
    assert user_places.get(ghazaleh.id).same_as == ()


def test_groups_tell_what_was_done_at_once(user_places: UserPlaces, ghazaleh: Place) -> None:
    others = [user_places.add(replace(GHAZALEH, name=f"Other {number}")) for number in range(4)]
    user_places.merge([place.id for place in others], ghazaleh.id, author="omar", reason="one village")
    latest, *earlier = user_places.groups(limit=3)
    assert (latest.action, latest.edits, latest.author, latest.reason) == ("merge", 5, "omar", "one village")
    assert latest.names == ("Other 0", "Other 1", "Other 2")
    assert [(group.action, group.edits) for group in earlier] == [("add", 1), ("add", 1)]
    user_places.undo(latest.id + 3)
    assert user_places.groups(limit=1)[0].undoes == latest.id
    assert user_places.groups(limit=2)[1].undone_by == user_places.groups(limit=1)[0].id


def test_texts_of_an_edit_are_cleaned(user_places: UserPlaces) -> None:
    user_places.add(GHAZALEH, author="a\ud800\0" + "b" * 300, reason=" why \x07 ")
    edit = user_places.history()[0]
    assert (edit.author[:2], len(edit.author), edit.reason) == ("a\N{REPLACEMENT CHARACTER}", 200, "why")
    assert edit.after is not None


@settings(deadline=None, max_examples=100)
@given(own=own_places())
def test_a_record_gives_the_place_back(own: OwnPlace) -> None:
    assert own_of_record(record_of(own)) == own
    assert own_of_record({}) is None


@settings(deadline=None, max_examples=40)
@given(own=own_places())
def test_what_is_stored_comes_back(own: OwnPlace) -> None:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    user_places = UserPlaces(engine)
    added = user_places.add(own.place, polygon=own.polygon, reference=own.reference)
    found = user_places.own(added.id)
    assert record_of(found) | {"id": ""} == record_of(own) | {"id": ""}
    user_places.delete(added.id)
    user_places.undo(user_places.last_edit_id)
    assert user_places.own(added.id) == found
    engine.dispose()
