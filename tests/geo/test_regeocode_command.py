"""The commands that geocode again and that list unknown names."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gazetteer import Place, UserPlaces
from geo.cli import main
from geo.models import PlaceMention, Role
from geo.store import open_store
from tests.geo.regeocoding.desk import BOMBED, QUIET, ZALABIYA, make_document
from tests.geo.sample import make_parsed


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Give a store with two reports, one of which names a place that is not known."""
    path = tmp_path / "atlas.sqlite"
    for number, text in enumerate((BOMBED, QUIET)):
        report = tmp_path / f"{number}.txt"
        report.write_bytes(make_document(text).original)
        assert run("ingest", report, "--date", "2017-09-11", "--theatre", "SY", "--database", path).exit_code == 0
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def add_place(database: Path) -> None:
    with open_store(database) as store:
        UserPlaces(store.engine).add(ZALABIYA, author="Ada")


def test_preview_apply_and_undo(database: Path) -> None:
    add_place(database)
    preview = run("regeocode", "--database", database)
    assert preview.exit_code == 0
    assert "Khirbet Zalabiya added by Ada\n1 document may name this; 1 document with changes" in preview.output
    assert "nowhere -> Khirbet Zalabiya (Raqqa, SY; 35.7000, 39.8000)" in preview.stdout
    assert "Nothing is stored yet" in preview.stderr
    applied = run("regeocode", "--apply", "--database", database, "--author", "Bo")
    assert "Run 1 applied to 1 document. Take it back: conflict-atlas regeocode --undo 1" in applied.stderr
    assert run("regeocode", "--undo", "1", "--database", database).stderr.startswith("Run 1 undone: 1 document as")
    listed = run("regeocode", "--list", "--database", database).stdout
    assert listed.startswith("1  ")
    assert "1 mention placed, 1 event placed" in listed


def test_keep_settles_the_change(database: Path) -> None:
    add_place(database)
    assert "1 document may be touched" in run("regeocode", "--pending", "--database", database).stderr
    assert "Run 1 kept: no document was changed." in run("regeocode", "--keep", "--database", database).stderr
    for step in ("--pending", "--preview", "--apply"):
        result = run("regeocode", step, "--database", database)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "No document names what has changed" in result.stderr


def test_differences_as_json(database: Path) -> None:
    add_place(database)
    told = json.loads(run("regeocode", "--format", "json", "--database", database).stdout)
    assert told["run"]["counts"] == {"mention placed": 1, "event placed": 1}
    assert [item["after"]["name"] for item in told["items"]] == ["Khirbet Zalabiya"] * 2
    assert list(told["titles"]) == [told["items"][0]["document_id"]]


def test_only_some_differences_are_shown(database: Path) -> None:
    add_place(database)
    shown = run("regeocode", "--limit", "1", "--database", database).stdout
    assert shown.count("nowhere ->") == 1
    assert "… and 1 more: --limit 2 shows all." in shown


def test_a_change_that_touches_nothing_says_so(database: Path) -> None:
    with open_store(database) as store:
        UserPlaces(store.engine).add(Place("", "Nowhere at all", 1.0, 1.0))
    result = run("regeocode", "--apply", "--database", database)
    assert result.exit_code == 0
    assert "No document names what has changed in the gazetteer." in result.stderr


@pytest.mark.parametrize("run_id", ["1", "77"])
def test_a_run_that_cannot_be_undone_is_a_message(database: Path, run_id: str) -> None:
    add_place(database)
    run("regeocode", "--database", database)
    result = run("regeocode", "--undo", run_id, "--database", database)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.output


def test_unknown_names_are_listed_with_sentence_and_guess(database: Path) -> None:
    with open_store(database) as store:
        names = [name.name for name in store.unknown_names.names()]
    result = run("gazetteer", "unknown", "--database", database)
    assert names == ["Khirbet Zalabiya"]
    assert result.stdout.startswith("Khirbet Zalabiya  (1 x in 1 document)\n  Syrian warplanes bombed")
    told = json.loads(run("gazetteer", "unknown", "zala", "--format", "json", "--database", database).stdout)
    assert told[0]["examples"][0]["sentence"] == BOMBED


def test_dismissed_names_leave_the_list_and_come_back(database: Path) -> None:
    dismissed = run("gazetteer", "dismiss", "khirbet zalabiya", "--author", "Ada", "--database", database)
    assert dismissed.stderr == "1 dismissed\n"
    assert "Every name has its place." in run("gazetteer", "unknown", "--database", database).stderr
    assert run("gazetteer", "dismiss", "--restore", "Khirbet Zalabiya", "--database", database).exit_code == 0
    assert "Khirbet Zalabiya" in run("gazetteer", "unknown", "--database", database).stdout
    refused = run("gazetteer", "dismiss", "--restore", "Homs", "--database", database)
    assert (refused.exit_code, refused.stderr) == (1, "Error: 'Homs' was never dismissed; nothing was changed\n")


def test_further_names_are_counted(database: Path) -> None:
    text = "Zarnuqa and Talafira"
    names = (PlaceMention(0, 7, "Zarnuqa", Role.LOCATION), PlaceMention(12, 20, "Talafira", Role.LOCATION))
    with open_store(database) as store:
        store.add(replace(make_parsed(0, text=text), mentions=names, events=()))
    first = run("gazetteer", "unknown", "--limit", "2", "--database", database)
    assert first.stderr == "1 more names: --offset 2 shows the next ones.\n"
    rest = run("gazetteer", "unknown", "--offset", "2", "--database", database)
    assert (rest.stdout.split("  ")[0], rest.stderr) == ("Zarnuqa", "")
