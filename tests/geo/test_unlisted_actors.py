"""The review of actors that no entry lists, by the command."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from geo.actors.vocabulary import load_vocabulary
from geo.cli import main
from geo.models import ActorMention, Document, ParsedDocument
from geo.store import open_store
from geo.unlisted_actors import alike


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Store two reports in which a brigade and a ministry are found that nobody lists."""
    monkeypatch.setenv("CONFLICT_ATLAS_ACTORS", str(tmp_path / "actors.toml"))
    path = tmp_path / "atlas.sqlite"
    monkeypatch.setenv("CONFLICT_ATLAS_DATABASE", str(path))
    with open_store(path) as store:
        for name in ("Zafir Brigade", "ZAFIR BRIGADE"):
            text = f"The {name} left. The Oil Ministry said so."
            ministry = text.index("Oil")
            mentions = (
                ActorMention(4, 4 + len(name), name, "", name, 3, "SY"),
                ActorMention(ministry, ministry + 12, "Oil Ministry", "", "Oil Ministry", 7, "SY"),
            )
            store.add(ParsedDocument(Document(name, text, date=date(2013, 5, 14)), mentions, (), "test", "2013-05-14"))
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["actors", *arguments])


def test_fighters_come_first_and_spellings_are_one() -> None:
    lines = [orjson.loads(line) for line in run("unlisted", "--format", "jsonl").stdout.splitlines()]
    assert [(line["name"], line["armed"], line["mentions"]) for line in lines] == [
        ("ZAFIR BRIGADE", True, 2),
        ("Oil Ministry", False, 2),
    ]
    assert "Oil Ministry" not in run("unlisted", "--armed").stdout
    assert "1 more names" in run("unlisted", "--limit", "1").stderr


def test_a_name_is_dismissed_and_put_back() -> None:
    assert run("dismiss", "oil ministry").exit_code == 0
    assert "Oil Ministry" not in run("unlisted").stdout
    assert run("dismiss", "--restore", "Oil Ministry").exit_code == 0
    assert "Oil Ministry  (not armed" in run("unlisted").stdout
    assert "never dismissed" in run("dismiss", "--restore", "Oil Ministry").output


def test_a_name_that_is_listed_since_says_so() -> None:
    added = ("add", "zafir-brigade", "Zafir Brigade", "--kind", "Rebel group", "--country", "SY", "--source", "notes")
    assert run(*added).exit_code == 0
    assert "listed now as zafir-brigade" in run("unlisted", "zafir").stdout


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [("Ahrar ash-Shaam", "ahrar-al-sham"), ("Arakan Armee", "arakan-army"), ("Peshmergas", "peshmerga")],
)
def test_names_that_are_spelled_alike_are_proposed(name: str, actor_id: str) -> None:
    assert actor_id in [actor.id for actor in alike(load_vocabulary(), name)]


def test_a_common_head_makes_no_two_names_alike() -> None:
    assert alike(load_vocabulary(), "Zubrovka Brigade", "SY") == []
