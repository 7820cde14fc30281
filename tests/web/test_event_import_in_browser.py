"""Importing a file of events in real Chromium: so many rows that the page waits for the work; without script too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from geo.settings import load_settings
from tests.geo.interop.ucdp_rows import SLIM
from tests.web.test_pages import serve
from webapp import create_app

pytestmark = [
    pytest.mark.browser,
    # Where a browser breaks off a request, Werkzeug's server leaves the file to the garbage collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]
ROWS = 20_000


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    app: Flask = create_app(load_settings({"database": tmp_path / "atlas.sqlite", "packs": tmp_path / "packs"}))
    yield from serve(app)


def write_file(path: Path, rows: int) -> str:
    """Write a file with so many events, and one row that is none."""
    row = SLIM.splitlines()[1].removeprefix("101")
    broken = SLIM.splitlines()[2].replace("-4.3", "-94.3")
    lines = [SLIM.splitlines()[0], broken, *(f"{number}{row}" for number in range(1, rows + 1))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_a_file_is_looked_at_imported_and_its_events_shown(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}/add")
    page.get_by_role("link", name="Import events").click()
    page.get_by_label("File").set_input_files(write_file(tmp_path / "ged.csv", ROWS))
    page.get_by_role("button", name="See what is in it").click()
    page.get_by_role("button", name="Import 20,000 events").click(timeout=60_000)
    expect(page.get_by_text("20,000 events are written")).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Rejected rows as CSV").click()
    assert "latitude '-94.3' is not from -90 to 90" in download.value.path().read_text(encoding="utf-8")
    page.get_by_role("link", name="Events as a table").click()
    expect(page).to_have_url(re.compile(r"/events\?document="))
    expect(page.get_by_text("Page 1 of 200")).to_be_visible()


def test_it_works_without_script_on_a_telephone(browser: Browser, site: str, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site}/add/events")
    page.get_by_label("File").set_input_files(write_file(tmp_path / "ged.csv", 3))
    page.get_by_role("button", name="See what is in it").click()
    page.get_by_role("button", name="Import 3 events").click()
    expect(page.get_by_text("3 events are written")).to_be_visible()
    context.close()
