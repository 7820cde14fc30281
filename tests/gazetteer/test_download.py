from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from gazetteer.download import WHOSONFIRST, Downloader
from gazetteer.errors import AddressRefusedError, AnswerStatusError, NetworkError
from tests.local_server import LocalServer, Request, head, whole

CONTENT = bytes(range(256)) * 400


class _Mirror:
    """Serves a country's files as a mirror of GeoNames does."""

    def __init__(self) -> None:
        self.files = {"/dump/SY.zip": CONTENT, "/dump/alternatenames/SY.zip": b"names"}
        self.breaks = False
        self.server = LocalServer(self.answer)
        self.address = f"{self.server.url}/dump"

    def answer(self, request: Request) -> Iterable[bytes]:
        body = self.files.get(request.path)
        if body is None:
            return whole(b"", 404)
        told = {"ETag": '"1"', "Last_Modified": "Wed, 05 Feb 2025 03:04:05 GMT"}
        if "range" in request.headers:
            start = int(request.headers["range"].removeprefix("bytes=").removesuffix("-"))
            span = f"bytes {start}-{len(body) - 1}/{len(body)}"
            return [head(206, Content_Length=len(body) - start, Content_Range=span, **told), body[start:]]
        sent = body[:1000] if self.breaks else body
        return [head(200, Content_Length=len(body), **told), sent]


@pytest.fixture
def mirror() -> Iterator[_Mirror]:
    served = _Mirror()
    yield served
    served.server.close()


def test_a_country_comes_with_its_names_and_date(mirror: _Mirror, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int | None]] = []
    downloader = Downloader(tmp_path, mirror.address, progress=lambda *told: seen.append(told))
    file = downloader.fetch("SY")
    assert file.path.read_bytes() == CONTENT
    assert file.alternate_names is not None
    assert file.alternate_names.read_bytes() == b"names"
    assert (file.url, file.date) == (f"{mirror.address}/SY.zip", "2025-02-05")
    assert ("geonames-SY.zip", len(CONTENT), len(CONTENT)) in seen
    file.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_mirror_may_lack_the_names(mirror: _Mirror, tmp_path: Path) -> None:
    del mirror.files["/dump/alternatenames/SY.zip"]
    file = Downloader(tmp_path, mirror.address).fetch("SY")
    assert file.alternate_names is None
    assert file.path.read_bytes() == CONTENT


def test_a_download_goes_on_where_it_broke_off(mirror: _Mirror, tmp_path: Path) -> None:
    mirror.breaks = True
    with pytest.raises(NetworkError, match="goes on when it is run again"):
        Downloader(tmp_path, mirror.address).fetch("SY")
    mirror.breaks = False
    assert Downloader(tmp_path, mirror.address).fetch("SY").path.read_bytes() == CONTENT
    assert mirror.server.requests[1].headers["range"] == "bytes=1000-"


def test_a_country_that_is_not_there_is_told(mirror: _Mirror, tmp_path: Path) -> None:
    with pytest.raises(AnswerStatusError, match=r"404.*Or download http.*XX\.zip elsewhere.*--from XX\.zip"):
        Downloader(tmp_path, mirror.address).fetch("XX")
    assert not (tmp_path / "geonames-XX.zip").exists()


def test_without_a_connection_the_message_says_how_to_go_on(tmp_path: Path) -> None:
    closed = LocalServer(lambda _request: whole(b""))
    url = closed.url
    closed.close()
    with pytest.raises(NetworkError, match=r"install it with `gazetteer install --from SY\.zip`"):
        Downloader(tmp_path, f"{url}/dump").fetch("SY")
    with pytest.raises(NetworkError, match=r"--from master\.zip"):
        Downloader(tmp_path, whosonfirst=url).fetch("SY", WHOSONFIRST)


def test_a_repository_of_whos_on_first_is_found(mirror: _Mirror, tmp_path: Path) -> None:
    mirror.files["/dump/whosonfirst-data-admin-sy/archive/refs/heads/master.zip"] = b"zip"
    file = Downloader(tmp_path, whosonfirst=mirror.address).fetch("SY", WHOSONFIRST)
    assert file.path.read_bytes() == b"zip"
    assert file.alternate_names is None


def test_only_the_address_that_the_user_gave_may_be_private(mirror: _Mirror, tmp_path: Path) -> None:
    other = LocalServer(lambda _request: [head(302, Location=f"{mirror.address}/SY.zip")])
    with pytest.raises(NetworkError):
        Downloader(tmp_path, other.url).fetch("SY")
    assert mirror.server.requests == []
    with pytest.raises(NetworkError):
        Downloader(tmp_path, "ftp://example.org").fetch("SY")
    other.close()
    assert issubclass(AddressRefusedError, NetworkError)
