"""Merging own places into one, and splitting one into two."""

from __future__ import annotations

import pytest
from shapely.geometry import box

from gazetteer import Gazetteer, InvalidPlaceError, NameKind, Place, PlaceName, PlaceNotFoundError, UserPlaces

IDLIB = "geonames:idlib-sy"
CITY = Place(
    "", "Idlib City", 36.64, 35.94, country="SY", names=(PlaceName("Idlib al-Madina"), PlaceName("إدلب", "ar"))
)
CAMP = Place(
    "", "Idlib Camp", 36.65, 35.95, admin1="Idlib", note="a camp", population=900, same_as=(IDLIB,),
    names=(PlaceName("Idlib al-Madina"), PlaceName("Mukhayyam", "", NameKind.HISTORIC)),
)  # fmt: skip


@pytest.fixture
def city(user_places: UserPlaces) -> Place:
    """Add the place that stays."""
    return user_places.add(CITY)


@pytest.fixture
def camp(user_places: UserPlaces) -> Place:
    """Add the place that goes."""
    return user_places.add(CAMP, polygon=box(36.6, 35.9, 36.7, 36), reference="Report 9")


def test_the_kept_place_wins_and_takes_what_it_lacks(user_places: UserPlaces, city: Place, camp: Place) -> None:
    merged = user_places.merge([camp.id, city.id], city.id)
    assert user_places.all() == [merged]
    assert (merged.id, merged.name, merged.lon) == (city.id, "Idlib City", 36.64)
    assert (merged.admin1, merged.note, merged.population, merged.country) == ("Idlib", "a camp", 900, "SY")
    assert [(name.text, name.kind.value) for name in merged.names] == [
        ("Idlib al-Madina", "alias"), ("إدلب", "alias"), ("Idlib Camp", "alias"), ("Mukhayyam", "historic"),
    ]  # fmt: skip
    own = user_places.own(city.id)
    assert (own.polygon, own.reference) == (box(36.6, 35.9, 36.7, 36), "Report 9")


def test_it_answers_for_all_ids(small_with_own: Gazetteer, user_places: UserPlaces, city: Place, camp: Place) -> None:
    merged = user_places.merge([camp.id, "geonames:daraa-sy"], city.id)
    assert set(merged.same_as) == {IDLIB, camp.id, "geonames:daraa-sy"}
    assert {small_with_own.place(place_id) for place_id in merged.same_as} == {merged}
    assert small_with_own.places_named("Daraa")[0] == small_with_own.places_named("Idlib Camp")[0] == merged


def test_undo_of_a_merge_undoes_all_of_it(user_places: UserPlaces, city: Place, camp: Place) -> None:
    before = user_places.all_own()
    user_places.merge([camp.id], city.id)
    for edit in user_places.history(limit=2):
        assert edit.group_id == user_places.history(limit=2)[1].id
    restored = user_places.undo(user_places.last_edit_id)
    assert user_places.all_own() == before
    assert {place.id for place in restored} == {city.id, camp.id}


def test_merging_into_a_new_place(user_places: UserPlaces, city: Place, camp: Place) -> None:
    merged = user_places.merge([city.id, camp.id], Place("", "Greater Idlib", 36.6, 35.9))
    assert merged.id.startswith("user:greater-idlib-")
    assert user_places.all() == [merged]
    assert {"Idlib City", "Idlib Camp"} <= {name.text for name in merged.names}
    user_places.undo(user_places.last_edit_id)
    assert {place.id for place in user_places.all()} == {city.id, camp.id}


def test_built_places_alone_can_be_merged_into_a_new_one(small_with_own: Gazetteer, user_places: UserPlaces) -> None:
    merged = user_places.merge([IDLIB, "geonames:daraa-sy"], Place("", "Both", 36.4, 34))
    assert small_with_own.places_named("Idleb") == (merged,)
    assert small_with_own.place("geonames:daraa-sy") == merged


@pytest.mark.parametrize(
    ("ids", "into", "message"),
    [
        ([], "city", "Nothing to merge"),
        (["city"], "city", "Nothing to merge"),
        (["user:none"], "city", "user:none"),
        (["city"], "geonames:1", "geonames:1"),
        (["no id"], "city", "Id 'no id'"),
    ],
)
def test_refused_merges_change_nothing(
    user_places: UserPlaces, city: Place, ids: list[str], into: str, message: str
) -> None:
    given = [city.id if each == "city" else each for each in ids]
    with pytest.raises((InvalidPlaceError, PlaceNotFoundError), match=message):
        user_places.merge(given, city.id if into == "city" else into)
    assert user_places.all() == [city]
    assert user_places.count_edits() == 1


def test_a_split_moves_names_and_ids(small_with_own: Gazetteer, user_places: UserPlaces, camp: Place) -> None:
    new = Place("", "Mukhayyam", 36.7, 35.9, country="SY")
    rest, part = user_places.split(camp.id, ["Mukhayyam", "Idlib al-Madina"], new, ids_to_move=[IDLIB], author="amal")
    assert (rest.id, rest.names, rest.same_as) == (camp.id, (), ())
    assert [name.text for name in part.names] == ["Idlib al-Madina"]  # its own name is no alias of it
    assert small_with_own.places_named("Idleb") == (part,)
    assert [edit.action for edit in user_places.history(limit=2)] == ["split", "split"]
    user_places.undo(user_places.last_edit_id)
    assert user_places.all() == [camp]


def test_a_split_may_move_nothing(user_places: UserPlaces, city: Place) -> None:
    rest, part = user_places.split(city.id, [], Place("", "Old Town", 36.63, 35.93))
    assert rest == city
    assert part.name == "Old Town"
    assert user_places.count_edits() == 2


@pytest.mark.parametrize(
    ("names", "ids", "message"),
    [(["Nowhere"], [], "Nowhere"), (["Idlib City"], [], "Idlib City"), ([], [IDLIB], IDLIB)],
)
def test_a_split_of_what_is_not_there_is_refused(
    user_places: UserPlaces, city: Place, names: list[str], ids: list[str], message: str
) -> None:
    with pytest.raises(InvalidPlaceError, match=f"'{message}' is no other name"):
        user_places.split(city.id, names, Place("", "New", 1, 1), ids_to_move=ids)
    assert user_places.all() == [city]
