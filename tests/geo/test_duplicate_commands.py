"""The commands about duplicates, from two reports of one attack to the merged event and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.store import open_store
from tests.geo.sample import make_parsed
from tests.geo.store.test_suggestions import TEXTS


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["duplicates", *(str(argument) for argument in arguments)])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "atlas.sqlite"
    with open_store(path) as store:
        for number, text in enumerate(TEXTS):
            store.add(make_parsed(number, text=text))
    return path


@pytest.fixture
def ids(database: Path) -> list[str]:
    with open_store(database) as store:
        return [row.event_id for row in store.events()]


def test_list_tells_pairs_with_reasons(database: Path, ids: list[str]) -> None:
    listed = run("list", "--limit", "2", "--database", database)
    assert listed.exit_code == 0
    assert "Same place" in listed.stdout
    assert all(text in listed.stdout for text in TEXTS)
    assert "1 more pairs: --offset 2" in listed.stderr
    (line, *_) = run("list", "--format", "jsonl", "--database", database).stdout.splitlines()
    record = json.loads(line)
    assert {event["event_id"] for event in record["events"]} <= set(ids)
    assert record["reasons"][0].keys() == {"reason", "weight"}


def test_merge_show_and_undo(database: Path, ids: list[str]) -> None:
    merged = run("merge", *ids[:2], "--author", "amal", "--reason", "one bakery", "--database", database)
    assert merged.stderr == "2 events merged. Take it back: conflict-atlas duplicates undo 1\n"
    shown = run("show", ids[0], "--database", database)
    assert "2 sources:" in shown.stdout
    assert "amal (one bakery)" in shown.stdout
    record = json.loads(run("show", ids[0], "--format", "jsonl", "--database", database).stdout)
    assert (record["event"]["sources"], len(record["reports"])) == (2, 2)
    assert run("merge", *ids[:2], "--database", database).stderr == "It is so already; nothing was changed.\n"
    assert run("undo", "1", "--database", database).exit_code == 0
    assert "merged with no other" in run("show", ids[0], "--database", database).stderr
    assert [line.split()[2] for line in run("history", "--database", database).stdout.splitlines()] == ["undo", "merge"]


def test_dismissed_pairs_are_listed_no_more(database: Path, ids: list[str]) -> None:
    assert run("dismiss", *ids, "--database", database).exit_code == 0
    assert "No two events seem" in run("list", "--database", database).stderr
    assert "No two events seem" in run("list", "--event", ids[0], "--above", "0.9", "--database", database).stderr


def test_all_above_a_score_are_merged_and_undone_at_once(database: Path, ids: list[str]) -> None:
    merged = run("merge", "--above", "0.5", "--database", database)
    assert merged.stdout.split() == sorted(ids)
    with open_store(database) as store:
        assert store.count() == 1
    assert run("split", ids[0], "--database", database).exit_code == 0
    assert run("undo", "2", "--database", database).exit_code == 0
    assert run("undo", "1", "--database", database).exit_code == 0
    with open_store(database) as store:
        assert store.count() == 3


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("merge",), 2, "two or more events, or --above"),
        (("merge", "x", "y"), 1, "no event 'x' is stored"),
        (("show", "x"), 1, "no event 'x' is stored"),
        (("undo", "9"), 1, "no decision 9"),
        (("split", "x"), 1, "merged with no other"),
    ],
)
def test_mistakes_are_told(database: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    result = run(*arguments, "--database", database)
    assert result.exit_code == code
    assert message in result.stderr


def test_a_store_without_decisions_says_so(database: Path) -> None:
    assert "Nobody has decided" in run("history", "--database", database).stderr
    assert "no database" in run("list", "--database", database.with_name("none.sqlite")).stderr
