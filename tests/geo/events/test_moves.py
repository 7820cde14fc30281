"""Moves of forces, ground taken and agreements in plain words, and how several events share a sentence or a text."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import Document, Event

DAY = date(2019, 6, 12)
MOVE, TRANSFER = "Change to group/activity", "Non-violent transfer of territory"
CAPTURE = "Non-state actor overtakes territory"


def events_of(extractor: Extractor, text: str) -> tuple[Event, ...]:
    """Give the events of a text of 12 June 2019."""
    return extractor.parse(Document("x", text, date=DAY)).events


def place_of(event: Event) -> str:
    """Give the name of an event's place, or nothing."""
    return event.place.name if event.place is not None else ""


@pytest.mark.parametrize(
    ("sentence", "sub_type"),
    [
        ("Turkish soldiers arrived in Idlib on Friday.", MOVE),
        ("Some two hundred mercenaries came to Bangui in January 2018.", MOVE),
        ("France sent a battalion of paratroopers to Bamako on Sunday.", MOVE),
        ("In May Iran shipped missiles and drones to Latakia.", MOVE),
        ("Russia expanded its military presence in Tartus in May.", MOVE),
        ("Army units entered Daraa on Monday evening.", TRANSFER),
        ("The last American soldiers left Manbij on Tuesday.", TRANSFER),
        ("The rebels took Hodeidah on Thursday without a fight.", TRANSFER),
        ("Tuareg rebels took Kidal on Thursday.", CAPTURE),
        ("Islamic State fighters drove the rebels out of Palmyra in May.", CAPTURE),
        ("The two sides reached a deal on Aleppo on Friday.", "Agreement"),
        ("The pact that the tribes signed in Benghazi on Monday is brief.", "Agreement"),
        ("In April the generals agreed to hand Gao to the rebels.", "Agreement"),
        ("The army agreed on a truce in Myitkyina on Sunday.", "Agreement"),
    ],
)
def test_plain_words_beside_forces_ground_and_agreements_are_events(
    extractor: Extractor, sentence: str, sub_type: str
) -> None:
    assert [event.sub_event_type for event in events_of(extractor, sentence)] == [sub_type]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tourists arrived in Idlib on Friday.",
        "The minister left Manbij on Tuesday.",
        "The company sent a letter to Bamako on Sunday.",
        "The doctor took the train to Aleppo on Thursday.",
        "The sisters agreed on a name in Benghazi on Monday.",
        "Soldiers could enter Daraa on Monday.",
        "The army did not send troops to Gao in April.",
    ],
)
def test_the_same_words_of_others_are_none(extractor: Extractor, sentence: str) -> None:
    assert events_of(extractor, sentence) == ()


def test_a_siege_that_is_broken_and_a_march_of_soldiers_are_no_siege_and_no_march(extractor: Extractor) -> None:
    text = "Soldiers broke the siege of Aleppo on Monday.\n\nThe army marched into Gao on Sunday."
    assert [event.event_type for event in events_of(extractor, text)] == ["Battles", "Strategic developments"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Rebels attacked Hama while Russian jets continued to bomb villages near Aleppo.", ["Hama", "Aleppo"]),
        ("The army seized Homs in May and its troops withdrew from Idlib on Sunday.", ["Homs", "Idlib"]),
        ("Shells killed two people in Homs on Sunday, and jets killed seven in Idlib on Monday.", ["Homs", "Idlib"]),
    ],
)
def test_events_of_one_sentence_have_each_their_own_place(extractor: Extractor, text: str, places: list[str]) -> None:
    assert [place_of(event) for event in events_of(extractor, text)] == places


def test_ships_that_a_list_includes_are_dated_for_themselves(extractor: Extractor) -> None:
    text = "France has sent soldiers to Gao since the revolt in 2012, including the deployment of tanks in May 2013."
    assert date(2013, 5, 1) in {event.date_start for event in events_of(extractor, text)}


def test_sides_that_fight_on_in_the_same_days_do_so_in_the_same_place(extractor: Extractor) -> None:
    text = (
        "From 1 to 9 June government troops attacked Houthi fighters in Hodeidah.\n\nThe talks were slow. Nobody came. "
        "The hall was hot. It rained. On 8 June government troops killed forty Houthi fighters."
    )
    assert [place_of(event) for event in events_of(extractor, text)] == ["Hodeidah", "Hodeidah"]
    later = text.replace("On 8 June", "On 11 June")
    assert place_of(events_of(extractor, later)[-1]) == ""


def test_after_an_agreement_abroad_a_text_goes_on_at_home(extractor: Extractor) -> None:
    text = (
        "Fighting went on in Taiz on Monday. The government and the Houthis signed a truce in Stockholm on Tuesday. "
        "Rebels shelled the town on Wednesday."
    )
    events = extractor.parse(Document("x", text, date=DAY, theatre=("YE",))).events
    assert [place_of(event) for event in events] == ["Taiz", "Stockholm", "Taiz"]
