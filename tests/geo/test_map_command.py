"""The command that writes a map, from a store to a file or to standard output."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.store import open_store
from tests.geo.sample import KABUL, make_parsed


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A store of two events: Idlib 2013 and Kabul 2021."""
    path = tmp_path / "atlas.sqlite"
    kabul = {"id": "e1", "place": KABUL, "date_start": date(2021, 8, 15), "date_end": date(2021, 8, 16)}
    with open_store(path) as store:
        store.add(make_parsed(0, {"id": "e0"}, kabul))
    return path


def run(database: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["map", "--database", str(database), *arguments])


def event_ids(page: str) -> list[str]:
    found = re.search(r'data-atlas-source="events">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return [feature["properties"]["event_id"] for feature in json.loads(found[1])["features"]]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [([], ["e0", "e1"]), (["--year", "2013"], ["e0"]), (["--country", "AF"], ["e1"]), (["--type", "Riots"], [])],
)
def test_the_filters_choose_the_events(database: Path, arguments: list[str], expected: list[str]) -> None:
    result = run(database, *arguments, "--output", "-")
    assert result.exit_code == 0, result.stderr
    assert event_ids(result.stdout) == expected
    assert result.stderr == ("" if expected else "No event fits these filters.\n")


def test_a_file_is_written_and_said(database: Path, tmp_path: Path) -> None:
    saved = tmp_path / "map.html"
    result = run(database, "--output", str(saved))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"2 events written to {saved}\n"
    assert event_ids(saved.read_text(encoding="utf-8")) == ["e0", "e1"]


def test_a_folder_that_is_missing_is_said(database: Path, tmp_path: Path) -> None:
    result = run(database, "--output", str(tmp_path / "none" / "map.html"))
    assert result.exit_code == 3
    assert "map.html" in result.stderr
