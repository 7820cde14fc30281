"""Runs the app: in threads with Werkzeug's server, or in processes with gunicorn where it is installed."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final

from werkzeug.serving import WSGIRequestHandler, make_server

from geo.errors import AtlasError
from geo.settings import Settings
from webapp.app import create_app

if TYPE_CHECKING:
    from types import FrameType

    from flask import Flask

_BACKLOG: Final = 128
_THREADS: Final = 8


class PortTakenError(AtlasError, OSError):
    """The address cannot be listened on."""


class ServerExtraMissingError(AtlasError, ImportError):
    """Worker processes were asked for, but gunicorn is not installed."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the app answers."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address to open in a browser of this machine."""
        host = "localhost" if _listens_everywhere(self.host) else self.host
        return f"http://[{host}]:{self.port}/" if ":" in host else f"http://{host}:{self.port}/"


def _listens_everywhere(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:  # a name
        return not host


class _QuietHandler(WSGIRequestHandler):
    """Answers requests without logging them: their addresses hold searches and viewports."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing."""

    def version_string(self) -> str:
        """Name the server without versions."""
        return "Conflict Atlas"


def claim_port(host: str, port: int) -> socket.socket:
    """Listen on an address, so that a taken port is found before anything is loaded.

    Raises
    ------
    PortTakenError
        When another program listens there, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise PortTakenError(_explain(error, host, port)) from error
    return listener


def _explain(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken, perhaps by another Conflict Atlas. "
            "Stop that program, or choose another port: --port 0 picks a free one."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs administrator rights. Choose one above 1023, such as --port 8000."
    return f"Cannot listen on {host} ({error.strerror or error}). Use --host 127.0.0.1 for this machine only."


def serve_threads(settings: Settings, listener: socket.socket, announce: Callable[[], None]) -> None:
    """Serve in one process, a thread a request, until a signal ends it."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = create_app(settings)
    host, port = listener.getsockname()[:2]
    server = make_server(host, port, app, threaded=True, request_handler=_QuietHandler, fd=listener.fileno())
    signal.signal(signal.SIGTERM, _stop)
    announce()
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def serve_workers(
    settings: Settings,
    listener: socket.socket,
    workers: int,
    announce: Callable[[], None],
) -> None:
    """Serve in several processes of several threads each, by gunicorn.

    Raises
    ------
    ServerExtraMissingError
        When the extra ``server`` is not installed.
    """
    try:
        from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ServerExtraMissingError("--workers needs gunicorn: pip install 'conflict-atlas[server]'") from error

    options: dict[str, Any] = {
        "bind": f"fd://{listener.fileno()}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": _THREADS,
        "loglevel": "warning",
        "when_ready": lambda _server: announce(),
    }

    class Application(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
        """The app under gunicorn; each worker opens its own store."""

        def load_config(self) -> None:
            """Hand gunicorn its options."""
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            """Make the app in a worker."""
            return create_app(settings)

    Application().run()
