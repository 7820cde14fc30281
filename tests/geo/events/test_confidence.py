"""How likely an event is said to be right: what raises it, what lowers it, and that its reasons add up to it."""

from __future__ import annotations

import math
from datetime import date

import pytest

from geo.events.confidence import confidence_reasons, event_features, event_weights, probability, surroundings
from geo.extractor import Extractor
from geo.models import Document, ParsedDocument

DAY = date(2017, 9, 11)
FULL = "Rebels shelled the army in Homs on 8 September 2017, killing four people."


def parse(extractor: Extractor, text: str, theatre: tuple[str, ...] = ()) -> ParsedDocument:
    """Read a text."""
    return extractor.parse(Document("x", text, date=DAY, theatre=theatre))


def confidence(extractor: Extractor, text: str) -> float:
    """Give the confidence of a text's first event."""
    return parse(extractor, text).events[0].confidence


@pytest.mark.parametrize(
    "less",
    [
        "Rebels shelled the army in Homs, killing four people.",
        "Rebels shelled the army in Homs on 8 September 2017, two days after 3 May 2016, killing four people.",
    ],
    ids=["no date", "two dates"],
)
def test_what_is_supposed_or_has_a_rival_lowers_it(extractor: Extractor, less: str) -> None:
    assert confidence(extractor, less) < confidence(extractor, FULL)


def test_reasons_add_up_to_the_confidence(extractor: Extractor) -> None:
    parsed = parse(extractor, FULL)
    ((event, around),) = surroundings(parsed.events, parsed.mentions, theatre=False)
    reasons, said = confidence_reasons(event, around)
    assert said == event.confidence
    assert 1 / (1 + math.exp(-sum(reason.weight for reason in reasons))) == pytest.approx(said, abs=0.02)


def test_reasons_come_by_weight(extractor: Extractor) -> None:
    parsed = parse(extractor, FULL)
    ((event, around),) = surroundings(parsed.events, parsed.mentions, theatre=False)
    weights = [abs(reason.weight) for reason in confidence_reasons(event, around)[0]]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) > 3


def test_a_theatre_is_a_feature_of_its_own(extractor: Extractor) -> None:
    parsed = parse(extractor, FULL, ("SY",))
    ((event, around),) = surroundings(parsed.events, parsed.mentions, theatre=True)
    assert event_features(event, around)["theatre named"] == 1.0


def test_an_unknown_feature_weighs_nothing() -> None:
    assert probability({"always": 1.0, "seen on a Tuesday": 5.0}) == probability({"always": 1.0})


def test_weights_are_of_features_that_occur_and_none_decides_alone() -> None:
    assert {"always", "no place", "date carried over or supposed", "odds of the place"} <= set(event_weights())
    assert max(abs(weight) for weight in event_weights().values()) < 6
