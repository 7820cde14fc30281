"""Tells whether the app can answer."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from geo.store import EventFilter
from webapp.services import services

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> Response:
    """Answer 200 when the store and the gazetteer can be read."""
    parts = services()
    return jsonify(status="ok", events=parts.store.count(EventFilter()), gazetteer=parts.gazetteer.version)
