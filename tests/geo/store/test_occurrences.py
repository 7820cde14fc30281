"""Several reports of one occurrence: merged by people, shown as one, taken apart again, and never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.errors import ChangeError, EditConflictError, NotStoredError
from geo.interop import DATASETS, import_events
from geo.models import ActorRole, Casualties, EventActor, Status
from geo.store import EventFilter, EventStore
from geo.store.filters import ALL_STATUSES
from geo.store.regeocoding import Reading
from tests.geo.sample import ARMY, IDLIB, RUSSIA, make_parsed

TOLLS = (Casualties(12, 12, 15), Casualties(14, 14, 14, 30), Casualties(14, 16, 20))


def _add(store: EventStore, count: int = 3) -> list[str]:
    """Store reports of one shelling by different papers; return their events' ids."""
    ids = []
    for number in range(count):
        text = f"Report {number}: shells hit Idlib, it was said."
        parsed = make_parsed(number, {"casualties": TOLLS[number]}, text=text, date=date(2013, 8, 20 + number))
        store.add(parsed)
        ids.append(parsed.events[0].id)
    return ids


def _shown(store: EventStore) -> list[str]:
    return [row.event_id for row in store.events()]


def test_merged_events_are_one_with_all_sources(store: EventStore) -> None:
    ids = _add(store)
    edit = store.occurrences.merge(ids, author="amal", reason="the same market")
    (row,) = store.events()
    assert (row.sources, row.event_id in ids) == (3, False)
    assert (row.fatalities_low, row.fatalities_best, row.fatalities_high, row.injured) == (12, 16, 20, 30)
    assert store.count() == 1
    assert store.geojson().count(b'"type":"Feature",') == 1
    occurrence = store.occurrences.occurrence(row.event_id)
    assert occurrence is not None
    assert [report.event_id for report in occurrence.reports] == ids
    assert edit is not None
    assert (edit.author, edit.reason, set(edit.after.occurrences)) == ("amal", "the same market", set(ids))


def test_members_stay_reachable(store: EventStore) -> None:
    ids = _add(store)
    store.occurrences.merge(ids[:2])
    for event_id in ids:
        assert store.event(event_id) is not None
    (first, *_) = store.documents()
    assert [one.events for one in store.documents()] == [1, 1, 1]
    assert len(store.events(EventFilter(document_id=first.id))) == 1
    assert store.occurrences.occurrence(ids[2]) is None


def test_undo_brings_all_back(store: EventStore) -> None:
    ids = _add(store)
    before = store.geojson()
    edit = store.occurrences.merge(ids)
    assert edit is not None
    store.occurrences.undo(edit.id, author="omar")
    assert store.geojson() == before
    assert [each.action for each in store.occurrences.edits()] == ["undo", "merge"]
    with pytest.raises(EditConflictError, match="later decision"):
        store.occurrences.undo(edit.id)


def test_merging_on_joins_the_occurrence(store: EventStore) -> None:
    ids = _add(store)
    store.occurrences.merge(ids[:2])
    (merged,) = [one for one in _shown(store) if one not in ids]
    store.occurrences.merge([merged, ids[2]])
    assert _shown(store) == [merged]
    assert store.occurrences.merge(ids) is None


def test_splitting_takes_one_out_and_says_that_it_differs(store: EventStore) -> None:
    ids = _add(store)
    store.occurrences.merge(ids)
    edit = store.occurrences.split([ids[0]])
    assert edit is not None
    assert len(edit.after.different) == 2
    assert sorted(row.sources for row in store.events()) == [1, 2]
    store.occurrences.split([ids[1]])
    assert sorted(_shown(store)) == sorted(ids)
    with pytest.raises(ChangeError, match="merged with no other"):
        store.occurrences.split([ids[1]])


@pytest.mark.parametrize("again", [0, 1, 2])
def test_a_merge_outlives_another_reading(store: EventStore, again: int) -> None:
    ids = _add(store)
    store.occurrences.merge(ids)
    before = _shown(store)
    text = f"Report {again}: shells hit Idlib, it was said."
    anew = make_parsed(
        again,
        {"id": "another-id", "casualties": Casualties(1, 1, 1)},
        text=text,
        date=date(2013, 8, 20 + again),
        extractor="test 2",
    )
    store.replace(anew)
    assert _shown(store) == before
    (row,) = store.events()
    assert (row.sources, row.fatalities_low) == (3, 1)
    occurrence = store.occurrences.occurrence("another-id")
    assert occurrence is not None
    assert occurrence.row == row


