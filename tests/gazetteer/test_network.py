from __future__ import annotations

import gzip
import logging
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from gazetteer.errors import (
    AddressRefusedError,
    AnswerStatusError,
    AnswerTooLargeError,
    GazetteerError,
    NetworkError,
    NetworkTimeoutError,
)
from gazetteer.network import Limits, Network
from tests.local_server import LocalServer, Request, head, whole

Serve = Callable[..., LocalServer]
QUICK = Limits(seconds=0.5)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers that answer as they are told, and stop them afterwards."""
    started: list[LocalServer] = []

    def start(answer: Callable[[Request], Iterable[bytes]], tls: ssl.SSLContext | None = None) -> LocalServer:
        started.append(LocalServer(answer, tls))
        return started[-1]

    yield start
    for server in started:
        server.close()


def test_an_answer_is_read_whole(serve: Serve) -> None:
    server = serve(lambda _: whole(b"Deir ez-Zor", ETag='"1"'))
    answer = Network("atlas/1 (test)", configured=server.url).get(
        f"{server.url}/search?q=a%20b&r=é", {"Accept": "text/plain"}
    )
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"Deir ez-Zor", '"1"')
    assert answer.url == f"{server.url}/search?q=a%20b&r=%C3%A9"
    asked = server.requests[0]
    assert asked.path == "/search?q=a%20b&r=%C3%A9"
    assert asked.headers == {
        "host": f"127.0.0.1:{server.port}",
        "user-agent": "atlas/1 (test)",
        "accept": "text/plain",
        "accept-encoding": "identity",
        "connection": "close",
    }


def test_a_server_here_is_asked_only_if_it_was_configured(serve: Serve) -> None:
    server, other = serve(lambda _: whole(b"")), serve(lambda _: whole(b""))
    for configured in ("", other.url, server.url.replace("http:", "https:"), "http://127.0.0.1"):
        with pytest.raises(AddressRefusedError, match=r"127\.0\.0\.1 leads to .* only a server that the settings name"):
            Network(configured=configured).get(f"{server.url}/?q=secret")
    assert server.connections == other.connections == 0
    assert Network(configured=f"{server.url}/some/path").get(server.url).status == 200


def test_the_host_is_resolved_once_and_that_address_is_asked(serve: Serve) -> None:
    server = serve(lambda _: whole(b"asked"))
    answers = iter((["127.0.0.1"], ["169.254.169.254"]))
    url = f"http://rebinds.test:{server.port}/"
    network = Network(configured=url, resolve=lambda _host, _port: next(answers))
    assert network.get(url).body == b"asked"
    assert next(answers) == ["169.254.169.254"]  # so nobody asked for it
    assert server.requests[0].headers["host"] == f"rebinds.test:{server.port}"


def test_a_name_that_rebinds_is_refused_or_asked_at_its_public_address(serve: Serve) -> None:
    server = serve(lambda _: whole(b""))
    url = f"http://rebinds.test:{server.port}/"
    answers = iter((["93.184.215.14"], ["127.0.0.1"]))
    network = Network(resolve=lambda _host, _port: next(answers))
    with pytest.raises(
        (RuntimeError, UserWarning), match=r"93\.184\.215\.14"
    ):  # pytest-socket tells where a test tries to go
        network.get(url)
    with pytest.raises(AddressRefusedError, match=r"rebinds\.test leads to 127\.0\.0\.1"):
        network.get(url)
    assert server.connections == 0


@pytest.mark.parametrize("found", [["93.184.215.14", "10.0.0.1"], ["::1", "93.184.215.14"], ["127.0.0.1"]])
def test_one_address_that_is_not_public_spoils_the_host(found: list[str]) -> None:
    network = Network(resolve=lambda _host, _port: found)
    with pytest.raises(AddressRefusedError) as refused:
        network.get("https://mixed.test/")
    assert "mixed.test" in str(refused.value)
    assert isinstance(refused.value, PermissionError)


def test_the_next_address_is_tried_when_one_does_not_answer(serve: Serve) -> None:
    server = serve(lambda _: whole(b"second"))
    network = Network(configured=server.url, resolve=lambda _host, _port: ["::1", "127.0.0.1"])
    assert network.get(server.url).body == b"second"
    assert server.connections == 1


def test_a_host_that_is_not_known_is_named() -> None:
    def knows_nothing(_host: str, _port: int) -> list[str]:
        raise NetworkError("nowhere.test is not known here; check the name")

    for resolve in (knows_nothing, lambda _host, _port: []):
        with pytest.raises(NetworkError, match=r"nowhere\.test is not known here; check the name") as told:
            Network(resolve=resolve).get("https://nowhere.test/?q=secret")
        assert "secret" not in str(told.value)


def _redirecting(targets: dict[str, str]) -> Callable[[Request], Iterable[bytes]]:
    def answer(request: Request) -> Iterable[bytes]:
        target = targets.get(request.path)
        return whole(b"arrived") if target is None else [head(302, Location=target, Content_Length=0)]

    return answer


@pytest.mark.parametrize("target", ["/c", "c", "//127.0.0.1:{port}/c", "http://127.0.0.1:{port}/c"])
def test_redirects_are_followed_three_times(serve: Serve, target: str) -> None:
    targets: dict[str, str] = {"/a": "/b"}
    server = serve(_redirecting(targets))
    targets |= {"/b": target.format(port=server.port), "/c": "/d"}
    answer = Network(configured=server.url).get(f"{server.url}/a")
    assert (answer.body, answer.url) == (b"arrived", f"{server.url}/d")
    targets["/d"] = "/e"
    with pytest.raises(NetworkError, match=r"127\.0\.0\.1 redirects more than 3 times"):
        Network(configured=server.url).get(f"{server.url}/a")
    assert [request.path for request in server.requests[4:]] == ["/a", "/b", "/c", "/d"]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{other}/",
        "http://localhost:{other}/",
        "http://[::1]:{other}/",
        "http://2130706433:{other}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://user:pass@127.0.0.1:{port}/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1:{other}/_x",
        "http://[::1/",
        "",
    ],
)
def test_each_redirect_is_checked_again(serve: Serve, target: str) -> None:
    other = serve(lambda _: whole(b"inner"))
    targets = {"/a": "/b"}
    server = serve(_redirecting(targets))
    targets["/b"] = target.format(other=other.port, port=server.port)
    if not target:  # leads to itself
        with pytest.raises(NetworkError, match="redirects more than"):
            Network(configured=server.url).get(f"{server.url}/a")
        return
    with pytest.raises(AddressRefusedError):
        Network(configured=server.url).get(f"{server.url}/a")
    assert other.connections == 0
    assert [request.path for request in server.requests] == ["/a", "/b"]


def test_a_name_is_resolved_anew_for_each_redirect(serve: Serve) -> None:
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    server = serve(_redirecting({"/a": "/b", "/b": "http://inner.test/"}))
    url = f"http://outer.test:{server.port}"
    with pytest.raises(AddressRefusedError, match=r"inner\.test leads to 127\.0\.0\.1"):
        Network(configured=url, resolve=resolve).get(f"{url}/a")
    assert asked == ["outer.test", "outer.test", "inner.test"]
    assert server.connections == 2


@pytest.mark.parametrize(("status", "advice"), [(404, "check the address"), (429, "too often"), (500, "try again")])
def test_an_answer_that_is_no_success_is_told(serve: Serve, status: int, advice: str) -> None:
    server = serve(lambda _: whole(b"secret page", status, Retry_After=7))
    with pytest.raises(AnswerStatusError, match=advice) as told:
        Network(configured=server.url).get(f"{server.url}/?q=secret")
    assert (told.value.status, told.value.headers["retry-after"]) == (status, "7")
    assert "secret" not in str(told.value)


def _drips(piece: bytes) -> Iterator[bytes]:
    while True:
        time.sleep(0.02)
        yield piece


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"HTTP/1.1 ",
        b"HTTP/1.1 200 OK\r\nX-Long: ",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08\0\0\0\0\0\xff",
    ],
)
def test_an_answer_that_comes_byte_by_byte_ends_in_time(serve: Serve, first: bytes) -> None:
    def answer(_request: Request) -> Iterator[bytes]:
        yield first
        yield from _drips(b"1")

    server = serve(answer)
    with pytest.raises(NetworkTimeoutError, match=r"127\.0\.0\.1 did not answer in time"):
        Network(limits=QUICK, configured=server.url).get(server.url)
    assert server.connections == 1


def test_repeated_go_ahead_ends_in_time(serve: Serve) -> None:
    server = serve(lambda _: _drips(b"HTTP/1.1 100 Continue\r\n\r\n"))
    with pytest.raises(NetworkTimeoutError) as told:
        Network(limits=QUICK, configured=server.url).get(server.url)
    assert isinstance(told.value, TimeoutError)


@pytest.mark.parametrize("begin", [b"", head(Content_Length=10) + b"12345"])
def test_silence_ends_sooner_than_the_time_for_all(serve: Serve, begin: bytes) -> None:
    said = head(Content_Length=10) + b"1234567890"

    def answer(_request: Request) -> Iterator[bytes]:
        yield begin
        server.wait(10)
        yield said.removeprefix(begin)  # in time for all, had anybody waited

    server = serve(answer)
    with pytest.raises(NetworkTimeoutError) as told:
        Network(limits=Limits(seconds=30, silent_seconds=0.2), configured=server.url).get(server.url)
    assert isinstance(told.value, TimeoutError)


@pytest.mark.parametrize("chunked", [False, True])
def test_an_endless_body_is_cut_at_the_limit(serve: Serve, chunked: bool) -> None:
    block = b"x" * 65536

    def answer(_request: Request) -> Iterator[bytes]:
        yield head(Transfer_Encoding="chunked") if chunked else head()
        while True:
            yield b"10000\r\n" + block + b"\r\n" if chunked else block

    server = serve(answer)
    with pytest.raises(AnswerTooLargeError, match=r"127\.0\.0\.1 sends more than the 2 MiB that are allowed"):
        Network(limits=Limits(size_bytes=2 * 1024 * 1024), configured=server.url).get(server.url)
    with Network(configured=server.url).open(server.url) as opened:  # nobody has to read it
        assert len(next(opened.blocks())) <= 65536


@pytest.mark.parametrize("layers", [1, 2])
def test_a_compressed_body_counts_as_large_as_it_unfolds(serve: Serve, layers: int) -> None:
    body = b"\0" * (64 * 1024 * 1024)
    for _ in range(layers):
        body = gzip.compress(body)
    server = serve(lambda _: whole(body, Content_Encoding=", ".join(["gzip"] * layers)))
    assert len(body) < 70_000
    with pytest.raises(AnswerTooLargeError):
        Network(limits=Limits(size_bytes=1024 * 1024), configured=server.url).get(server.url)


def test_a_compressed_body_is_unfolded(serve: Serve) -> None:
    server = serve(lambda _: whole(gzip.compress(b"Raqqa" * 100_000), Content_Encoding="gzip"))
    answer = Network(configured=server.url).get(server.url)
    assert answer.body == b"Raqqa" * 100_000


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n12345",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
)
def test_what_is_no_web_server_or_breaks_off_is_told(serve: Serve, said: bytes) -> None:
    server = serve(lambda _: [said])
    with pytest.raises(NetworkError, match=r"127\.0\.0\.1 does not answer as a web server does") as told:
        Network(configured=server.url).get(f"{server.url}/?q=secret")
    assert isinstance(told.value, GazetteerError | OSError)
    assert "secret" not in str(told.value)


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/?q=secret"
    with pytest.raises(NetworkError, match=r"127\.0\.0\.1 cannot be reached; check the connection") as told:
        Network(configured=url).get(url)
    assert "secret" not in str(told.value)


def test_nothing_is_logged(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server = serve(_redirecting({"/?q=secret": "/?q=secret2"}))
    assert Network(configured=server.url).get(f"{server.url}/?q=secret").body == b"arrived"
    assert caplog.records == []


def test_a_proxy_of_the_environment_is_not_asked(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server, proxy = serve(lambda _: whole(b"direct")), serve(lambda _: whole(b"proxy"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url)
    assert Network(configured=server.url).get(server.url).body == b"direct"
    assert proxy.connections == 0


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate, with its key, for geocoder.test and 127.0.0.1."""
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    subject = ["-subj", "/CN=geocoder.test", "-addext", "subjectAltName=DNS:geocoder.test,IP:127.0.0.1"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    try:
        subprocess.run([*made, "-keyout", str(path), "-out", f"{path}.crt"], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@pytest.fixture
def secure(serve: Serve, certificate: Path) -> LocalServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return serve(lambda _: whole(b"private"), context)


def _here(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


@pytest.mark.parametrize("host", ["geocoder.test", "127.0.0.1"])
def test_a_certificate_of_the_host_is_accepted(
    secure: LocalServer, certificate: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    url = f"https://{host}:{secure.port}/"
    assert Network(configured=url, resolve=_here).get(url).body == b"private"
    assert secure.requests[0].headers["host"] == f"{host}:{secure.port}"


@pytest.mark.parametrize(("host", "trusted"), [("geocoder.test", False), ("other.test", True), ("127.0.0.2", True)])
def test_another_certificate_is_refused(
    secure: LocalServer, certificate: Path, monkeypatch: pytest.MonkeyPatch, host: str, trusted: bool
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    url = f"https://{host}:{secure.port}/"
    with pytest.raises(NetworkError, match="has no valid certificate, so it is not asked"):
        Network(configured=url, resolve=_here).get(url)
    assert secure.requests == []


def test_a_redirect_that_drops_encryption_is_not_followed(
    serve: Serve, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    plain = serve(lambda _: whole(b"plain"))
    server = serve(lambda _: [head(301, Location=plain.url)], context)
    with pytest.raises(AddressRefusedError, match="without encryption"):
        Network(configured=server.url).get(server.url)
    assert plain.connections == 0


def test_a_handshake_that_never_ends_is_cut(serve: Serve) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"https://127.0.0.1:{listening.getsockname()[1]}/"
    with listening, pytest.raises(NetworkTimeoutError):
        Network(limits=QUICK, configured=url).get(url)
    assert serve(lambda _: whole(b"")).connections == 0
