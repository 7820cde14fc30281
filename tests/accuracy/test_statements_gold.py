"""What is an event, who claims it and who denies it, in sentences of our own: the half that nothing was tuned on."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from statements_scoring import figures, judge, read_gold

from geo.extractor import Extractor

DEV, TEST, TRAIN = (read_gold(split) for split in ("dev", "test", "train"))
FLOORS: dict[str, float] = tomllib.loads(Path(__file__).with_name("statement_floors.toml").read_text("utf-8"))[
    "at_least"
]


@pytest.mark.accuracy
def test_statements_that_nothing_was_tuned_on(extractor: Extractor) -> None:
    shown = {name: round(value, 4) for name, value in figures(judge(extractor, TEST)).items()}
    low = {name: shown[name] for name, least in FLOORS.items() if shown[name] < least}
    assert not low, f"fell below the floor: {low}; {shown}"
    assert set(FLOORS) == set(shown)


def test_the_gold_is_of_both_kinds_and_half_is_kept_for_testing() -> None:
    both = [*DEV, *TEST]
    assert (len(both), len(TEST)) == (240, 120)
    assert Counter(one.event for one in TEST) == Counter(one.event for one in DEV) == {True: 60, False: 60}
    assert sum(bool(one.claimed_by or one.denied_by) for one in both) >= 60
    assert {one.kind for one in DEV} == {one.kind for one in TEST}


def test_no_sentence_stands_in_two_parts() -> None:
    texts = [one.text for part in (DEV, TEST, TRAIN) for one in part]
    assert len(texts) == len(set(texts))
    assert not any(one.claimed_by or one.denied_by for part in (DEV, TEST, TRAIN) for one in part if not one.event)
