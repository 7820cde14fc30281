"""What looks wrong about a place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shapely.geometry import box

from gazetteer import Gazetteer, Place, PlaceName, UserPlaces
from gazetteer.checks import are_alike, name_keys, suspicions

IDLIB = Place("", "Kafr Test", 36.5, 35.5, country="SY")


def codes(place: Place, gazetteer: Gazetteer) -> list[str]:
    return [suspicion.code for suspicion in suspicions(place, gazetteer)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"country": ""}, []),
        ({"country": "QQ"}, ["country"]),
        ({"country": "IQ"}, ["outside"]),
        ({"lon": 35.5, "lat": 36.5}, ["swapped"]),
        ({"lon": 35.97}, []),  # 3 km beyond the border of the map
        ({"lon": 35.7}, ["outside"]),
        ({"lon": 35.7, "radius_km": 40.0}, []),
        ({"lon": 120.5}, ["outside"]),
    ],
)
def test_country(small: Gazetteer, changes: dict[str, object], expected: list[str]) -> None:
    assert codes(replace(IDLIB, **changes), small) == expected  # type: ignore[arg-type]
    assert "SY" in small.countries()


def test_swapped_coordinates_are_said_to_be(small: Gazetteer) -> None:
    suspicion = suspicions(replace(IDLIB, lon=35.5, lat=36.5), small)[0]
    assert "36.5, 35.5 lies at sea, not in SY" in suspicion.message
    assert "with latitude and longitude swapped, 35.5, 36.5, it lies in SY" in suspicion.message
    assert suspicion.place_ids == ()


@pytest.mark.parametrize(
    ("name", "names", "km_east", "expected"),
    [
        ("Deir ez-Zor", (), 1.0, ["geonames:deir-ez-zor-sy"]),
        ("Dayr az Zawr", (), 1.0, ["geonames:deir-ez-zor-sy"]),
        ("Other", (PlaceName("Deir Ezzor"),), 1.9, ["geonames:deir-ez-zor-sy"]),
        ("Dair Ezzour", (), 1.0, ["geonames:deir-ez-zor-sy"]),
        ("Deir ez-Zor", (), 2.5, []),
        ("Al Jalaa", (), 1.0, []),
    ],
)
def test_duplicates(
    small: Gazetteer, name: str, names: tuple[PlaceName, ...], km_east: float, expected: list[str]
) -> None:
    place = Place("", name, 40.14 + km_east / 90.6, 35.34, names=names)
    found = [suspicion for suspicion in suspicions(place, small) if suspicion.code == "duplicate"]
    assert [place_id for suspicion in found for place_id in suspicion.place_ids] == expected
    assert all(" km off, has " in suspicion.message for suspicion in found)


def test_what_it_replaces_or_is_counts_not_as_a_duplicate(small_with_own: Gazetteer, user_places: UserPlaces) -> None:
    own = user_places.add(Place("", "Idlib", 36.63, 35.93, country="SY", same_as=("geonames:idlib-sy",)))
    assert suspicions(own, small_with_own) == []
    again = Place("", "Idlib", 36.63, 35.93, country="SY")
    assert [each.place_ids for each in suspicions(again, small_with_own)] == [(own.id,)]
    assert codes(replace(again, feature_code="AIRB", feature_class="S"), small_with_own) == []


def test_a_point_outside_its_polygon(small: Gazetteer) -> None:
    found = suspicions(IDLIB, small, box(36.6, 35.5, 36.7, 35.6))
    assert [suspicion.code for suspicion in found] == ["polygon"]
    assert suspicions(IDLIB, small, box(36.4, 35.4, 36.6, 35.6)) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Idlib", "Idleb", True),
        ("Homs", "Hama", False),
        ("Kafr Nabl", "Kafr Nabudah", False),
        ("Qaboun", "Al-Qabun", True),
    ],
)
def test_like_names(one: str, other: str, *, expected: bool) -> None:
    assert are_alike(name_keys((), one), name_keys((), other)) is expected
    assert are_alike(name_keys((), one), ()) is False
