"""Ingest runs: once is enough, folders and streams, what is said of bad files, and decisions that stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.models import Status
from geo.store import EventFilter, open_store

REPORT = "Shells hit Homs on Sunday, killing two people.\n"
OTHER = '{"text": "Gunmen attacked a checkpoint in Aleppo on 3 May 2014.", "title": "Aleppo"}\n'


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "atlas.sqlite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "reports"
    (path / "deeper").mkdir(parents=True)
    (path / "report.txt").write_text(REPORT, "utf-8")
    (path / "deeper" / "more.jsonl").write_text(OTHER, "utf-8")
    return path


def ingest(database: Path, *arguments: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["ingest", "--database", str(database), *arguments], input=stdin)


def stored(database: Path) -> list[tuple[str | None, str | None]]:
    with open_store(database) as store:
        return [(event.location, event.date_start) for event in store.events(EventFilter())]


def test_a_folder_is_read_with_what_is_below_it(database: Path, folder: Path) -> None:
    result = ingest(database, str(folder), "--date", "2017-09-11")
    assert result.exit_code == 0, result.stderr
    assert "2 documents read, 2 events" in result.stderr
    assert stored(database) == [("Aleppo", "2014-05-03"), ("Homs", "2017-09-10")]


def test_twice_changes_nothing(database: Path, folder: Path) -> None:
    first = ingest(database, str(folder), "--date", "2017-09-11")
    before = database.stat().st_size, stored(database)
    second = ingest(database, str(folder), "--date", "2017-09-11")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "0 documents read, 0 events, 0 place names; 2 stored already." in second.stderr
    assert (database.stat().st_size, stored(database)) == before


def test_the_same_file_under_two_names_is_one_document(database: Path, folder: Path) -> None:
    (folder / "copy.txt").write_text(REPORT, "utf-8")
    result = ingest(database, str(folder))
    assert result.exit_code == 0
    with open_store(database) as store:
        assert len(store.documents(limit=10, offset=0, query="")) == 2


@pytest.mark.parametrize(
    ("options", "data", "place"),
    [
        (["--date", "2017-09-11"], REPORT.encode(), "Homs"),
        (["--format", "jsonl"], OTHER.encode(), "Aleppo"),
        (["--format", ".md"], b"---\ndate: 2017-09-11\n---\nShells hit Raqqa on Sunday.\n", "Raqqa"),
    ],
)
def test_standard_input(database: Path, options: list[str], data: bytes, place: str) -> None:
    result = ingest(database, "-", *options, stdin=data)
    assert result.exit_code == 0, result.stderr
    assert [where for where, _ in stored(database)] == [place]


def test_what_the_options_say_is_stored(database: Path, folder: Path) -> None:
    known = ["--title", "Night of shells", "--publisher", "P", "--url", "https://example.org/1", "--date", "2017-09-11"]
    assert ingest(database, str(folder / "report.txt"), *known).exit_code == 0
    with open_store(database) as store:
        (event,) = store.events(EventFilter())
        document = store.document(event.document_id)
    assert document is not None
    assert (document.title, document.publisher, document.url) == ("Night of shells", "P", "https://example.org/1")
    assert (document.date, event.source_date) == (date(2017, 9, 11), "2017-09-11")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "holds no text"),
        ("bad.jsonl", b'{"text": "x"}\n{oops\n', "bad.jsonl, line 2"),
        ("bad.md", b"---\na: [\n---\ntext", "YAML"),
        ("scan.pdf", b"%PDF", "suffix '.pdf'"),
    ],
)
def test_a_bad_file_is_reported_and_the_rest_is_read(
    database: Path, folder: Path, name: str, data: bytes, says: str
) -> None:
    (folder.parent / name).write_bytes(data)
    result = ingest(database, str(folder.parent / name), str(folder))
    assert result.exit_code == 1
    assert says in result.stderr
    assert "1 of 3 files could not be read." in result.stderr
    assert "Traceback" not in result.stderr
    assert len(stored(database)) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "Name files or folders"),
        (["--date", "yesterday", "-"], 1, "--date: the date 'yesterday'"),
        (["--theatre", "Atlantis", "-"], 1, "Atlantis"),
        (["--format", "xyz", "-"], 1, "suffix '.xyz'"),
        (["--agian", "-"], 2, "--again"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(database: Path, arguments: list[str], code: int, says: str) -> None:
    result = ingest(database, *arguments, stdin=b"Shells hit Homs.")
    assert result.exit_code == code
    assert says in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_a_database_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    result = ingest(tmp_path / "missing" / "atlas.sqlite", "-", stdin=b"Shells hit Homs.")
    assert result.exit_code in {0, 1, 3}
    assert "Traceback" not in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_again_keeps_what_a_person_decided(database: Path, folder: Path) -> None:
    ingest(database, str(folder), "--date", "2017-09-11")
    with open_store(database) as store:
        aleppo, homs = store.events(EventFilter())
        toll = {"fatalities_low": 3, "fatalities_best": 3, "fatalities_high": 3}
        store.decide(homs.event_id, Status.EDITED, author="me", reason="counted", changes=toll)
        store.decide(aleppo.event_id, Status.REJECTED, author="me", reason="no event")
    result = ingest(database, str(folder), "--again", "--date", "2017-09-11")
    assert result.exit_code == 0
    with open_store(database) as store:
        events = store.events(EventFilter(statuses=tuple(status.value for status in Status)))
    assert {(event.event_id, event.status) for event in events} == {
        (homs.event_id, "edited"),
        (aleppo.event_id, "rejected"),
    }
    assert next(event for event in events if event.event_id == homs.event_id).fatalities_best == 3


def test_a_theatre_is_used(database: Path) -> None:
    result = ingest(database, "-", "--theatre", "LB", stdin=b"Clashes in Tripoli killed two people on 3 May 2014.")
    assert result.exit_code == 0
    with open_store(database) as store:
        assert [event.country for event in store.events(EventFilter())] == ["LB"]
