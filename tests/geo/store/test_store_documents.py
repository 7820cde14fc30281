from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.errors import NotStoredError
from geo.models import ParsedDocument
from geo.store import EventFilter, EventStore
from tests.geo.sample import IDLIB, MENTIONS, SENTENCE, make_document, make_event, make_parsed


def test_added_document_comes_back_as_it_was(store: EventStore) -> None:
    parsed = make_parsed(0)
    outcome = store.add(parsed)
    assert (outcome.document_id, outcome.added, outcome.events, outcome.places) == (parsed.document.id, True, 1, 1)
    assert store.document(parsed.document.id) == parsed.document
    assert store.mentions(parsed.document.id) == list(MENTIONS)


def test_same_document_twice_changes_nothing(store: EventStore) -> None:
    store.add(make_parsed(0))
    stamp, events = store.version_stamp(), store.events()
    again = store.add(make_parsed(0, {}, {}, title="another title"))
    assert (again.added, again.events) == (False, 1)
    assert (store.version_stamp(), store.events()) == (stamp, events)


def test_unknown_document_is_none_and_cannot_be_deleted(store: EventStore) -> None:
    assert store.document("nothing") is None
    assert store.mentions("nothing") == []
    with pytest.raises(NotStoredError, match="nothing"):
        store.delete_document("nothing")


def test_deleting_a_document_takes_all_that_hangs_on_it(store: EventStore) -> None:
    kept, gone = make_parsed(0), make_parsed(1)
    for parsed in (kept, gone):
        store.add(parsed)
    event_id = gone.events[0].id
    store.decide(event_id, "confirmed", author="me")
    store.delete_document(gone.document.id)
    assert [row.document_id for row in store.events()] == [kept.document.id]
    assert store.edits(event_id) == []
    assert store.count(EventFilter(bbox=(36, 35, 37, 36))) == 1


def test_summaries_count_pinned_places_and_events(store: EventStore) -> None:
    store.add(make_parsed(0, {}, {"place": None}))
    store.add(make_parsed(1, date=None))
    newest, first = store.documents()
    assert (newest.title, newest.date, newest.events, newest.places) == ("Report 1", None, 1, 1)
    assert (first.title, first.publisher, first.date, first.events) == ("Report 0", "The Paper", "2013-08-23", 2)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Report 2", "Report 1", "Report 0"]),
        ("report 1", ["Report 1"]),
        ("example.org/2", ["Report 2"]),
        ("shelled Idlib", ["Report 2", "Report 1", "Report 0"]),
        ("100%", []),
        ("_", []),
    ],
)
def test_documents_are_found_by_their_words(store: EventStore, query: str, titles: list[str]) -> None:
    for number in range(3):
        store.add(make_parsed(number))
    assert [summary.title for summary in store.documents(query=query)] == titles
    assert store.count_documents(query) == len(titles)


def test_documents_come_in_pages(store: EventStore) -> None:
    for number in range(5):
        store.add(make_parsed(number))
    pages = [[summary.title for summary in store.documents(limit=2, offset=offset)] for offset in (0, 2, 4)]
    assert pages == [["Report 4", "Report 3"], ["Report 2", "Report 1"], ["Report 0"]]
    assert store.count_documents() == 5


def test_lone_surrogates_become_replacement_characters(store: EventStore) -> None:
    text = "\ud800" + SENTENCE
    parsed = make_parsed(0, text=text, title="a \udfff title")
    store.add(parsed)
    stored = store.document(parsed.document.id)
    assert stored is not None
    assert (stored.text, stored.title) == ("\ufffd" + SENTENCE, "a \ufffd title")
    assert store.events()[0].quote == "\ufffd" + SENTENCE


def test_nul_controls_and_line_separators_survive(store: EventStore) -> None:
    text = "a\0b \x07 \u2028 {{7*7}} </script> =cmd|'/c calc'!A1 \U0001f4a5"
    parsed = make_parsed(0, text=text)
    store.add(parsed)
    stored = store.document(parsed.document.id)
    assert stored is not None
    assert stored.text == text
    assert store.events()[0].quote == text


def test_events_without_place_or_date_are_kept(store: EventStore) -> None:
    store.add(make_parsed(0, {"place": None, "date_start": None, "date_end": None, "date_prec": None}))
    row = store.events()[0]
    assert (row.latitude, row.longitude, row.place_id, row.country) == (None, None, "", "")
    assert (row.year, row.date_start, row.date_end, row.time_precision) == (None, None, None, None)
    assert row.location == "Idlib"


