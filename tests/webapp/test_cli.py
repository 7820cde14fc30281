from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from webapp.cli import serve
from webapp.server import Address, PortTakenError, claim_port

COMMAND = (sys.executable, "-c", "from webapp.cli import serve; serve()")


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            found = re.search(r"http://\S+", said)
            assert found, said
            yield process, found.group()
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)


@pytest.mark.parametrize("extra", [(), ("--workers", "1")])
def test_serve_prints_its_address_answers_and_stops(tmp_path: Path, extra: tuple[str, ...]) -> None:
    with running("--port", "0", "--database", str(tmp_path / "a.sqlite"), *extra) as (process, address):
        answer = urllib.request.urlopen(f"{address}health", timeout=20)  # noqa: S310 - our own address
        with answer:
            assert answer.status == 200
        assert "Python" not in answer.headers.get("Server", "")
    assert process.returncode == 0


def test_a_taken_port_is_explained() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match="--port 0 picks a free one"):
            claim_port("127.0.0.1", port)
        result = CliRunner().invoke(serve, ["--port", str(port)])
    assert isinstance(result.exception, PortTakenError)


def test_a_foreign_address_is_explained() -> None:
    with pytest.raises(PortTakenError, match=r"--host 127\.0\.0\.1"):
        claim_port("192.0.2.1", 0)


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "http://127.0.0.1:8/"), ("0.0.0.0", "http://localhost:8/"), ("::1", "http://[::1]:8/")],  # noqa: S104
)
def test_the_address_can_be_opened(host: str, url: str) -> None:
    assert Address(host, 8).url == url
