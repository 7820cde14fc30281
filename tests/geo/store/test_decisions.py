from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from geo.errors import ChangeError, EditConflictError, NotStoredError
from geo.schema import EVENT_COLUMNS
from geo.store import CHANGEABLE, EventFilter, EventStore, place_changes
from tests.geo.sample import KABUL, make_parsed


@pytest.fixture
def event_id(store: EventStore) -> str:
    """Store one event and name it."""
    parsed = make_parsed(0)
    store.add(parsed)
    return parsed.events[0].id


@pytest.mark.parametrize("status", ["confirmed", "edited", "rejected"])
def test_decision_is_written_with_who_and_why(store: EventStore, event_id: str, status: str) -> None:
    row = store.decide(event_id, status, author="Ada", reason="checked")
    (edit,) = store.edits(event_id)
    assert row.status == status
    assert store.event(event_id) == row
    assert (edit.author, edit.reason, edit.event_id) == ("Ada", "checked", event_id)
    assert (edit.before, edit.after) == ({"status": "extracted"}, {"status": status})
    assert datetime.fromisoformat(edit.at).tzinfo is not None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"event_type": "Battles", "sub_event_type": "Armed clash"}, {"disorder_type": "Political violence"}),
        ({"event_type": "Riots", "sub_event_type": "Violent demonstration"}, {"disorder_type": "Demonstrations"}),
        (
            {"date_start": "2014-01-02", "date_end": date(2014, 2, 1), "date_prec": "4"},
            {"year": 2014, "time_precision": 3},
        ),
        ({"date_start": "", "date_end": None, "date_prec": ""}, {"year": None, "time_precision": None}),
        ({"country": "Afghanistan"}, {"country": "AF", "iso": 4}),
        ({"where_prec": "4"}, {"where_prec": 4, "geo_precision": 3}),
        (place_changes(KABUL), {"location": "Kabul", "iso": 4, "longitude": 69.17, "place_id": KABUL.id}),
        ({"fatalities_low": "1", "fatalities_best": 2, "fatalities_high": 3.0, "injured": ""}, {"fatalities_high": 3}),
        (
            {"actor2": "  Civilians (Syria) ", "actor2_id": "", "inter2": "7"},
            {"actor2": "Civilians (Syria)", "inter2": 7},
        ),
        ({"radius_km": "2.5"}, {"radius_km": 2.5}),
    ],
)
def test_changes_are_taken_over_with_what_follows(
    store: EventStore, event_id: str, changes: Mapping[str, object], expected: dict[str, object]
) -> None:
    row = store.decide(event_id, "edited", author="me", changes=changes)
    assert {name: getattr(row, name) for name in expected} == expected
    assert store.event(event_id) == row


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"quote": "other"}, "'quote' cannot be changed; what can: event_type"),
        ({"event_id": "x"}, "cannot be changed"),
        ({"status; DROP": "x"}, "cannot be changed"),
        ({"event_type": "War"}, "event_type 'War': is not one of Battles"),
        ({"sub_event_type": "Armed clash"}, "does not belong to"),
        ({"latitude": "91"}, "latitude '91': is not a number from -90 to 90"),
        ({"longitude": "nan"}, "finite"),
        ({"longitude": [1]}, "is not a number"),
        ({"latitude": None}, "both be given"),
        ({"country": "Atlantis"}, "neither an ISO 3166 code"),
        ({"date_start": "21/08/2013"}, "is not a date such as"),
        ({"date_start": "2013-09-01"}, "is before the first"),
        ({"date_start": None}, "both be given"),
        ({"date_prec": 6}, "whole number from 1 to 5"),
        ({"where_prec": 1.5}, "whole number from 1 to 7"),
        ({"fatalities_best": -1}, "whole number from 0"),
        ({"fatalities_best": 1}, "must not fall"),
        ({"injured": "many"}, "is not a number"),
        ({"location": "x" * 501}, "501 characters"),
    ],
)
def test_values_that_do_not_fit_are_refused(
    store: EventStore, event_id: str, changes: Mapping[str, object], message: str
) -> None:
    before = store.event(event_id)
    with pytest.raises(ChangeError, match=message):
        store.decide(event_id, "edited", author="me", changes=changes)
    assert store.event(event_id) == before
    assert store.edits(event_id) == []


def test_status_must_be_known_and_fit_the_changes(store: EventStore, event_id: str) -> None:
    with pytest.raises(ChangeError, match="'done' is not one of extracted"):
        store.decide(event_id, "done", author="me")
    with pytest.raises(ChangeError, match="cannot stay 'extracted'"):
        store.decide(event_id, "extracted", author="me", changes={"injured": 3})


