"""Waiting for the work that a page began."""

from __future__ import annotations

import time

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_LOOKS = 300
_BETWEEN_S = 0.1


def settled(client: FlaskClient, answer: TestResponse) -> TestResponse:
    """Follow redirects, and wait for work that takes longer than a request waits for it."""
    for _ in range(_LOOKS):
        while answer.status_code == 303:
            answer = client.get(answer.location)
        if "data-work" not in answer.text:
            return answer
        time.sleep(_BETWEEN_S)
        answer = client.get(answer.request.path)
    pytest.fail("the work did not end")
