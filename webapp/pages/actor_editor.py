"""The editor of one's own actors: add, put an entry of one's own in the stead of a shipped one, change, remove."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from geo.actors.models import INTER
from geo.actors.vocabulary import load_vocabulary
from geo.codebook import countries
from geo.errors import EntryError, VocabularyError
from webapp.actor_form import ActorForm, filled_form, read_form, sent_form
from webapp.errors import FormError, NotFoundError
from webapp.pages.actors import find_actor, is_shipped
from webapp.places import author, reason
from webapp.services import services

blueprint = Blueprint("actor_editor", __name__, url_prefix="/actors")

_PREFILLED: Final = ("name", "kind", "country", "aliases")
_LONGEST: Final = 200


@blueprint.get("/new")
def new() -> str:
    """Show the form for a new actor, filled from the address."""
    values = {name: request.args.get(name, "").strip()[:_LONGEST] for name in _PREFILLED}
    unarmed = values["kind"] in {"Civilians", "Protesters"}
    return _show(ActorForm({**values, "armed": "" if unarmed else "1"}))


def _show(form: ActorForm, actor_id: str = "", error: FormError | VocabularyError | None = None) -> str:
    if error is not None:
        form = replace(form, error=str(error), error_field=getattr(error, "field", ""))
    return render_template(
        "actor_editor.html",
        form=form,
        actor_id=actor_id,
        replaces=bool(actor_id) and services().own_actors.find(actor_id) is None,
        kinds=list(INTER),
        countries=countries(),
    )


@blueprint.post("/new")
def create() -> Response | tuple[str, int]:
    """Add an actor of the user's own."""
    return _save("", "actor_added")


@blueprint.get("/edit/<actor_id>")
def edit(actor_id: str) -> str:
    """Show the form with an actor."""
    return _show(filled_form(find_actor(actor_id)), actor_id)


@blueprint.post("/edit/<actor_id>")
def update(actor_id: str) -> Response | tuple[str, int]:
    """Change an actor; of a shipped one, an entry of the user's own takes the place."""
    find_actor(actor_id)
    return _save(actor_id, "actor_saved")


def _save(actor_id: str, done: str) -> Response | tuple[str, int]:
    form = sent_form()
    try:
        actor = read_form(form, load_vocabulary(), actor_id)
        services().own_actors.save(actor, author=author(), reason=reason())
    except (FormError, EntryError) as error:
        return _show(form, actor_id, error), 400
    return redirect(url_for("actors.show", actor_id=actor.id, done=done), 303)


@blueprint.get("/remove/<actor_id>")
def ask_remove(actor_id: str) -> str:
    """Ask whether one of the user's own actors is to go."""
    actor = services().own_actors.find(actor_id)
    if actor is None:
        raise NotFoundError(f"You have no actor {actor_id[:80]!r}. Shipped ones cannot be removed, only replaced.")
    return render_template("actor_remove.html", actor=actor, is_shipped=is_shipped(actor_id))


@blueprint.post("/remove/<actor_id>")
def remove(actor_id: str) -> Response:
    """Remove one of the user's own actors; events keep what it gave them."""
    services().own_actors.remove(actor_id, author=author(), reason=reason())
    if is_shipped(actor_id):
        return redirect(url_for("actors.show", actor_id=actor_id, done="actor_removed"), 303)
    return redirect(url_for("actors.index", own=1, done="actor_removed"), 303)
