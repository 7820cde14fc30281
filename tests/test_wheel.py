"""The wheel, installed into an empty environment, serves the app with all that it needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3

from tests.conftest import ROOT, skip_unless_ci

pytestmark = pytest.mark.wheel

HELD = (
    "gazetteer/data/gazetteer.sqlite",
    "gazetteer/data/names.automaton",
    "geo/data/event_types.csv",
    "geo/store/migrations/env.py",
    "webapp/static/basemap/countries.json",
    "webapp/static/css/atlas.css",
    "webapp/static/vendor/atlas-map.js",
    "webapp/static/vendor/leaflet.js",
    "webapp/templates/base.html",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run_pip(sys.executable, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("conflict_atlas-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel and what it depends on, at the pinned versions, into an empty environment."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pins = folder / "pins.txt"
    pins.write_text("\n".join(read_pins()), "utf-8")
    done = run_pip(python, "install", "--no-input", "--constraint", pins, wheel)
    if done.returncode and ("No matching distribution" in done.stderr or "onnection" in done.stderr):
        skip_unless_ci("no package registry can be reached")
    assert done.returncode == 0, done.stderr
    return folder


def run_pip(python: str | Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)


def read_pins() -> Iterator[str]:
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines():
        if re.match(r"[\w.-]+==", line):
            yield line.removesuffix("\\")


@contextmanager
def served(environment: Path, folder: Path) -> Iterator[str]:
    """Run the server of an environment on a free port and give its address."""
    command = [environment / "bin" / "conflict-atlas", "serve", "--port", "0", "--database", folder / "atlas.sqlite"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found is not None
            yield found.group()
        finally:
            server.terminate()
            server.wait(timeout=30)


def fetch(address: str) -> tuple[int, bytes]:
    response = urllib3.request("GET", address, timeout=60, retries=False)
    return response.status, response.data


def test_the_wheel_holds_data_assets_templates_and_migrations(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert set(HELD) <= set(names)
    assert any(re.fullmatch(r"geo/store/migrations/versions/0001_\w+\.py", name) for name in names)
    assert sum(name.startswith("geo/data/sample/") for name in names) >= 25
    assert sum(name.startswith("gazetteer/data/overlay/") for name in names) >= 2
    assert not [name for name in names if name.startswith(("tests/", "tools/", "docs/"))]


def test_the_installed_wheel_serves_its_pages_and_assets(installed: Path, tmp_path: Path) -> None:
    with served(installed, tmp_path) as address:
        status, health = fetch(f"{address}health")
        assert (status, json.loads(health)["status"]) == (200, "ok")
        assert b"<title>" in fetch(address)[1]
        assert b"ConflictAtlas" in fetch(f"{address}static/vendor/atlas-map.js")[1]
    assert (tmp_path / "atlas.sqlite").exists()


def test_the_installed_command_reads_text(installed: Path, tmp_path: Path) -> None:
    record = {"id": "a", "text": "Shells hit Idlib on Tuesday, killing 3 people.", "date": "2017-09-11"}
    command = [installed / "bin" / "conflict-atlas", "parse", "--theatre", "SY"]
    done = subprocess.run(command, input=json.dumps(record), capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    places = [mention for mention in json.loads(done.stdout)["mentions"] if mention["kind"] == "place"]
    assert [place["text"] for place in places] == ["Idlib"]
    assert places[0]["place"]["country"] == "SY"
