from __future__ import annotations

from dataclasses import fields, replace

import pytest

from geo.models import ActorRole, EventActor
from geo.rows import derive_columns, event_rows
from geo.schema import (
    DATE_COLUMNS,
    EVENT_COLUMNS,
    INTEGER_COLUMNS,
    REAL_COLUMNS,
    TEXT_COLUMNS,
    EventRow,
    row_values,
)
from geo.surrogates import replace_surrogates
from tests.geo.sample import ARMY, CIVILIANS, REBELS, RUSSIA, make_parsed

FIRST, OTHER = EventActor("a", "A", ActorRole.ACTOR1, 0), EventActor("b", "B; b", ActorRole.ACTOR1, 3)


def test_row_has_exactly_the_columns() -> None:
    assert tuple(field.name for field in fields(EventRow)) == EVENT_COLUMNS
    kinds = (DATE_COLUMNS, INTEGER_COLUMNS, REAL_COLUMNS, TEXT_COLUMNS)
    assert sorted(name for kind in kinds for name in kind) == sorted(EVENT_COLUMNS)


@pytest.mark.parametrize(
    ("actors", "expected"),
    [
        ((), ("", None, "", None, "")),
        ((ARMY,), (ARMY.name, 1, "", None, "")),
        ((REBELS, ARMY), (ARMY.name, 1, REBELS.name, 2, "")),
        ((ARMY, CIVILIANS, RUSSIA), (ARMY.name, 1, CIVILIANS.name, 7, RUSSIA.name)),
        ((FIRST, OTHER, RUSSIA), ("A", None, "", None, f"B, b; {RUSSIA.name}")),
    ],
)
def test_actors_take_their_columns(actors: tuple[EventActor, ...], expected: tuple[object, ...]) -> None:
    (row,) = event_rows(make_parsed(0, {"actors": actors}))
    assert (row.actor1, row.inter1, row.actor2, row.inter2, row.assoc_actors) == expected
    assert row.actor1_id == (next((actor.id for actor in actors if actor.role is ActorRole.ACTOR1), ""))


def test_row_derives_what_the_codebook_says() -> None:
    (row,) = event_rows(make_parsed(0, {"date_prec": 3, "where_prec": 4}))
    assert (row.year, row.time_precision, row.geo_precision, row.iso) == (2013, 2, 3, 760)
    assert (row.disorder_type, row.status, row.sources) == ("Political violence", "extracted", 1)


def test_deriving_twice_changes_nothing() -> None:
    (row,) = event_rows(make_parsed(0))
    assert derive_columns(row) == row
    assert derive_columns(replace(row, date_start=None)).year is None


def test_single_day_ends_on_itself() -> None:
    (row,) = event_rows(make_parsed(0, {"date_end": None}))
    assert row.date_end == row.date_start == "2013-08-19"
    assert tuple(row_values(row)) == EVENT_COLUMNS


@pytest.mark.parametrize(
    ("text", "expected"),
    [("plain", "plain"), ("\ud83d", "\ufffd"), ("a\udc00é", "a\ufffdé"), ("\U0001f4a5\0\u2028", "\U0001f4a5\0\u2028")],
)
def test_only_lone_surrogates_are_replaced(text: str, expected: str) -> None:
    assert replace_surrogates(text) == expected
    assert len(replace_surrogates(text)) == len(text)
