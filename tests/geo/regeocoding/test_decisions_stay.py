"""What people decided on events outlives every run, whenever they decided it."""

from __future__ import annotations

import pytest

from geo.regeocoding import Change, Kind
from geo.store import place_changes
from tests.geo.regeocoding.desk import BOMBED, QUIET, ZALABIYA, Desk
from tests.geo.sample import KABUL

STATUSES = ["confirmed", "edited", "rejected"]


@pytest.mark.parametrize("status", STATUSES)
def test_an_event_decided_before_the_change_stays(desk: Desk, status: str) -> None:
    desk.read(BOMBED)
    event_id = desk.store.events()[0].event_id
    decided = desk.store.decide(event_id, status, author="Ada", reason="I was there")
    desk.add()
    diff = desk.diff()
    assert diff.counts == {(Kind.MENTION, Change.PLACED): 1, (Kind.EVENT, Change.DECIDED): 1}
    assert diff.items[-1].decided
    desk.regeocoder.apply(diff.run.id)
    assert desk.store.event(event_id) == decided
    assert len(desk.store.edits(event_id)) == 1


@pytest.mark.parametrize("status", STATUSES)
def test_an_event_decided_between_reading_and_applying_stays(desk: Desk, status: str) -> None:
    desk.read(BOMBED)
    event_id = desk.store.events()[0].event_id
    desk.add()
    run = desk.prepare()
    decided = desk.store.decide(event_id, status, author="Ada", changes=place_changes(KABUL))
    (told,) = (item for item in desk.regeocoder.diff(run.id).items if item.kind is Kind.EVENT)
    assert (told.event_id, told.decided) == (event_id, True)
    assert desk.regeocoder.apply(run.id).passed == 0
    assert desk.store.event(event_id) == decided


@pytest.mark.parametrize("status", STATUSES)
def test_an_event_decided_after_applying_stays_through_undo(desk: Desk, status: str) -> None:
    (document_id, _) = desk.read(BOMBED, QUIET)
    before = desk.store.mentions(document_id)
    event_id = desk.store.events()[0].event_id
    desk.add()
    run = desk.regeocode()
    decided = desk.store.decide(event_id, status, author="Ada", changes={"injured": 4})
    assert decided.location == ZALABIYA.name
    desk.regeocoder.undo(run.id)
    assert desk.store.event(event_id) == decided
    assert desk.store.mentions(document_id) == before


def test_a_decision_that_was_taken_back_does_not_stay(desk: Desk) -> None:
    desk.read(BOMBED)
    event_id = desk.store.events()[0].event_id
    desk.store.decide(event_id, "confirmed", author="Ada")
    desk.store.undo(desk.store.edits(event_id)[0].id)
    desk.add()
    assert desk.regeocode().counts["event placed"] == 1
    event = desk.store.event(event_id)
    assert event is not None
    assert (event.location, event.status) == (ZALABIYA.name, "extracted")


def test_a_document_read_anew_meanwhile_is_left_alone(desk: Desk) -> None:
    (document_id,) = desk.read(BOMBED)
    desk.add()
    run = desk.prepare()
    desk.store.replace(desk.read_afresh(document_id))
    after = desk.contents()
    applied = desk.regeocoder.apply(run.id)
    assert (applied.applied, applied.passed) == (0, 1)
    assert desk.contents() == after


def test_a_document_read_anew_after_applying_is_not_undone(desk: Desk) -> None:
    ids = desk.read(BOMBED, BOMBED.replace("nine", "four"))
    desk.add()
    run = desk.regeocode()
    place = desk.add("Idlib")
    desk.store.user_places.delete(place.id)
    desk.store.user_places.edit(desk.store.user_places.all()[0].id, lat=36.0)
    desk.store.replace(desk.read_afresh(ids[0]))
    undone = desk.regeocoder.undo(run.id)
    assert undone.applied == 1
    assert [bool(desk.places(document_id)["Khirbet Zalabiya"]) for document_id in ids] == [True, False]


def test_a_deleted_document_leaves_the_run(desk: Desk) -> None:
    ids = desk.read(BOMBED, BOMBED.replace("nine", "four"))
    desk.add()
    run = desk.prepare()
    desk.store.delete_document(ids[0])
    assert desk.regeocoder.apply(run.id).applied == 1
    assert desk.regeocoder.run(run.id).total == 1
    assert {item.document_id for item in desk.regeocoder.diff(run.id).items} == {ids[1]}
