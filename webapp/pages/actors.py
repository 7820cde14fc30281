"""The actors: browse and search them, one with all that is known of it and how often it occurs, one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template, request

from gazetteer.normalise import fold
from geo.actors.models import INTER, Actor
from geo.actors.vocabulary import load_vocabulary, shipped_rows
from geo.codebook import countries
from geo.excerpts import Example
from geo.store.actor_uses import ActorUse
from geo.unlisted_actors import as_example
from webapp.errors import FormError, NotFoundError
from webapp.paging import address_with, read_page
from webapp.services import services

blueprint = Blueprint("actors", __name__, url_prefix="/actors")

NAVIGATION: Final = (
    ("actors.index", "Search"),
    ("unlisted_actors.index", "Unlisted names"),
    ("actor_history.index", "History"),
)
"""The pages of the actors in their own menu."""

_LONGEST: Final = 200
_EXAMPLES: Final = 5
_NO_USE: Final = ActorUse()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: a part of a name or id, a country's code, a kind, and whether only one's own."""

    query: str
    country: str
    kind: str
    own: bool

    def fits(self, actor: Actor) -> bool:
        """Say whether an actor is searched for."""
        return self.country in {"", actor.country} and self.kind in {"", actor.kind} and self._is_named(actor)

    def _is_named(self, actor: Actor) -> bool:
        key = fold(self.query)
        return not key or any(key in fold(name) for name in (actor.id, *all_names(actor)))


def all_names(actor: Actor) -> tuple[str, ...]:
    """Return the name and all aliases of an actor."""
    return (actor.name, *actor.aliases, *actor.local_aliases)


@blueprint.get("")
def index() -> str:
    """Search the actors by name, country and kind."""
    parts, wanted = services(), _read_wanted()
    mine = {actor.id for actor in parts.own_actors.all()}
    every = load_vocabulary().actors.values()
    found = [actor for actor in every if (actor.id in mine or not wanted.own) and wanted.fits(actor)]
    page = read_page(parts.settings.page_rows)
    shown = found[page.offset : page.offset + page.rows]
    return render_template(
        "actors.html",
        wanted=wanted,
        kinds=list(INTER),
        countries=countries(),
        actors=shown,
        uses=parts.store.actor_uses.uses([actor.id for actor in shown]),
        mine=mine,
        by_alias=lambda actor: _by_alias(actor, wanted.query),
        found=len(found),
        total=len(every),
        page=page.number,
        pages=page.count_pages(len(found)),
        page_address=lambda number: address_with(page=number),
    )


def _read_wanted() -> Wanted:
    query, country, kind = (request.args.get(name, "").strip() for name in ("q", "country", "kind"))
    if kind and kind not in INTER:
        raise FormError(f"kind {kind[:20]!r} is no kind of actor; allowed are {', '.join(INTER)}.", "kind")
    return Wanted(query[:_LONGEST], country.upper()[:2], kind, bool(request.args.get("own")))


def _by_alias(actor: Actor, query: str) -> str:
    """Return the alias by which an actor was found, empty if its name holds the words too."""
    key = fold(query)
    if not key or key in fold(actor.name):
        return ""
    return next((name for name in all_names(actor) if key in fold(name)), "")


@blueprint.get("/id/<actor_id>")
def show(actor_id: str) -> str:
    """Show an actor with its names, relations, source, history, and sentences that name it."""
    parts, actor = services(), find_actor(actor_id)
    vocabulary = load_vocabulary()
    uses = parts.store.actor_uses
    return render_template(
        "actor.html",
        actor=actor,
        inter=INTER[actor.kind],
        named=vocabulary.actors.get,
        allies=[vocabulary.actors[ally] for ally in actor.allies],
        members=[each for each in vocabulary.actors.values() if each.parent == actor_id],
        variants=[each for each in vocabulary.actors.values() if actor.series and each.series == actor.series],
        backs=[each for each in vocabulary.actors.values() if actor_id in each.allies],
        leaders=[leader for leader in vocabulary.leaders if leader.actor == actor_id],
        is_own=parts.own_actors.find(actor_id) is not None,
        is_shipped=is_shipped(actor_id),
        use=uses.uses([actor_id]).get(actor_id, _NO_USE),
        examples=[as_example(found) for found in uses.examples_of(actor_id, _EXAMPLES)],
        cut=cut,
        edits=parts.own_actors.history(actor_id),
    )


def cut(example: Example) -> tuple[str, str, str]:
    """Cut a sentence before and after the actor."""
    sentence = example.sentence
    return sentence[: example.start], sentence[example.start : example.end], sentence[example.end :]


def find_actor(actor_id: str) -> Actor:
    """Return a listed actor; :class:`NotFoundError` if there is none of this id."""
    actor = load_vocabulary().actors.get(actor_id)
    if actor is None:
        raise NotFoundError(f"No actor has the id {actor_id[:80]!r}. Search the actors by name.")
    return actor


def is_shipped(actor_id: str) -> bool:
    """Tell whether an entry of this id is shipped."""
    return any(row.values["id"] == actor_id for row in shipped_rows())
