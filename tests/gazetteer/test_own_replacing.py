"""An own place answers wherever a place that it replaces would."""

from __future__ import annotations

import pytest
from shapely.geometry import box

from gazetteer import Gazetteer, InvalidPlaceError, Place, PlaceName, UserPlaces

IDLIB = "geonames:idlib-sy"
CITY = Place("", "Idlib City", 36.64, 35.94, country="SY", names=(PlaceName("Idlib al-Madina"),), same_as=(IDLIB,))


@pytest.fixture
def city(user_places: UserPlaces) -> Place:
    """Add an own place in the stead of the built Idlib."""
    return user_places.add(CITY)


@pytest.mark.parametrize("name", ["Idlib", "Idleb", "إدلب", "Idlib City", "Idlib al-Madina"])
def test_every_name_leads_to_it(small_with_own: Gazetteer, city: Place, name: str) -> None:
    found = small_with_own.places_named(name)
    assert found[0] == city
    assert IDLIB not in {place.id for place in found}
    hits = small_with_own.search(name)
    assert hits[0].place == city
    assert [hit.place.id for hit in hits].count(city.id) == 1
    assert IDLIB not in {hit.place.id for hit in hits}


def test_both_ids_and_all_names_are_its(small_with_own: Gazetteer, city: Place) -> None:
    assert small_with_own.place(IDLIB) == small_with_own.place(city.id) == city
    texts = [name.text for name in small_with_own.names(IDLIB)]
    assert texts[:2] == ["Idlib City", "Idlib al-Madina"]
    assert {"Idlib", "Idleb", "إدلب"} < set(texts)
    assert city.same_as == (IDLIB,)


def test_it_is_near_its_own_point_only(small_with_own: Gazetteer, city: Place) -> None:
    near = [found.place.id for found in small_with_own.nearest(36.63, 35.93, 3)]
    assert near[0] == city.id
    assert IDLIB not in near


def test_deleting_it_brings_the_built_place_back(
    small_with_own: Gazetteer, user_places: UserPlaces, city: Place
) -> None:
    user_places.delete(city.id)
    assert small_with_own.places_named("Idleb")[0].id == IDLIB
    found = small_with_own.place(IDLIB)
    assert found is not None
    assert found.name == "Idlib"


def test_country_filter_goes_by_the_own_place(small_with_own: Gazetteer, user_places: UserPlaces, city: Place) -> None:
    user_places.edit(city.id, country="IQ")
    assert city.id not in {hit.place.id for hit in small_with_own.search("Idlib", country="SY")}
    assert small_with_own.search("Idlib City", country="IQ")[0].place.id == city.id


def test_polygon_is_its_own_or_that_of_what_it_replaces(small_with_own: Gazetteer, user_places: UserPlaces) -> None:
    area = user_places.add(
        Place("", "Idlib Governorate", 36.6, 35.8, feature_code="ADM1", country="SY", same_as=("naturalearth:1",))
    )
    assert small_with_own.polygon(area.id) == small_with_own.polygon("naturalearth:1") == box(36, 35, 37, 36)
    user_places.edit(area.id, polygon=box(36, 35, 38, 36))
    assert small_with_own.polygon("naturalearth:1") == box(36, 35, 38, 36)
    assert small_with_own.polygon("geonames:kyiv-ua") is None


def test_two_own_places_cannot_replace_one(user_places: UserPlaces, city: Place) -> None:
    with pytest.raises(InvalidPlaceError, match=f"already replaced by {city.id}"):
        user_places.add(Place("", "Idlib again", 36.6, 35.9, same_as=(IDLIB,)))
    other = user_places.add(Place("", "Binnish", 36.71, 35.95))
    with pytest.raises(InvalidPlaceError, match="merge the two"):
        user_places.edit(other.id, same_as=(IDLIB,))
    assert user_places.get(other.id).same_as == ()
