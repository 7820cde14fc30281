"""Reading events: rows, counts, facets, features."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Select, func, select

from geo.codebook import country_name
from geo.errors import FilterError
from geo.schema import EVENT_COLUMNS, EventRow
from geo.store.filters import ALL_STATUSES, EventFilter
from geo.store.records import Facet, Facets
from geo.store.tables import EVENT_FIELDS, event, event_actor, event_feature
from geo.store.where import conditions


def select_events(wanted: EventFilter, limit: int | None, offset: int, sort: str, *, descending: bool) -> Select[Any]:
    """Return the query for rows, sorted by a column of the schema and then by date and id; unknown values come last.

    Raises
    ------
    FilterError
        When ``sort`` is no column.
    """
    if sort not in EVENT_COLUMNS:
        raise FilterError(f"sort {sort[:40]!r} is no column; there are: {', '.join(EVENT_COLUMNS)}")
    column = event.c[sort]
    order = (column.desc() if descending else column.asc()).nulls_last()
    found = select(*EVENT_FIELDS).where(*conditions(wanted))
    further = () if sort == "event_id" else _by_date()[1:] if sort == "date_start" else _by_date()
    return found.order_by(order, *further).limit(limit).offset(offset)


def read_events(connection: Connection, found: Select[Any]) -> list[EventRow]:
    """Return the rows of a query by :func:`select_events`."""
    return [EventRow(*values) for values in connection.execute(found)]


def count_events(connection: Connection, wanted: EventFilter) -> int:
    """Return how many events the filter lets through."""
    return connection.execute(select(func.count()).select_from(event).where(*conditions(wanted))).scalar_one()


def select_features(wanted: EventFilter, limit: int | None = None) -> Select[bytes]:
    """Return the query for GeoJSON features by date and id."""
    features = select(event_feature.c.feature).join(event, event.c.key == event_feature.c.event_key)
    return features.where(*conditions(wanted)).order_by(*_by_date()).limit(limit)


def unsure_events(connection: Connection, event_ids: Collection[str]) -> set[str]:
    """Return which of some events are pinned at an unsure place."""
    found = select(event.c.event_id, event_feature.c.feature).join(event, event.c.key == event_feature.c.event_key)
    rows = connection.execute(found.where(event.c.event_id.in_(event_ids)))
    return {event_id for event_id, feature in rows if orjson.loads(feature).get("place_unsure")}


def read_facets(connection: Connection, wanted: EventFilter) -> Facets:
    """Return the values to filter by, each with its count."""
    return Facets(
        years=tuple(
            Facet(str(year), str(year), count)
            for year, count in _counts(connection, event.c.year, wanted.without("years"))
            if year is not None
        ),
        actors=_actor_facets(connection, wanted.without("actors")),
        types=_text_facets(connection, event.c.event_type, wanted.without("types")),
        countries=tuple(
            replace(facet, label=country_name(facet.value))
            for facet in _text_facets(connection, event.c.country, wanted.without("countries"))
        ),
        statuses=_status_facets(connection, wanted),
    )


def _by_date() -> tuple[ColumnElement[object], ...]:
    return event.c.date_start.asc().nulls_last(), event.c.event_id.asc()


def _counts(connection: Connection, column: ColumnElement[object], wanted: EventFilter) -> list[tuple[object, int]]:
    found = select(column, func.count()).where(*conditions(wanted)).group_by(column).order_by(column)
    return [(value, count) for value, count in connection.execute(found)]


def _text_facets(connection: Connection, column: ColumnElement[object], wanted: EventFilter) -> tuple[Facet, ...]:
    counted = [(str(value), count) for value, count in _counts(connection, column, wanted) if value]
    return tuple(Facet(value, value, count) for value, count in sorted(counted, key=lambda pair: (-pair[1], pair[0])))


def _status_facets(connection: Connection, wanted: EventFilter) -> tuple[Facet, ...]:
    every = replace(wanted, statuses=ALL_STATUSES)
    counts = dict(_counts(connection, event.c.status, every))
    return tuple(Facet(status, status, counts[status]) for status in ALL_STATUSES if status in counts)


def _actor_facets(connection: Connection, wanted: EventFilter) -> tuple[Facet, ...]:
    actor = event_actor.c
    value = func.coalesce(func.nullif(actor.actor_id, ""), actor.name).label("value")
    events = func.count(actor.event_key.distinct()).label("events")
    found = (
        select(value, func.min(actor.name), events)
        .join(event, event.c.key == actor.event_key)
        .where(*conditions(wanted))
        .group_by(value)
        .order_by(events.desc(), value)
    )
    return tuple(Facet(*row) for row in connection.execute(found))
