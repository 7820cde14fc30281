"""A web server on this machine that answers as a test tells it to, byte by byte, and keeps what it was asked."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Answering = Callable[["Request"], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: the path with its query, and the headers with their names in small letters."""

    path: str
    headers: dict[str, str]


def head(status: int = 200, **headers: str | int) -> bytes:
    """Write the head of an answer; underscores in the names stand for hyphens."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join((f"HTTP/1.1 {status} Said", *lines, "\r\n")).encode("latin-1")


def whole(body: bytes, status: int = 200, **headers: str | int) -> list[bytes]:
    """Write a whole answer."""
    return [head(status, Content_Length=len(body), **headers), body]


@dataclass(slots=True)
class LocalServer:
    """Serves on 127.0.0.1 from when it is made until it is closed; each answer is a series of raw byte strings."""

    answer: Answering
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    _listening: socket.socket = field(init=False)
    _threads: list[threading.Thread] = field(default_factory=list)
    _closed: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._start(self._accept)

    @property
    def port(self) -> int:
        port: int = self._listening.getsockname()[1]
        return port

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Stop, and wait for every thread."""
        self._closed.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(timeout=10)
        self._listening.close()

    def wait(self, seconds: float) -> None:
        """Wait within an answer, but no longer than the server runs."""
        self._closed.wait(seconds)

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                connected, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            self._start(self._serve, connected)

    def _serve(self, connected: socket.socket) -> None:
        with connected:
            try:
                talking = self.tls.wrap_socket(connected, server_side=True) if self.tls else connected
                with talking:
                    self._talk(talking)
            except OSError:  # the other side has gone
                return

    def _talk(self, talking: socket.socket) -> None:
        request = _read_request(talking)
        if request is None:
            return
        self.requests.append(request)
        for piece in self.answer(request):
            if self._closed.is_set():
                return
            talking.sendall(piece)


def _read_request(talking: socket.socket) -> Request | None:
    received = b""
    while b"\r\n\r\n" not in received:
        piece = talking.recv(4096)
        if not piece:
            return None
        received += piece
    first, *lines = received.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(first.split(" ")[1], headers)
