"""The gazetteer's commands, on the built gazetteer and a store of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gazetteer import Gazetteer, GazetteerError
from geo.cli import main


class Commands:
    """Runs `conflict-atlas gazetteer …` on one store."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def __call__(self, *arguments: str, text: str = "") -> Result:
        """Run one command, the store added to it."""
        return CliRunner().invoke(main, ["gazetteer", *arguments, "--database", str(self._database)], input=text)


@pytest.fixture
def run(tmp_path: Path) -> Commands:
    """Give the commands, or skip where the gazetteer is not built."""
    try:
        Gazetteer.open()
    except GazetteerError as error:
        pytest.skip(str(error))
    return Commands(tmp_path / "atlas.sqlite")


def _add(run: Commands, name: str = "Khirbet Testaleh", *more: str) -> str:
    result = run("add", name, "--lat", "32.73", "--lon", "36.20", *more)
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def test_add_finds_the_division_and_search_finds_the_place(run: Commands) -> None:
    identity = _add(run, "Khirbet Testaleh", "--alias", "Khirbat al-Testala")
    shown = json.loads(run("show", identity, "--format", "json").stdout)
    assert (shown["country"], shown["admin1"]) == ("SY", "Daraa")
    hits = json.loads(run("search", "Khirbat Testala", "--format", "json").stdout)["hits"]
    assert hits[0]["id"] == identity


def test_edit_then_delete(run: Commands) -> None:
    identity = _add(run)
    assert run("edit", identity, "--radius-km", "2", "--feature-code", "PPLX").exit_code == 0
    assert "reaching 2 km" in run("show", identity).stdout
    assert run("delete", identity).exit_code == 0
    assert run("delete", identity).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["add", "Somewhere"], 2, "--lat and --lon"),
        (["add", "Somewhere", "--lat", "95", "--lon", "0", "--country", "SY", "--admin1", ""], 1, "Latitude 95"),
        (["add", "Somewhere", "--lat", "north", "--lon", "0"], 2, "north"),
        (["add", "…", "--lat", "5", "--lon", "0"], 1, "letters"),
        (["add", "Somewhere", "--lat", "5", "--lon", "0", "--country", "Atlantis"], 2, "'Atlantis' is neither"),
        (["search", "Idlib", "--country", "XX"], 2, "'XX' is neither an ISO 3166 code"),
        (["edit", "user:none"], 2, "Nothing to change"),
        (["edit", "user:none", "--note", "x"], 1, "user:none"),
        (["show", "geonames:deir-ez-zor"], 1, "Did you mean 'geonames:170794'"),
    ],
)
def test_errors_name_value_and_remedy(run: Commands, arguments: list[str], code: int, message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert message in result.stderr
    assert result.stdout == ""


def test_search_reads_names_line_by_line(run: Commands) -> None:
    result = run("search", "-", "--country", "SY", "--limit", "1", text="Idleb\nDeir Ezzor\n\nXqzptw\n")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["query"] for record in records] == ["Idleb", "Deir Ezzor", "", "Xqzptw"]
    assert [[hit["name"] for hit in record["hits"]] for record in records] == [["Idlib"], ["Deir ez-Zor"], [], []]
    assert set(records[0]["hits"][0]) == {"id", "name", "lat", "lon", "country", "feature_code", "score"}


def test_search_as_text(run: Commands) -> None:
    found = run("search", "Raqqa", "--country", "Syria")
    assert "geonames:172955" in found.stdout
    nothing = run("search", "Xqzptw")
    assert nothing.stdout == ""
    assert "gazetteer add" in nothing.stderr


def test_export_as_csv_and_geojson(run: Commands, tmp_path: Path) -> None:
    identity = _add(run, "=Formula Town", "--alias", "Other")
    csv_text = run("export").stdout
    assert "'=Formula Town" in csv_text
    target = tmp_path / "places.geojson"
    assert run("export", "--format", "geojson", "--output", str(target)).exit_code == 0
    feature = json.loads(target.read_text("utf-8"))["features"][0]
    assert feature["id"] == identity
    assert feature["geometry"]["coordinates"] == [36.2, 32.73]


@pytest.mark.parametrize("command", ["add", "edit", "delete", "search", "show", "export"])
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(main, ["gazetteer", command, "--help"])
    assert result.exit_code == 0
    assert "--database" in result.stdout
