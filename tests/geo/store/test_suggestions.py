"""What seems to be one occurrence is suggested, until somebody decides; nothing is merged by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.duplicates.grouping import group_pairs
from geo.models import Casualties, Status
from geo.store import EventStore
from geo.store.duplicate_search import search_duplicates
from tests.geo.sample import ALEPPO, make_parsed

TEXTS = (
    "Shells hit the bakery of Idlib on Monday, killing 12 who queued for bread.",
    "Twelve people who queued for bread died as artillery shelled a bakery in Idlib.",
    "A bakery in Idlib was shelled; 14 people in its queue were killed.",
)


def _add(store: EventStore) -> list[str]:
    ids = []
    for number, text in enumerate(TEXTS):
        parsed = make_parsed(number, {"casualties": Casualties(12, 12, 12)}, text=text)
        store.add(parsed)
        ids.append(parsed.events[0].id)
    store.add(make_parsed(7, {"place": ALEPPO, "casualties": Casualties()}, text="Protests were held in Aleppo."))
    return ids


def test_alike_events_are_suggested_and_nothing_is_merged(store: EventStore) -> None:
    ids = _add(store)
    assert store.suggestions.page() == ([], 0)
    assert not store.suggestions.state().is_current
    steps: list[tuple[int, int]] = []
    store.suggestions.search(lambda done, total: steps.append((done, total)))
    found, total = store.suggestions.page()
    assert total == 3
    assert {event_id for one in found for event_id in (one.first.event_id, one.second.event_id)} == set(ids)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(one.reasons for one in found)
    assert steps == [(4, 4)]
    assert store.count() == 4
    assert store.suggestions.state().is_current


def test_decisions_take_suggestions_away_and_undo_brings_them_back(store: EventStore) -> None:
    ids = _add(store)
    store.suggestions.search()
    dismissed = store.occurrences.dismiss(ids[:2])
    assert store.suggestions.page()[1] == 2
    merged = store.occurrences.merge(ids[1:])
    assert store.suggestions.page()[1] == 0  # one of the merged is said to be another than the first
    assert store.suggestions.state().is_current
    assert dismissed is not None
    assert merged is not None
    store.occurrences.undo(dismissed.id)
    ((only,), total) = store.suggestions.page()
    assert (total, {only.first.sources, only.second.sources}) == (1, {1, 2})
    store.occurrences.undo(merged.id)
    assert store.suggestions.page()[1] == 3
    assert store.suggestions.page(event_id=ids[0])[1] == 2
    assert len(store.suggestions.page(1, 1)[0]) == 1


def test_other_changes_make_the_search_outdated(store: EventStore) -> None:
    ids = _add(store)
    store.suggestions.search()
    store.decide(ids[0], Status.REJECTED, author="amal")
    assert not store.suggestions.state().is_current
    assert store.suggestions.page()[1] == 1
    store.suggestions.search()
    assert store.suggestions.state().is_current
    assert store.suggestions.page()[1] == 1


def test_a_search_goes_on_where_it_was_broken_off(store: EventStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.store.duplicate_search._EVENTS_AT_ONCE", 3)
    _add(store)
    day = {"date_start": date(2013, 8, 20), "date_end": date(2013, 8, 20)}
    for number, text in enumerate(TEXTS, 10):
        store.add(make_parsed(number, {**day, "casualties": Casualties(12, 12, 12)}, text=text))

    class BrokenOffError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done < total:
            raise BrokenOffError

    with pytest.raises(BrokenOffError):
        search_duplicates(store.engine, stop)
    assert store.suggestions.state().finished_at is None
    first = store.suggestions.page()[1]
    store.suggestions.search()
    broken_off = store.suggestions.page()
    store.decide(store.events()[0].event_id, Status.CONFIRMED, author="amal")
    store.suggestions.search()
    whole = store.suggestions.page()
    assert 0 < first < whole[1] == broken_off[1]
    assert [one.score for one in whole[0]] == pytest.approx([one.score for one in broken_off[0]])


def test_all_likely_ones_are_merged_in_one_go(store: EventStore) -> None:
    ids = _add(store)
    store.suggestions.search()
    groups = store.suggestions.groups(0.5)
    assert groups == [tuple(sorted(ids))]
    edit = store.occurrences.merge_all(groups, author="amal")
    assert store.count() == 2
    assert edit is not None
    store.occurrences.undo(edit.id)
    assert store.count() == 4


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ([("a", "b", 0.9), ("b", "c", 0.9)], [("a", "b")]),
        ([("a", "b", 0.9), ("b", "c", 0.8), ("a", "c", 0.5)], [("a", "b", "c")]),
        ([("a", "b", 0.9), ("c", "d", 0.9), ("b", "c", 0.85)], [("a", "b"), ("c", "d")]),
        ([("a", "b", 0.6)], []),
        ([], []),
    ],
)
def test_a_chain_makes_no_group(pairs: list[tuple[str, str, float]], groups: list[tuple[str, ...]]) -> None:
    assert group_pairs(pairs, 0.7) == groups
    assert group_pairs(reversed(pairs), 0.7) == groups


def test_two_events_of_one_document_may_be_one(store: EventStore) -> None:
    text = f"{TEXTS[0]} {TEXTS[2]}"
    spans = ((0, len(TEXTS[0])), (len(TEXTS[0]) + 1, len(text)))
    changes = [
        {"sentence_start": first, "sentence_end": last, "quote": text[first:last], "casualties": Casualties(12, 12, 14)}
        for first, last in spans
    ]
    parsed = make_parsed(0, *changes, text=text)
    store.add(
        replace(parsed, events=tuple(replace(event, place_start=None, place_end=None) for event in parsed.events))
    )
    store.suggestions.search()
    ((only,), _) = store.suggestions.page()
    assert "same_document" in {reason.feature for reason in only.reasons}
    store.occurrences.merge([only.first.event_id, only.second.event_id])
    assert [row.sources for row in store.events()] == [1]
