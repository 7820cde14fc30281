"""What every request is checked for and what every response is given: host, origin, and the security headers."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

from webapp.errors import CrossOriginError, UntrustedHostError

LOOPBACK_HOSTS: Final = ("localhost", "127.0.0.1", "[::1]")
_HOST: Final = re.compile(r"(\[[0-9a-f:]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?")
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)

_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def is_host_among(host: str, trusted: Collection[str]) -> bool:
    """Tell whether a Host header, with or without a port, is one of the names."""
    found = _HOST.fullmatch(host.lower())
    return found is not None and found[1] in trusted


def check_host() -> None:
    """Refuse a Host header that names neither this machine nor a configured host (DNS rebinding)."""
    trusted: frozenset[str] = current_app.config["ATLAS_TRUSTED_HOSTS"]
    if not is_host_among(request.host, trusted):
        raise UntrustedHostError(f"This server does not answer for the host {request.host[:80]!r}.")


def check_origin() -> None:
    """Refuse a request that changes something and comes from another site.

    Browsers say where a request comes from in Sec-Fetch-Site, and in Origin where the connection is not trustworthy.
    A client that sends neither is not a browser, and so carries nobody's session.
    """
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        allowed = site in {"same-origin", "none"}
    else:
        origin = request.headers.get("Origin")
        allowed = origin is None or urlsplit(origin).netloc == request.host
    if not allowed:
        raise CrossOriginError("This change was asked for by another site.")


def _is_trustworthy() -> bool:
    return request.is_secure or is_host_among(request.host, LOOPBACK_HOSTS)


def add_headers(response: Response) -> Response:
    """Give a response the security headers, and ``no-store`` unless its view decided otherwise."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    # Over plain HTTP on a local network browsers send no Sec-Fetch-Site, and "no-referrer" would blank Origin too.
    response.headers["Referrer-Policy"] = "no-referrer" if _is_trustworthy() else "same-origin"
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def register_security(app: Flask) -> None:
    """Check every request and complete every response of the app."""
    app.before_request(check_host)
    app.before_request(check_origin)
    app.after_request(add_headers)
