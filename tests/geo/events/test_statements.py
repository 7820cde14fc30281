"""What is told as having happened, and what is only feared, planned, denied or asked for."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import Document

DAY = date(2017, 9, 11)
STATED = [
    "Syrian troops attacked Idlib on Sunday.",
    "Residents said that warplanes had bombed Idlib on Sunday.",
    "Warplanes continued to bomb Idlib on Sunday.",
    "After days of calm, shells hit Idlib on Sunday.",
    "The army claimed that it had killed 20 rebels in Idlib on Sunday.",
    "The army launched an attack on Idlib on Sunday.",
    "Idlib was shelled on Sunday.",
    "Rebels began shelling Idlib on Sunday.",
    "Although Homs was quiet, rebels shelled Idlib on Sunday.",
    "Two people died when a shell hit a house in Idlib on Sunday.",
]
NOT_STATED = {
    "negated": [
        "There was no fighting in Idlib on Sunday.",
        "The rebels did not attack Idlib on Sunday.",
        "The army never shelled Idlib.",
        "Nobody was killed in Idlib on Sunday.",
        "Sunday passed without an attack in Idlib.",
    ],
    "future": [
        "The army will attack Idlib on Tuesday.",
        "The army is going to attack Idlib on Tuesday.",
        "Warplanes would bomb Idlib, the general said.",
    ],
    "hypothetical": [
        "If rebels attack Idlib on Tuesday, many will flee.",
        "Rebels might shell Idlib.",
        "Unless the army attacks Idlib, people will stay.",
        "The threat of an attack on Idlib remained.",
        "Aid workers fear a massacre in Idlib.",
    ],
    "planned or wished": [
        "The army planned to attack Idlib on Tuesday.",
        "The general vowed to recapture Idlib.",
        "The general ordered his men to attack Idlib on Tuesday.",
        "The envoy called for a ceasefire in Idlib.",
        "Rebels are preparing to attack Idlib.",
        "The army refused to attack Idlib on Sunday.",
    ],
    "denied": [
        "The army denied shelling Idlib on Sunday.",
        "The army denied that it had shelled Idlib on Sunday.",
        "Russia rejected claims that it bombed Idlib on Sunday.",
    ],
    "no event": [
        "The minister attacked the opposition's record in parliament.",
        "Workers went on strike at a factory.",
        "The film captured the mood in Idlib.",
        "Prices hit a record in Damascus on Sunday.",
        "The team shot at goal twice in Damascus.",
    ],
}


@pytest.mark.parametrize("sentence", STATED)
def test_what_happened_is_an_event(extractor: Extractor, sentence: str) -> None:
    events = extractor.parse(Document("x", sentence, date=DAY)).events
    assert len(events) == 1
    assert events[0].place is not None
    assert events[0].place.name == "Idlib"


@pytest.mark.parametrize("sentence", [one for sentences in NOT_STATED.values() for one in sentences])
def test_what_did_not_happen_is_none(extractor: Extractor, sentence: str) -> None:
    parsed = extractor.parse(Document("x", sentence, date=DAY))
    assert parsed.events == ()
    assert parsed.document.text == sentence


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "War is terrible.", "They attacked.", "He was a fighter.", "Attack!", "…", "- - -\n* * *"]
)
def test_without_place_date_or_toll_nothing_is_claimed(extractor: Extractor, text: str) -> None:
    parsed = extractor.parse(Document("x", text, date=DAY))
    assert parsed.events == ()
    assert parsed.extractor == extractor.name
