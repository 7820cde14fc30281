"""The one module that opens outgoing connections: to public addresses, or to the one that the user configured."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from socket import SHUT_RDWR, socket
from ssl import SSLCertVerificationError
from typing import Final
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as LibraryTimeoutError

from gazetteer.addresses import Resolver, WebAddress, public_addresses, read_address, resolve_host
from gazetteer.errors import (
    AddressRefusedError,
    AnswerStatusError,
    AnswerTooLargeError,
    NetworkError,
    NetworkTimeoutError,
)

_BLOCK_BYTES: Final = 64 * 1024
_CONNECT_S: Final = 10.0
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_FIRST_REFUSAL: Final = 400
_MEBIBYTE: Final = 1024 * 1024
_FAILURES: Final = (HTTPError, HTTPException, OSError)
_ADVICE: Final = {
    401: "check the user name in the settings",
    403: "it wants no requests of this kind; check the user name in the settings",
    404: "check the address",
    429: "it was asked too often; try again later",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may cost: bytes of its decoded body, seconds in all, seconds of silence, redirects on the way."""

    size_bytes: int = 16 * _MEBIBYTE
    seconds: float = 30.0
    silent_seconds: float = 30.0
    redirects: int = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; the names of ``headers`` are in small letters, ``url`` is where the redirects led."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """An answer whose body is still to be read, once, by :meth:`blocks`."""

    address: WebAddress
    status: int
    headers: Mapping[str, str]
    _response: BaseHTTPResponse
    _ends: float
    _limits: Limits

    def blocks(self) -> Iterator[bytes]:
        """Yield the decoded body in blocks, within the limits of size and time.

        Raises
        ------
        NetworkError
            For a body that is too large, too slow or breaks off.
        """
        size = 0
        while block := self._read():
            size += len(block)
            if size > self._limits.size_bytes:
                raise AnswerTooLargeError(
                    f"{self.address.host} sends more than the {_told_size(self._limits.size_bytes)} that are allowed"
                )
            yield block

    def _read(self) -> bytes:
        with _told_failures(self.address.host, self._ends):
            return self._response.read1(_BLOCK_BYTES, decode_content=True)


@dataclass(frozen=True, slots=True)
class Network:
    """Asks other machines, one request at a time.

    Each host is resolved once a request, and the connection goes to that very address. ``configured`` is an address
    that the user gave: its server (scheme, host and port) may stand in the user's own network, no other may.
    """

    user_agent: str = "conflict-atlas"
    limits: Limits = field(default_factory=Limits)
    configured: str = ""
    resolve: Resolver = resolve_host

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for an address and read the whole answer.

        Raises
        ------
        NetworkError
            When the address is refused, nobody answers, or the answer is no success or breaks a limit.
        """
        with self.open(url, headers) as answer:
            if answer.status >= _FIRST_REFUSAL:
                raise refusal_of(answer)
            return Answer(str(answer.address), answer.status, answer.headers, b"".join(answer.blocks()))

    @contextmanager
    def open(self, url: str, headers: Mapping[str, str] | None = None) -> Iterator[OpenAnswer]:
        """Ask for an address, follow redirects, and give the answer, of whatever status, while the block lasts.

        Raises
        ------
        NetworkError
            When the address or one that it redirects to is refused, or nobody answers in time.
        """
        ends = time.monotonic() + self.limits.seconds
        address = read_address(url)
        for _ in range(self.limits.redirects + 1):
            with self._ask(address, headers or {}, ends) as answer:
                if answer.status not in _REDIRECTS:
                    yield answer
                    return
                address = _next_address(answer)
        raise NetworkError(f"{address.host} redirects more than {self.limits.redirects} times; check the address")

    @contextmanager
    def _ask(self, address: WebAddress, headers: Mapping[str, str], ends: float) -> Iterator[OpenAnswer]:
        sent = {
            "User-Agent": self.user_agent,
            "Accept-Encoding": "identity",
            **headers,
            "Host": address.host_header,
            "Connection": "close",
        }
        connection = self._connect(address, ends)
        try:
            connection.timeout = min(self.limits.silent_seconds, max(0.001, ends - time.monotonic()))
            with _cut_at(connection.sock, ends):
                with _told_failures(address.host, ends):
                    connection.request("GET", address.path, headers=sent, preload_content=False)
                    response = connection.getresponse()
                named = {name.lower(): value for name, value in response.headers.items()}
                try:
                    yield OpenAnswer(address, response.status, named, response, ends, self.limits)
                finally:
                    response.close()
        finally:
            connection.close()

    def _connect(self, address: WebAddress, ends: float) -> HTTPConnection:
        """Connect to the first of the host's addresses that takes the connection."""
        resolved = self._addresses(address)
        for number in resolved[:-1]:
            try:
                return _connected(address, number, ends)
            except NetworkError:
                continue
        return _connected(address, resolved[-1], ends)

    def _addresses(self, address: WebAddress) -> list[str]:
        if self.configured and read_address(self.configured).origin == address.origin:
            found = self.resolve(address.host, address.port)
        else:
            found = public_addresses(address.host, address.port, self.resolve)
        if not found:
            raise NetworkError(f"{address.host} is not known here; check the name and the connection to the network")
        return found


