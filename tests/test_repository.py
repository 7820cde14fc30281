"""What the repository promises beside its code: nothing that must not be in it, documented commands and settings."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import check_repository as repository
import pytest

from geo.settings import SETTINGS

ROOT = repository.ROOT


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    return repository.tracked_files()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("see https://" + "pypi" + ".org/simple", "registry host"),
        ("pip install --" + "index-url x", "package index"),
        ("open('/" + "home/ada/atlas')", "machine path"),
        ("-----BEGIN " + "PRIVATE KEY-----", "private key"),
        ("token = " + "ghp_" + "a" * 36, "access token"),
        ("PASSWORD = " + "'correct-horse'", "password"),
    ],
)
def test_what_must_not_be_held_is_found_with_its_line(text: str, kind: str) -> None:
    found = list(repository.find_forbidden(f"first line\n{text}\n", "file.py"))
    assert [finding.where for finding in found] == ["file.py:2"]
    assert found[0].what.startswith(f"{kind}: ")


@pytest.mark.parametrize(
    "text",
    ["https://example.org/home/page", "static/work/x.js", "password = settings.password", "a /root", "http://a/opt/b"],
)
def test_what_only_looks_alike_is_let_be(text: str) -> None:
    assert list(repository.find_forbidden(text, "file.py")) == []


def test_no_file_holds_what_it_must_not(tracked: list[Path]) -> None:
    assert len(tracked) > 100
    assert list(repository.check_files(tracked)) == []


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    assert list(repository.check_lock_files()) == []
    assert "--hash=sha256:" in (ROOT / "requirements.txt").read_text("utf-8")


def test_a_lock_file_with_an_address_is_found(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("six==1.16.0\nattrs @ https://example.org/a.whl\n", "utf-8")
    (tmp_path / "package-lock.json").write_text('{"packages": {"a": {"resolved": "https://example.org/a"}}}', "utf-8")
    whats = [finding.what for finding in repository.check_lock_files(tmp_path)]
    assert "holds an address; make it with `make lock`" in whats
    assert {"no hash: six==1.16.0", "no hash: a"} <= set(whats)


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE))
    names = {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in wanted}
    assert len(names) > 30
    assert names - pinned == set()


def test_every_command_and_setting_is_documented() -> None:
    assert {"conflict-atlas parse", "conflict-atlas serve"} <= set(repository.command_names())
    assert len(SETTINGS) > 10
    assert list(repository.check_documentation()) == []


def test_links_between_documents_lead_somewhere(tracked: list[Path]) -> None:
    documents = repository.own_documentation(tracked)
    assert ROOT / "README.md" in documents
    assert list(repository.check_links(documents)) == []


def test_the_readme_is_short_and_shows_a_picture() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(readme.splitlines()) <= 150
    assert "](docs/images/map.png)" in readme
    assert all(command in readme for command in ("make run", "make test", "conflict-atlas", "import geo"))


def test_versions_agree() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"[{version}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["tools/setup_python.sh", "tools/setup_chromium.sh", "tools/with_node.sh", ".ci/run"])
def test_scripts_can_be_run_and_stop_at_an_error(name: str) -> None:
    script = ROOT / name
    assert script.stat().st_mode & 0o111
    assert re.search(r"^set -eu", script.read_text("utf-8"), re.MULTILINE)
