"""From a filter to SQL conditions; every value is bound."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import ColumnElement, and_, func, not_, or_, select, true, union

from geo.store.filters import SHOWN_STATUSES, BoundingBox, EventFilter
from geo.store.occurrence_tables import hidden_event, merged_event
from geo.store.tables import event, event_actor, event_rtree

_ACTOR: Final = event_actor.c


def conditions(wanted: EventFilter) -> list[ColumnElement[bool]]:
    """Return the conditions on ``event``, all of which must hold."""
    found = [
        event.c.status.in_(wanted.statuses or SHOWN_STATUSES),
        event.c.year.in_(wanted.years) if wanted.years else None,
        event.c.country.in_(wanted.countries) if wanted.countries else None,
        _has_type(wanted.types) if wanted.types else None,
        _has_actor(wanted.actors) if wanted.actors else None,
        event.c.date_end >= wanted.since.isoformat() if wanted.since else None,
        event.c.date_start <= wanted.until.isoformat() if wanted.until else None,
        _is_said(wanted.claims) if wanted.claims else None,
        event.c.confidence < wanted.below if wanted.below is not None else None,
        event.c.document_id == wanted.document_id if wanted.document_id else None,
        event.c.latitude.is_not(None) if wanted.places_only else None,
        _in_box(wanted.bbox) if wanted.bbox else None,
        _says(wanted.query) if wanted.query else None,
        _stands_for_itself(wanted),
    ]
    return [condition for condition in found if condition is not None]


def holds_words(columns: Iterable[ColumnElement[str]], words: str) -> ColumnElement[bool]:
    """Return the condition that each of the words stands in some column, whatever the case of ASCII letters."""
    searched = tuple(columns)
    return and_(true(), *(_holds(searched, word) for word in words.split()))


def _holds(columns: Iterable[ColumnElement[str]], word: str) -> ColumnElement[bool]:
    return or_(*(func.instr(func.lower(column), func.lower(word)) > 0 for column in columns))


def _stands_for_itself(wanted: EventFilter) -> ColumnElement[bool]:
    """Of what several events tell, take the row that sums them up; of one document, what it says itself."""
    others = merged_event if wanted.document_id else hidden_event
    return event.c.key.not_in(select(others.c.event_key))


def _has_type(types: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(event.c.event_type.in_(types), event.c.sub_event_type.in_(types))


def _is_said(claims: tuple[str, ...]) -> ColumnElement[bool]:
    claimed, denied = event.c.claimed_by != "", event.c.denied_by != ""
    said = {"claimed": claimed, "denied": denied, "neither": not_(or_(claimed, denied))}
    return or_(*(said[claim] for claim in claims))


def _has_actor(actors: tuple[str, ...]) -> ColumnElement[bool]:
    keys = (select(event_actor.c.event_key).where(column.in_(actors)) for column in (_ACTOR.actor_id, _ACTOR.name))
    return event.c.key.in_(union(*keys))


def _in_box(box: BoundingBox) -> ColumnElement[bool]:
    west, south, east, north = box
    if west > east:
        return or_(_in_box((west, south, 180.0, north)), _in_box((-180.0, south, east, north)))
    near = select(event_rtree.c.id).where(
        event_rtree.c.west <= east,
        event_rtree.c.east >= west,
        event_rtree.c.south <= north,
        event_rtree.c.north >= south,
    )
    exact = and_(event.c.longitude.between(west, east), event.c.latitude.between(south, north))
    return and_(event.c.key.in_(near), exact)


def _says(words: str) -> ColumnElement[bool]:
    columns = (event.c.quote, event.c.location, event.c.actor1, event.c.actor2, event.c.source_title)
    return holds_words(columns, words)
