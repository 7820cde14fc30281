"""Shoot every page of the app on the sample corpus: light, dark, and at the width of a phone.

Example: .venv/bin/python tools/make_screenshots.py --picture docs/images/map.png --output build/screenshots
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, Page, sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
COMMAND: Final = str(Path(sys.executable).with_name("conflict-atlas"))
CHROMIUM_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PAGES: Final = {
    "map": "/",
    "add": "/add",
    "add-events": "/add/events",
    "documents": "/documents",
    "events": "/events",
    "gazetteer": "/gazetteer",
    "gazetteer-search": "/gazetteer?q=Idlib",
    "gazetteer-point": "/gazetteer?q=35.33+40.14",
    "gazetteer-new": "/gazetteer/new?name=Al-Lataminah&country=SY&lat=35.3&lon=36.6&guess=1",
    "gazetteer-merge": "/gazetteer/merge/geonames:169389",
    "gazetteer-own": "/gazetteer/own",
    "gazetteer-unknown": "/gazetteer/unknown",
    "gazetteer-regeocode": "/gazetteer/regeocode",
    "gazetteer-import": "/gazetteer/import",
    "gazetteer-packs": "/gazetteer/packs",
    "gazetteer-history": "/gazetteer/history",
    "gazetteer-online": "/gazetteer/online",
    "export": "/export",
    "about": "/about",
    "not-found": "/no-such-page",
}
LINKED: Final = {
    "document": ("/documents", "main a[href^='/documents/']"),
    "event": ("/events", "main a[href^='/events/']"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """A colour scheme and a window: ``name`` goes into the pictures' names."""

    name: str
    scheme: Literal["light", "dark"]
    width: int
    height: int


PICTURE: Final = Look("picture", "light", 1280, 760)
PICTURE_VIEW: Final = "/#view=6.2/34.9/37.6"
PICTURE_EVENT: Final = "/api/events.geojson?places=1&year=2017&q=Khan+Shaykhun"
LOOKS: Final = (Look("light", "light", 1280, 860), Look("dark", "dark", 1280, 860), Look("phone", "light", 360, 760))


@contextmanager
def served_sample() -> Iterator[str]:
    """Run the server on a temporary store that holds the sample corpus, and give its address."""
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "atlas.sqlite")
        subprocess.run([COMMAND, "ingest", "--sample", "--database", database], check=True)
        command = [COMMAND, "serve", "--port", "0", "--database", database]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                yield _address(server)
            finally:
                server.terminate()


def _address(server: subprocess.Popen[str]) -> str:
    line = server.stdout.readline() if server.stdout else ""
    found = re.search(r"http://\S+", line)
    if found is None:
        raise SystemExit(f"the server did not start: {line!r}")
    return found.group().rstrip("/")


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start Debian's Chromium, or another that is on PATH."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next((path for name in names if (path := shutil.which(name))), None)
    if program is None:
        raise SystemExit("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened_page(browser: Browser, look: Look) -> Iterator[Page]:
    """Open a tab with a look."""
    viewport = {"width": look.width, "height": look.height}
    context = browser.new_context(viewport=viewport, color_scheme=look.scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # a plain dict fits
    try:
        yield context.new_page()
    finally:
        context.close()


def page_addresses(page: Page, base: str) -> dict[str, str]:
    """Return the address of each page by its name; a document's and an event's are those of the first in the list."""
    addresses = {name: base + path for name, path in PAGES.items()}
    for name, (path, selector) in LINKED.items():
        page.goto(base + path)
        link = page.locator(selector).first
        if link.count():
            addresses[name] = base + str(link.get_attribute("href"))
    return addresses


def picture_address(page: Page, base: str) -> str:
    """Return the address of the README's picture: Syria, with the card of one event open."""
    features = page.request.get(base + PICTURE_EVENT).json()["features"]
    selected = f"&event={features[0]['properties']['event_id']}" if features else ""
    return base + PICTURE_VIEW + selected


def shoot(page: Page, address: str, path: Path, *, whole: bool) -> None:
    """Load a page, wait until it is quiet, and take its picture."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=whole)
    print(path)


def main() -> None:
    """Take the README's picture, the pictures of every page, or both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--picture", type=Path, help="where the README's picture of the map goes")
    parser.add_argument("--output", type=Path, help="folder for a picture of every page in every look")
    arguments = parser.parse_args()
    with served_sample() as base, running_browser() as browser:
        if arguments.picture:
            with opened_page(browser, PICTURE) as page:
                shoot(page, picture_address(page, base), arguments.picture, whole=False)
        for look in LOOKS if arguments.output else ():
            with opened_page(browser, look) as page:
                for name, address in page_addresses(page, base).items():
                    shoot(page, address, arguments.output / f"{name}-{look.name}.png", whole=name != "map")


if __name__ == "__main__":
    main()
