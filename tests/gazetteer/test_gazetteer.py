"""The gazetteer's answers, on a small one built from hand-written places."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer import Gazetteer, GazetteerNotBuiltError


@pytest.mark.parametrize("name", ["Deir ez-Zor", "Deir Ezzor", "Dayr az-Zawr", "Deir Ez Zor", "deir al zor"])
def test_spellings_of_one_town(small: Gazetteer, name: str) -> None:
    places = small.places_named(name)
    assert [place.name for place in places] == ["Deir ez-Zor"]
    assert places[0].feature_code == "PPLA"


def test_city_ranks_before_province_of_its_name(small: Gazetteer) -> None:
    codes = [place.feature_code for place in small.places_named("Idlib")]
    assert codes == ["PPLA", "ADM1"]
    assert [place.feature_code for place in small.places_named("al-Idlib")] == codes


def test_larger_town_ranks_first(small: Gazetteer) -> None:
    countries = [place.country for place in small.places_named("Damascus")]
    assert countries == ["SY", "US"]


def test_article_comes_off_only_where_it_is_one(small: Gazetteer) -> None:
    assert [place.name for place in small.places_named("Hasakah")] == ["Al Hasakah"]
    assert small.places_named("Paso") == ()


def test_place_has_its_names(small: Gazetteer) -> None:
    place = small.place("geonames:kyiv-ua")
    assert place is not None
    assert [name.text for name in place.names] == ["Kyiv", "Kiev", "Київ"]
    assert small.names("geonames:kyiv-ua") == place.names
    assert small.place("geonames:0") is None


def test_polygons_and_divisions(small: Gazetteer) -> None:
    polygon = small.polygon("naturalearth:SY")
    assert polygon is not None
    assert list(polygon.bounds) == [36, 32, 42, 37]
    assert small.polygon("geonames:kyiv-ua") is None
    assert small.divisions_at(36.5, 35.5) == ("SY", "Idlib")
    assert small.divisions_at(0, 0) == ("", "")


def test_sources_are_credited(small: Gazetteer) -> None:
    sources = {source.name: source for source in small.sources()}
    assert sources["GeoNames"].licence == "CC BY 4.0"
    assert sources["GeoNames"].places + sources["Natural Earth"].places == 13
    assert len(small.version) == 12


def test_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerNotBuiltError, match="make setup") as caught:
        Gazetteer.open(tmp_path / "none.sqlite")
    assert isinstance(caught.value, FileNotFoundError)
    (tmp_path / "text.sqlite").write_text("not a database, but long enough to look at")
    with pytest.raises(GazetteerNotBuiltError, match=r"text\.sqlite"):
        Gazetteer.open(tmp_path / "text.sqlite")
