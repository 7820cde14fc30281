from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from tests.geocoders import ANSWERING, GEONAMES, answer_json
from tests.local_server import LocalServer, Request, whole

Switch = Callable[..., LocalServer]
NAME = "Khirbet Ghazaleh"


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["gazetteer", *arguments])


@pytest.fixture
def switch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Switch]:
    """Switch a geocoder on, which asks a server of ours."""
    servers: list[LocalServer] = []

    def switch_on(key: str, answer: Callable[[Request], Iterable[bytes]] | None = None) -> LocalServer:
        servers.append(LocalServer(answer or ANSWERING[key]))
        monkeypatch.setenv("CONFLICT_ATLAS_GEOCODER", key)
        monkeypatch.setenv("CONFLICT_ATLAS_GEOCODER_ADDRESS", servers[-1].url)
        monkeypatch.setenv("CONFLICT_ATLAS_GEOCODER_USER", "atlas")
        return servers[-1]

    monkeypatch.setenv("CONFLICT_ATLAS_DATABASE", str(tmp_path / "atlas.sqlite"))
    yield switch_on
    for server in servers:
        server.close()


def test_nobody_is_asked_unless_one_is_switched_on(switch: Switch, monkeypatch: pytest.MonkeyPatch) -> None:
    server = switch("nominatim")
    monkeypatch.delenv("CONFLICT_ATLAS_GEOCODER")
    refused = _run("ask", NAME)
    assert refused.exit_code == 1
    assert "No online geocoder is switched on, so nobody is asked. CONFLICT_ATLAS_GEOCODER=nominatim" in refused.stderr
    assert server.connections == 0


@pytest.mark.parametrize("key", ["nominatim", "photon", "geonames"])
def test_each_geocoder_proposes(switch: Switch, key: str) -> None:
    server = switch(key)
    asked = _run("ask", NAME, "--country", "Syria")
    assert asked.exit_code == 0
    assert f"1 proposal (asked 127.0.0.1 for '{NAME}'). Data: " in asked.stderr
    first, source, _ = asked.stdout.splitlines()
    assert first.startswith("Khirbet Ghazaleh, Daraa")
    assert "32.7333, 36.2033" in first
    assert "ODbL 1.0)" in source or "CC BY 4.0)" in source
    assert len(server.requests) == 1


def test_the_second_time_nothing_is_sent(switch: Switch) -> None:
    server = switch("nominatim")
    assert "asked 127.0.0.1" in _run("ask", NAME).stderr
    assert ", nothing was sent)" in _run("ask", NAME).stderr
    assert "asked 127.0.0.1" in _run("ask", NAME, "--fresh").stderr
    assert len(server.requests) == 2


def test_a_proposal_is_added_by_the_command_that_it_shows(switch: Switch) -> None:
    switch("nominatim")
    shown = _run("ask", NAME, "--country", "SY").stdout.splitlines()[-1]
    words = shlex.split(shown.removeprefix("  add it  "))
    assert words[:3] == ["conflict-atlas", "gazetteer", "add"]
    warned = _run(*words[2:])
    assert (warned.exit_code, "it may be the same place" in warned.stderr) == (1, True)
    added = _run("add", "--force", *words[3:])
    assert added.exit_code == 0
    place = json.loads(_run("show", added.stdout.strip(), "--format", "json").stdout)
    assert (place["name"], place["country"], place["radius_km"]) == (NAME, "SY", 2.9)
    assert {name["text"]: name["kind"] for name in place["names"]}["Ghazala"] == "historic"


def test_what_a_geocoder_says_is_no_command(switch: Switch) -> None:
    evil = "$(touch pwned); `id` --help\x1b[2J\n'\""
    switch("geonames", lambda _: answer_json({"geonames": [GEONAMES[0] | {"name": evil, "toponymName": evil}]}))
    shown = _run("ask", "x").stdout
    assert "\x1b" not in shown
    words = shlex.split(shown.splitlines()[-1].removeprefix("  add it  "))
    assert words[-2:] == ["--", "$(touch pwned); `id` --help [2J '\""]


def test_json_holds_everything(switch: Switch) -> None:
    switch("photon")
    told = json.loads(_run("ask", NAME, "--format", "json").stdout)
    assert (told["query"], told["service"], told["kept"], len(told["proposals"])) == (NAME, "photon", False, 2)
    first = told["proposals"][0]
    assert (first["licence"], first["bounds"]) == ("ODbL 1.0", [36.1833, 32.7133, 36.2233, 32.7533])
    assert first["source"] == f"{first['record']} (© OpenStreetMap contributors, ODbL 1.0)"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (whole(b"", 429), "127.0.0.1 answered with status 429; it was asked too often; try again later"),
        (whole(b"nonsense"), "127.0.0.1 does not answer with JSON"),
        ([b""], "127.0.0.1 does not answer as a web server does"),
    ],
)
def test_what_goes_wrong_is_one_line(switch: Switch, answer: list[bytes], words: str) -> None:
    switch("nominatim", lambda _: answer)
    refused = _run("ask", NAME)
    assert refused.exit_code == 1
    assert words in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_nothing_found_and_nothing_that_is_no_name(switch: Switch) -> None:
    server = switch("geonames")
    assert "nothing found" in _run("ask", "Nowhere").stderr
    refused = _run("ask", "a sentence " * 20)
    assert (refused.exit_code, len(server.requests)) == (1, 1)
    assert "only names are, of one line and 1 to 100 characters" in refused.stderr
