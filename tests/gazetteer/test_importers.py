"""Reading the sources, from small files of their formats."""

from __future__ import annotations

import csv
import logging
from pathlib import Path

import pytest
from shapely.geometry import box

from gazetteer import NameKind, Place, PlaceName, SourceDataError
from gazetteer.builder import merge_twins, read_stop_names, with_aliases, with_divisions
from gazetteer.importers.airports import read_airports
from gazetteer.importers.cities import read_cities
from gazetteer.importers.divisions import Division, middle_of, radius_of
from gazetteer.importers.geonames import radius_of_population
from gazetteer.importers.overlay import read_aliases, read_overlay
from gazetteer.sources import SourcedPlace

DATA = Path(__file__).resolve().parents[2] / "gazetteer" / "data"
HEADER = "id,name,names,feature_class,feature_code,lon,lat,radius_km,country,admin1,population,parts,source,note\n"
TARTUS = (
    "163345\tŢarţūs\tTartus\tTRT,Tartous,trtws,al-Tartus,ṭrṭws,Тартус,طرطوس,Ter Zor  Der Zor\t34.889\t35.886\tP\tPPLA"
    "\tSY\t\t11\t\t\t\t89457\t\t30\tAsia/Damascus\t2020-01-01\n"
)


def test_cities_keep_names_and_drop_codes_and_romanisations(tmp_path: Path) -> None:
    path = tmp_path / "cities500.txt"
    path.write_text(TARTUS, encoding="utf-8")
    (place,) = read_cities(path)
    assert (place.id, place.name, place.population) == ("geonames:163345", "Tartus", 89457)
    texts = [name.text for name in place.names]
    assert texts == ["Ţarţūs", "Tartous", "al-Tartus", "Тартус", "طرطوس", "Ter Zor", "Der Zor"]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cities500.txt"
    path.write_text(TARTUS + "1\tShort\n", encoding="utf-8")
    with pytest.raises(SourceDataError, match=r"cities500\.txt, line 2: 2 columns") as caught:
        list(read_cities(path))
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("population", "low", "high"), [(0, 1, 1), (10_000, 1, 2), (1_000_000, 8, 11), (20_000_000, 35, 50)]
)
def test_radius_grows_with_the_root_of_population(population: int, low: float, high: float) -> None:
    radius = radius_of_population(population)
    assert low <= radius <= high
    assert radius_of_population(population * 4) <= max(1.0, radius * 2.1)


def test_airports_and_air_bases() -> None:
    airports = {place.id: place for place in read_airports()}
    assert airports["airport:OSLK"].feature_code == "AIRP"
    assert {place.feature_code for place in airports.values()} == {"AIRP", "AIRB"}
    assert len(airports) > 10_000


def test_overlay_unites_its_parts(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = "overlay:a,Area,Gebiet|de|alias ; Old|en|historic,L,RGN,1,1,,SY,,,SY-A SY-B,s,\n"
    rows += "overlay:b,Gap,,L,RGN,1,1,,SY,,,SY-X,s,\n"
    (tmp_path / "x.csv").write_text(HEADER + rows, encoding="utf-8")
    with caplog.at_level(logging.INFO):
        united, gap = read_overlay(tmp_path, {"SY-A": box(0, 0, 1, 1), "SY-B": box(1, 0, 2, 1)})
    assert united.polygon is not None
    assert united.polygon.area == pytest.approx(2)
    assert [name.kind for name in united.place.names] == [NameKind.ALIAS, NameKind.HISTORIC]
    assert gap.polygon is None
    assert "SY-X" in caplog.text


def test_overlay_names_file_line_and_value(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(HEADER + "overlay:a,Area,,L,RGN,east,1,,SY,,,,s,\n", encoding="utf-8")
    with pytest.raises(SourceDataError, match=r"x\.csv, line 2 \(overlay:a\).*east"):
        list(read_overlay(tmp_path, {}))
    assert list(read_overlay(tmp_path / "none", {})) == []


def test_aliases_are_added_and_a_preferred_one_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text(
        "place_id,text,language,kind,source\na,Daraa,en,preferred,x\na,Deraa,en,alias,x\n", encoding="utf-8"
    )
    (entry,) = with_aliases([SourcedPlace(Place("a", "Dar'a", 36.1, 32.6))], read_aliases(path))
    assert entry.place.name == "Daraa"
    assert [name.text for name in entry.place.names] == ["Dar'a", "Deraa"]
    assert read_aliases(tmp_path / "none.csv") == {}


def test_divisions_by_polygon_then_by_nearness() -> None:
    land = box(0, 0, 1, 1)
    division = Division(Place("n:1", "Land", 0.5, 0.5, country="SY", admin1="Land"), "SY-A", land)
    points = [
        Place("inside", "A", 0.5, 0.5, country="SY"),
        Place("at the shore", "B", 1.1, 0.5, country="SY"),
        Place("abroad", "C", 0.5, 0.5, country="TR"),
        Place("far", "D", 9.0, 9.0, country="SY"),
    ]
    assert [place.admin1 for place in with_divisions(points, [division])] == ["Land", "Land", "", ""]
    assert middle_of(land) == (0.5, 0.5)
    assert radius_of(land) == pytest.approx(62.8, abs=0.2)


def test_stop_names_are_folded_and_comments_skipped(tmp_path: Path) -> None:
    path = tmp_path / "stop.txt"
    path.write_text("# words\nNice\n\nOld City  # a phrase\n", encoding="utf-8")
    assert read_stop_names(path) == {"nice", "old city"}
    assert {"most", "march", "sunday", "general"} <= read_stop_names(DATA / "stop_names.txt")


def test_our_own_data_is_sound() -> None:
    stop_names = read_stop_names(DATA / "stop_names.txt")
    assert not {"idlib", "daraa", "sudan", "homs", "gaza", "georgia", "turkey", "chad"} & stop_names
    with (DATA / "overlay" / "aliases.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) >= 500
    assert all(row["text"].strip() and row["source"] and ":" in row["place_id"] for row in rows)
    assert {row["kind"] for row in rows} <= {kind.value for kind in NameKind}


def test_an_overlay_entry_of_a_known_place_gives_it_its_names() -> None:
    names_of_twin = (PlaceName("Mayadeen"),)
    twin = Place("overlay:m", "Mayadin", 40.4, 35.0, names=names_of_twin, note="same place as GeoNames 7 (x)")
    other = Place("overlay:n", "Nowhere", 40.4, 35.0, note="same place as GeoNames 8")
    kept, names = merge_twins([SourcedPlace(twin), SourcedPlace(other)], {"geonames:7"})
    assert [entry.place.id for entry in kept] == ["overlay:n"]
    assert [name.text for name in names["geonames:7"]] == ["Mayadin", "Mayadeen"]
    (entry,) = with_aliases([SourcedPlace(Place("geonames:7", "Al Mayadin", 40.4, 35.0))], names)
    assert entry.place.name == "Mayadin"
    assert {name.text for name in entry.place.names} == {"Al Mayadin", "Mayadeen"}
