"""The command that reads documents: what it passes over or cannot read is said."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from geo.cli import main


def run(database: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["ingest", "--database", str(database), *arguments])


def test_files_of_other_kinds_in_a_folder_are_counted(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / ".hidden").touch()
    for name in ("scan.pdf", "photo.png", "notes"):
        (folder / name).write_bytes(b"x")
    result = run(tmp_path / "atlas.sqlite", str(folder))
    assert result.exit_code == 0
    assert "3 files of other kinds passed over (.pdf, .png, no suffix)" in result.stderr


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    result = run(tmp_path / "atlas.sqlite", str(tmp_path / "report.txt"))
    assert result.exit_code == 1
    assert "report.txt' cannot be read: No such file or directory." in result.stderr
    assert "Errno" not in result.stderr
