"""Queries taken apart, and what their parts do to a search."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer
from gazetteer.containers import INSIDE, OUTSIDE, Container, fit_all
from gazetteer.models import Place
from gazetteer.queries import read_query


@pytest.mark.parametrize(
    ("text", "names", "containers"),
    [
        ("Latakia town", ("latakia",), ()),
        ("the village of Kelly", ("the village of kelly",), ()),
        ("village of Kelly", ("kelly",), ()),
        ("Kobane/Ayn al Arab town, Syria", ("kobane", "ayn al arab"), ("syria",)),
        ("Salqin, Harim district, Idlib Governorate", ("salqin",), ("harim", "idlib")),
        ("Tall Tawil (Tall Tamr area) village", ("tall tawil",), ("tall tamr",)),
        ("Abu al-Duhur Military Airbase", ("abu al duhur",), ()),
        ("Town", ("town",), ()),
        (", Syria", (), ("syria",)),
        ("((((", (), ()),
    ],
)
def test_parts_of_a_query(text: str, names: tuple[str, ...], containers: tuple[str, ...]) -> None:
    query = read_query(text)
    assert query.names == names
    assert query.containers == containers


def test_words_of_kind_ask_for_codes() -> None:
    assert read_query("Idlib Governorate").codes == ("ADM1",)
    assert read_query("Hama airbase").at_site
    assert not read_query("Hama").at_site


@pytest.mark.parametrize(
    ("query", "first", "code"),
    [
        ("Idlib", "Idlib", "PPLA"),
        ("Idlib Governorate", "Idlib", "ADM1"),
        ("Idlib city, Syria", "Idlib", "PPLA"),
        ("Damascus, Syria", "Damascus", "PPLC"),
        ("Damascus, US", "Damascus", "PPLC"),
    ],
)
def test_kind_and_container_choose(small: Gazetteer, query: str, first: str, code: str) -> None:
    hits = small.search(query)
    assert hits[0].place.name == first
    assert hits[0].place.feature_code == code


def test_what_lies_elsewhere_comes_last_and_is_no_sure_answer(small: Gazetteer) -> None:
    hits = small.search("Damascus, Syria")
    assert [hit.approximate for hit in hits] == [False, True]
    assert hits[1].score <= hits[0].score * OUTSIDE


def test_a_site_at_a_town_is_approximate(small: Gazetteer) -> None:
    best = small.search("Idlib prison")[0]
    assert best.place.name == "Idlib"
    assert best.approximate


def test_fit_falls_with_distance_from_a_district_town() -> None:
    town = Place("a", "Tadmur", 38.28, 34.56, country="SY", admin1="Homs")
    near, far, other = (
        Place(name, name, lon, 34.56, country="SY", admin1=admin1)
        for name, lon, admin1 in (("near", 38.3, "Homs"), ("far", 40.0, "Homs"), ("other", 40.2, "Deir ez-Zor"))
    )
    fits = [fit_all(place, [Container((town,))]) for place in (near, far, other)]
    assert fits == sorted(fits, reverse=True)
    assert fits[0] > 0.99
    assert fits[2] == OUTSIDE
    assert fit_all(far, []) == INSIDE


def test_sounding_places_are_approximate_and_in_the_countries(small: Gazetteer) -> None:
    hits = small.places_sounding("Dayr Azzour", {"SY"})
    assert [hit.place.name for hit in hits] == ["Deir ez-Zor"]
    assert all(hit.approximate and hit.score < 0.8 for hit in hits)
    assert small.places_sounding("Dayr Azzour", {"IQ"}) == []