def test_rerun_of_an_unknown_document_adds_it(store: EventStore) -> None:
    outcome = store.replace(make_parsed(0))
    assert (outcome.added, outcome.events) == (True, 1)
    assert store.count() == 1


def test_rerun_replaces_what_was_extracted(store: EventStore) -> None:
    store.add(make_parsed(0, {"confidence": 0.1}, {"confidence": 0.2}))
    outcome = store.replace(make_parsed(0, {"confidence": 0.9}, extractor="test 2"))
    rows = store.events()
    assert (outcome.added, outcome.events) == (False, 1)
    assert [(row.confidence, row.extractor) for row in rows] == [(0.9, "test 2")]


@pytest.mark.parametrize("status", ["confirmed", "edited", "rejected"])
@pytest.mark.parametrize("new_id", [False, True])
def test_decided_event_outlives_a_rerun_and_keeps_its_twin_out(store: EventStore, status: str, new_id: bool) -> None:
    parsed = make_parsed(0)
    store.add(parsed)
    decided = store.decide(parsed.events[0].id, status, author="me")
    twin = replace(parsed.events[0], id="a new id" if new_id else parsed.events[0].id, confidence=0.1)
    outcome = store.replace(replace(parsed, events=(twin,)))
    assert outcome.events == 1
    assert store.event(decided.event_id) == decided
    assert len(store.edits(decided.event_id)) == 1


def test_decided_event_keeps_out_one_twin_only(store: EventStore) -> None:
    document = make_document(0)
    idlib, elsewhere = make_event(document, 0), make_event(document, 1, place=None)
    store.add(ParsedDocument(document, (), (idlib, elsewhere), "test 1"))
    store.decide(idlib.id, "rejected", author="me")
    renamed = (replace(elsewhere, id="new 1"), replace(idlib, id="new 0"))
    store.replace(ParsedDocument(document, (), renamed, "test 2"))
    every = store.events(EventFilter(statuses=("extracted", "rejected")))
    assert {(row.event_id, row.status) for row in every} == {(idlib.id, "rejected"), ("new 1", "extracted")}


def test_twin_is_known_by_the_type_that_was_extracted(store: EventStore) -> None:
    parsed = make_parsed(0)
    store.add(parsed)
    changes = {"event_type": "Battles", "sub_event_type": "Armed clash"}
    store.decide(parsed.events[0].id, "edited", author="me", changes=changes)
    store.replace(replace(parsed, events=(replace(parsed.events[0], id="new"),)))
    assert [row.event_type for row in store.events()] == ["Battles"]
    assert store.count(EventFilter(types=("Armed clash",))) == 1


def test_rerun_moves_decided_events_with_their_sentence(store: EventStore) -> None:
    parsed = make_parsed(0)
    store.add(parsed)
    store.decide(parsed.events[0].id, "confirmed", author="me")
    longer = replace(parsed.document, text="A new first line.\n" + SENTENCE)
    moved = replace(parsed.events[0], id="new", sentence_start=18, sentence_end=18 + len(SENTENCE))
    store.replace(replace(parsed, document=longer, events=(moved,)))
    row = store.events()[0]
    assert (row.event_id, row.quote_start, row.quote_end) == (parsed.events[0].id, 18, 18 + len(SENTENCE))
    assert store.count() == 1


def test_rerun_keeps_decided_events_whose_sentence_is_gone(store: EventStore) -> None:
    parsed = make_parsed(0)
    store.add(parsed)
    store.decide(parsed.events[0].id, "confirmed", author="me")
    store.replace(replace(parsed, document=replace(parsed.document, text="Nothing of it."), events=(), mentions=()))
    row = store.events()[0]
    assert (row.quote, row.quote_start, row.quote_end) == (SENTENCE, None, None)
    assert store.mentions(parsed.document.id) == []


def test_user_places_live_in_the_same_file(store: EventStore) -> None:
    added = store.user_places.add(replace(IDLIB, name="Khirbet Ghazaleh"))
    assert added.id.startswith("user:")
    assert [place.name for place in store.user_places.all()] == ["Khirbet Ghazaleh"]


def test_dates_of_documents_come_back_as_dates(store: EventStore) -> None:
    parsed = make_parsed(0, date=date(2011, 3, 18))
    store.add(parsed)
    stored = store.document(parsed.document.id)
    assert stored is not None
    assert stored.date == date(2011, 3, 18)
    assert store.events()[0].source_date == "2011-03-18"
