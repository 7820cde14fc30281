"""How much a statement must offer, and what the place of the sentences before adds to it."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import Document, Event

DAY = date(2019, 6, 12)


def events_of(extractor: Extractor, text: str) -> tuple[Event, ...]:
    """Give the events of a text of 12 June 2019."""
    return extractor.parse(Document("x", text, date=DAY)).events


def place_of(event: Event) -> str:
    """Give the name of an event's place, or nothing."""
    return event.place.name if event.place is not None else ""


@pytest.mark.parametrize(
    ("before", "sentence", "place"),
    [
        ("Rebels attacked Hama on Monday.", "Two days later the army shelled the city.", "Hama"),
        ("The army entered Raqqa after a long siege.", "Militants clashed with soldiers in the area.", "Raqqa"),
        ("Houthi fighters seized Taiz in May.", "In June the town was bombed by Saudi warplanes.", "Taiz"),
        ("Police arrested twelve activists in Gao.", "Soldiers then clashed with militants.", "Gao"),
    ],
)
def test_a_place_that_is_taken_up_makes_an_event(extractor: Extractor, before: str, sentence: str, place: str) -> None:
    events = events_of(extractor, f"{before} {sentence}")
    assert place_of(events[-1]) == place
    assert events[-1].quote == sentence


@pytest.mark.parametrize(
    "text",
    [
        "Diplomats met in Geneva. Rebels fight the army wherever they can.",
        "Rebels attacked Hama on Monday. The minister spoke at length. He was tired. Rebels fight soldiers.",
        "The city of bridges was founded by the Romans. Rebels fight soldiers.",
    ],
)
def test_talk_of_fighting_takes_no_place_from_where_nothing_happened(extractor: Extractor, text: str) -> None:
    assert [event.quote for event in events_of(extractor, text) if "fight" in event.quote] == []


def test_strikes_by_a_side_at_a_place_are_enough_where_both_sides_are_named(extractor: Extractor) -> None:
    events = events_of(extractor, "Russian forces increased their strikes on Islamic State around Raqqa.")
    assert [event.event_type for event in events] == ["Explosions/Remote violence"]
    assert events_of(extractor, "The teachers of Raqqa are on strike.") == ()
