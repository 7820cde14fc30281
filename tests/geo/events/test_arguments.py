"""Crowds and their opponents, who "they" are, lists of places, tolls of each event."""

from __future__ import annotations

from datetime import date

import pytest

from geo.events.tolls.casualties import find_casualties, own_toll
from geo.extractor import Extractor
from geo.models import ActorRole, Document, Event

DAY = date(2017, 9, 11)
ARMY, CIVILIANS = "Military Forces of Syria (2000-2024)", "Civilians (Syria)"
PROTESTERS, POLICE = "Protesters (Syria)", "Police Forces of Syria (2000-2024)"


def parse(extractor: Extractor, text: str) -> tuple[Event, ...]:
    return extractor.parse(Document("x", text, date=DAY, theatre=("SY",))).events


def names(event: Event, role: ActorRole) -> list[str]:
    return [actor.name for actor in event.actors if actor.role is role]


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds of people protested in Homs on Sunday against the army.",
        "Students protested in Homs on Sunday over the killing of a teacher by police.",
        "Residents held a rally in Homs on Sunday, demanding that the army leave.",
    ],
)
def test_whom_a_protest_is_about_is_no_second_side(extractor: Extractor, text: str) -> None:
    (event,) = parse(extractor, text)
    assert [actor.name for actor in event.actors] == [PROTESTERS]


def test_the_sentence_after_tells_how_a_protest_was_met(extractor: Extractor) -> None:
    text = "Hundreds of people protested in Homs on Sunday. Police fired tear gas to disperse them. One man was killed."
    (event,) = parse(extractor, text)
    assert names(event, ActorRole.ACTOR2) == [POLICE]
    assert event.sub_event_type == "Excessive force against protesters"
    assert event.casualties.best == 1


@pytest.mark.parametrize(
    "text",
    [
        "Islamic State fighters raided Homs on Sunday. They killed nine soldiers.",
        "Islamic State fighters raided Homs on Sunday. The militants killed nine soldiers.",
        "Islamic State fighters entered Homs on Sunday. The group executed nine villagers there.",
    ],
)
def test_who_acted_before_acts_on(extractor: Extractor, text: str) -> None:
    event = parse(extractor, text)[-1]
    assert names(event, ActorRole.ACTOR1) == ["Islamic State"]
    assert event.casualties.best == 9


def test_the_militants_are_never_an_army(extractor: Extractor) -> None:
    event = parse(extractor, "Syrian troops left Idlib on Friday. The militants shelled Homs on Sunday.")[-1]
    assert ARMY not in names(event, ActorRole.ACTOR1)


def test_each_place_of_a_list_has_an_event_and_the_first_the_toll(extractor: Extractor) -> None:
    events = parse(extractor, "Russian jets bombed Homs, Hama and Idlib on Sunday, killing nine people.")
    assert [event.place.name for event in events if event.place] == ["Homs", "Hama", "Idlib"]
    assert [event.casualties.best for event in events] == [9, None, None]
    assert len({event.id for event in events}) == len(events)


def test_a_stretch_between_two_places_is_one(extractor: Extractor) -> None:
    assert len(parse(extractor, "Gunmen killed two drivers between Homs and Hama on Sunday.")) == 1


def test_who_claims_an_attack_did_it(extractor: Extractor) -> None:
    (event,) = parse(extractor, "Islamic State claimed an attack in Homs on Sunday that killed nine soldiers.")
    assert names(event, ActorRole.ACTOR1) == ["Islamic State"]


def test_what_was_wanted_is_no_target(extractor: Extractor) -> None:
    (event,) = parse(extractor, "Rebels blew up a bridge in Homs on Sunday in order to stop Syrian troops.")
    assert names(event, ActorRole.ACTOR2) == []


@pytest.mark.parametrize(
    ("text", "dead", "civilians", "military"),
    [
        ("They killed 31 soldiers and eight villagers.", 39, 8, 31),
        ("A strike killed 11 people, including four children.", 11, 4, None),
        ("They killed ten civilians, including four children.", 10, 10, None),
        ("Four people were killed.", 4, None, None),
        ("Five IS members were killed.", 5, None, 5),
        ("Three family members were killed.", 3, 3, None),
        ("One soldier was killed and three others were injured.", 1, None, 1),
    ],
)
def test_who_the_dead_were(text: str, dead: int, civilians: int | None, military: int | None) -> None:
    toll = own_toll(find_casualties(text))
    assert (toll.best, toll.civilians, toll.military) == (dead, civilians, military)


@pytest.mark.parametrize(
    "text",
    [
        "More than 500,000 people have been killed since 2011.",
        "The group killed 40 people in the past year.",
        "So far this year 60 civilians were killed.",
        "Residents of 12 villages lost electricity.",
    ],
)
def test_the_dead_of_a_war_are_not_those_of_an_event(text: str) -> None:
    assert own_toll(find_casualties(text)).best is None
