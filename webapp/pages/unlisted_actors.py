"""The review of organisations in reports that no entry lists: add one, make it an alias, or dismiss it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from geo.actors.models import Actor
from geo.actors.vocabulary import load_vocabulary
from geo.excerpts import Example
from geo.unlisted_actors import UnlistedName, alike, examples, unlisted_names
from webapp.errors import FormError
from webapp.pages.actors import cut, find_actor
from webapp.paging import address_with, read_page
from webapp.places import author
from webapp.services import services

blueprint = Blueprint("unlisted_actors", __name__, url_prefix="/actors/unlisted")

_ROWS: Final = 25
_LONGEST: Final = 200
_SHOWN_DISMISSED: Final = 100


@dataclass(frozen=True, slots=True)
class ListedName:
    """An unlisted name as it is shown, with sentences and the actors of which it may be another spelling."""

    unlisted: UnlistedName
    examples: tuple[Example, ...]
    alike: tuple[Actor, ...]


@blueprint.get("")
def index() -> str:
    """List the unlisted names, fighters first, those in most documents first."""
    parts = services()
    query = request.args.get("q", "").strip()[:_LONGEST]
    page, dismissed = read_page(_ROWS), parts.own_actors.dismissed()
    found = unlisted_names(parts.store, load_vocabulary(), [each.name for each in dismissed], query)
    return render_template(
        "unlisted_actors.html",
        query=query,
        total=len(found),
        armed=sum(name.armed for name in found),
        names=[_listed(name) for name in found[page.offset : page.offset + page.rows]],
        cut=cut,
        dismissed=dismissed[:_SHOWN_DISMISSED],
        page=page.number,
        pages=page.count_pages(len(found)),
        page_address=lambda number: address_with(page=number),
    )


def _listed(name: UnlistedName) -> ListedName:
    near = () if name.known_as else tuple(alike(load_vocabulary(), name.bare, name.country))
    return ListedName(name, tuple(examples(services().store, name)), near)


def _read_name() -> str:
    name = request.form.get("name", "").strip()
    if not name or len(name) > _LONGEST:
        raise FormError(f"The name {name[:40]!r} has {len(name)} characters; 1 to {_LONGEST} are expected.", "name")
    return name


def _back(done: str) -> Response:
    """Go back to the page of the list that the form stood on."""
    query, page = request.form.get("q", "")[:_LONGEST], request.form.get("page", "")
    place = url_for("unlisted_actors.index", q=query or None, page=page if page.isdigit() else None, done=done)
    return redirect(place, 303)


@blueprint.post("/alias")
def add_alias() -> Response:
    """Make the name another spelling of an actor; of a shipped one an entry of the user's own takes it on."""
    name, actor = _read_name(), find_actor(request.form.get("actor_id", ""))
    changed = replace(actor, aliases=tuple(dict.fromkeys((*actor.aliases, name))))
    services().own_actors.save(changed, author=author(), reason=f"in reports as {name!r}")
    return _back("actor_alias_added")


@blueprint.post("/dismiss")
def dismiss() -> Response:
    """Leave a name that is no actor out of the list."""
    services().own_actors.dismiss(_read_name(), author=author())
    return _back("actor_dismissed")


@blueprint.post("/restore")
def restore() -> Response:
    """Put a name back on the list."""
    services().own_actors.restore(_read_name(), author=author())
    return _back("restored")
