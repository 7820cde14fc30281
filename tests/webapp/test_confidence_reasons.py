"""The event page takes the confidence of an event apart."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from flask.testing import FlaskClient

from geo.confidence_reasons import explain_confidence
from geo.events.confidence import event_weights
from geo.store import EventStore
from webapp.feature_words import feature_label


@pytest.mark.usefixtures("report")
def test_the_reasons_of_a_stored_event_are_those_it_was_weighed_by(app_store: EventStore, event_id: str) -> None:
    row = app_store.event(event_id)
    assert row is not None
    reasons = explain_confidence(app_store, row)
    assert {"always", "odds of the place"} <= {reason.feature for reason in reasons}


def test_the_page_shows_them(client: FlaskClient, event_id: str) -> None:
    page = client.get(f"/events/{event_id}").text
    assert "Why so sure, or unsure?" in page
    assert "How sure the place is" in page


def test_every_feature_of_an_event_has_words() -> None:
    known = tomllib.loads(files("webapp").joinpath("data/features.toml").read_text(encoding="utf-8"))["feature"]
    assert {name for name in event_weights() if not name.startswith("sub-type=")} - known.keys() == set()
    assert feature_label("sub-type=Armed clash") == "Kind of event Armed clash"
