"""The About page: sources, licences, method, and what leaves the machine."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.services import services

blueprint = Blueprint("about", __name__, url_prefix="/about")


@blueprint.get("")
def index() -> str:
    """Show where places and borders come from and how events are found."""
    return render_template("about.html", sources=services().gazetteer.sources())
