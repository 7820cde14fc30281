from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ssrf_addresses import ADDRESSES, NAMES

from gazetteer.addresses import is_public, read_address, resolve_host
from gazetteer.errors import AddressRefusedError, NetworkError
from gazetteer.network import Network
from tests.growth import check_linear
from tests.local_server import LocalServer, head, whole


def _resolve(host: str, port: int) -> list[str]:
    """Answer for the tests' names, and read every numeric spelling as the system does, without asking a server."""
    if host in NAMES:
        return NAMES[host]
    if host.lower() == "localhost":
        return resolve_host(host, port)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError) as error:
        raise NetworkError(f"{host} is not known here") from error
    return [str(entry[4][0]) for entry in found]


@pytest.fixture(scope="module")
def inner() -> Iterator[LocalServer]:
    """Start a server that nobody may reach."""
    server = LocalServer(lambda _: whole(b"inner"))
    yield server
    server.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_but_the_public_internet_is_asked(inner: LocalServer, address: str) -> None:
    url = address.replace("{port}", str(inner.port))
    with pytest.raises(NetworkError):
        Network(resolve=_resolve).get(url)
    assert inner.connections == 0


def test_nothing_else_is_asked_by_a_redirect_either(inner: LocalServer) -> None:
    absolute = [address for address in ADDRESSES if re.match(r"\w+://[^/]", address) and address.isascii()]
    sent = [address.replace("{port}", str(inner.port)) for address in absolute]
    outer = LocalServer(lambda request: [head(302, Location=sent[int(request.path[1:])], Content_Length=0)])
    network = Network(configured=outer.url, resolve=_resolve)
    for index in range(len(sent)):
        with pytest.raises(NetworkError):
            network.get(f"{outer.url}/{index}")
    outer.close()
    assert outer.connections == len(sent) > 200
    assert inner.connections == 0


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.215.14",
        "1.1.1.1",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::1111",
        "2a02::1",
        "64:ff9b::808:808",
    ],
)
def test_public_addresses_are_known_as_such(address: str) -> None:
    assert is_public(address)
    assert not is_public(f"{address}%eth0")
    assert not is_public(f"{address}/32")


@given(st.ip_addresses())
def test_what_python_calls_not_global_is_never_public(address: object) -> None:
    assert is_public(str(address)) <= bool(address.is_global)  # type: ignore[attr-defined]
    assert not is_public(f"::ffff:{address}")


@given(st.text(max_size=60) | st.from_regex(r"https?://[\w.:@\[\]%-]{0,20}(/[^\n]{0,20})?", fullmatch=True))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(AddressRefusedError):
        address = read_address(text)
        assert address.scheme in {"http", "https"}
        assert read_address(str(address)) == address


@pytest.mark.parametrize("unit", ["a.", "[", "%", "@", "/..", "\\", "//", "é", ":1"])
def test_reading_an_address_takes_linear_time(unit: str) -> None:
    def read(size: int) -> None:
        with pytest.raises(NetworkError):
            Network(resolve=_resolve).get("http://" + unit * size)

    check_linear(read, 500)
