"""The confidence of an event is the probability that it is right: on notes that nothing was learned on."""

from __future__ import annotations

from pathlib import Path

import pytest
from event_examples import Example, examples, load_scorer, read_notes
from places_scoring import reliability

from gazetteer import Gazetteer
from geo.extractor import Extractor

MOST_OFF = 0.06  # expected calibration error


@pytest.fixture(scope="module")
def held(packs: Path, shared_data: Path) -> list[Example]:
    """Read the notes of the scorecard's sample, with packs and theatre."""
    extractor = Extractor.open(Gazetteer.open(packs=packs), explain=False)
    notes = read_notes(shared_data.parent, scored=True)
    return examples(extractor, notes, load_scorer(shared_data.parent), theatre=True)


@pytest.mark.accuracy
def test_confidences_say_how_often_events_are_right(held: list[Example]) -> None:
    rows = reliability((one.confidence, one.right) for one in held)
    error = sum(count * abs(said - right) for count, said, right in rows) / len(held)
    assert error <= MOST_OFF, rows


@pytest.mark.accuracy
def test_confidences_tell_right_from_wrong(held: list[Example]) -> None:
    sure = [one.right for one in held if one.confidence >= 0.7]
    unsure = [one.right for one in held if one.confidence < 0.3]
    assert len(sure) >= 100
    assert len(unsure) >= 50
    assert sum(sure) / len(sure) > 0.7
    assert sum(unsure) / len(unsure) < 0.3
