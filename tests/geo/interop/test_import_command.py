"""The commands ``import acled`` and ``import ucdp``: what they say, their exit codes, and going on after a break."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from acled_rows import acled_text
from click.testing import CliRunner, Result
from ucdp_rows import SLIM

from geo.cli import main
from geo.store import EventFilter, open_store

MANY = 30_000


def run(*arguments: str | Path, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=data)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "atlas.sqlite"


def test_it_says_what_became_of_the_rows(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "acled.csv"
    path.write_text(acled_text("today"), encoding="utf-8")
    first = run("import", "acled", path, "--database", database)
    assert (first.exit_code, first.stdout) == (0, "")
    assert "2 rows: 2 new" in first.stderr
    assert "2 rows: 2 the same" in run("import", "acled", path, "--database", database).stderr
    assert not list(tmp_path.glob("*rejected*"))


def test_rejected_rows_are_told_and_kept_beside_the_file(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "acled.csv"
    path.write_text(acled_text("today").replace("35.3636", "91", 1), encoding="utf-8")
    result = run("import", "acled", path, "--database", database)
    assert result.exit_code == 1
    assert "line 2: latitude '91' is not from -90 to 90" in result.stderr
    assert f"The rejected rows are in {path}.rejected.csv" in result.stderr
    assert (tmp_path / "acled.csv.rejected.csv").exists()


def test_rejected_rows_go_where_they_are_told_to(tmp_path: Path, database: Path) -> None:
    data = SLIM.replace("15.35", "95").encode()
    aside = tmp_path / "aside.csv"
    result = run("import", "ucdp", "-", "--rejects", aside, "--database", database, data=data)
    assert (result.exit_code, "2 rows: 1 new, 1 rejected" in result.stderr) == (1, True)
    assert aside.read_text(encoding="utf-8").splitlines()[1].startswith("2,latitude '95' is not from -90 to 90,101,")


def test_a_dry_run_writes_nothing(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_text(SLIM.replace("15.35", "95"), encoding="utf-8")
    result = run("import", "ucdp", path, "--dry-run", "--database", database)
    assert (result.exit_code, "Nothing was written" in result.stderr) == (1, True)
    assert [found.name for found in tmp_path.iterdir()] == ["ged.csv"]


def test_another_encoding_is_named(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(SLIM.replace("Houthis", "Ansar Allâh").encode("cp1252"))
    refused = run("import", "ucdp", path, "--database", database)
    assert (refused.exit_code, "name its encoding (--encoding)" in refused.stderr) == (1, True)
    assert run("import", "ucdp", path, "--encoding", "cp1252", "--database", database).exit_code == 0
    with open_store(database) as store:
        assert store.count(EventFilter(actors=("Ansar Allâh",))) == 1


def test_a_wrong_call_and_a_missing_file() -> None:
    assert run("import", "acled", "nowhere.csv").exit_code == 2
    assert run("import", "atlas", "nowhere.csv").exit_code == 2
    assert "Examples:" in run("import", "acled", "--help").stdout


def test_export_guesses_the_formats_by_name(tmp_path: Path, database: Path) -> None:
    assert run("import", "ucdp", "-", "--database", database, data=SLIM.encode()).exit_code == 0
    for name, column in (("out.acled.csv", "event_id_cnty"), ("out.ucdp.csv", "id"), ("out.csv", "event_id")):
        assert run("export", "--output", tmp_path / name, "--database", database).exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").split(",")[0] == column


def test_our_own_events_do_not_come_back_as_others(tmp_path: Path, database: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Syrian warplanes bombed the town of Mayadin on Sunday, killing at least nine civilians.")
    assert run("ingest", report, "--date", "2017-09-11", "--database", database).exit_code == 0
    for dataset in ("acled", "ucdp"):
        path = tmp_path / f"own.{dataset}.csv"
        assert run("export", "--output", path, "--database", database).exit_code == 0
        again = run("import", dataset, path, "--database", database)
        assert (again.exit_code, "1 row: 1 of this store itself" in again.stderr) == (0, True)


def many_rows() -> str:
    header, first, _ = SLIM.split("\n", 2)
    cells = first.split(",")
    return "\n".join([header, *(",".join([str(number), *cells[1:]]) for number in range(1, MANY + 1))])


def test_a_killed_import_goes_on(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_text(many_rows(), encoding="utf-8")
    open_store(database).close()
    command = [sys.executable, "-c", "from geo.cli import main; main()", "import", "ucdp", path, "--database", database]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process, open_store(database) as store:
        while not store.count() and process.poll() is None:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        stored = store.count()
        assert 0 < stored < MANY
        result = run("import", "ucdp", path, "--database", database)
        assert f"{MANY - stored:,} new, {stored:,} the same" in result.stderr
        assert store.count() == MANY == store.count(EventFilter(bbox=(44, 15, 45, 16)))


def test_an_export_counts_what_it_wrote(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "acled.csv"
    path.write_text(acled_text("before 2023"), encoding="utf-8")
    assert run("import", "acled", path, "--database", database).exit_code == 0
    result = run("export", "--output", tmp_path / "out.ucdp.csv", "--database", database)
    assert "1 event written to" in result.stderr
