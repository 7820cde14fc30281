from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gazetteer.packs import Packs
from geo.cli import main
from geo.exports import built_attribution
from tests.gazetteer.test_geonames import NAMES, ROW
from tests.gazetteer.test_pack_files import zipped
from tests.local_server import LocalServer, Request, head, whole

LINES = (
    {"id": 11, "name": "Taftanaz Test", "placetype": "locality", "lat": 35.998, "lon": 36.785, "country": "SY"},
    {"id": 12, "name": "Damascus", "placetype": "locality", "lat": 33.51, "lon": 36.29, "country": "SY"},
    {"id": 13, "name": "Nowhere", "placetype": "locality", "lat": 99, "lon": 0, "country": "SY"},
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONFLICT_ATLAS_PACKS", str(tmp_path / "packs"))
    monkeypatch.setenv("CONFLICT_ATLAS_DATABASE", str(tmp_path / "atlas.sqlite"))
    return tmp_path


@pytest.fixture
def places(folder: Path) -> Path:
    path = folder / "sy.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in LINES))
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["gazetteer", *map(str, arguments)], catch_exceptions=False)


def test_a_file_is_installed_listed_used_and_removed(places: Path) -> None:
    installed = run("install", "--from", places, "--date", "2025-01-02")
    assert installed.exit_code == 0
    assert "whosonfirst-SY: 2 places" in installed.stderr
    assert "1 merged with what was known" in installed.stderr
    assert "line 3: lat '99': a number from -90 to 90 is expected" in installed.stderr
    listed = run("packs")
    assert listed.stdout.startswith("whosonfirst-SY  2 places (1 merged)  2025-01-02  Who's On First, CC0")
    assert "whosonfirst:11" in run("search", "Taftanaz Test").stdout
    assert run("remove", "whosonfirst-SY").exit_code == 0
    assert "No packs are installed" in run("packs").stderr
    assert "Nothing found" in run("search", "Taftanaz Test").stderr


def test_exports_credit_what_is_installed(places: Path) -> None:
    assert "Who's On First" not in built_attribution()
    run("install", "--from", places, "--date", "2025-01-02", "--licence", "CC0")
    assert "Who's On First (CC0, SY, 2025-01-02)" in built_attribution()


def test_a_table_is_installed_with_mapped_columns(folder: Path) -> None:
    path = folder / "camps.csv"
    path.write_text("Camp,Y,X\nAtmeh test camp,36.31,36.69\n")
    columns = ("--column", "name=Camp", "--column", "lat=Y", "--column", "lon=X")
    assert run("install", "--from", path, "--country", "Syria", "--name", "camps-2025", *columns).exit_code == 0
    assert "pack:camps-2025/2" in run("search", "Atmeh test camp").stdout
    refused = run("install", "--from", path)
    assert refused.exit_code == 1
    assert "Camp, Y, X" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("install",), "Name a country, such as SY, or give a file"),
        (("install", "Atlantis"), "'Atlantis' is neither an ISO 3166 code"),
        (("install", "SY", "--column", "name"), "FIELD=COLUMN is expected"),
        (("install", "--from", "none.jsonl"), "does not exist"),
        (("remove", "nix"), "No pack 'nix' is installed; there are: none"),
        (("update", "nix"), "No pack 'nix' is installed; there are: none"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_errors_name_value_and_remedy(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code in {1, 2}
    assert message in result.stderr


def test_one_bad_file_leaves_the_others_installed(places: Path, folder: Path) -> None:
    bad = folder / "bad.jsonl"
    bad.write_text("{}")
    result = run("install", "--from", bad, "--from", places)
    assert result.exit_code == 1
    assert "not one place could be read: placetype 'None'" in result.stderr
    assert [pack.name for pack in Packs(folder / "packs").list()] == ["whosonfirst-SY"]
    assert run("install", "--from", bad, "--from", places, "--name", "one").exit_code == 2


class _Mirror:
    def __init__(self) -> None:
        self.row = ROW.replace("Damascus", "Testtown").replace("170654", "99999991")
        self.server = LocalServer(self.answer)

    def answer(self, request: Request) -> Iterable[bytes]:
        names = "alternatenames" in request.path
        body = zipped(SY_txt=NAMES.replace("170654", "99999991") if names else self.row)
        date = "Wed, 05 Feb 2025 03:04:05 GMT"
        return (
            [head(200, Content_Length=len(body), Last_Modified=date), body] if "SY" in request.path else whole(b"", 404)
        )


@pytest.fixture
def mirror(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Mirror]:
    del folder
    served = _Mirror()
    monkeypatch.setenv("CONFLICT_ATLAS_GEONAMES_ADDRESS", served.server.url)
    yield served
    served.server.close()


def test_countries_are_downloaded_and_updated(mirror: _Mirror, folder: Path) -> None:
    installed = run("install", "SY", "Iraq")
    (pack,) = Packs(folder / "packs").list()
    assert installed.exit_code == 1  # Iraq is not there
    assert "404" in installed.stderr
    assert (pack.name, pack.head.date, pack.head.url) == ("geonames-SY", "2025-02-05", f"{mirror.server.url}/SY.zip")
    assert pack.head.sha256 in installed.stderr
    assert "Damaskus" in run("show", "geonames:99999991").stdout
    assert "geonames-SY is as it was" in run("update").stderr
    mirror.row = mirror.row.replace("Testtown", "Newtown")
    assert "1 places" in run("update", "geonames-SY").stderr
    assert "Newtown" in run("show", "geonames:99999991").stdout
    assert not list((folder / "packs" / "downloads").iterdir())


@pytest.mark.usefixtures("folder")
def test_without_a_connection_a_local_file_is_the_way(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    closed = LocalServer(lambda _request: whole(b""))
    monkeypatch.setenv("CONFLICT_ATLAS_GEONAMES_ADDRESS", closed.url)
    closed.close()
    result = run("install", "SY")
    assert result.exit_code == 1
    assert "Or download" in result.stderr
    assert "`gazetteer install --from SY.zip`" in result.stderr
    assert Packs(folder / "packs").list() == []


def test_a_pack_from_a_file_is_updated_from_a_file(places: Path) -> None:
    run("install", "--from", places)
    result = run("update")
    assert result.exit_code == 0
    assert "whosonfirst-SY came from a file" in result.stderr
