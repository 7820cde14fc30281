"""Adding places as a person does by the form: what looks wrong is confirmed."""

from __future__ import annotations

import re
from typing import Any, Final

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

FORM: Final[dict[str, Any]] = {
    "name": "Khirbet Ghazaleh",
    "lat": "32.733",
    "lon": "36.203",
    "country": "SY",
    "alias": ["Khirbat Ghazala", "خربة غزالة"],
    "alias_language": ["", "ar"],
    "alias_kind": ["alias", "original"],
}


def send_place(client: FlaskClient, address: str, form: dict[str, Any]) -> TestResponse:
    """Send the form, and send it again with the confirmation that it asks for."""
    answer = client.post(address, data=form)
    key = re.search(r'name="confirmed" value="(\w+)"', answer.text)
    return answer if key is None else client.post(address, data={**form, "confirmed": key[1]})


def add_place(client: FlaskClient, **form: Any) -> str:  # noqa: ANN401 - whatever the form takes
    """Add a place and return its id."""
    added = send_place(client, "/gazetteer/new", {"country": "SY", **form})
    assert added.status_code == 303, added.text
    return added.location.split("/place/")[1].split("?")[0]
