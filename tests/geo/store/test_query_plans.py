"""Questions to a large store use its indexes."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from geo.store import EventFilter, EventStore
from geo.store.queries import select_events, select_features
from geo.store.tables import event
from geo.store.where import conditions
from tests.geo.sample import make_parsed


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (EventFilter(), "COVERING INDEX"),
        (EventFilter(years=(2013,)), "event_year"),
        (EventFilter(countries=("SY",)), "event_country"),
        (EventFilter(types=("Battles",)), "event_type"),
        (EventFilter(actors=("free-syrian-army",)), "event_actor_id"),
        (EventFilter(bbox=(36, 35, 37, 36)), "VIRTUAL TABLE INDEX"),
        (EventFilter(document_id="x"), "event_document"),
    ],
)
def test_filters_use_their_index(store: EventStore, wanted: EventFilter, index: str) -> None:
    store.add(make_parsed(0))
    found = select(event.c.key).where(*conditions(wanted))
    with store.engine.connect() as connection:
        sql = found.compile(connection, compile_kwargs={"literal_binds": True})
        plan = " ".join(str(step) for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}"))
    assert index in plan
    assert "SCAN event " not in plan.replace("SCAN event USING", "")


@pytest.mark.parametrize(
    "found", [select_events(EventFilter(), 100, 0, "date_start", descending=False), select_features(EventFilter())]
)
def test_order_by_date_needs_no_sorting(store: EventStore, found: object) -> None:
    with store.engine.connect() as connection:
        sql = found.compile(connection, compile_kwargs={"literal_binds": True})
        plan = " ".join(str(step) for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}"))
    assert "event_date" in plan
    assert "TEMP B-TREE" not in plan
