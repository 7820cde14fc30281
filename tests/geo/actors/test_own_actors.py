"""Actors of one's own: added, replaced, removed, checked, and found in texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geo.actors.loading import read_actor, rows
from geo.actors.models import Actor
from geo.actors.own import as_toml
from geo.cli import main
from geo.extractor import Extractor
from geo.models import ActorMention, Document

ADD = ("add", "zafir-brigade", "Zafir Brigade", "--kind", "Rebel group", "--country", "SY", "--source", "own notes")


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a file of its own, and nobody else its actors."""
    path = tmp_path / "data" / "actors.toml"
    monkeypatch.setenv("CONFLICT_ATLAS_ACTORS", str(path))
    return path


def run(*arguments: str) -> Result:
    """Run `conflict-atlas actors`."""
    return CliRunner().invoke(main, ["actors", *arguments])


def test_an_actor_is_added_shown_listed_and_removed(own_file: Path) -> None:
    assert run(*ADD, "--alias", 'Liwa "Zafir" \\ لواء', "--start", "2013").exit_code == 0
    assert 'aliases = ["Liwa \\"Zafir\\" \\\\ لواء"]' in run("show", "zafir-brigade").output
    assert "Zafir Brigade\tRebel group\tSY\t2013" in run("list", "--own").output
    assert run("check").exit_code == 0
    assert run("remove", "zafir-brigade").exit_code == 0
    assert run("list", "--own").output == ""
    assert own_file.is_file()


def test_what_is_added_is_found_in_texts(extractor: Extractor) -> None:
    text = Document("x", "The Zafir Brigade shelled Homs.", date=date(2017, 6, 11), theatre=("SY",))
    assert run(*ADD).exit_code == 0
    own = Extractor(extractor._names, explain=False)  # noqa: SLF001 - the gazetteer of the session, with new actors
    (actor,) = (one for one in own.parse(text).mentions if isinstance(one, ActorMention))
    assert actor.actor_id == "zafir-brigade"


def test_a_shipped_actor_is_replaced_and_comes_back() -> None:
    run("add", "hezbollah", "Party of God", "--kind", "Rebel group", "--country", "LB", "--source", "own notes")
    assert 'name = "Party of God"' in run("show", "hezbollah").output
    run("remove", "hezbollah")
    assert 'name = "Hezbollah"' in run("show", "hezbollah").output


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((*ADD, "--parent", "nobody"), "field 'parent': points to 'nobody'"),
        ((*ADD, "--start", "20130"), "field 'start'"),
        (("add", "Zafir!", *ADD[2:]), "field 'id'"),
        (("remove", "hezbollah"), "cannot be removed, only replaced"),
        (("show", "nobody"), "actors list NAME"),
    ],
)
def test_a_wrong_actor_is_refused_and_nothing_is_written(
    own_file: Path, arguments: tuple[str, ...], problem: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert problem in result.output
    assert not own_file.exists()


def test_a_name_that_another_has_is_told() -> None:
    run(*ADD, "--alias", "Ahrar al-Sham", "--start", "2013")
    assert "'Ahrar al-Sham' is" in run("check").output


def test_an_actor_survives_its_file() -> None:
    actor = Actor("a-b", 'A "B"\t\\', "Rebel group", "SY", ("ä", "ب"), ("X",), 1999, 2001, armed=True, source="own")
    (row,) = rows("x.toml", as_toml(actor), "actor", "id")
    assert read_actor(row) == actor


def test_an_edit_keeps_the_rest_and_its_undo_brings_back_what_was() -> None:
    run(*ADD, "--alias", "Liwa Zafir", "--author", "anna")
    edited = run("edit", "zafir-brigade", "--alias", "Zafir Battalion", "--start", "2013-05-02", "--reason", "so")
    assert edited.exit_code == 0, edited.output
    shown = run("show", "zafir-brigade").output
    assert 'aliases = ["Liwa Zafir", "Zafir Battalion"]' in shown
    assert "start = 2013-05-02" in shown
    told = run("history").output.splitlines()
    assert [line.split("\t")[2] for line in told] == ["edit", "add"]
    assert told[0].endswith("\tso")
    assert run("undo", "2").exit_code == 0
    assert "Zafir Battalion" not in run("show", "zafir-brigade").output
    assert "undo the later edit first" in run("undo", "2").output


def test_an_edit_of_a_shipped_actor_is_an_entry_of_ones_own_until_it_is_removed() -> None:
    assert run("edit", "hezbollah", "--alias", "Party of the Mountain").exit_code == 0
    assert "Party of the Mountain" in run("show", "hezbollah").output
    assert run("list", "--own").output.startswith("hezbollah\tHezbollah")
    assert run("undo", "1").exit_code == 0
    assert run("list", "--own").output == ""


@pytest.mark.parametrize("time", ["12/2013", "2013-13-01", "soon"])
def test_a_time_that_is_none_is_refused_with_what_is_expected(time: str) -> None:
    result = run(*ADD, "--start", time)
    assert result.exit_code == 1
    assert "a year as 2024 nor a day as 2024-12-08" in result.output
