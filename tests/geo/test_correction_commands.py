"""The commands that list unsure places and decide on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.store import open_store

TEXT = "A bomb exploded in Tripoli on Monday, killing four people. Libya had troops in Benghazi."
LIBYA, LEBANON = "geonames:2210247", "geonames:266826"


def run(*arguments: str | Path, given: str = "") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path, report = tmp_path / "atlas.sqlite", tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    assert run("ingest", report, "--date", "2017-09-11", "--database", path).exit_code == 0
    return path


@pytest.fixture
def document_id(database: Path) -> str:
    with open_store(database) as store:
        return store.documents()[0].id


def test_unsure_lists_the_places_that_a_name_may_mean(database: Path, document_id: str) -> None:
    listed = run("unsure", "--below", "1", "--database", database)
    assert listed.exit_code == 0
    assert f"x in {document_id})\n  {TEXT.split(' Libya', maxsplit=1)[0]}" in listed.stdout
    assert f"  {LIBYA}\n" in listed.stdout
    (line,) = run("unsure", "tripoli", "--below", "1", "--format", "jsonl", "--database", database).stdout.splitlines()
    record = json.loads(line)
    assert (record["document"], record["name"], record["mentions"]) == (document_id, "Tripoli", 1)
    assert LEBANON in {candidate["place"]["id"] for candidate in record["mention"]["candidates"]}
    assert "No pin is unsure." in run("unsure", "nowhere", "--below", "1", "--database", database).stderr


def test_choose_and_undo(database: Path, document_id: str) -> None:
    chosen = run("choose", document_id, "Tripoli", LEBANON, "--author", "Ada", "--database", database)
    assert chosen.stderr == f"Tripoli: {LEBANON}. Take it back: conflict-atlas choose --undo 1\n"
    with open_store(database) as store:
        assert {row.country for row in store.events() if row.fatalities_best} == {"LB"}
    again = run("choose", document_id, "Tripoli", LEBANON, "--database", database)
    assert "so already" in again.stderr
    assert "left to the program" in run("choose", "--undo", "1", "--database", database).stderr
    with open_store(database) as store:
        assert {row.country for row in store.events() if row.fatalities_best} == {"LY"}


@pytest.mark.parametrize(("place", "told"), [('""', "no place"), (f'"{LEBANON}"', LEBANON)])
def test_choose_reads_json_lines(database: Path, document_id: str, place: str, told: str) -> None:
    line = f'{{"document": "{document_id}", "name": "Tripoli", "place": {place}}}\n\n'
    assert run("choose", "-", "--database", database, given=line).stderr.startswith(f"Tripoli: {told}.")
    back = line.replace(place, "null")
    assert run("choose", "-", "--database", database, given=back).stderr.startswith("Tripoli: left to the program.")


@pytest.mark.parametrize(
    ("arguments", "given", "code", "message"),
    [
        ((), "", 2, "Name a document"),
        (("x", "Tripoli", LEBANON, "--none"), "", 2, "Name a document"),
        (("x", "Tripoli", LEBANON), "", 1, "no document 'x'"),
        (("-",), "{}", 1, "line 1: wants an object"),
        (("-",), "[]", 1, "line 1: wants an object"),
        (("-",), '{"document": 1, "name": "x", "place": null}', 1, "line 1: document and name must be texts"),
        (("--undo", "7"), "", 1, "no edit 7"),
    ],
)
def test_what_cannot_be_done_is_said(
    database: Path, arguments: tuple[str, ...], given: str, code: int, message: str
) -> None:
    result = run("choose", *arguments, "--database", database, given=given)
    assert result.exit_code == code
    assert message in result.stderr


def test_a_theatre_is_shown_taken_and_cleared(database: Path, document_id: str) -> None:
    shown = json.loads(run("theatre", document_id, "--database", database).stdout)
    assert (shown["document"], shown["theatre"]) == (document_id, [])
    assert shown["countries"][0]["country"] == "LY"
    taken = json.loads(run("theatre", document_id, "--guess", "--database", database).stdout)
    assert taken["theatre"] == ["LY"]
    told = run("theatre", document_id, "--countries", "Lebanon,SY", "--database", database)
    assert json.loads(told.stdout)["theatre"] == ["LB", "SY"]
    with open_store(database) as store:
        assert {row.country for row in store.events() if row.fatalities_best} == {"LB"}
    assert json.loads(run("theatre", document_id, "--countries", "", "--database", database).stdout)["theatre"] == []


def test_another_ingest_keeps_the_decisions(database: Path, document_id: str, tmp_path: Path) -> None:
    run("choose", document_id, "Tripoli", LEBANON, "--database", database)
    again = run("ingest", tmp_path / "report.txt", "--again", "--theatre", "LY", "--database", database)
    assert again.exit_code == 0
    with open_store(database) as store:
        assert {row.country for row in store.events() if row.fatalities_best} == {"LB"}
