"""The pages of the actors in real Chromium: an unlisted name is added, the reports read again; on a telephone too."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from geo.settings import load_settings
from tests.web.test_pages import serve
from webapp import create_app

pytestmark = [
    pytest.mark.browser,
    # Where a browser breaks off a request, Werkzeug's server leaves the file to the garbage collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]

TEXT = "Fighters of the Zafir Brigade shelled a checkpoint in Homs on 3 May 2013, killing 7 soldiers."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("actors")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CONFLICT_ATLAS_ACTORS", str(folder / "actors.toml"))
        app = create_app(load_settings({"database": folder / "atlas.sqlite", "packs": folder / "packs"}))
        client = app.test_client()
        read = client.post("/add", data={"text": TEXT, "title": "The checkpoint", "date": "2013-05-14"})
        client.post(f"{read.location}/save")
        yield from serve(app)


def test_an_unlisted_name_is_added_offered_for_reading_again_and_undone(page: Page, site: str) -> None:
    page.goto(f"{site}/actors/unlisted")
    page.get_by_role("link", name="Add it: Zafir Brigade").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Zafir Brigade")
    page.get_by_label("Source").fill("our own notes")
    page.get_by_label("Active from").fill("2013-01-05")
    page.get_by_role("button", name="Save the actor").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zafir Brigade")
    expect(page.locator("[data-pending]")).to_contain_text("One document names what you changed.")
    page.goto(f"{site}/actors/unlisted")
    expect(page.get_by_text("Listed now")).to_be_visible()
    page.goto(f"{site}/actors/id/zafir-brigade")
    page.get_by_role("button", name="Undo: Zafir Brigade").click()
    expect(page.get_by_role("status").first).to_contain_text("undone")
    page.goto(f"{site}/actors?own=1")
    expect(page.get_by_role("heading", name=re.compile("no actors of your own"))).to_be_visible()


@pytest.mark.parametrize(
    "address", ["/actors", "/actors/id/ahrar-al-sham", "/actors/edit/hezbollah", "/actors/unlisted"]
)
def test_nothing_is_wider_than_a_telephone(page: Page, site: str, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}{address}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