def test_an_event_that_a_later_reading_does_not_find_leaves_and_returns(store: EventStore) -> None:
    ids = _add(store, 2)
    store.occurrences.merge(ids)
    parsed = make_parsed(1, {"casualties": TOLLS[1]}, text="Report 1: shells hit Idlib, it was said.")
    store.replace(type(parsed)(parsed.document, parsed.mentions, (), "test 2"))
    assert _shown(store) == ids[:1]
    store.replace(parsed)
    assert [row.sources for row in store.events()] == [2]


def test_a_deleted_document_leaves_and_returns(store: EventStore) -> None:
    ids = _add(store)
    store.occurrences.merge(ids)
    leading = store.events()[0].document_id
    (parsed,) = [
        made
        for number in range(3)
        if (
            made := make_parsed(
                number, {"casualties": TOLLS[number]}, text=f"Report {number}: shells hit Idlib, it was said."
            )
        ).document.id
        == leading
    ]
    store.delete_document(leading)
    assert [row.sources for row in store.events()] == [2]
    store.add(parsed)
    assert [row.sources for row in store.events()] == [3]
    for summary in store.documents():
        store.delete_document(summary.id)
    assert store.count(EventFilter(statuses=ALL_STATUSES)) == 0


def test_a_correction_of_the_merged_event_stays(store: EventStore) -> None:
    ids = _add(store)
    store.occurrences.merge(ids[:2])
    (merged,) = [one for one in _shown(store) if one not in ids]
    store.decide(merged, Status.EDITED, author="amal", changes={"fatalities_high": 40})
    store.occurrences.merge([merged, ids[2]])
    row = store.event(merged)
    assert row is not None
    assert (row.fatalities_high, row.fatalities_best, row.sources, row.status) == (40, 16, 3, "edited")
    store.undo(store.edits(merged)[0].id)
    store.delete_document(row.document_id)
    row = store.event(merged)
    assert row is not None
    assert (row.sources, row.status) == (2, "extracted")


def test_a_rejected_report_counts_no_more(store: EventStore) -> None:
    ids = _add(store)
    store.occurrences.merge(ids)
    store.decide(ids[0], Status.REJECTED, author="amal")
    assert [row.sources for row in store.events()] == [2]
    store.decide(ids[1], Status.REJECTED, author="amal")
    assert _shown(store) == [ids[2]]
    store.undo(store.edits(ids[0])[0].id)
    assert [row.sources for row in store.events()] == [2]


def test_only_stored_events_that_nobody_rejected_can_be_merged(store: EventStore) -> None:
    ids = _add(store, 2)
    with pytest.raises(NotStoredError):
        store.occurrences.merge([ids[0], "nowhere"])
    with pytest.raises(ChangeError, match="at least two"):
        store.occurrences.merge([ids[0], ids[0]])
    store.decide(ids[1], Status.REJECTED, author="amal")
    with pytest.raises(ChangeError, match="is rejected"):
        store.occurrences.merge(ids)
    assert store.occurrences.edits() == []


def test_actors_of_all_reports_can_be_filtered_by(store: EventStore) -> None:
    gunmen = EventActor("", "Unidentified Armed Group (Syria)", ActorRole.ACTOR1, 3)
    store.add(make_parsed(0, {"actors": (gunmen,)}))
    store.add(make_parsed(1, {"actors": (ARMY, RUSSIA)}))
    ids = [row.event_id for row in store.events()]
    store.occurrences.merge(ids)
    (row,) = store.events(EventFilter(actors=(RUSSIA.id,)))
    assert (row.actor1, row.assoc_actors) == (ARMY.name, f"{gunmen.name}; {RUSSIA.name}")
    assert {facet.value for facet in store.facets().actors} == {ARMY.id, RUSSIA.id, gunmen.name}


