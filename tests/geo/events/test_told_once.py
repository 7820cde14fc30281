"""Events that are told twice, that a court, a drill or a deal only brings up, and crowds that are met by forces."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import Document, Event

DAY = date(2019, 7, 23)


def events_of(extractor: Extractor, text: str) -> tuple[Event, ...]:
    """Give the events of a text of Tuesday 23 July 2019."""
    return extractor.parse(Document("x", text, date=DAY)).events


@pytest.mark.parametrize(
    "text",
    [
        "The navy held a drill off Latakia on Monday in which frigates shelled a mock port.",
        "The army held an exercise near Homs in which tanks bombarded a village on Monday.",
        "Commandos raided a dummy camp near Palmyra on Monday and shelled mock positions.",
        "A court in Hamburg sentenced a man to life for the murder of a journalist in 2016.",
        "Judges in Koblenz jailed a former officer for torturing prisoners in Damascus in 2012.",
        "A court in Minsk on Friday jailed nine protesters for blocking a road.",
        "Under a 1971 deal the base at Tartus serves the Russian navy.",
    ],
)
def test_drills_courts_and_standing_deals_are_no_events(extractor: Extractor, text: str) -> None:
    assert events_of(extractor, text) == ()


@pytest.mark.parametrize(
    ("text", "sub_types"),
    [
        ("Rebels attacked soldiers during an exercise near Homs on Monday, killing two.", ["Armed clash"]),
        ("Police arrested twelve activists in Minsk on Friday.", ["Arrests"]),
        ("In a 1971 deal the base at Tartus was leased to the Soviet navy.", ["Agreement"]),
        ("Militants attacked a military outpost at Menaka on Friday and killed nine soldiers.", ["Armed clash"]),
        ("Soldiers built an outpost at Menaka on Friday.", ["Headquarters or base established"]),
        ("Hundreds marched against crime in Kano on Friday; police fired tear gas.", ["Protest with intervention"]),
        (
            "In Kano on Friday students rallied over fuel prices, and soldiers used batons to break them up.",
            ["Protest with intervention"],
        ),
        ("Hundreds marched in Kano on Friday against police who beat students.", ["Peaceful protest"]),
    ],
)
def test_what_is_told_as_news_keeps_its_type(extractor: Extractor, text: str, sub_types: list[str]) -> None:
    assert [event.sub_event_type for event in events_of(extractor, text)] == sub_types


def test_one_more_raid_after_an_air_strike_is_by_air_too(extractor: Extractor) -> None:
    text = (
        "Warplanes bombed a market in Saraqib on 21 July. A second raid on Maarrat al-Numan an hour later hit a bakery."
    )
    events = events_of(extractor, text)
    assert [event.sub_event_type for event in events] == ["Air/drone strike"] * len(events)
    assert {event.date_start for event in events} == {date(2019, 7, 21)}


def test_a_raid_of_its_own_is_not_by_air(extractor: Extractor) -> None:
    text = "Shells hit Saraqib on 21 July. A second raid on a house in Idlib led to two arrests."
    assert "Air/drone strike" not in [event.sub_event_type for event in events_of(extractor, text)]


def test_a_headline_is_folded_into_the_lead(extractor: Extractor) -> None:
    text = "Bombing in Maiduguri\n\nA bomb killed six people at a market in Maiduguri on Sunday, police said."
    (event,) = events_of(extractor, text)
    assert event.quote.startswith("A bomb killed six")
    assert (event.date_start, event.casualties.best) == (date(2019, 7, 21), 6)


@pytest.mark.parametrize(
    "text",
    [
        "Bombing in Maiduguri\n\nGunmen kidnapped a priest in Kaduna on Sunday.",
        "Bombing in Maiduguri\n\nHundreds protested in Maiduguri on Sunday.",
        "A bomb exploded in Maiduguri.\n\nA bomb killed six people in Kano on Sunday.",
    ],
)
def test_a_headline_of_something_else_stays(extractor: Extractor, text: str) -> None:
    assert len(events_of(extractor, text)) == 2
