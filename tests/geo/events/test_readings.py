"""What a verb is done to, who did it, and where it stands in the sentence decide what kind of event is told."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import Document

DAY = date(2019, 5, 15)


def told(extractor: Extractor, text: str) -> list[str]:
    return [event.sub_event_type for event in extractor.parse(Document("x", text, date=DAY)).events]


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Police seized forty rifles in Homs on Sunday.", "Disrupted weapons use"),
        ("A cache of weapons was found in Homs on Sunday.", "Disrupted weapons use"),
        ("Rebels seized the town of Saraqib on Sunday.", "Non-state actor overtakes territory"),
        ("Soldiers captured a rebel commander in Homs on Sunday.", "Arrests"),
        ("Rebels captured a journalist in Homs on Sunday.", "Abduction/forced disappearance"),
        ("Militants seized cattle near Homs on Sunday.", "Looting/property destruction"),
        ("Turkish troops set up an observation post near Idlib on Sunday.", "Headquarters or base established"),
        ("A new brigade was formed in Aleppo on Sunday.", "Change to group/activity"),
        ("Two grenades exploded in a market in Homs on Sunday.", "Grenade"),
        ("Rebels shot down a helicopter over Idlib on Sunday.", "Shelling/artillery/missile attack"),
        ("The army shot down a drone over Idlib on Sunday.", "Disrupted weapons use"),
        ("Demonstrators threw stones at the police in Homs on Sunday.", "Violent demonstration"),
    ],
)
def test_the_object_decides(extractor: Extractor, text: str, sub_type: str) -> None:
    assert told(extractor, text) == [sub_type]


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Warplanes destroyed an arms depot in Homs on Sunday.", "Air/drone strike"),
        ("Warplanes pounded Homs on Sunday.", "Air/drone strike"),
        ("Residents beat a thief to death in Homs on Sunday.", "Mob violence"),
        ("Gunmen attacked an army base in Homs on Sunday.", "Armed clash"),
        ("Gunmen fired at a plane in Homs on Sunday.", "Attack"),
    ],
)
def test_who_did_it_and_to_whom_decides(extractor: Extractor, text: str, sub_type: str) -> None:
    assert told(extractor, text)[:1] == [sub_type]


def test_causes_and_charges_are_no_events_beside_what_is_reported(extractor: Extractor) -> None:
    assert told(extractor, "Police arrested a man in Homs on Sunday after an attack on a bank.") == ["Arrests"]
    assert told(extractor, "Troops seized weapons in Homs on Sunday following a clash.") == ["Disrupted weapons use"]


@pytest.mark.parametrize(
    "text",
    [
        "An earthquake killed eight people in Homs on Sunday.",
        "A chemical plant exploded in Homs on Sunday, killing six workers.",
        "Police arrested two robbers in Homs on Sunday.",
        "Police seized cocaine in Homs on Sunday.",
        "A strike of teachers began in Homs on Sunday.",
    ],
)
def test_mishaps_crime_and_strikes_are_no_conflict(extractor: Extractor, text: str) -> None:
    assert told(extractor, text) == []


def test_the_reason_of_a_protest_is_not_what_happened_at_it(extractor: Extractor) -> None:
    text = "Residents of Homs protested on Sunday against the killing of five men by the police."
    assert told(extractor, text) == ["Peaceful protest"]
    assert told(extractor, "Police opened fire on protesters in Homs on Sunday, killing two.") == [
        "Excessive force against protesters"
    ]
