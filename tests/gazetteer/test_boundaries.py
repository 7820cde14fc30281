"""Boundary files that are loaded: what they say of a point, of places, and of themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from gazetteer import Gazetteer, NameKind, Place, PlaceName, UserPlaces, fold
from gazetteer.boundaries import BoundaryLayer, Division
from gazetteer.boundary_packs import install_boundaries, list_boundaries, with_twins
from gazetteer.importers.boundary_files import BoundaryFile, BoundaryHead, read_boundaries, read_features
from gazetteer.packs import PackHead, Packs
from gazetteer.packs.packs import BUILT_PATH
from gazetteer.sources import SourcedPlace

IDLEB_NAMES = (PlaceName("إدلب", "ar", NameKind.ORIGINAL),)


def _entry(identity: str, name: str, polygon: BaseGeometry, admin1: str = "", *local: PlaceName) -> SourcedPlace:
    code = "ADM2" if admin1 else "ADM1"
    middle = polygon.centroid
    place = Place(
        f"boundary:{identity}",
        name,
        middle.x,
        middle.y,
        "A",
        code,
        40,
        "SY",
        admin1 or name,
        source="OCHA",
        names=local,
    )
    return SourcedPlace(place, polygon)


GOVERNORATES = (
    _entry("SY07", "Idleb", box(36, 35, 37, 36.05), "", *IDLEB_NAMES),
    _entry("SY12", "Dar'a", box(35.8, 32.4, 36.5, 33.2)),
)
DISTRICTS = (
    _entry("SY0700", "Idleb", box(36.5, 35, 37, 36.05), "Idleb", PlaceName("مركز إدلب", "ar", NameKind.ORIGINAL)),
    _entry("SY0703", "Jisr-Ash-Shugur", box(36, 35, 36.5, 36.05), "Idleb"),
)


@pytest.fixture
def packs(tmp_path: Path, small_path: Path) -> Packs:
    """Give a folder of packs beside the small gazetteer, with both boundary files loaded."""
    opened = Packs(tmp_path / "packs", small_path)
    for name, divisions in (("governorates", GOVERNORATES), ("districts", DISTRICTS)):
        head = PackHead(name, "OCHA", "SY", "CC BY-IGO", date="2020-12-17")
        install_boundaries(BoundaryFile(divisions), head, opened, small_path)
    return opened


@pytest.fixture
def bounded(packs: Packs, tmp_path: Path, small_path: Path, user_places: UserPlaces) -> Gazetteer:
    """Open the small gazetteer with the boundaries."""
    assert len(packs.list()) == 2
    return Gazetteer.open(small_path, user_places, tmp_path / "packs")


def test_divisions_of_both_levels_in_both_languages(bounded: Gazetteer) -> None:
    found = bounded.divisions(36.63, 35.93)
    assert (found.country, found.admin1, found.admin2) == ("SY", "Idleb", "Idleb")
    assert found.admin1_names == IDLEB_NAMES
    assert [name.text for name in found.admin2_names] == ["مركز إدلب"]
    assert (found.admin1_id, found.admin2_id, found.source) == ("boundary:SY07", "boundary:SY0700", "OCHA")
    assert bounded.divisions_at(36.63, 35.93) == ("SY", "Idleb")
    assert bounded.at(36.2, 35.5).admin2 == "Jisr-Ash-Shugur"


def test_one_level_alone_answers_for_itself(bounded: Gazetteer) -> None:
    found = bounded.divisions(36.1, 32.62)
    assert (found.admin1, found.admin2, found.admin2_id) == ("Dar'a", "", "")
    assert bounded.divisions(0, 0) == replace(found, country="", admin1="", admin1_id="", source="")


def test_every_place_of_the_country_is_put_in_its_division(bounded: Gazetteer) -> None:
    idlib = bounded.places_named("Idlib")[0]
    assert (idlib.admin1, idlib.admin2) == ("Idleb", "Idleb")
    assert bounded.place(idlib.id) is not None
    assert [(hit.place.admin1, hit.place.admin2) for hit in bounded.search("Daraa", limit=1)] == [("Dar'a", "")]
    assert bounded.nearest(36.1, 32.62, 1)[0].place.admin1 == "Dar'a"
    assert bounded.places_named("Hit")[0].admin1 == ""
    assert bounded.places_named("Syria")[0].admin1 == ""


def test_a_place_just_outside_gets_the_nearest_and_a_far_one_keeps_its_own(bounded: Gazetteer) -> None:
    damascus = bounded.places_named("Damascus")[0]
    assert (damascus.lat, damascus.admin1) == (33.51, "Dar'a")
    assert bounded.places_named("Deir ez-Zor")[0].admin1 == ""


def test_a_division_is_a_place_with_polygon_and_all_its_names(bounded: Gazetteer) -> None:
    division = bounded.place("boundary:SY0703")
    assert division is not None
    assert (division.name, division.feature_code, division.admin1, division.admin2) == (
        "Jisr-Ash-Shugur", "ADM2", "Idleb", "Jisr-Ash-Shugur",
    )  # fmt: skip
    polygon = bounded.polygon("boundary:SY0703")
    assert polygon is not None
    assert polygon.bounds == (36, 35, 36.5, 36.05)
    assert [span.key for span in bounded.match("Clashes in Jisr-Ash-Shugur.")] == ["jisr al shugur"]


def test_the_built_division_goes_by_the_loaded_name(bounded: Gazetteer) -> None:
    built = bounded.place("naturalearth:1")
    assert built is not None
    assert (built.id, built.name, built.admin1) == ("naturalearth:1", "Idleb", "Idleb")
    assert "boundary:SY07" in built.same_as
    assert {"Idlib", "Idleb", "إدلب"} <= {name.text for name in built.names}
    assert bounded.place("boundary:SY07") == built
    polygon = bounded.polygon("naturalearth:1")
    assert polygon is not None
    assert polygon.bounds[3] == 36.05
    codes = [(place.id, place.name) for place in bounded.places_named("Idlib") if place.feature_code == "ADM1"]
    assert codes == [("naturalearth:1", "Idleb")]


def test_own_places_follow_unless_their_user_says_otherwise(bounded: Gazetteer, user_places: UserPlaces) -> None:
    blank = user_places.add(Place("", "Blank", 36.6, 35.9, country="SY"))
    built = user_places.add(Place("", "Built", 36.6, 35.9, country="SY", admin1="Idlib"))
    other = user_places.add(Place("", "Other", 36.6, 35.9, country="SY", admin1="Aleppo"))
    found = [bounded.place(place.id) for place in (blank, built, other)]
    assert [place.admin1 for place in found if place] == ["Idleb", "Idleb", "Aleppo"]
    assert [place.admin2 for place in found if place] == ["Idleb", "Idleb", ""]


def test_removing_lets_the_built_divisions_hold_again(
    bounded: Gazetteer, packs: Packs, user_places: UserPlaces
) -> None:
    own = user_places.add(Place("", "Blank", 36.6, 35.9, country="SY"))
    assert bounded.places_named("Blank")[0].admin2 == "Idleb"
    for name in ("districts", "governorates"):
        packs.remove(name)
    assert bounded.divisions(36.63, 35.93).admin1 == "Idlib"
    assert bounded.place("boundary:SY07") is None
    place = bounded.place("naturalearth:1")
    assert place is not None
    assert place.name == "Idlib"
    assert bounded.places_named("Blank")[0] == own


def test_loaded_files_are_listed_and_credited(bounded: Gazetteer, packs: Packs, tmp_path: Path) -> None:
    packs.install([SourcedPlace(Place("pack:x/1", "Khirbet Ghazaleh", 36.2, 32.7))], PackHead("x", "mine"))
    listed = list_boundaries(tmp_path / "packs", packs)
    assert [(pack.name, pack.places, pack.merged) for pack in listed] == [("districts", 2, 0), ("governorates", 2, 1)]
    licences = {source.licence for source in bounded.sources() if source.name.startswith("OCHA")}
    assert licences == {"CC BY-IGO"}
    assert list_boundaries(tmp_path / "nothing", Packs(tmp_path / "nothing")) == []


def test_a_newer_file_of_the_name_takes_the_place(bounded: Gazetteer, packs: Packs, small_path: Path) -> None:
    moved = BoundaryFile((_entry("SY07", "Edleb", box(36, 35, 37, 36.05)),))
    install_boundaries(moved, PackHead("governorates", "OCHA", "SY"), packs, small_path)
    assert bounded.divisions(36.2, 35.5).admin1 == "Edleb"
    assert bounded.divisions(36.1, 32.62).source == ""
    assert [change.action for change in packs.changes(0)] == ["install", "install", "update"]
    assert {"idleb", "edleb"} <= packs.changes(2)[0].keys


def test_what_lies_elsewhere_now_is_told_for_geocoding_again(packs: Packs) -> None:
    packs.remove("districts")
    changes = packs.changes(0)
    assert [change.action for change in changes] == ["install", "install", "remove"]
    for change in changes:
        assert {"idleb", "idlib", "deir ezzor", fold("إدلب")} <= change.keys
        assert "kyiv" not in change.keys


def test_twins_cover_one_another() -> None:
    known = [(Place("n:1", "North", 0, 0), box(0, 0, 2, 2)), (Place("n:2", "South", 0, 0), box(0, -2, 2, 0))]
    entries = [
        _entry("A", "Any", box(0, 0.1, 2, 2.1)),
        _entry("B", "Half", box(0, -1, 2, 1)),
        _entry("C", "Far", box(9, 9, 10, 10)),
    ]
    assert [entry.place.same_as for entry in with_twins(entries, known)] == [("n:1",), (), ()]
    assert [entry.place.same_as for entry in with_twins(entries, [])] == [(), (), ()]


def test_of_overlapping_divisions_the_first_holds() -> None:
    layer = BoundaryLayer(Division(entry.place, 1, entry.polygon) for entry in GOVERNORATES if entry.polygon)
    assert layer.countries == {"SY"}
    found = layer.divisions_near(36.5, 36.3, "SY")
    assert found is not None
    assert found.admin1 == "Idleb"
    assert layer.divisions(36.5, 36.3) is None
    assert layer.divisions_near(36.5, 36.3, "IQ") is None
    empty = BoundaryLayer(())
    assert (empty.divisions(36.5, 35.5), empty.polygon("boundary:SY07")) == (None, None)


@pytest.fixture(scope="module")
def syria(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Gazetteer:
    """Open the built gazetteer with OCHA's governorates and districts of Syria."""
    folder = tmp_path_factory.mktemp("syria")
    for level in (1, 2):
        name = f"syr_admin{level}"
        features = read_features((shared_data / "boundaries" / f"{name}.geojson").read_bytes(), name)
        file = read_boundaries(features, BoundaryHead(name, "SY", level))
        report = install_boundaries(file, PackHead(name, "OCHA", "SY", "CC BY-IGO"), Packs(folder))
        assert report.places == (14, 62)[level - 1]
    return Gazetteer.open(BUILT_PATH, packs=folder)


