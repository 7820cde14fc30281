"""Who did what to whom, where and with what toll, in sentences of our own: the half that no rule was tuned on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from argument_scoring import GoldEvent, figures, paired, points, read_arguments

from geo.actors.vocabulary import load_vocabulary
from geo.extractor import Extractor

TEXTS = list(read_arguments())
TEST_HALF = [text for text in TEXTS if text.split == "test"]
FLOORS: dict[str, float] = tomllib.loads(Path(__file__).with_name("argument_floors.toml").read_text("utf-8"))[
    "at_least"
]
SHELLING = GoldEvent("Military Forces of Ukraine", "", (), "Horlivka", (2, 2, 2), None, None, None)


@pytest.mark.accuracy
def test_arguments_of_sentences_that_nothing_was_tuned_on(extractor: Extractor) -> None:
    shown = {name: round(figure, 4) for name, figure in figures(extractor, TEST_HALF).items()}
    low = {name: shown[name] for name, least in FLOORS.items() if shown[name] < least}
    assert not low, f"fell below the floor: {low}; {shown}"


def test_half_of_the_gold_is_kept_for_testing() -> None:
    assert len(TEXTS) >= 200
    assert len(TEST_HALF) * 2 == len(TEXTS)
    assert len({text.document.text for text in TEXTS}) == len(TEXTS)


def test_places_of_the_gold_stand_in_its_texts() -> None:
    assert all(event.place in text.document.text for text in TEXTS for event in text.events)


def test_listed_actors_of_the_gold_are_those_of_the_vocabulary() -> None:
    listed = {re.sub(r" \(\d{4}-(?:\d{4})?\)", "", actor.name) for actor in load_vocabulary().actors.values()}
    events = [event for text in TEXTS for event in text.events]
    names = {name for event in events for name in (event.actor1, event.actor2, *event.associated) if name}
    assert len(names) > 60
    assert {name for name in names if not re.search(r" \([^)]+\)$", name)} <= listed


def test_an_event_is_paired_with_the_one_that_is_most_like_it() -> None:
    elsewhere = GoldEvent("", "", (), "Donetsk", None, None, None, None)
    (row,) = paired([SHELLING], [elsewhere, SHELLING])
    assert all(row.values())
    assert points(SHELLING, elsewhere)["place"] is False
    assert not any(points(SHELLING, None).values())
