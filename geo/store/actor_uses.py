"""How often actors occur in the store: in mentions and in events; and the names of those that nobody lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, Select, func, select

from geo.store import tables
from geo.store.filters import SHOWN_STATUSES

_mention = tables.mention.c
_name = func.json_extract(_mention.details, "$.name")
_inter = func.json_extract(_mention.details, "$.inter")
_country = func.json_extract(_mention.details, "$.country")
_UNLISTED = (_mention.kind == "actor", _mention.actor_id == "")


@dataclass(frozen=True, slots=True)
class ActorUse:
    """In how many mentions, documents and events an actor occurs."""

    mentions: int = 0
    documents: int = 0
    events: int = 0


@dataclass(frozen=True, slots=True)
class NameUse:
    """The name that the recogniser gave an unlisted actor, what a text has, ACLED's kind (1 to 8), the country."""

    name: str
    written: str
    inter: int
    country: str
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class ActorInText:
    """Where a document has an actor: from and up to which code point of its text."""

    document_id: str
    title: str
    text: str
    start: int
    end: int


class ActorUseStore:
    """Read how often actors occur."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def uses(self, actor_ids: Collection[str]) -> Mapping[str, ActorUse]:
        """Return the uses of actors by id; one that never occurs is left out."""
        mentioned = select(
            _mention.actor_id, func.count().label("mentions"), func.count(_mention.document_id.distinct())
        )
        with self._engine.connect() as connection:
            rows = connection.execute(
                mentioned.where(_mention.actor_id.in_(actor_ids)).group_by(_mention.actor_id)
            ).all()
            acted = _event_counts(actor_ids)
            events = {row.actor_id: row.events for row in connection.execute(acted)}
        uses = {actor_id: (mentions, documents) for actor_id, mentions, documents in rows}
        return {
            actor_id: ActorUse(*uses.get(actor_id, (0, 0)), events.get(actor_id, 0))
            for actor_id in sorted(uses.keys() | events.keys())
        }

    def unlisted(self) -> list[NameUse]:
        """Return the names of all actors that no vocabulary lists, as the recogniser gave them."""
        counts = (func.count(), func.count(_mention.document_id.distinct()))
        found = select(_name, func.min(_mention.text), _inter, func.max(_country), *counts).where(*_UNLISTED)
        with self._engine.connect() as connection:
            rows = connection.execute(found.group_by(_name, _inter).order_by(_name, _inter)).all()
        return [NameUse(name, text, inter or 0, country or "", *told) for name, text, inter, country, *told in rows]

    def examples(self, names: Collection[str], limit: int) -> list[ActorInText]:
        """Return where documents have an unlisted actor of some names, one place a document, the latest first."""
        return self._in_text((*_UNLISTED, _name.in_(names)), limit)

    def examples_of(self, actor_id: str, limit: int) -> list[ActorInText]:
        """Return where documents have a listed actor, one place a document, the latest first."""
        return self._in_text((_mention.actor_id == actor_id,), limit)

    def _in_text(self, wanted: tuple[ColumnElement[bool], ...], limit: int) -> list[ActorInText]:
        document = tables.document.c
        # SQLite takes the other columns of a group from the row that has the least.
        first = select(_mention.document_id, func.min(_mention.start).label("start"), _mention.end.label("end"))
        spot = first.where(*wanted).group_by(_mention.document_id).subquery().c
        found = select(document.id, document.title, document.text, spot.start, spot.end)
        chosen = found.where(document.id == spot.document_id).order_by(document.key.desc()).limit(limit)
        with self._engine.connect() as connection:
            return [ActorInText(*row) for row in connection.execute(chosen)]


def _event_counts(actor_ids: Collection[str]) -> Select[tuple[str, int]]:
    """Return the query of how many shown events actors take part in."""
    acting, event = tables.event_actor.c, tables.event.c
    counted = select(acting.actor_id, func.count(acting.event_key.distinct()).label("events"))
    joined = counted.where(acting.event_key == event.key, event.status.in_(SHOWN_STATUSES))
    return joined.where(acting.actor_id.in_(actor_ids)).group_by(acting.actor_id)
