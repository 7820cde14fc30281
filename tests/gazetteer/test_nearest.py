"""The nearest places of a point, and what the point is in."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, InvalidPlaceError, Place, UserPlaces
from gazetteer.nearest import Box, PlaceFilter, boxes_around, nearest_places, score_of_distance
from gazetteer.packs import PackHead, Packs
from gazetteer.sources import GazetteerSource, SourcedPlace
from gazetteer.writer import write_gazetteer

LONGITUDES, LATITUDES = st.floats(-180, 180), st.floats(-90, 90)
SCATTERED = [
    Place(
        f"n:{number}",
        "Nowhere",
        (number * 77.7) % 360 - 180,
        (number * 31.3) % 178 - 89,
        country="SY" if number % 3 else "",
    )
    for number in range(300)
]


@pytest.fixture(scope="module")
def scattered(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Open a gazetteer of places all over the world."""
    path = tmp_path_factory.mktemp("scattered") / "gazetteer.sqlite"
    write_gazetteer(path, map(SourcedPlace, SCATTERED), (GazetteerSource("n", "none", "", ""),))
    return Gazetteer.open(path)


@given(lon=LONGITUDES, lat=LATITUDES)
@settings(deadline=None)
def test_nearest_are_those_that_measuring_all_finds(scattered: Gazetteer, lon: float, lat: float) -> None:
    found = scattered.nearest(lon, lat, 3)
    measured = sorted(round(geodesic((lat, lon), (place.lat, place.lon)).km, 3) for place in SCATTERED)
    assert [near.km for near in found] == pytest.approx(measured[:3], abs=0.002)
    assert len({near.place.id for near in found}) == 3


@given(lon=LONGITUDES, lat=LATITUDES, km=st.floats(0.1, 3000), bearing=st.floats(0, 360))
@settings(deadline=None)
def test_boxes_hold_all_that_is_near(lon: float, lat: float, km: float, bearing: float) -> None:
    boxes = list(boxes_around(lon, lat, km))
    target = geodesic(kilometers=km * 0.999).destination((lat, lon), bearing)
    place = Place("n:1", "N", (target.longitude + 180) % 360 - 180, target.latitude)
    assert any(box.holds(place) for box in boxes)
    assert all(box.west <= box.east and box.south <= box.north for box in boxes)


def test_both_sides_of_the_date_line_are_near() -> None:
    places = [Place("n:fiji", "Taveuni", 179.98, -16.9), Place("n:qamea", "Qamea", -179.76, -16.77)]
    found = nearest_places(-179.99, -16.8, 5, 100, lambda box: filter(box.holds, places))
    assert [near.place.name for near in found] == ["Taveuni", "Qamea"]
    assert all(near.km < 30 for near in found)


def test_within_and_limit(small: Gazetteer) -> None:
    assert [near.place.name for near in small.nearest(36.1, 32.62, 10, within_km=5)] == ["Daraa", "Daraa al-Balad"]
    assert len(small.nearest(36.1, 32.62, 1)) == 1
    assert small.nearest(36.1, 32.62, 0) == ()
    assert small.nearest(-30, 0, within_km=100) == ()
    kilometres = [near.km for near in small.nearest(36.1, 32.62, 50)]
    assert kilometres == sorted(kilometres)
    assert len(kilometres) == 11


def test_filter_of_class_and_country(small: Gazetteer) -> None:
    assert small.nearest(42.83, 33.64, 1, only=PlaceFilter(country="SY"))[0].place.country == "SY"
    codes = [near.place.feature_code for near in small.nearest(36.7, 35.8, 2, only=PlaceFilter(frozenset("A")))]
    assert codes == ["ADM1", "PCLI"]


@pytest.mark.parametrize(("lon", "lat"), [(180.1, 0), (0, -90.1), (math.nan, 0), (0, math.inf)])
def test_points_off_the_earth_are_refused(small: Gazetteer, lon: float, lat: float) -> None:
    with pytest.raises(InvalidPlaceError, match="itude"):
        small.nearest(lon, lat)
    with pytest.raises(InvalidPlaceError, match="itude"):
        small.at(lon, lat)


def test_what_a_point_is_in_and_near(small: Gazetteer) -> None:
    location = small.at(36.6, 35.9, 2)
    assert (location.country, location.admin1, location.admin2) == ("SY", "Idlib", "")
    assert [near.place.name for near in location.nearest] == ["Idlib", "Nahr al Bārid"]
    at_sea = small.at(-30, 0)
    assert (at_sea.country, at_sea.nearest) == ("", ())


def test_own_places_are_near_too(small_with_own: Gazetteer, user_places: UserPlaces) -> None:
    added = user_places.add(Place("", "Khirbet Ghazaleh", 36.62, 35.92, country="SY"))
    assert small_with_own.nearest(36.62, 35.92)[0].place.id == added.id
    user_places.edit(added.id, same_as=("geonames:idlib-sy",))
    names = [near.place.name for near in small_with_own.nearest(36.63, 35.93, 2)]
    assert names == ["Khirbet Ghazaleh", "Nahr al Bārid"]


@pytest.mark.parametrize(
    "query", ["35.93 36.63", "35°55'48\"N 36°37'48\"E", "37S BV 86189 78780", "37S 286189 3978780"]
)
def test_search_answers_coordinates_by_distance(small: Gazetteer, query: str) -> None:
    hits = small.search(query, limit=2)
    assert [hit.place.name for hit in hits] == ["Idlib", "Nahr al Bārid"]
    assert hits[0].score > 0.99 > hits[1].score
    assert [hit.place.country for hit in small.search(query, country="lb")] == ["LB"]


def test_scores_fall_with_distance() -> None:
    scores = [score_of_distance(km) for km in (0, 1, 25, 100, 500)]
    assert scores == sorted(scores, reverse=True)
    assert (scores[0], scores[2]) == (1, 0.5)


def test_a_box_ends_at_the_poles() -> None:
    (box,) = boxes_around(10, 89.5, 200)
    assert box == Box(-180, pytest.approx(87.69, abs=0.01), 180, 90)
    assert len(list(boxes_around(179.9, 0, 50))) == 2


def test_a_built_file_is_not_changed_by_asking(small: Gazetteer, small_path: Path) -> None:
    before = small_path.read_bytes()
    small.nearest(36.1, 32.62)
    assert small_path.read_bytes() == before


def test_a_twin_counts_with_the_country_of_what_it_is_the_same_as(tmp_path: Path, small_path: Path) -> None:
    twin = Place("pack:x/1", "Nahr al Bārid", 35.97, 34.51, country="SY", same_as=("geonames:nahr-al-bārid-lb",))
    Packs(tmp_path / "packs", small_path).install([SourcedPlace(twin)], PackHead("x", "mine"))
    opened = Gazetteer.open(small_path, packs=tmp_path / "packs")
    found = opened.nearest(35.97, 34.51, 5, within_km=50)
    assert [(near.place.name, near.place.country) for near in found] == [("Nahr al Bārid", "LB")]
    assert opened.nearest(35.97, 34.51, 5, within_km=50, only=PlaceFilter(country="SY")) == ()
