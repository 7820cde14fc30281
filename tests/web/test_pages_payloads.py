"""Every page with payloads in every field, in real Chromium: nothing runs, nothing is asked of another machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.security.conftest import PoisonedApp, poisoned
from tests.security.payloads import PAYLOADS
from tests.web.test_pages import serve

__all__ = ["poisoned"]
pytestmark = [
    pytest.mark.browser,
    # Where a browser breaks off a request, Werkzeug's server leaves the file to the garbage collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]
EVERY_NTH = 4
RAN = "window.__pwned !== undefined || document.querySelector('[onerror],[onload],main script:not([src])') !== null"


@pytest.fixture(scope="module")
def poisoned_site(poisoned: PoisonedApp) -> Iterator[str]:
    yield from serve(poisoned.app)


def test_nothing_runs_on_any_page(page: Page, poisoned_site: str, poisoned: PoisonedApp) -> None:
    common = poisoned.pages[:8]
    for address in (*common, *poisoned.pages[8::EVERY_NTH], *poisoned.pages[-7:]):
        page.goto(f"{poisoned_site}{address}")
        assert page.evaluate(RAN) is False, address


def test_nothing_runs_without_the_policy(lax_page: Page, poisoned_site: str, poisoned: PoisonedApp) -> None:
    page = lax_page
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for address in (*poisoned.pages[:8], *poisoned.pages[8::EVERY_NTH], *poisoned.pages[-7:]):
        page.goto(f"{poisoned_site}{address}")
        assert page.evaluate(RAN) is False, address
    assert dialogs == []


@pytest.fixture
def lax_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def test_cards_and_tips_of_the_map_show_payloads_as_words(page: Page, poisoned_site: str) -> None:
    page.goto(f"{poisoned_site}/")
    page.wait_for_selector(".leaflet-marker-icon")
    events = page.evaluate("fetch('/api/events.geojson').then((answer) => answer.json())")["features"]
    addresses = [event["properties"]["event_id"] for event in events]
    for event_id in addresses[::EVERY_NTH]:
        page.goto(f"{poisoned_site}/#event={event_id}")
        page.reload()
        page.wait_for_selector(".atlas-card")
        assert page.evaluate(RAN) is False
    assert len(addresses) > len(PAYLOADS) // 2
