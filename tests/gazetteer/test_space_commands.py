"""The commands that ask what is at a point and load boundary files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from shapely.geometry import box, mapping

from geo.cli import main


def run(*arguments: str) -> Result:
    """Run `conflict-atlas gazetteer …`."""
    return CliRunner().invoke(main, ["gazetteer", *arguments])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of packs and a store of the test's own."""
    monkeypatch.setenv("CONFLICT_ATLAS_PACKS", str(tmp_path / "packs"))
    monkeypatch.setenv("CONFLICT_ATLAS_DATABASE", str(tmp_path / "atlas.sqlite"))
    return tmp_path


@pytest.fixture
def regions(folder: Path) -> Path:
    """Write a boundary file of two regions in Kharkiv's oblast, and one that is broken."""
    rows = [
        ({"NAME": "Kharkivska", "IMIA": "Харківська"}, mapping(box(35, 49, 38, 50.4))),
        ({"NAME": "Luhanska", "IMIA": "Луганська"}, mapping(box(38, 48, 40, 50))),
        ({"NAME": ""}, mapping(box(30, 48, 31, 50))),
    ]
    features = [{"type": "Feature", "properties": told, "geometry": shape} for told, shape in rows]
    path = folder / "oblasts of ua.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


@pytest.mark.parametrize(
    "coordinates", [("35.33", "40.14"), ("35.33, 40.14",), ("37S FV 03600 10400",), ("N35.33", "E40.14")]
)
def test_at_names_country_division_and_what_is_near(coordinates: tuple[str, ...]) -> None:
    result = run("at", *coordinates)
    assert result.exit_code == 0, result.output
    assert ", SY" in result.stdout
    assert result.stdout.count(" km  ") == 5


def test_at_as_json() -> None:
    told = json.loads(run("at", "140.14 35.33", "--format", "json", "--limit", "2").stdout)
    assert told["point"] == {"lon": 140.14, "lat": 35.33, "notation": "decimal", "swapped": True}
    assert (told["divisions"]["country"], told["divisions"]["admin1"]) == ("JP", "Chiba")
    assert len(told["nearest"]) == 2
    assert told["nearest"][0]["km"] < told["nearest"][1]["km"]


def test_negative_numbers_are_no_options_and_swapping_is_told() -> None:
    south = run("at", "-33.9", "18.4")
    assert "Cape Town" in south.stdout
    swapped = run("at", "140.14", "35.33")
    assert "longitude, latitude" in swapped.stderr
    assert "35.33000, 140.14000" in swapped.stdout


def test_at_says_what_it_takes() -> None:
    result = run("at", "Deir", "ez-Zor")
    assert result.exit_code == 2
    assert "'Deir ez-Zor' is no coordinates" in result.stderr
    assert "37S" in result.stderr


def test_boundaries_load_list_and_remove(shared_data: Path) -> None:
    file = shared_data / "boundaries" / "syr_admin2.geojson"
    loaded = run("boundaries", str(file), "--source", "OCHA", "--licence", "CC BY-IGO")
    assert loaded.exit_code == 0, loaded.output
    assert "syr_admin2: 62 divisions of SY" in loaded.stderr
    assert "Az-Zabdani, Rural Damascus, SY (الزبداني)" in run("at", "33.72", "36.10").stdout
    listed = run("boundaries", "list").stdout
    assert "62 divisions  OCHA, CC BY-IGO, 2020-12-17" in listed
    assert run("boundaries", "remove", "syr_admin2").exit_code == 0
    assert run("boundaries", "list").stdout == ""


def test_boundaries_with_columns_of_their_own(regions: Path) -> None:
    options = ("--country", "UKR", "--level", "1", "--name", "NAME", "--name-local", "IMIA", "--local-language", "uk")
    loaded = run("boundaries", "load", str(regions), *options)
    assert loaded.exit_code == 0, loaded.output
    assert "oblasts-of-ua: 2 divisions of UA" in loaded.stderr
    assert "feature 3: no name in column 'NAME'" in loaded.stderr
    assert "Kharkivska, UA (Харківська)" in run("at", "49.99", "36.23").stdout
    hits = json.loads(run("search", "Луганська", "--format", "json").stdout)["hits"]
    assert "Luhanska" in {hit["name"] for hit in hits}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "does not tell its country"),
        (("--country", "Ruritania"), "is no country"),
        (("--country", "UA"), "does not tell its level"),
        (("--country", "UA", "--level", "3"), "range"),
    ],
)
def test_boundaries_ask_for_what_is_missing(regions: Path, options: tuple[str, ...], message: str) -> None:
    result = run("boundaries", str(regions), *options)
    assert result.exit_code == 2
    assert message in result.stderr


def test_boundaries_of_a_file_that_is_none(folder: Path, regions: Path) -> None:
    (folder / "text.geojson").write_text("no map")
    broken = run("boundaries", str(folder / "text.geojson"))
    assert broken.exit_code == 1
    assert broken.stderr.startswith("Error: text.geojson is no GeoJSON")
    columns = run("boundaries", str(regions), "--country", "UA", "--level", "1", "--name", "NOM")
    assert columns.exit_code == 1
    assert "the file has: IMIA, NAME" in columns.stderr
    assert run("boundaries", "lst").exit_code == 2


def test_removing_what_is_not_there(folder: Path) -> None:
    result = run("boundaries", "remove", "nothing")
    assert result.exit_code == 1
    assert "No boundary file 'nothing' is loaded; there are: none" in result.stderr
    assert not (folder / "packs").exists()
