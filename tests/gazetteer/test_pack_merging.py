from __future__ import annotations

from dataclasses import replace

import pytest

from gazetteer import NameKind, Place, PlaceName
from gazetteer.packs.known import record_of
from gazetteer.packs.merging import KnownPlaces, distance_km, kind_of
from gazetteer.sources import SourcedPlace
from tests.gazetteer.pack_samples import sourced

HOME = (36.0, 35.0)
KM = 1 / 91.2  # degrees of longitude at 35 degrees north


def twins(known: list[SourcedPlace], added: list[SourcedPlace]) -> dict[int, str]:
    return dict(KnownPlaces(map(record_of, known)).twins_of([record_of(entry) for entry in added]))


def east(km: float) -> tuple[float, float]:
    return HOME[0] + km * KM, HOME[1]


TOWN = sourced("geonames:1", "Khan Shaykhun", HOME, "Khan Sheikhoun", "خان شيخون")
DISTRICT = sourced("geonames:2", "Khan Shaykhun", HOME, kind="A ADM2")
AIRPORT = sourced("airport:OSLK", "Basil Airport", HOME, kind="S AIRP")


@pytest.mark.parametrize(
    ("known", "added", "same"),
    [
        (TOWN, sourced("whosonfirst:1", "Khan Sheikhoun", east(2.5)), True),  # a name and near
        (TOWN, sourced("whosonfirst:1", "Khan-Shaykhūn", east(0)), True),  # as folded
        (TOWN, sourced("whosonfirst:1", "Khan Sheikhoun", east(3.5)), False),  # too far for its size
        (TOWN, sourced("whosonfirst:1", "Kafr Nabl", east(0)), False),  # near, but of no common name
        (TOWN, sourced("whosonfirst:1", "Kafr Nabl", east(0), "خان شيخون"), False),  # a name that neither is known by
        (TOWN, sourced("whosonfirst:1", "Khan Shaykhun", HOME, kind="A ADM2"), False),  # a district is no town
        (TOWN, sourced("whosonfirst:1", "Khan Shaykhun", HOME, same_as="geonames:5"), False),  # GeoNames has both
        (TOWN, sourced("whosonfirst:1", "Else", east(4), same_as="geonames:1"), True),  # by id, near enough
        (TOWN, sourced("whosonfirst:1", "Khan Shaykhun", east(25), same_as="geonames:1"), True),  # by id and name
        (TOWN, sourced("whosonfirst:1", "Else", east(25), same_as="geonames:1"), False),  # an id alone, too far
        (TOWN, sourced("whosonfirst:1", "Khan Shaykhun", HOME, kind="A ADM2", same_as="geonames:1"), False),
        (TOWN, sourced("geonames:1", "Renamed", east(90)), True),  # the very same record
        (DISTRICT, sourced("whosonfirst:1", "Khan Shaykhun", east(1.5), kind="A ADM2"), True),
        (DISTRICT, sourced("whosonfirst:1", "Khan Shaykhun", HOME, kind="A ADM3"), False),
        (AIRPORT, sourced("whosonfirst:1", "Basil Airport", east(1), kind="S AIRB"), True),
        (AIRPORT, sourced("whosonfirst:1", "Basil Airport", east(1), kind="S DAM"), False),
        (TOWN, sourced("whosonfirst:1", "Khan Shaykhun", east(2), kind="P PPLX"), True),
    ],
)
def test_what_counts_as_the_same_place(known: SourcedPlace, added: SourcedPlace, *, same: bool) -> None:
    assert twins([known], [added]) == ({0: known.place.id} if same else {})


def test_the_nearest_of_several_is_the_twin_and_only_once() -> None:
    near, far = sourced("whosonfirst:1", "Khan Shaykhun", east(1)), sourced("whosonfirst:2", "Khan Shaykhun", east(2))
    assert twins([TOWN], [far, near]) == {1: "geonames:1"}
    assert twins([TOWN, sourced("overlay:x", "Khan Shaykhun", east(3))], [near]) == {0: "geonames:1"}


def test_wikidata_alone_makes_no_twins() -> None:
    known = replace(TOWN, place=replace(TOWN.place, same_as=("wikidata:Q1",)))
    assert twins([known], [sourced("whosonfirst:1", "Else", HOME, same_as="wikidata:Q1")]) == {}
    assert record_of(known).ids == ("geonames:1",)


def test_an_original_name_counts_as_a_main_name() -> None:
    village = sourced("whosonfirst:1", "Troitske", HOME)
    named = replace(village, place=replace(village.place, names=(PlaceName("Троїцьке", "uk", NameKind.ORIGINAL),)))
    assert twins([sourced("geonames:1", "Troyitske", HOME, "Троїцьке")], [named]) == {0: "geonames:1"}
    assert twins([sourced("geonames:1", "Troyitske", HOME)], [named]) == {}


def test_one_file_may_hold_a_place_twice() -> None:
    first = sourced("whosonfirst:1", "Ramot", HOME, same_as="geonames:9")
    second = sourced("whosonfirst:2", "Ramat", east(2), same_as="geonames:9")
    far = sourced("whosonfirst:3", "Ramat", east(9), same_as="geonames:9")
    assert twins([], [first, second, far]) == {1: "whosonfirst:1"}
    assert twins([], [first, replace(far, place=replace(far.place, same_as=()))]) == {}


def test_countries_are_one_by_their_code() -> None:
    syria = sourced("naturalearth:SY", "Syria", (38.5, 35.0), kind="A PCLI")
    syria = replace(syria, place=replace(syria.place, radius_km=240.0))
    assert twins([syria], [sourced("whosonfirst:1", "Syria", (38.0, 34.8), kind="A PCLI")]) == {0: "naturalearth:SY"}
    other = sourced("whosonfirst:1", "Syria", (38.0, 34.8), kind="A PCLI")
    assert twins([syria], [replace(other, place=replace(other.place, country="IQ"))]) == {}


@pytest.mark.parametrize(
    ("code", "kind"), [("PCLI", "country"), ("ADM1", "ADM1"), ("ADM2H", "ADM2"), ("AIRB", "airport"), ("DAM", "S")]
)
def test_kinds(code: str, kind: str) -> None:
    place = Place("x:1", "X", 0.0, 0.0, "S", code)
    assert kind_of(place) == kind
    assert distance_km(place, replace(place, lat=1.0)) == pytest.approx(111.2, abs=0.1)


def test_distances_cross_the_date_line() -> None:
    assert distance_km(Place("x:1", "X", 179.9, 0.0), Place("x:2", "X", -179.9, 0.0)) == pytest.approx(22.2, abs=0.1)
    assert distance_km(Place("x:1", "X", 0.0, 0.0), Place("x:2", "X", 0.0, 0.0)) == 0