@pytest.mark.parametrize(
    ("point", "admin1", "admin2", "local"),
    [
        ((36.63, 35.93), "Idleb", "Idleb", "مركز إدلب"),
        ((36.87, 36.51), "Aleppo", "Afrin", "عفرين"),
        ((37.16, 36.20), "Aleppo", "Jebel Saman", "جبل سمعان"),
        ((40.14, 35.33), "Deir-ez-Zor", "Deir-ez-Zor", "مركز دير الزور"),
        ((40.92, 34.45), "Deir-ez-Zor", "Abu Kamal", "البوكمال"),
        ((38.27, 34.56), "Homs", "Tadmor", "تدمر"),
        ((36.40, 33.57), "Rural Damascus", "Duma", "دوما"),
        ((36.10, 32.62), "Dar'a", "Dar'a", "درعا"),
        ((41.23, 37.05), "Al-Hasakeh", "Quamishli", "القامشلي"),
        ((35.95, 35.40), "Lattakia", "Jablah", "جبلة"),
    ],
)
def test_syria(syria: Gazetteer, point: tuple[float, float], admin1: str, admin2: str, local: str) -> None:
    found = syria.divisions(*point)
    assert (found.country, found.admin1, found.admin2) == ("SY", admin1, admin2)
    assert local in {name.text for name in found.admin2_names}
    assert syria.at(*point).nearest[0].place.admin2 == admin2


def test_all_governorates_are_the_built_ones(syria: Gazetteer) -> None:
    codes = [f"boundary:SY{number:02}" for number in range(1, 15)]
    found = [place for place in map(syria.place, codes) if place]
    assert len({place.id for place in found}) == 14
    assert all(place.id.startswith("naturalearth:") for place in found)
    towns = [place for place in syria.places_named("Damascus") if place.country == "SY"]
    assert [(place.feature_code, place.admin1) for place in towns][:2] == [("PPLC", "Damascus"), ("ADM1", "Damascus")]


def test_every_syrian_town_gets_a_district(syria: Gazetteer) -> None:
    towns = [near.place for near in syria.nearest(38.5, 35.0, 400, within_km=450) if near.place.country == "SY"]
    without = [place.name for place in towns if not (place.admin1 and place.admin2)]
    assert len(towns) > 250
    assert without == []
