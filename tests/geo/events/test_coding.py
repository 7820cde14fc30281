"""From sentences to events: what is one, its type, its sides, its place, date and toll."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import ActorRole, Document, Event

DAY = date(2017, 9, 11)  # a Monday
RUSSIA, SYRIA = "Military Forces of Russia (2000-)", "Military Forces of Syria (2000-2024)"


def events_of(extractor: Extractor, text: str, day: date | None = DAY) -> tuple[Event, ...]:
    """Give the events of a text."""
    return extractor.parse(Document("x", text, date=day)).events


def name_of(event: Event, role: ActorRole) -> str:
    """Give the name of the actor in a role, or nothing."""
    return next((actor.name for actor in event.actors if actor.role is role), "")


@pytest.mark.parametrize(
    ("sentence", "sub_type"),
    [
        ("Syrian government forces clashed with Islamic State fighters near Palmyra.", "Armed clash"),
        ("Soldiers and rebels exchanged fire in Daraa on Sunday.", "Armed clash"),
        ("Russian warplanes bombed a market in Idlib.", "Air/drone strike"),
        ("A drone strike killed three men in Marib.", "Air/drone strike"),
        ("The army shelled Homs with mortars.", "Shelling/artillery/missile attack"),
        ("Rebels fired rockets at Aleppo.", "Shelling/artillery/missile attack"),
        ("A suicide bomber struck a mosque in Kabul, killing nine people.", "Suicide bomb"),
        ("A roadside bomb exploded in Kandahar, killing two soldiers.", "Remote explosive/landmine/IED"),
        ("A car bomb went off in Mogadishu on Saturday, killing five.", "Remote explosive/landmine/IED"),
        ("Gunmen killed four villagers in Solhan.", "Attack"),
        ("Gunmen abducted a doctor in Kaduna on Sunday.", "Abduction/forced disappearance"),
        ("Soldiers raped two women in Mekelle on Friday.", "Sexual violence"),
        ("Thousands of people protested in Khartoum on Sunday.", "Peaceful protest"),
        ("Police fired tear gas at protesters in Khartoum and arrested dozens.", "Protest with intervention"),
        ("Police opened fire on protesters in Yangon, killing three of them.", "Excessive force against protesters"),
        ("Rioters burned tyres and threw stones in Hebron.", "Violent demonstration"),
        ("The two sides signed a ceasefire agreement in Astana on Thursday.", "Agreement"),
        ("Police arrested 40 activists in Minsk on Saturday.", "Arrests"),
        ("Militiamen looted shops in El Geneina on Friday.", "Looting/property destruction"),
        ("Islamic State captured Palmyra on Thursday.", "Non-state actor overtakes territory"),
        ("Syrian government forces recaptured Palmyra on Thursday.", "Government regains territory"),
        ("Russian troops withdrew from Kherson on Friday.", "Non-violent transfer of territory"),
        ("Ukrainian air defence shot down 12 drones over Kyiv on Monday.", "Disrupted weapons use"),
        ("Russia deployed two battalions to Tartus on Friday.", "Change to group/activity"),
    ],
)
def test_types_follow_the_codebook(extractor: Extractor, sentence: str, sub_type: str) -> None:
    events = events_of(extractor, sentence)
    assert [event.sub_event_type for event in events] == [sub_type]
    assert events[0].quote == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The army could attack Homs next week.",
        "Rebels threatened to shell Aleppo.",
        "If the army attacks Idlib, thousands will flee.",
        "Russia denied bombing the hospital in Idlib.",
        "No clashes were reported in Daraa.",
        "The government plans to retake Raqqa.",
        "Analysts fear an attack on Hodeidah.",
        "The army has not shelled Homs.",
        "The parties discussed a possible ceasefire in Geneva.",
        "Homs is a city in western Syria.",
        "The visit demonstrated its resolve in Damascus.",
    ],
)
def test_what_did_not_happen_is_no_event(extractor: Extractor, sentence: str) -> None:
    assert events_of(extractor, sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "actor1", "actor2"),
    [
        ("Russian warplanes bombed Islamic State fighters in Raqqa.", RUSSIA, "Islamic State"),
        ("Islamic State fighters were shelled by Syrian troops in Raqqa.", SYRIA, "Islamic State"),
        ("An air strike by Russia on Islamic State positions in Raqqa killed 40.", RUSSIA, "Islamic State"),
        ("Clashes between Syrian troops and Islamic State fighters erupted in Raqqa.", SYRIA, "Islamic State"),
        ("Gunmen shot dead two farmers in Raqqa.", "Unidentified Armed Group (Syria)", "Civilians (Syria)"),
        ("The defence ministry of Russia said it had killed 40 IS militants in Raqqa.", RUSSIA, "Islamic State"),
    ],
)
def test_who_did_what_to_whom(extractor: Extractor, sentence: str, actor1: str, actor2: str) -> None:
    event = events_of(extractor, sentence)[0]
    assert name_of(event, ActorRole.ACTOR1) == actor1
    assert name_of(event, ActorRole.ACTOR2) == actor2


@pytest.mark.parametrize("teller", ["Activists", "The Syrian Observatory for Human Rights", "Doctors"])
def test_who_only_tells_did_not_do_it(extractor: Extractor, teller: str) -> None:
    event = events_of(extractor, f"{teller} said shells killed five people in Homs on Sunday.")[0]
    assert name_of(event, ActorRole.ACTOR1) == ""
    assert event.casualties.best == 5


def test_the_place_is_where_it_happened(extractor: Extractor) -> None:
    text = "The parliament in Moscow met after Russian jets from Khmeimim bombed the town of Saraqib on Sunday."
    event = events_of(extractor, text)[0]
    assert event.place is not None
    assert "Saraq" in event.place.name
    assert event.where_prec == 1


def test_two_clauses_with_places_are_two_events(extractor: Extractor) -> None:
    text = "The army shelled Homs on Sunday, and Russian jets bombed Idlib on Monday."
    events = events_of(extractor, text)
    assert [event.place.name for event in events if event.place] == ["Homs", "Idlib"]
    assert len({event.id for event in events}) == 2


def test_later_sentences_add_to_an_event(extractor: Extractor) -> None:
    text = "A bomb exploded in Kabul on Saturday. Nine people were killed. The attack wounded 20 others."
    events = events_of(extractor, text)
    assert len(events) == 1
    assert (events[0].casualties.best, events[0].casualties.injured) == (9, 20)


def test_a_place_that_nobody_knows_is_not_filled_in(extractor: Extractor) -> None:
    text = "The army shelled Homs on Sunday. On Monday gunmen killed two men in the village of Qworbatz."
    events = events_of(extractor, text)
    assert len(events) == 2
    assert events[1].place is None


@pytest.mark.parametrize(
    ("sentence", "first", "last", "precision"),
    [
        ("Shells hit Homs on Sunday.", date(2017, 9, 10), date(2017, 9, 10), 1),
        ("Shells hit Homs on 3 May 2014.", date(2014, 5, 3), date(2014, 5, 3), 1),
        ("Shells hit Homs last week.", date(2017, 9, 4), date(2017, 9, 10), 3),
        ("Shells hit Homs, killing two.", date(2017, 9, 8), date(2017, 9, 10), 2),
    ],
)
def test_dates(extractor: Extractor, sentence: str, first: date, last: date, precision: int) -> None:
    event = events_of(extractor, sentence)[0]
    assert (event.date_start, event.date_end) == (first, last)
    assert event.date_prec == precision


def test_an_undated_report_gives_an_undated_event(extractor: Extractor) -> None:
    event = events_of(extractor, "Shells hit Homs on Sunday, killing two.", day=None)[0]
    assert event.date_start is None
    assert event.date_prec is None


def test_each_article_of_a_text_has_its_own_day(extractor: Extractor) -> None:
    first = "KABUL, Aug 16, 2021 — A bomb exploded in Kabul on Sunday."
    text = f"{first}\n\nALEPPO, Dec 15, 2016 — Shells hit Aleppo on Tuesday."
    events = events_of(extractor, text, day=None)
    assert [event.date_start for event in events] == [date(2021, 8, 15), date(2016, 12, 13)]
    assert [event.place.country for event in events if event.place] == ["AF", "SY"]


def test_ids_do_not_depend_on_what_else_is_in_the_document(extractor: Extractor) -> None:
    first = events_of(extractor, "Shells hit Homs on Sunday.\n\nA bomb exploded in Aleppo on Monday.")
    again = events_of(extractor, "Shells hit Homs on Sunday.\n\nNothing else was heard that day at all.")
    assert first[0].id == again[0].id
    assert first[0].id != first[1].id
