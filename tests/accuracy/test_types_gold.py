"""Which of the codebook's sub-types a sentence tells: our own sentences, and CASE 2021's snippets."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from subtype_scoring import (
    LABELS,
    NO_EVENT,
    Snippet,
    accuracy,
    figures,
    judge,
    read_gold,
    read_snippets,
    slips,
    weighted_f1,
)

from geo.codebook import event_types
from geo.extractor import Extractor

FLOORS = tomllib.loads(Path(__file__).with_name("type_floors.toml").read_text("utf-8"))
GOLD = read_gold()
SUB_TYPES = {kind.sub_event_type for kind in event_types()}


@pytest.mark.accuracy
def test_own_sentences_that_nothing_was_tuned_on(extractor: Extractor) -> None:
    judged = judge(extractor, [one for one in GOLD if one.half == "test"])
    assert accuracy(judged) >= FLOORS["gold"]["right"], "\n".join(slips(judged))


@pytest.mark.accuracy
def test_snippets_of_case_2021(extractor: Extractor, shared_data: Path) -> None:
    judged = judge(extractor, read_snippets(shared_data / "events" / "case2021_subtypes_dev.tsv"))
    for part, floors in FLOORS["case2021"].items():
        told = figures([pair for pair in judged if part in {pair[0].half, "all"}])
        low = {name: told[name] for name, least in floors.items() if told[name] < least}
        assert not low, f"{part} fell below the floor: {low} < {floors}"


def test_the_gold_has_ten_of_each_sub_type_in_two_halves() -> None:
    counted = Counter(one.wanted for one in GOLD)
    assert set(counted) == SUB_TYPES == set(LABELS.values())
    assert min(counted.values()) >= 10
    assert {half: {one.wanted for one in GOLD if one.half == half} for half in ("tune", "test")} == {
        "tune": SUB_TYPES,
        "test": SUB_TYPES,
    }
    assert len({one.text for one in GOLD}) == len(GOLD) >= 250


def test_f1_is_weighted_by_what_was_wanted() -> None:
    assert weighted_f1([("a", "a"), ("a", "a"), ("a", "b"), ("b", "b")]) == pytest.approx(0.75 * 0.8 + 0.25 * 2 / 3)
    assert weighted_f1([("a", NO_EVENT)]) == 0


def test_unseen_kinds_are_right_without_an_event() -> None:
    judged = [(Snippet("1", "", "DIPLO", "tune"), NO_EVENT), (Snippet("2", "", "Attack", "tune"), "Attack")]
    told = figures(judged)
    assert told["all"] == told["known"] == 1.0
    assert told["all_unseen_missed"] == 0.5
    assert slips(judged) == []
