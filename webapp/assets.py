"""Where the static files lie, and the addresses that the pages load them from."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from flask import Response, request, url_for


def static_folder() -> Path:
    """Find the static files: inside the package in an installed wheel, at the top level in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "static"
    return installed if installed.is_dir() else package.parent / "static"


def asset_url(name: str) -> str:
    """Give the address of a static file; browsers keep it and ask each time whether it has changed."""
    return url_for("static", filename=name)


def close_unsent(response: Response) -> Response:
    """Close the file behind an answer without a body: Werkzeug leaves that to the garbage collector."""
    if response.status_code == HTTPStatus.NOT_MODIFIED or request.method == "HEAD":
        response.close()
    return response
