"""What place names do in sentences of our own: the half that no weight was learned on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from role_gold import read_gold, read_marks
from roles_scoring import figures, judge

from geo.extractor import Extractor
from geo.models import Role

SENTENCES = list(read_gold("roles.jsonl"))
TEST_HALF = [sentence for sentence in SENTENCES if sentence.split == "test"]
FLOORS: dict[str, dict[str, float]] = tomllib.loads(Path(__file__).with_name("role_floors.toml").read_text("utf-8"))


@pytest.mark.accuracy
def test_roles_on_sentences_that_nothing_was_learned_on(extractor: Extractor) -> None:
    pairs = judge(extractor, TEST_HALF)
    shown = {name: round(figure, 4) for name, figure in figures(pairs).items()}
    low = {name: shown[name] for name, least in FLOORS["at_least"].items() if shown[name] < least}
    high = {name: shown[name] for name, most in FLOORS["at_most"].items() if shown[name] > most}
    assert not low, f"fell below the floor: {low}; {shown}"
    assert not high, f"rose above the ceiling: {high}; {shown}"


def test_half_of_the_gold_is_kept_for_testing() -> None:
    assert len(SENTENCES) >= 440
    assert len(TEST_HALF) * 2 == len(SENTENCES)
    assert len({sentence.id for sentence in SENTENCES}) == len(SENTENCES)
    assert {name.role for sentence in TEST_HALF for name in sentence.names} == set(Role)


def test_no_training_sentence_is_one_of_the_test_half() -> None:
    extra = list(read_gold("roles_training.jsonl"))
    assert {sentence.split for sentence in extra} == {"train"}
    assert not {sentence.text for sentence in extra} & {sentence.text for sentence in TEST_HALF}


def test_floors_are_at_or_above_the_target() -> None:
    assert FLOORS["at_least"]["accuracy"] >= 0.90


def test_marks_are_read_as_offsets() -> None:
    text, names = read_marks("Troops left [[Homs|location]]; [[Moscow|metonym]] said so.")
    assert text == "Troops left Homs; Moscow said so."
    assert [(text[name.start : name.end], name.role) for name in names] == [
        ("Homs", Role.LOCATION),
        ("Moscow", Role.METONYM),
    ]
