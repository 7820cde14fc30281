from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geo.cli.export import export
from geo.errors import ExportError, FilterError, StoreError
from geo.exports import EXPORTERS, export_file, find_exporter, guess_format
from geo.store import EventFilter, EventStore

ROOT = Path(__file__).parents[3]


def run(database: Path, *arguments: str) -> Result:
    return CliRunner().invoke(export, ["--database", str(database), *arguments], catch_exceptions=True)


def ids(output: str) -> list[str]:
    return [feature["id"] for feature in json.loads(output)["features"]]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["e0", "e1", "e2"]),
        (["--year", "2013"], ["e0"]),
        (["--year", "2013,2021"], ["e0", "e1"]),
        (["--year", "2013", "--year", "2021"], ["e0", "e1"]),
        (["--actor", "free-syrian-army", "--country", "Syria"], ["e0"]),
        (["--type", "Battles"], []),
        (["--bbox", "60,30,70,40"], ["e1"]),
        (["--bbox=-10,30,40,40"], ["e0"]),
        (["--since", "2021", "--until", "2021-08-15"], ["e1"]),
        (["--status", "rejected"], []),
        (["--status", "all"], ["e0", "e1", "e2"]),
    ],
)
def test_options_choose_events(database: Path, arguments: list[str], expected: list[str]) -> None:
    result = run(database, *arguments)
    assert result.exit_code == 0, result.stderr
    assert ids(result.stdout) == expected
    assert result.stderr == ("" if expected else "No event fits these filters.\n")


@pytest.mark.parametrize("name", ["events.geojson", "EVENTS.CSV", "events.gpkg", "events.parquet", "events.kml"])
def test_suffix_chooses_the_format(database: Path, tmp_path: Path, name: str) -> None:
    result = run(database, "--output", str(tmp_path / name))
    assert result.exit_code == 0, result.stderr
    assert (result.stdout, result.stderr) == ("", f"3 events written to {tmp_path / name}\n")
    assert (tmp_path / name).read_bytes() == run(database, "--format", guess_format(Path(name))).stdout_bytes


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (["--output", "events.xlsx"], ExportError, "does not say its format"),
        (["--output", "/nowhere/events.csv"], ExportError, "cannot write to the folder"),
        (["--year", "soon"], FilterError, "year 'soon'"),
        (["--bbox", "1,2"], FilterError, "bbox '1,2'"),
        (["--country", "Atlantis"], FilterError, "country 'Atlantis'"),
        (["--status", "done"], FilterError, "status 'done'"),
        (["--type", "Battle"], FilterError, "did you mean 'Battles'?"),
        (["--type", "Picnic"], FilterError, "the types are Battles, "),
    ],
)
def test_mistakes_are_named(database: Path, arguments: list[str], error: type[Exception], message: str) -> None:
    result = run(database, *arguments)
    assert result.exit_code != 0
    assert isinstance(result.exception, error)
    assert message in str(result.exception)


def test_help_shows_every_option_and_an_example() -> None:
    text = CliRunner().invoke(export, ["--help"]).output
    for option in ("year", "actor", "type", "bbox", "country", "since", "until", "status", "output", "format"):
        assert f"--{option}" in text
    assert "\n    conflict-atlas export --country SY" in text


@pytest.mark.parametrize(("format_name", "refused"), [("gpkg", True), ("parquet", True), ("csv", False)])
def test_binary_is_not_written_to_a_terminal(database: Path, format_name: str, refused: bool) -> None:
    """Run the command in a real pseudo-terminal."""
    ours, theirs = pty.openpty()
    code = "from geo.cli.export import export; export()"
    command = [sys.executable, "-c", code, "--database", str(database), "--format", format_name]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    os.close(theirs)
    assert (result.returncode != 0) is refused
    assert ("would garble the terminal" in result.stderr) is refused
    os.close(ours)


def test_failing_export_leaves_the_former_file(store: EventStore, tmp_path: Path) -> None:
    path = tmp_path / "out" / "events.geojson"
    path.parent.mkdir()
    path.write_text("the former file")
    store.close()
    store.path.write_bytes(b"not a database any more" * 1000)
    with pytest.raises(RuntimeError):
        export_file(store, EventFilter(), "geojson", path)
    assert path.read_text() == "the former file"
    assert [entry.name for entry in path.parent.iterdir()] == ["events.geojson"]


def test_full_disk_is_a_clear_error(store: EventStore) -> None:
    with pytest.raises(ExportError, match="cannot write"):
        export_file(store, EventFilter(), "geojson", Path("/proc/events.geojson"))
    assert store.count() == 3


def test_written_file_has_the_usual_permissions(store: EventStore, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    export_file(store, EventFilter(), "csv", tmp_path / "events.csv")
    assert (tmp_path / "events.csv").stat().st_mode == plain.stat().st_mode
    assert (tmp_path / "events.csv").stat().st_size > 0


def test_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(ExportError, match="'xlsx' is no export format; there are: geojson, geojsonseq, csv"):
        find_exporter("xlsx")
    assert {exporter.name for exporter in EXPORTERS.values() if not exporter.is_text} == {"gpkg", "parquet"}


def test_a_mistyped_database_is_no_empty_one(tmp_path: Path) -> None:
    result = run(tmp_path / "atlsa.sqlite", "--format", "csv")
    assert isinstance(result.exception, StoreError)
    assert "there is no database" in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_an_export_of_nothing_is_said(database: Path, tmp_path: Path) -> None:
    assert run(database, "--format", "csv", "--year", "1999").stderr == "No event fits these filters.\n"
    saved = run(database, "--year", "1999", "--output", str(tmp_path / "none.csv"))
    assert saved.stderr == f"0 events written to {tmp_path / 'none.csv'}\nNo event fits these filters.\n"
