"""The user's own places: kept, checked, found at once, and first."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from gazetteer import Gazetteer, InvalidPlaceError, Place, PlaceName, PlaceNotFoundError, UserPlaces

GHAZALEH = Place(
    "", "Khirbet Ghazaleh", 36.20, 32.73, country="SY", names=(PlaceName("Khirbat al-Ghazala"),), note="Daraa"
)


def test_add_and_read_back(user_places: UserPlaces) -> None:
    added = user_places.add(GHAZALEH)
    assert re.fullmatch(r"user:khirbet-ghazaleh-[0-9a-f]{8}", added.id)
    assert added.wins
    assert user_places.get(added.id) == added
    assert user_places.all() == [added]


def test_edit_and_delete(user_places: UserPlaces) -> None:
    added = user_places.add(GHAZALEH)
    edited = user_places.edit(added.id, radius_km=2.0, names=(PlaceName("Ghazaleh"),))
    assert (edited.radius_km, [name.text for name in edited.names]) == (2.0, ["Ghazaleh"])
    assert user_places.get(added.id) == edited
    user_places.delete(added.id)
    assert user_places.all() == []


def test_generation_rises_with_each_change(user_places: UserPlaces) -> None:
    before = user_places.generation
    added = user_places.add(GHAZALEH)
    user_places.edit(added.id, note="other")
    user_places.delete(added.id)
    assert before == 0
    assert user_places.generation == 3


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "  "}, "Name"),
        ({"name": "!!"}, "letters"),
        ({"name": "x" * 201}, "200"),
        ({"lat": 90.5}, "Latitude 90.5"),
        ({"lat": float("nan")}, "Latitude nan"),
        ({"lon": -181.0}, "Longitude -181"),
        ({"radius_km": -1.0}, "Radius"),
        ({"population": -5}, "Population"),
        ({"country": "SYR"}, "Country 'SYR'"),
        ({"feature_code": "p p"}, "Feature code"),
        ({"names": (PlaceName("…"),)}, "Alias"),
        ({"note": "x" * 2001}, "2000"),
    ],
)
def test_values_out_of_range_are_named(user_places: UserPlaces, changes: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidPlaceError, match=re.escape(message)) as caught:
        user_places.add(replace(GHAZALEH, **changes))  # type: ignore[arg-type]
    assert isinstance(caught.value, ValueError)
    assert user_places.all() == []


def test_unknown_ids_and_fields(user_places: UserPlaces) -> None:
    with pytest.raises(PlaceNotFoundError, match="user:none"):
        user_places.get("user:none")
    with pytest.raises(PlaceNotFoundError, match="gazetteer export"):
        user_places.delete("geonames:1")
    added = user_places.add(GHAZALEH)
    with pytest.raises(InvalidPlaceError, match="'colour'"):
        user_places.edit(added.id, colour="red")


def test_country_code_and_class_are_levelled(user_places: UserPlaces) -> None:
    added = user_places.add(replace(GHAZALEH, country="sy", feature_code="airb"))
    assert (added.country, added.feature_code, added.feature_class) == ("SY", "AIRB", "S")
    assert user_places.add(replace(GHAZALEH, feature_code="ADM2")).feature_class == "A"


def test_gazetteer_sees_an_entry_at_once(small_with_own: Gazetteer, user_places: UserPlaces) -> None:
    text = "They left Khirbet Ghazaleh and Khirbat al-Ghazala for Idlib."
    assert [span.key for span in small_with_own.match(text)] == ["idlib"]
    added = user_places.add(GHAZALEH)
    assert [text[span.start : span.end] for span in small_with_own.match(text)] == [
        "Khirbet Ghazaleh",
        "Khirbat al-Ghazala",
        "Idlib",
    ]
    assert small_with_own.places_named("khirbet ghazaleh") == (added,)
    assert small_with_own.search("Khirbet Ghazale")[0].place == added


def test_own_places_win(small_with_own: Gazetteer, user_places: UserPlaces) -> None:
    added = user_places.add(Place("", "Idlib", 10.0, 10.0, country="SY"))
    assert small_with_own.places_named("Idlib")[0] == added
    assert small_with_own.search("Idlib")[0].place == added
    assert small_with_own.place(added.id) == added
    user_places.delete(added.id)
    assert small_with_own.places_named("Idlib")[0].id == "geonames:idlib-sy"


def test_stop_names_match_where_the_user_has_one(small_with_own: Gazetteer, user_places: UserPlaces) -> None:
    assert small_with_own.match("They reached Hit.") == []
    user_places.add(Place("", "Hit", 42.8, 33.6, country="IQ"))
    assert [span.key for span in small_with_own.match("They reached Hit.")] == ["hit"]
