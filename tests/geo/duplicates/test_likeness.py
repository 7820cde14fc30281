"""Which reports seem to tell the same occurrence: own reports of occurrences that are like real ones (CC0)."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from geo.duplicates.pairs import candidate_pairs, likely_pairs
from geo.duplicates.reports import Report, content_words, report_of
from geo.duplicates.scoring import Comparer, distance_km
from geo.duplicates.weights import load_comparison, reason_words
from geo.schema import EventRow
from tests.synthetic_events import synthetic_rows

REPORTS = Path(__file__).with_name("reports.csv")
_BLANK = synthetic_rows(1)[0]


def read_reports(part: str) -> dict[str, tuple[str, Report]]:
    """Return by id the reports of a part with the occurrence that each tells."""
    with REPORTS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == part]
    return {str(number): (row["occurrence"], report_of(_row(number, row))) for number, row in enumerate(rows)}


def _row(number: int, told: dict[str, str]) -> EventRow:
    def figure(name: str) -> int | None:
        return int(told[name]) if told[name] else None

    names = ("date_start", "date_end", "event_type", "sub_event_type", "actor1", "actor2", "location", "quote")
    return replace(
        _BLANK,
        **{name: told[name] for name in names},
        event_id=str(number),
        document_id=told["document"],
        inter1=figure("inter1"),
        inter2=figure("inter2"),
        assoc_actors="",
        place_id=told["location"],
        latitude=float(told["latitude"]),
        longitude=float(told["longitude"]),
        radius_km=float(told["radius_km"]),
        country="XX",
        fatalities_low=figure("low"),
        fatalities_best=figure("best"),
        fatalities_high=figure("high"),
        injured=figure("injured"),
        quote_start=number * 1000,
        quote_end=number * 1000 + len(told["quote"]),
    )


def measure(part: str) -> tuple[int, int, int]:
    """Return how many pairs of a part are suggested rightly, wrongly, and missed."""
    reports = read_reports(part)
    least = load_comparison().limits.suggest_from
    found = likely_pairs([each for _, each in reports.values()])
    suggested = {(one.event_id, other.event_id) for one, other, likeness in found if likeness.score >= least}
    pairs = combinations(sorted(reports), 2)
    same = {(one, other) for one, other in pairs if reports[one][0] == reports[other][0]}
    return len(suggested & same), len(suggested - same), len(same - suggested)


@pytest.mark.parametrize(("part", "right", "wrong", "missed"), [("a", 12, 1, 2), ("b", 11, 2, 6)])
def test_reports_of_one_occurrence_are_suggested(part: str, right: int, wrong: int, missed: int) -> None:
    found = measure(part)
    assert found[0] >= right
    assert found[1] <= wrong
    assert found[2] <= missed


def test_the_likeliest_are_right() -> None:
    reports = read_reports("a") | {f"b{key}": told for key, told in read_reports("b").items()}
    every = [replace(report, event_id=key) for key, (_, report) in reports.items()]
    sure = [(one, other) for one, other, likeness in likely_pairs(every) if likeness.score >= 0.8]
    assert len(sure) >= 10
    assert all(reports[one.event_id][0] == reports[other.event_id][0] for one, other in sure)


def test_a_score_has_reasons_that_add_up() -> None:
    reports = [report for _, report in read_reports("a").values()]
    likeness = Comparer(reports).compare(reports[0], reports[1])
    names = [reason.feature for reason in likeness.reasons]
    assert {"same_place", "same_day", "same_sub_type", "close_tolls", "shared_words"} <= set(names)
    assert all(reason_words(name) != name for name in names)
    weights = [abs(reason.weight) for reason in likeness.reasons]
    assert weights == sorted(weights, reverse=True)
    assert 0.5 < likeness.score < 1


def _report(**changes: object) -> Report:
    _, report = read_reports("a")["0"]
    return replace(report, event_id="z", document_id="other", **changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"first": 1}, True),
        ({"first": 736724, "last": 736724}, True),
        ({"first": 736725, "last": 736725}, False),
        ({"first": None, "last": None}, False),
        ({"point": (38.5, 35.86)}, False),
        ({"point": (36.9, 35.9)}, True),
        ({"is_wide": True, "point": None}, True),
        ({"is_wide": True, "point": None, "country": "YY"}, False),
        ({"is_wide": True, "point": None, "event_type": "Protests"}, False),
    ],
)
def test_only_events_of_about_one_day_and_place_are_compared(changes: dict[str, object], *, expected: bool) -> None:
    _, report = read_reports("a")["0"]
    first = report.first
    assert first == 736723
    if changes.get("first") == 1:
        changes = {"first": first - 3}
    pairs = list(candidate_pairs([report, _report(**changes)]))
    assert bool(pairs) is expected
    assert pairs == list(candidate_pairs([report, _report(**changes)]))


@pytest.mark.parametrize(
    ("dataset", "other", "expected"), [("acled", "acled", 0), ("acled", "ucdp", 1), ("", "", 1), ("", "ucdp", 1)]
)
def test_events_of_one_dataset_are_not_compared(dataset: str, other: str, expected: int) -> None:
    _, report = read_reports("a")["0"]
    reports = [replace(report, dataset=dataset), _report(dataset=other)]
    assert len(list(candidate_pairs(reports))) == expected
    assert len(list(likely_pairs(reports))) == expected


def test_the_antimeridian_parts_nothing() -> None:
    one, other = _report(point=(179.99, -16.5)), replace(_report(point=(-179.99, -16.5)), event_id="y")
    assert distance_km((179.99, -16.5), (-179.99, -16.5)) < 3
    assert [{a.event_id, b.event_id} for a, b in candidate_pairs([one, other])] == [{"y", "z"}]


def test_common_words_tell_nothing() -> None:
    assert content_words("At least 14 people were killed and many wounded, officials said.") == frozenset()
    assert content_words("Potato sellers were bombed in the potato market") == {"potat", "selle", "bombe", "marke"}


def test_each_pair_is_compared_once() -> None:
    reports = [report_of(row) for row in synthetic_rows(400)]
    pairs = [(one.event_id, other.event_id) for one, other in candidate_pairs(reports)]
    assert len(pairs) == len(set(pairs))
    assert all(one < other for one, other in pairs)
    backwards = candidate_pairs(list(reversed(reports)))
    assert {(one.event_id, other.event_id) for one, other in backwards} == set(pairs)