def test_the_most_precise_place_and_date_are_taken(store: EventStore) -> None:
    week = {"date_start": date(2013, 8, 19), "date_end": date(2013, 8, 25), "date_prec": 3}
    store.add(make_parsed(0, {"place": None, "where_prec": None}))
    store.add(make_parsed(1, {**week}))
    store.occurrences.merge([row.event_id for row in store.events()])
    (row,) = store.events()
    assert (row.place_id, row.date_start, row.date_end, row.date_prec) == (IDLIB.id, "2013-08-19", "2013-08-19", 1)


def test_different_events_are_said_once(store: EventStore) -> None:
    ids = _add(store, 2)
    edit = store.occurrences.dismiss(ids, author="amal")
    assert edit is not None
    assert store.occurrences.dismiss(ids) is None
    store.occurrences.merge(ids)
    with pytest.raises(ChangeError, match="split them first"):
        store.occurrences.dismiss(ids)
    assert len(store.occurrences.edits(ids[0])) == 2
    assert len(_shown(store)) == 1


def test_copies_of_one_article_are_one_source(store: EventStore) -> None:
    ids = _add(store)
    store.occurrences.merge(ids)
    documents = [row.document_id for row in map(store.event, ids) if row]
    decision = store.copies.join(documents[:2], author="amal")
    (row,) = store.events()
    occurrence = store.occurrences.occurrence(row.event_id)
    assert occurrence is not None
    assert (row.sources, [occurrence.is_copy(report) for report in occurrence.reports]) == (2, [False, True, False])
    store.copies.undo(decision.id)
    assert [row.sources for row in store.events()] == [3]


def test_tolls_that_two_sources_give_outweigh_a_later_one(store: EventStore) -> None:
    for number, (toll, day) in enumerate(((12, 20), (12, 21), (40, 25))):
        changes = {"casualties": Casualties(toll, toll, toll)}
        store.add(make_parsed(number, changes, text=f"Idlib, told {number}.", date=date(2013, 8, day)))
    store.occurrences.merge([row.event_id for row in store.events()])
    (row,) = store.events()
    assert (row.fatalities_low, row.fatalities_best, row.fatalities_high) == (12, 12, 40)
    occurrence = store.occurrences.occurrence(row.event_id)
    assert occurrence is not None
    store.copies.join([report.document_id for report in occurrence.reports[:2]])
    assert [row.fatalities_best for row in store.events()] == [40]


def test_a_merge_outlives_regeocoding_and_decided_events(store: EventStore) -> None:
    ids = _add(store)
    store.decide(ids[1], Status.CONFIRMED, author="amal")
    store.occurrences.merge(ids)
    (row,) = store.events()
    assert row.status == "confirmed"
    findings = store.runs.findings(row.document_id)
    assert findings is not None
    assert {found.event_id for found, _ in (*findings.image.events, *findings.decided)} <= set(ids)
    documents = [report.document_id for report in map(store.event, ids) if report]
    run = store.runs.begin({}, ["a place was added"], documents, "omar")
    for document_id in store.runs.waiting(run.id, "waiting"):
        before = store.runs.findings(document_id)
        assert before is not None
        without = replace(before.image, events=())
        store.runs.record(run.id, [Reading(document_id, before.image, without, b"[]", {"event gone": 1})])
    store.runs.exchange(run.id, store.runs.waiting(run.id, "differs"), undo=False)
    assert _shown(store) == [ids[1]]
    store.runs.exchange(run.id, store.runs.waiting(run.id, "applied"), undo=True)
    assert [each.sources for each in store.events()] == [3]


def test_imported_events_are_merged_with_reports_and_brought_up_to_date(store: EventStore, tmp_path: Path) -> None:
    (own,) = _add(store, 1)
    file = tmp_path / "ged.csv"
    columns = "id,year,country,type_of_violence,side_a,side_b,latitude,longitude,low,best,high,date_start"

    def bring(high: int) -> None:
        row = f"501,2013,Syria,1,Government of Syria,FSA,35.93,36.63,20,20,{high},2013-08-19"
        file.write_text(f"{columns}\n{row}\n", encoding="utf-8")
        import_events(store, DATASETS["ucdp"], file)

    bring(30)
    imported = next(one for one in _shown(store) if one != own)
    store.occurrences.merge([own, imported])
    assert [(row.sources, row.fatalities_low, row.fatalities_high) for row in store.events()] == [(2, 12, 30)]
    bring(50)
    assert [(row.sources, row.fatalities_high) for row in store.events()] == [(2, 50)]
