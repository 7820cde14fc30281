"""The examples in the documentation do what is printed there."""

from __future__ import annotations

import doctest
import os
import shutil
from pathlib import Path

import pytest
import run_examples as examples

from tests.conftest import ROOT


@pytest.mark.parametrize("page", examples.PAGES, ids=lambda page: page.name)
def test_commands_print_what_the_page_shows(page: Path) -> None:
    mismatches, text = examples.check_page(page)
    assert mismatches == []
    assert text == page.read_text("utf-8")


@pytest.mark.parametrize("name", ["README.md", "docs/python.md"])
def test_python_examples_print_what_the_page_shows(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(examples.REPORT, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONFLICT_ATLAS_DATABASE", os.fspath(tmp_path / "atlas.sqlite"))
    result = doctest.testfile(str(ROOT / name), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        ("one\n", "one\n", True),
        ("one\n", "two\n", False),
        ("id …\n", "id 4711\n", True),
        ("id … end\n", "id\nend\n", False),
        ("first\n…\nlast\n", "first\na\nb\nlast\n", True),
        ("a.c\n", "abc\n", False),
    ],
)
def test_an_ellipsis_stands_for_what_changes(shown: str, printed: str, *, expected: bool) -> None:
    assert examples.fits(shown, printed) is expected
    assert examples.fits(printed, printed)


def test_an_output_that_does_not_fit_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Text\n\n```console\n$ echo one\ntwo\n$ echo three\nthree\n```\n\nend\n", "utf-8")
    mismatches, text = examples.check_page(page)
    assert [(mismatch.shown, mismatch.printed) for mismatch in mismatches] == [("two\n", "one\n")]
    assert text == "Text\n\n```console\n$ echo one\none\n$ echo three\nthree\n```\n\nend\n"
