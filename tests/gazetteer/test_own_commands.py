"""The commands on one's own places, on the built gazetteer and a store of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gazetteer import Gazetteer
from geo.cli import main

GHAZALEH = ("add", "Khirbet Testaleh", "--lat", "32.73", "--lon", "36.20")
SQUARE = {"type": "Polygon", "coordinates": [[[36.1, 32.7], [36.3, 32.7], [36.3, 32.8], [36.1, 32.7]]]}


class Commands:
    """Runs `conflict-atlas gazetteer …` on one store."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def __call__(self, *arguments: str) -> Result:
        """Run one command, the store added to it."""
        return CliRunner().invoke(main, ["gazetteer", *arguments, "--database", str(self._database)])

    def add(self, *arguments: str) -> str:
        """Add a place and return its id."""
        result = self(*GHAZALEH, *arguments)
        assert result.exit_code == 0, result.output
        return result.stdout.strip()

    def shown(self, place_id: str) -> dict[str, object]:
        """Return what `show` tells of a place."""
        found: dict[str, object] = json.loads(self("show", place_id, "--format", "json").stdout)
        return found

    def history(self) -> list[dict[str, object]]:
        """Return the edits, the latest first."""
        return [json.loads(line) for line in self("history", "--format", "jsonl").stdout.splitlines()]


@pytest.fixture
def run(tmp_path: Path, gazetteer: Gazetteer) -> Commands:
    """Give the commands."""
    assert gazetteer.version
    return Commands(tmp_path / "atlas.sqlite")


def test_everything_that_can_be_said_of_a_place(run: Commands, tmp_path: Path) -> None:
    area = tmp_path / "area.geojson"
    area.write_text(json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": SQUARE}]}))
    identity = run.add(
        "--alias", "خربة|ar|original; Old|en|historic", "--alias", "Testala", "--admin2", "Izra", "--note", "a note",
        "--reference", "Report 12", "--same-as", "geonames:170654", "--polygon", str(area), "--feature-code", "PPLX",
    )  # fmt: skip
    shown = run.shown(identity)
    names = [(name["text"], name["language"], name["kind"]) for name in shown["names"]]  # type: ignore[attr-defined]
    assert names == [("خربة", "ar", "original"), ("Old", "en", "historic"), ("Testala", "", "alias")]
    assert (shown["country"], shown["admin1"], shown["admin2"]) == ("SY", "Daraa", "Izra")
    assert (shown["reference"], shown["same_as"]) == ("Report 12", ["geonames:170654"])
    assert shown["polygon"] == SQUARE
    assert shown["radius_km"] == pytest.approx(5.7, abs=0.2)
    text = run("show", "geonames:170654").stdout
    assert identity in text
    assert "  same as     geonames:170654\n  reference   Report 12\n  polygon     4 corners\n" in text


def test_suspicions_stop_unless_forced(run: Commands) -> None:
    swapped = ("add", "Testaleh", "--lat", "36.20", "--lon", "32.73", "--country", "SY")
    result = run(*swapped)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Suspicious: 36.2, 32.73 lies" in result.stderr
    assert "swapped" in result.stderr
    assert "or add --force" in result.stderr
    assert run(*swapped, "--force").exit_code == 0
    assert len(run.history()) == 1


def test_duplicates_are_suspicious(run: Commands) -> None:
    identity = run.add()
    again = run(*GHAZALEH)
    assert again.exit_code == 1
    assert f"({identity}), 0.0 km off, has the same name" in again.stderr
    moved = run("edit", identity, "--lat", "35.933", "--lon", "36.633", "--name", "Idleb")
    assert moved.exit_code == 1
    assert "has the same name" in moved.stderr
    assert run("edit", identity, "--note", "no look at it is needed").exit_code == 0
    assert run("edit", identity, "--name", "Idleb", "--force").exit_code == 0


def test_polygons_come_and_go(run: Commands, tmp_path: Path) -> None:
    identity = run.add()
    area = tmp_path / "area.json"
    area.write_text(json.dumps({"type": "Feature", "geometry": SQUARE}))
    assert run("edit", identity, "--polygon", str(area)).exit_code == 0
    assert run.shown(identity)["polygon"] == SQUARE
    assert run("edit", identity, "--no-polygon").exit_code == 0
    assert run.shown(identity)["polygon"] is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "area.json"),
        ('{"type": "Point", "coordinates": [1, 2]}', "holds no polygon"),
        ('{"type": "Polygon", "coordinates": []}', "without an outline"),
        ("5", "an object is expected"),
    ],
)
def test_files_without_a_polygon(run: Commands, tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "area.json").write_text(content)
    result = run(*GHAZALEH, "--polygon", str(tmp_path / "area.json"))
    assert result.exit_code == 2
    assert message in result.stderr


