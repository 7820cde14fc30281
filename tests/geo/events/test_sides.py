"""Who acts and who is acted upon, in the ways that a sentence may say so."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import ActorRole, Document, Event

DAY = date(2017, 9, 11)
ARMY, IS = "Military Forces of Syria (2000-2024)", "Islamic State"
REBELS, CIVILIANS = "Opposition Rebels (Syria)", "Civilians (Syria)"
SDF, RUSSIA = "QSD: Syrian Democratic Forces", "Military Forces of Russia (2000-)"


def parse(extractor: Extractor, text: str) -> tuple[Event, ...]:
    return extractor.parse(Document("x", text, date=DAY, theatre=("SY",))).events


def names(event: Event, role: ActorRole) -> list[str]:
    return [actor.name for actor in event.actors if actor.role is role]


@pytest.mark.parametrize(
    ("sentence", "actor1", "actor2"),
    [
        ("Rebels attacked Syrian troops in Homs on Sunday.", REBELS, ARMY),
        ("Syrian troops were attacked by rebels in Homs on Sunday.", REBELS, ARMY),
        ("An attack by rebels on Syrian troops in Homs killed nine on Sunday.", REBELS, ARMY),
        ("Islamic State's attack on Syrian troops in Homs killed nine on Sunday.", IS, ARMY),
        ("The killing of four rebels by Syrian troops in Homs on Sunday was filmed.", ARMY, REBELS),
        ("Fighting between the Syrian army and Islamic State in Homs went on.", ARMY, IS),
        ("Syrian troops fought Islamic State militants in Homs on Sunday.", ARMY, IS),
        ("The Syrian Democratic Forces clashed with Islamic State in Homs on Sunday.", SDF, IS),
        ("Russian jets bombed rebels in Homs on Sunday.", RUSSIA, REBELS),
        ("Rebels were bombed by Russian jets in Homs on Sunday.", RUSSIA, REBELS),
        ("Russian air strikes on Islamic State positions in Homs killed nine on Sunday.", RUSSIA, IS),
        ("Syrian troops killed five civilians in Homs on Sunday.", ARMY, CIVILIANS),
        ("Five civilians were killed by Islamic State in Homs on Sunday.", IS, CIVILIANS),
        ("Islamic State militants executed six villagers in Homs on Sunday.", IS, CIVILIANS),
    ],
)
def test_sides_are_read_from_the_grammar(extractor: Extractor, sentence: str, actor1: str, actor2: str) -> None:
    (event,) = parse(extractor, sentence)
    assert names(event, ActorRole.ACTOR1) == [actor1]
    assert names(event, ActorRole.ACTOR2) == [actor2]


@pytest.mark.parametrize(
    ("sentence", "absent"),
    [
        ("Shells hit Homs on Sunday, the United Nations said.", "United Nations"),
        ("According to the Russian defence ministry, shells hit Homs on Sunday.", "Russia"),
        ("Shells hit Homs on Sunday, a spokesman for the Syrian Observatory for Human Rights told AFP.", "Observatory"),
    ],
)
def test_a_source_is_no_party(extractor: Extractor, sentence: str, absent: str) -> None:
    (event,) = parse(extractor, sentence)
    assert event.sub_event_type == "Shelling/artillery/missile attack"
    assert not any(absent in actor.name for actor in event.actors)


def test_nobody_stands_on_both_sides(extractor: Extractor) -> None:
    (event,) = parse(extractor, "Syrian troops and rebels clashed in Homs on Sunday, and the rebels fled.")
    assert len({actor.id for actor in event.actors}) == len(event.actors)
    assert names(event, ActorRole.ACTOR1) != names(event, ActorRole.ACTOR2)


def test_protesters_come_first_and_police_second(extractor: Extractor) -> None:
    (event,) = parse(extractor, "Police fired tear gas at protesters in Homs on Sunday.")
    assert names(event, ActorRole.ACTOR1) == ["Protesters (Syria)"]
    assert "Police" in names(event, ActorRole.ACTOR2)[0]


def test_who_is_supported_is_not_attacked(extractor: Extractor) -> None:
    text = "Russia has increased its air offensive to support the Syrian army's advance against Islamic State in Homs."
    (event,) = parse(extractor, text)
    assert names(event, ActorRole.ACTOR1) == [RUSSIA]
    assert names(event, ActorRole.ACTOR2) == [IS]
