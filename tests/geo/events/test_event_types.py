"""A table of sentences with the sub-type that a coder would give by the codebook."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import Document

DAY = date(2019, 6, 12)  # a Wednesday
BY_TYPE = {
    "Battles": [
        ("Fierce clashes erupted between rebels and the army in Saraqib on Tuesday.", "Armed clash"),
        ("Taliban fighters ambushed a police convoy in Kunduz on Monday, killing six officers.", "Armed clash"),
        ("Al Shabaab militants stormed a military base in Kismayo on Saturday.", "Armed clash"),
        ("Houthi forces and government troops fought in Taiz on Sunday.", "Armed clash"),
        ("Boko Haram fighters attacked soldiers near Maiduguri on Monday.", "Armed clash"),
        ("The Taliban captured the district of Imam Sahib on Monday.", "Non-state actor overtakes territory"),
        ("Rebels seized the town of Bria on Tuesday.", "Non-state actor overtakes territory"),
        ("The Iraqi army recaptured Hawija from Islamic State on Sunday.", "Government regains territory"),
    ],
    "Explosions/Remote violence": [
        ("Warplanes struck a hospital in Kafr Nabl on Monday.", "Air/drone strike"),
        ("Helicopters dropped barrel bombs on Khan Shaykhun on Tuesday.", "Air/drone strike"),
        ("Coalition air strikes killed 12 people in Hodeidah on Sunday.", "Air/drone strike"),
        ("A Ukrainian drone hit an oil depot in Belgorod on Monday.", "Air/drone strike"),
        ("Artillery shells fell on Donetsk on Sunday, wounding three people.", "Shelling/artillery/missile attack"),
        ("A missile struck a block of flats in Kramatorsk on Monday.", "Shelling/artillery/missile attack"),
        ("Rebels bombarded Aleppo with mortars on Tuesday.", "Shelling/artillery/missile attack"),
        ("A suicide bomber blew himself up outside a mosque in Peshawar on Monday.", "Suicide bomb"),
        ("A landmine explosion killed two children in Benghazi on Sunday.", "Remote explosive/landmine/IED"),
        ("A bomb planted in a minibus exploded in Baghdad on Tuesday.", "Remote explosive/landmine/IED"),
        ("Unknown men threw a grenade at a bar in Bujumbura on Saturday, wounding four.", "Grenade"),
        ("Chlorine gas was used in an attack on Saraqib on Sunday.", "Chemical weapon"),
    ],
    "Violence against civilians": [
        ("Gunmen killed 11 farmers in Gao on Monday.", "Attack"),
        ("Militiamen massacred dozens of villagers in Beni on Sunday.", "Attack"),
        ("Islamic State fighters beheaded two civilians in Raqqa on Monday.", "Attack"),
        ("A journalist was shot dead in Mogadishu on Saturday.", "Attack"),
        ("Armed men kidnapped 20 schoolgirls in Katsina on Tuesday.", "Abduction/forced disappearance"),
        ("An aid worker was abducted in Bangui on Sunday.", "Abduction/forced disappearance"),
        ("Soldiers raped three women in Bentiu on Monday.", "Sexual violence"),
    ],
    "Protests": [
        ("Hundreds of students demonstrated in Algiers on Tuesday.", "Peaceful protest"),
        ("Teachers held a sit-in in Amman on Sunday.", "Peaceful protest"),
        ("Police used water cannon to disperse protesters in Beirut on Monday.", "Protest with intervention"),
        (
            "Security forces shot dead five demonstrators in Nasiriyah on Sunday.",
            "Excessive force against protesters",
        ),
    ],
    "Riots": [
        ("Demonstrators threw stones at police and burned tyres in Conakry on Monday.", "Violent demonstration"),
        ("A mob lynched a man accused of theft in Lagos on Sunday.", "Mob violence"),
    ],
    "Strategic developments": [
        ("The government and the rebels signed a peace agreement in Khartoum on Monday.", "Agreement"),
        ("A ceasefire was declared in Idlib on Tuesday.", "Agreement"),
        ("Police arrested 15 opposition members in Harare on Monday.", "Arrests"),
        ("Rebel fighters handed over the town of Douma on Tuesday.", "Non-violent transfer of territory"),
        ("Militiamen burned dozens of houses in Kutum on Monday.", "Looting/property destruction"),
        ("Air defences shot down a missile over Riyadh on Sunday.", "Disrupted weapons use"),
        ("Turkey sent reinforcements to Idlib on Monday.", "Change to group/activity"),
        ("Police defused a bomb in Kirkuk on Sunday.", "Disrupted weapons use"),
    ],
}
CASES = [(sentence, kind, sub) for kind, rows in BY_TYPE.items() for sentence, sub in rows]


@pytest.mark.parametrize(("sentence", "kind", "sub"), CASES)
def test_the_codebook_decides(extractor: Extractor, sentence: str, kind: str, sub: str) -> None:
    events = extractor.parse(Document("x", sentence, date=DAY)).events
    assert [(event.event_type, event.sub_event_type) for event in events] == [(kind, sub)]
    assert events[0].place is not None
    assert events[0].date_prec == 1
    assert events[0].date_start is not None
    assert date(2019, 6, 8) <= events[0].date_start < DAY


def test_a_withdrawal_happens_where_it_is_from(extractor: Extractor) -> None:
    (event,) = extractor.parse(Document("x", "Rebels withdrew from Aleppo on Tuesday.", date=DAY)).events
    assert event.sub_event_type == "Non-violent transfer of territory"
    assert event.place is not None
