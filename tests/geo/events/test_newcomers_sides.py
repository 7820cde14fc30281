"""Datelines, "its forces", claims of several events, lists of villages and neighbourhoods, in a few sentences each."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import ActorRole, Document, Event

IS = "Islamic State"


def parse(extractor: Extractor, text: str, theatre: str) -> tuple[Event, ...]:
    return extractor.parse(Document("x", text, date=date(2019, 9, 11), theatre=(theatre,))).events


def names(event: Event, role: ActorRole) -> list[str]:
    return [actor.name for actor in event.actors if actor.role is role]


def places(events: tuple[Event, ...]) -> list[str]:
    return [event.place.name if event.place is not None else "" for event in events]


@pytest.mark.parametrize(
    ("text", "theatre", "place"),
    [
        ("LVIV, Ukraine - Warplanes bombed Izium on Sunday, killing nine people.", "UA", "Izium"),
        ("HOMS, Syria — Warplanes bombed a market in Saraqib on Sunday.", "SY", "Saraqib"),
        ("SARAQIB, Syria - Warplanes bombed the bazaar on Sunday, killing nine people.", "SY", "Saraqib"),
    ],
)
def test_the_country_of_a_dateline_is_no_side(extractor: Extractor, text: str, theatre: str, place: str) -> None:
    events = parse(extractor, text, theatre)
    assert places(events) == [place]
    assert names(events[0], ActorRole.ACTOR1) == []


def test_who_opens_a_text_after_its_dateline_is_a_side(extractor: Extractor) -> None:
    (event,) = parse(extractor, "KABUL, Afghanistan (Reuters) - Gunmen attacked a mosque in Herat on Sunday.", "AF")
    assert names(event, ActorRole.ACTOR1) == ["Unidentified Armed Group (Afghanistan)"]


@pytest.mark.parametrize("dateline", ["BEIRUT - ", "AMMAN, Jordan (AP) - ", "BEIRUT (AP) - "])
def test_the_dead_are_where_the_strike_hit_and_not_where_it_was_written(extractor: Extractor, dateline: str) -> None:
    told = "At least 12 civilians were killed when an air strike hit a bakery in the town of Saraqib on Sunday."
    (event,) = parse(extractor, dateline + told, "SY")
    assert (places((event,)), event.casualties.best) == (["Saraqib"], 12)
    assert names(event, ActorRole.ACTOR2) == ["Civilians (Syria)"]


@pytest.mark.parametrize(
    ("text", "theatre", "role", "side"),
    [
        ("Moscow said its troops had shelled Ukrainian positions in Bakhmut.", "UA", "actor1", "Russia"),
        ("The Russian army claimed that its forces had destroyed a tank in Bakhmut.", "UA", "actor1", "Russia"),
        ("The Taliban said its fighters killed ten Afghan soldiers in Kunduz.", "AF", "actor1", "Taliban"),
        ("The Ukrainian army said Russian drones killed three of its soldiers in Izium.", "UA", "actor2", "Ukraine"),
        ("A French corporal was killed by a roadside bomb near Gao.", "ML", "actor2", "France"),
        ("A clinic in Saraqib was hit by an army drone on Sunday.", "SY", "actor1", "Military Forces of Syria"),
        ("Saraqib was hit by rebel artillery on Sunday.", "SY", "actor1", "Rebels"),
    ],
)
def test_whose_forces_and_arms_they_are(extractor: Extractor, text: str, theatre: str, role: str, side: str) -> None:
    (event,) = parse(extractor, text, theatre)
    (found,) = names(event, ActorRole(role))
    assert side in found


def test_they_of_a_clause_are_who_acts_in_the_one_above(extractor: Extractor) -> None:
    text = "Fighters of the Zintan Brigade entered Gharyan on Sunday, where they seized a police station."
    events = parse(extractor, text, "LY")
    assert {name for event in events for name in names(event, ActorRole.ACTOR1)} == {"Zintan Brigade"}


BOMBS = "A car bomb killed five people in Baghdad on Sunday. A mine killed three soldiers in Kirkuk on Monday. "


@pytest.mark.parametrize(
    ("claim", "claimed"),
    [
        ("Islamic State claimed both attacks.", [IS, IS]),
        ("Islamic State claimed responsibility for both attacks.", [IS, IS]),
        ("The two attacks were claimed by Islamic State.", [IS, IS]),
        ("Islamic State claimed the attack.", ["", IS]),
        ("Nobody has claimed the attacks.", ["", ""]),
        ("Islamic State did not claim responsibility for the attacks.", ["", ""]),
    ],
)
def test_a_claim_is_entered_in_each_event_that_it_is_of(extractor: Extractor, claim: str, claimed: list[str]) -> None:
    events = parse(extractor, BOMBS + claim, "IQ")
    assert [event.claimed_by for event in events] == claimed
    assert ["".join(names(event, ActorRole.ACTOR1)) for event in events] == claimed


@pytest.mark.parametrize("told", ["the villages of Fua and Kefraya", "Fua and Kefraya villages"])
def test_each_village_of_a_list_has_its_event(extractor: Extractor, told: str) -> None:
    assert len(parse(extractor, f"Rebels shelled {told} on Sunday.", "SY")) == 2


def test_a_neighbourhood_is_in_the_town_named_before(extractor: Extractor) -> None:
    text = "The army shelled Nyala on Sunday. Three shells fell on the city's Taiba neighbourhood on Monday."
    _, event = parse(extractor, text, "SD")
    assert event.place is not None
    assert (round(event.place.lat), round(event.place.lon), event.relation) == (12, 25, "somewhere in Nyala")


def test_where_a_road_leads_is_not_where_it_is_closed(extractor: Extractor) -> None:
    text = "Gunmen clashed in Tripoli, Lebanon, on Sunday. Sniper fire closed the road to Homs."
    assert places(parse(extractor, text, "LB")) == ["Tripoli"]