def _connected(address: WebAddress, number: str, ends: float) -> HTTPConnection:
    seconds = min(_CONNECT_S, ends - time.monotonic())
    if seconds <= 0:
        raise _too_late(address.host)
    if address.scheme == "https":
        connection: HTTPConnection = HTTPSConnection(
            number, address.port, timeout=seconds, server_hostname=address.host, cert_reqs="CERT_REQUIRED"
        )
    else:
        connection = HTTPConnection(number, address.port, timeout=seconds)
    try:
        with _told_failures(address.host, ends):
            connection.connect()
    except NetworkError:
        connection.close()
        raise
    return connection


@contextmanager
def _cut_at(connected: socket, ends: float) -> Iterator[None]:
    """Shut a connection down when its time is over: a timeout alone never ends a body that comes byte by byte."""
    timer = threading.Timer(max(0.0, ends - time.monotonic()), _shut, (connected,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(connected: socket) -> None:
    try:
        socket.shutdown(connected, SHUT_RDWR)  # beneath TLS, which would wait for the other side
    except OSError:  # it is closed already
        return


@contextmanager
def _told_failures(host: str, ends: float) -> Iterator[None]:
    """Word whatever goes wrong on a connection; what looks like a failure after its time was the cut."""
    try:
        yield
    except _FAILURES as error:
        if isinstance(error, NewConnectionError):  # which the library calls a timeout too
            raise NetworkError(f"{host} cannot be reached; check the connection to the network") from error
        if isinstance(error, LibraryTimeoutError | TimeoutError) or time.monotonic() >= ends:
            raise _too_late(host) from error
        if isinstance(error, SSLCertVerificationError):
            raise NetworkError(f"{host} has no valid certificate, so it is not asked") from error
        raise NetworkError(f"{host} does not answer as a web server does; try again later") from error
    if time.monotonic() >= ends:
        raise _too_late(host)


def _too_late(host: str) -> NetworkTimeoutError:
    return NetworkTimeoutError(f"{host} did not answer in time; check the connection to the network or try again later")


def _next_address(answer: OpenAnswer) -> WebAddress:
    here = answer.address
    try:
        there = read_address(urljoin(str(here), answer.headers.get("location", "")))
    except ValueError as error:
        raise AddressRefusedError(f"{here.host} redirects to what is no address") from error
    if here.scheme == "https" and there.scheme == "http":
        raise AddressRefusedError(f"{here.host} redirects to an address without encryption, which is not followed")
    return there


def refusal_of(answer: OpenAnswer) -> AnswerStatusError:
    """Word an answer that is no success."""
    advice = _ADVICE.get(answer.status, "try again later")
    return AnswerStatusError(
        f"{answer.address.host} answered with status {answer.status}; {advice}", answer.status, answer.headers
    )


def _told_size(size: int) -> str:
    return f"{size // _MEBIBYTE} MiB" if size >= _MEBIBYTE else f"{size:,} bytes"