def test_unknown_events_and_edits_are_named(store: EventStore) -> None:
    with pytest.raises(NotStoredError, match="no event 'nothing'"):
        store.decide("nothing", "confirmed", author="me")
    with pytest.raises(LookupError, match="no edit 7"):
        store.undo(7)
    assert store.event("nothing") is None


def test_undo_gives_back_the_event_and_is_recorded(store: EventStore, event_id: str) -> None:
    before = store.event(event_id)
    store.decide(event_id, "edited", author="me", changes={**place_changes(KABUL), "injured": 4})
    assert store.undo(store.edits(event_id)[0].id, author="Ada") == before
    assert store.event(event_id) == before
    assert [(edit.author, edit.reason) for edit in store.edits(event_id)] == [("me", ""), ("Ada", "undo of edit 1")]


def test_undo_of_an_undo_does_the_edit_again(store: EventStore, event_id: str) -> None:
    edited = store.decide(event_id, "edited", author="me", changes={"injured": 4})
    store.undo(1)
    assert store.undo(2) == edited
    assert len(store.edits(event_id)) == 3


def test_undo_is_refused_when_the_values_changed_again(store: EventStore, event_id: str) -> None:
    store.decide(event_id, "edited", author="me", changes={"injured": 4})
    later = store.decide(event_id, "edited", author="me", changes={"injured": 5})
    with pytest.raises(EditConflictError, match="injured changed again"):
        store.undo(1)
    assert store.event(event_id) == later


def test_actors_can_be_filtered_by_after_a_change(store: EventStore, event_id: str) -> None:
    changes = {"actor2": "Civilians (Syria)", "actor2_id": "", "assoc_actors": "Military Forces of Russia (2000-); X"}
    store.decide(event_id, "edited", author="me", changes=changes)
    assert store.count(EventFilter(actors=("free-syrian-army",))) == 0
    counts = [store.count(EventFilter(actors=(name,))) for name in ("Civilians (Syria)", "russia-armed-forces", "X")]
    assert counts == [1, 1, 1]


def test_every_changeable_column_is_a_column() -> None:
    assert set(CHANGEABLE) < set(EVENT_COLUMNS)
    assert not {"event_id", "quote", "document_id", "confidence", "status"} & set(CHANGEABLE)


@pytest.mark.parametrize("payload", ["=cmd|'/c calc'!A1", "{{7*7}}", "</script>", "a\u2028b", "a\0b", "\ud800"])
def test_any_text_is_kept_as_it_is(store: EventStore, event_id: str, payload: str) -> None:
    changes = dict.fromkeys(("location", "actor1", "admin1"), payload)
    row = store.decide(event_id, "edited", author=payload, reason=payload, changes=changes)
    expected = payload.replace("\ud800", "\ufffd")
    assert {row.location, row.actor1, row.admin1} == {expected}
    assert {store.edits(event_id)[0].author, store.edits(event_id)[0].reason} == {expected}


def test_undoing_one_of_two_corrections_leaves_the_event_edited(store: EventStore, event_id: str) -> None:
    before = store.decide(event_id, "edited", author="me", changes={"location": "Somewhere"})
    store.decide(event_id, "edited", author="me", changes={"injured": 5})
    half = store.undo(store.edits(event_id)[0].id)
    assert (before.status, half.status, half.injured) == ("edited", "edited", 5)
    assert store.undo(store.edits(event_id)[1].id).status == "extracted"


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("islamic state", ("islamic-state", 2)),
        ("Militia (Syria)", ("militia-sy", 3)),
        ("Men of no known group", ("", None)),
        ("", ("", None)),
    ],
)
def test_another_actor_gets_its_own_id(
    store: EventStore, event_id: str, name: str, identity: tuple[str, int | None]
) -> None:
    row = store.decide(event_id, "edited", author="me", changes={"actor1": name})
    assert (row.actor1, row.actor1_id, row.inter1) == (name, *identity)


def test_other_dates_get_their_own_precision(store: EventStore, event_id: str) -> None:
    days = {"date_start": "2013-08-01", "date_end": "2013-08-05"}
    row = store.decide(event_id, "edited", author="me", changes=days)
    assert (row.date_prec, row.time_precision) == (2, 2)
    asked = store.decide(event_id, "edited", author="me", changes={"date_end": "2013-08-06", "date_prec": 4})
    assert asked.date_prec == 4
