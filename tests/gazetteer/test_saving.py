from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from gazetteer.errors import AddressRefusedError, AnswerStatusError, AnswerTooLargeError, NetworkError
from gazetteer.network import Limits, Network
from gazetteer.saving import save
from tests.local_server import LocalServer, Request, head, whole

CONTENT = bytes(range(256)) * 2000


class _Files:
    """Serves CONTENT by range, and breaks off after so many bytes where it is told to."""

    def __init__(self) -> None:
        self.content = CONTENT
        self.version: dict[str, str | int] = {"ETag": '"v1"'}
        self.breaks_after: int | None = None
        self.ignores_ranges = False
        self.server = LocalServer(self.answer)
        self.network = Network(configured=self.server.url)
        self.url = f"{self.server.url}/dump/SY.zip"

    def answer(self, request: Request) -> Iterable[bytes]:
        wanted = request.headers.get("range", "bytes=0-").removeprefix("bytes=").removesuffix("-")
        same = request.headers.get("if-range") in self.version.values()
        start = int(wanted) if same and not self.ignores_ranges else 0
        body = self.content[start:]
        sent = body[: self.breaks_after]
        self.breaks_after = None
        if start and start >= len(self.content):
            return whole(b"", 416)
        if start:
            span = f"bytes {start}-{len(self.content) - 1}/{len(self.content)}"
            return [head(206, Content_Length=len(body), Content_Range=span, **self.version), sent]
        return [head(200, Content_Length=len(body), **self.version), sent]

    @property
    def ranges(self) -> list[str | None]:
        return [request.headers.get("range") for request in self.server.requests]


@pytest.fixture
def files() -> Iterator[_Files]:
    served = _Files()
    yield served
    served.server.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "downloads" / "SY.zip"


def test_a_file_is_saved_whole_with_its_progress(files: _Files, path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    saved = save(files.network, files.url, path, lambda done, total: seen.append((done, total)))
    assert path.read_bytes() == CONTENT
    assert (saved.size_bytes, saved.resumed_at, saved.url) == (len(CONTENT), 0, files.url)
    assert saved.headers["etag"] == '"v1"'
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert all(before[0] < after[0] for before, after in pairwise(seen))
    assert [entry.name for entry in path.parent.iterdir()] == ["SY.zip"]


@pytest.mark.parametrize("version", [{"ETag": '"v1"'}, {"Last_Modified": "Mon, 05 Oct 2026 03:00:00 GMT"}])
def test_a_download_goes_on_where_it_broke_off(files: _Files, path: Path, version: dict[str, str | int]) -> None:
    files.version = version
    for part in (200_000, 100_000):
        files.breaks_after = part
        with pytest.raises(NetworkError):
            save(files.network, files.url, path)
        assert not path.exists()
    saved = save(files.network, files.url, path)
    assert (saved.resumed_at, saved.size_bytes) == (300_000, len(CONTENT))
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(CONTENT).digest()
    assert files.ranges == [None, "bytes=200000-", "bytes=300000-"]


def _break_off(files: _Files, path: Path, after: int = 200_000) -> None:
    files.breaks_after = after
    with pytest.raises(NetworkError):
        save(files.network, files.url, path)


def test_a_file_that_changed_meanwhile_is_fetched_anew(files: _Files, path: Path) -> None:
    _break_off(files, path)
    files.content, files.version = b"new" * 100_000, {"ETag": '"v2"'}
    saved = save(files.network, files.url, path)
    assert path.read_bytes() == files.content
    assert saved.resumed_at == 0


def test_a_server_that_knows_no_ranges_sends_it_all(files: _Files, path: Path) -> None:
    _break_off(files, path)
    files.ignores_ranges = True
    assert save(files.network, files.url, path).resumed_at == 0
    assert path.read_bytes() == CONTENT


def test_a_part_that_is_too_long_is_thrown_away(files: _Files, path: Path) -> None:
    _break_off(files, path)
    files.content = CONTENT[:1000]
    assert save(files.network, files.url, path).size_bytes == 1000
    assert files.ranges == [None, "bytes=200000-", None]


@pytest.mark.parametrize("answered", ["bytes 5-9/10", "bytes */10", "", "bytes 200000-1/x"])
def test_another_range_than_was_asked_for_is_not_appended(files: _Files, path: Path, answered: str) -> None:
    _break_off(files, path)

    def answer(request: Request) -> Iterable[bytes]:
        ranged = "range" in request.headers
        return whole(b"wrong", 206, Content_Range=answered) if ranged else whole(CONTENT)

    files.server.answer = answer
    assert save(files.network, files.url, path).resumed_at == 0
    assert path.read_bytes() == CONTENT


@pytest.mark.parametrize(
    "note", ["", "[]", "{", '{"url": "http://else/", "version": "x"}', json.dumps({"version": '"v1"'})]
)
def test_a_part_of_unknown_origin_is_not_used(files: _Files, path: Path, note: str) -> None:
    path.parent.mkdir()
    path.with_name("SY.zip.part").write_bytes(b"something else")
    path.with_name("SY.zip.part.json").write_text(note, "utf-8")
    assert save(files.network, files.url, path).resumed_at == 0
    assert path.read_bytes() == CONTENT


@pytest.mark.parametrize("version", [{}, {"ETag": 'W/"weak"'}])
def test_without_a_version_it_begins_anew(files: _Files, path: Path, version: dict[str, str | int]) -> None:
    files.version = version
    _break_off(files, path)
    assert save(files.network, files.url, path).resumed_at == 0
    assert files.ranges == [None, None]


def test_a_compressed_answer_is_unfolded_and_not_resumed(files: _Files, path: Path) -> None:
    packed = gzip.compress(CONTENT)
    files.server.answer = lambda _: [
        head(Content_Length=len(packed), Content_Encoding="gzip", ETag='"v1"'),
        packed[: len(packed) // 2],
    ]
    with pytest.raises(NetworkError):
        save(files.network, files.url, path)
    files.server.answer = lambda _: whole(packed, Content_Encoding="gzip", ETag='"v1"')
    assert save(files.network, files.url, path).size_bytes == len(CONTENT)
    assert files.ranges == [None, None]


def test_the_size_is_limited_as_promised_and_as_it_comes(files: _Files, path: Path) -> None:
    small = Network(configured=files.server.url, limits=Limits(size_bytes=300_000))
    with pytest.raises(AnswerTooLargeError, match=r"512,000 bytes to send; 300,000 are allowed"):
        save(small, files.url, path)
    _break_off(files, path)
    files.server.answer = lambda _: [head(206, Content_Range="bytes 200000-511999/512000"), CONTENT[200_000:]]
    with pytest.raises(AnswerTooLargeError, match="sends more than"):
        save(small, files.url, path)
    assert not path.exists()


@pytest.mark.parametrize("status", [404, 206, 304, 500])
def test_an_answer_that_is_no_file_saves_nothing(files: _Files, path: Path, status: int) -> None:
    files.server.answer = lambda _: whole(b"no", status)
    with pytest.raises(AnswerStatusError, match=f"status {status}"):
        save(files.network, files.url, path)
    assert not path.parent.exists()


def test_a_file_on_this_network_is_refused(files: _Files, path: Path) -> None:
    with pytest.raises(AddressRefusedError):
        save(Network(), files.url, path)
    assert files.server.connections == 0
    assert not path.parent.exists()
