"""What each column of a merged event is taken from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from geo.duplicates.merging import merge_rows
from geo.schema import EventRow
from tests.synthetic_events import synthetic_rows

SYRIA, RUSSIA = "Military Forces of Syria (2000-2024)", "Military Forces of Russia (2000-)"
CIVILIANS = "Civilians (Syria)"


def report(number: int, actor1: str, actor2: str, **columns: Any) -> EventRow:  # noqa: ANN401 - any column
    """Give a report of one strike with its sides."""
    names = {"actor1": actor1, "actor1_id": actor1, "actor2": actor2, "actor2_id": actor2, "assoc_actors": ""}
    kinds = {"inter1": _kind(actor1), "inter2": _kind(actor2)}
    named = {"event_id": f"e{number}", "document_id": f"d{number}", "sources": 1, "status": "extracted"}
    return replace(synthetic_rows(1)[0], **names, **kinds, **named, **columns)


def _kind(name: str) -> int:
    return 7 if name == CIVILIANS else 2 if "Rebels" in name else 1


def merged(*rows: EventRow) -> EventRow:
    return merge_rows("m", rows, {})


def test_another_suspect_is_never_the_other_side() -> None:
    row = merged(report(1, SYRIA, CIVILIANS, confidence=0.9), report(2, RUSSIA, "", confidence=0.5))
    assert (row.actor1, row.actor2, row.assoc_actors) == (SYRIA, CIVILIANS, RUSSIA)


def test_an_open_side_is_filled_from_the_same_side_of_another_report() -> None:
    row = merged(report(1, "", CIVILIANS, confidence=0.9), report(2, RUSSIA, "", confidence=0.5))
    assert (row.actor1, row.actor2, row.assoc_actors) == (RUSSIA, CIVILIANS, "")


def test_victims_do_not_give_way_to_fighters_of_another_report() -> None:
    rows = report(1, SYRIA, CIVILIANS, confidence=0.9), report(2, SYRIA, "Syrian insurgents", confidence=0.5)
    assert (merged(*rows).actor2, merged(*rows).assoc_actors) == (CIVILIANS, "Syrian insurgents")


def test_rebels_in_general_give_way_to_a_group_and_stay_associated() -> None:
    rebels = "Opposition Rebels (Syria)"
    rows = report(1, rebels, SYRIA, confidence=0.9), report(2, "HTS", SYRIA, confidence=0.5)
    assert (merged(*rows).actor1, merged(*rows).assoc_actors) == ("HTS", rebels)


def test_tolls_that_differ_become_low_best_and_high() -> None:
    rows = [
        report(number, SYRIA, CIVILIANS, fatalities_low=dead, fatalities_best=dead, fatalities_high=dead)
        for number, dead in enumerate((12, 14, 14, 19))
    ]
    row = merged(*rows)
    assert (row.fatalities_low, row.fatalities_best, row.fatalities_high) == (12, 14, 19)
    assert row.sources == 4


def test_the_order_of_the_reports_does_not_matter() -> None:
    rows = [report(1, SYRIA, CIVILIANS, confidence=0.9), report(2, RUSSIA, "", confidence=0.5), report(3, "", "")]
    assert merged(*rows) == merged(*reversed(rows))