def test_history_names_who_and_why(run: Commands) -> None:
    identity = run.add("--author", "amal", "--reason", "from the survey")
    run("edit", identity, "--radius-km", "2", "--author", "omar")
    run("delete", identity, "--author", "omar", "--reason", "wrong")
    told = run("history", identity).stdout.splitlines()
    assert [line.split()[2:4] for line in told] == [["omar", "delete"], ["omar", "edit"], ["amal", "add"]]
    assert "(radius_km)" in told[1]
    assert told[2].endswith("from the survey")
    assert run("history", "--limit", "1", "--offset", "2").stdout.strip() == told[2].strip()
    assert run("history", "user:none").stderr == "No edits.\n"


def test_the_author_is_the_user_unless_told_otherwise(run: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "layla")
    run.add()
    monkeypatch.setattr("getpass.getuser", _nobody)
    run(*GHAZALEH, "--force")
    assert [edit["author"] for edit in run.history()] == ["", "layla"]
    assert run.history()[0]["action"] == "add"


def _nobody() -> str:
    raise KeyError("getpwuid(): uid not found")


def test_undo(run: Commands) -> None:
    identity = run.add()
    run("delete", identity)
    assert run("undo", "2", "--reason", "by mistake").stderr == "edit 2 undone\n"
    assert run.shown(identity)["name"] == "Khirbet Testaleh"
    assert (run.history()[0]["undoes"], run.history()[1]["undone_by"]) == (2, 3)
    again = run("undo", "2")
    assert (again.exit_code, "is there again since edit 2" in again.stderr) == (1, True)
    assert run("undo", "77").exit_code == 1


def test_merge_and_split(run: Commands) -> None:
    first = run.add("--alias", "Shared")
    second = run.add("--alias", "Camp Testaleh", "--force")
    merged = run("merge", first, second, "geonames:170654")
    assert merged.stderr == f"{first} now stands for geonames:170654, {second}\n"
    assert run.shown(second)["id"] == run.shown("geonames:170654")["id"] == first
    split = run(
        "split", first, "Camp", "--lat", "32.74", "--lon", "36.2", "--move-name", "Camp Testaleh", "--move-id", second
    )
    part = run.shown(split.stdout.strip())
    assert (part["name"], part["same_as"], part["admin1"]) == ("Camp", [second], "Daraa")
    assert run("merge", first, "user:none").exit_code == 1
    assert run("merge", first).exit_code == 2


def test_import_says_what_it_would_do_and_does_it_when_told(run: Commands, tmp_path: Path) -> None:
    table = tmp_path / "villages.csv"
    table.write_text("VILLAGE,Y,X,country\nTestaleh,32.73,36.2,Syria\nBad,99,1,SY\nSwapped,36.2,32.73,SY\n", "utf-8")
    arguments = ("import", str(table), "--column", "name=VILLAGE", "--author", "amal")
    dry = run(*arguments)
    assert dry.stdout.splitlines()[0] == "line 3: Latitude 99.0: a number from -90 to 90 is expected"
    assert dry.stdout.splitlines()[1].startswith("line 4: suspicious, Swapped: 36.2, 32.73 lies")
    assert dry.stdout.splitlines()[2] == "2 new, 0 changed, 0 the same, 1 bad, 1 suspicious"
    assert "Nothing was written: add --yes" in dry.stderr
    assert run.history() == []
    done = run(*arguments, "--yes", "--skip-suspicious")
    assert "1 places written" in done.stderr
    assert [(edit["action"], edit["author"], edit["reason"]) for edit in run.history()] == [
        ("import", "amal", "import of villages.csv")
    ]


@pytest.mark.parametrize("format_name", ["csv", "geojson"])
def test_export_and_import_elsewhere(run: Commands, tmp_path: Path, format_name: str) -> None:
    identity = run.add("--alias", "=خربة|ar|original", "--reference", "Report 1", "--same-as", "geonames:170654")
    target = tmp_path / f"places.{format_name}"
    assert run("export", "--format", format_name, "--output", str(target)).exit_code == 0
    elsewhere = Commands(tmp_path / "elsewhere.sqlite")
    assert elsewhere("import", str(target), "--yes").exit_code == 0
    assert elsewhere.shown(identity) == run.shown(identity)
    again = elsewhere("import", str(target))
    assert again.stdout == "0 new, 0 changed, 1 the same, 0 bad, 0 suspicious\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--column", "name"), 2, "FIELD=COLUMN is expected"),
        (("--column", "=x"), 2, "FIELD=COLUMN is expected"),
        (("--column", "colour=name"), 1, "No field 'colour'"),
        (("--column", "name=nome"), 1, "No column 'nome' in the file; there are: name, lat"),
        ((), 1, "No columns hold latitude and longitude"),
    ],
)
def test_imports_that_cannot_begin(
    run: Commands, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    (tmp_path / "a.csv").write_text("name,lat\nx,1\n")
    result = run("import", str(tmp_path / "a.csv"), *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr


@pytest.mark.parametrize("command", ["add", "edit", "delete", "merge", "split", "undo", "history", "import", "export"])
def test_help_has_an_example(command: str) -> None:
    result = CliRunner().invoke(main, ["gazetteer", command, "--help"])
    assert result.exit_code == 0
    assert f"conflict-atlas gazetteer {command}" in result.stdout
