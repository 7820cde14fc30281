"""The web app's own errors, and the one table from error class to HTTP status."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from gazetteer.errors import (
    AnswerCacheError,
    GazetteerError,
    GazetteerNotBuiltError,
    InvalidPlaceError,
    NetworkError,
    PlaceConflictError,
    PlaceNotFoundError,
    QuestionError,
    SourceDataError,
)
from geo.errors import (
    AtlasError,
    ChangeError,
    EditConflictError,
    ExportError,
    ExtractionError,
    FilterError,
    NotStoredError,
    ReadError,
    StoreError,
    VocabularyError,
)

logger = logging.getLogger(__name__)


class WebError(ValueError):
    """The base of the errors that the web app itself raises; its message is shown to the user."""


class CrossOriginError(WebError, PermissionError):
    """A request that changes something came from another site."""


class UntrustedHostError(WebError):
    """The Host header names a machine that this server was not told to answer for."""


class DraftGoneError(WebError, LookupError):
    """A draft was saved, discarded, or has expired."""


class BusyError(WebError, RuntimeError):
    """Work was asked for that only one at a time may do, and another one does."""


class NotFoundError(WebError, LookupError):
    """The address names something that is not in the store."""


class FormError(WebError):
    """A form's value cannot be used; ``field`` names the field to look at."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


# The first class that fits decides, so subclasses stand before their bases.
STATUS_OF_ERROR: Final[tuple[tuple[type[Exception], int], ...]] = (
    (CrossOriginError, 403),
    (UntrustedHostError, 421),
    (DraftGoneError, 410),
    (NotFoundError, 404),
    (BusyError, 409),
    (WebError, 400),
    (NotStoredError, 404),
    (EditConflictError, 409),
    (StoreError, 503),
    (ExtractionError, 503),
    (FilterError, 400),
    (ChangeError, 400),
    (ReadError, 400),
    (VocabularyError, 400),
    (ExportError, 400),
    (PlaceNotFoundError, 404),
    (InvalidPlaceError, 400),
    (PlaceConflictError, 409),
    (SourceDataError, 400),
    (QuestionError, 400),
    (NetworkError, 502),
    (AnswerCacheError, 503),
    (GazetteerNotBuiltError, 503),
)

_ADVICE: Final[dict[int, tuple[str, str]]] = {
    400: ("That request could not be understood", "Check the value named below and try again."),
    403: ("Refused", "Open the page in this app and send the form from there."),
    404: ("Nothing here", "It may have been deleted, or the address may be mistyped."),
    405: ("Not that way", "This address does not take that kind of request; go back and use the page's buttons."),
    409: ("That clashes with something stored", "Reload the page to see the present state, then try again."),
    410: ("This draft is gone", "Drafts are kept for a limited time. Add the report again."),
    413: ("Too large", "Send fewer or smaller files at once."),
    422: ("A value is missing or does not fit", "Check the value named below and try again."),
    415: ("Unsupported kind of file", "Use .txt, .md, .html or .jsonl files."),
    421: ("Unknown host name", "Open the app by the address that it printed when it started."),
    500: ("Something went wrong here", "Nothing was saved. The server's log names the kind of error."),
    502: ("Another server did not answer", "Check the connection to the network, or try again later."),
    503: ("Not ready", "The server is missing something that it needs."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What a user is told about an error."""

    status: int
    title: str
    detail: str
    advice: str


def status_of(error: Exception) -> int:
    """Look up the HTTP status of an error; 500 for one that the table does not know."""
    return next((status for kind, status in STATUS_OF_ERROR if isinstance(error, kind)), 500)


def _is_our_fault(status: int) -> bool:
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR


def problem_of(status: int, detail: str = "") -> Problem:
    """Word an HTTP status for the user."""
    title, advice = _ADVICE.get(status, _ADVICE[500 if _is_our_fault(status) else 400])
    return Problem(status, title, detail, advice)


def wants_json() -> bool:
    """Tell whether the request came to the JSON API."""
    return request.path.startswith("/api/") or request.path == "/health"


def render_problem(problem: Problem) -> tuple[Response | str, int]:
    """Answer with the problem as JSON or as a page."""
    if wants_json():
        body = {"status": problem.status, "title": problem.title, "detail": problem.detail, "remedy": problem.advice}
        return jsonify(body), problem.status
    return render_template("error.html", problem=problem), problem.status


def register_error_handlers(app: Flask) -> None:
    """Answer every error by the table; an unknown one is logged without its message."""

    @app.errorhandler(HTTPException)
    def _http_error(error: HTTPException) -> tuple[Response | str, int] | HTTPException:
        if error.code is None or error.code < HTTPStatus.BAD_REQUEST:  # redirects travel as exceptions too
            return error
        return render_problem(problem_of(error.code, _named_fields(error)))

    @app.errorhandler(WebError)
    @app.errorhandler(AtlasError)
    @app.errorhandler(GazetteerError)
    def _known_error(error: Exception) -> tuple[Response | str, int]:
        status = status_of(error)
        if _is_our_fault(status):  # so the message stays here
            log_failure(error)
            return render_problem(_problem_here(status, error))
        return render_problem(problem_of(status, str(error)))


def _problem_here(status: int, error: Exception) -> Problem:
    """Word an error on this side: of its own words only a store's remedy is safe to show."""
    if isinstance(error, StoreError) and error.remedy:
        return Problem(status, "The store could not do that", "", error.remedy)
    return problem_of(status)


def _named_fields(error: HTTPException) -> str:
    """Name the fields that flask-smorest found wrong in the query string."""
    messages = getattr(error, "data", {}).get("messages", {})
    fields = {name for place in messages.values() for name in place} if isinstance(messages, dict) else set()
    return f"Look at: {', '.join(sorted(fields))}" if fields else ""


def log_failure(error: BaseException) -> None:
    """Log an error's class and where it arose, but not its message, which may hold article text."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    current_app.logger.error("%s in %s", type(error).__name__, where)
