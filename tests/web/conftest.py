"""Real Chromium for the browser tests, shut in: a request that leaves 127.0.0.1 fails the test."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Route, sync_playwright

from geo.maps import EventMap

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOCAL_SCHEMES = frozenset({"data", "blob", "about", "file"})
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


def find_chromium() -> str | None:
    """Return the browser's path: CHROMIUM from the environment, else what is installed."""
    asked = os.environ.get("CHROMIUM")
    if asked:
        return asked if Path(asked).is_file() else None
    return shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass
class Traffic:
    """What a test's pages asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def outside(self) -> list[str]:
        """Return the requests that went, or would have gone, to another machine."""
        parts = [(url, urlsplit(url)) for url in self.requests]
        return [url for url, part in parts if part.scheme not in LOCAL_SCHEMES and part.hostname not in LOCAL_HOSTS]

    def watch(self, context: BrowserContext) -> None:
        """Record every request of the context, and let only local ones through."""
        context.route("**/*", self._pass_local)
        context.on("page", self._watch_page)

    def _pass_local(self, route: Route) -> None:
        self.requests.append(route.request.url)
        part = urlsplit(route.request.url)
        if part.scheme in LOCAL_SCHEMES or part.hostname in LOCAL_HOSTS:
            route.continue_()
        else:
            route.abort()

    def _watch_page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note)
        page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("No Chromium: install the package chromium, or name one in CHROMIUM. Browser tests are skipped.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def traffic() -> Traffic:
    return Traffic()


@pytest.fixture
def context(browser: Browser, traffic: Traffic) -> Iterator[BrowserContext]:
    """A fresh browser profile; at the end no request may have left the machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    traffic.watch(context)
    yield context
    context.close()
    assert traffic.outside == []


@pytest.fixture
def page(context: BrowserContext, traffic: Traffic) -> Iterator[Page]:
    """A page on which nothing may go wrong: no script error, no blocked resource, no dialog."""
    yield context.new_page()
    assert traffic.complaints == []


@pytest.fixture
def open_map(page: Page, tmp_path: Path) -> Callable[..., Page]:
    """Open a map as a file on disk; returns once its basemap is drawn."""
    page.add_init_script("addEventListener('atlas:ready', (event) => { window.atlas = event.detail.atlas; })")

    def open_saved(collection: dict[str, Any], fragment: str = "") -> Page:
        saved = tmp_path / "map.html"
        EventMap(json.dumps(collection)).save(saved)
        page.goto(saved.as_uri() + fragment)
        page.wait_for_function("window.atlas")
        return page

    return open_saved
