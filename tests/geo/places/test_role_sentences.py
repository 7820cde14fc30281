"""Names in many kinds of sentence: which are pinned, which speak for a government, which belong to somebody else."""

from __future__ import annotations

import pytest

from geo.extractor import Extractor
from geo.models import Document, PlaceMention, Role

PINNED = [
    ("Mortar rounds landed in the Tishreen district of Damascus overnight.", "Damascus"),
    ("A curfew was imposed in Kabul after dark.", "Kabul"),
    ("Aid trucks entered Ukraine through Poland.", "Ukraine"),
    ("Aid trucks entered Ukraine through Poland.", "Poland"),
    ("The bombing of Beirut lasted for weeks.", "Beirut"),
    ("Government forces retook Palmyra after a month.", "Palmyra"),
    ("Three journalists were held in Tehran.", "Tehran"),
    ("A plane from Cairo was turned back.", "Cairo"),
    ("Fighting raged on the outskirts of Tripoli.", "Tripoli"),
    ("Thousands fled to Lebanon during the summer.", "Lebanon"),
    ("The army withdrew from eastern Ghouta.", "Ghouta"),
    ("Her brother was killed in Iraq.", "Iraq"),
    ("The prime minister landed in Baghdad on Monday.", "Baghdad"),
    ("A drone crashed near the Iraqi city of Erbil.", "Erbil"),
    ("Kyiv was hit by nine missiles before dawn.", "Kyiv"),
    ("Gunboats patrolled the Black Sea all week.", "Black Sea"),
    ("Militants crossed from Syria into Iraq.", "Syria"),
    ("Militants crossed from Syria into Iraq.", "Iraq"),
    ("The ambassador was buried in Moscow.", "Moscow"),
    ("Two bombs exploded in Maiduguri, Nigeria.", "Nigeria"),
    ("The village lies 30 kilometres west of Mosul.", "Mosul"),
    ("Residents of Gaza queued for bread.", "Gaza"),
    ("Rockets struck Israel from the north.", "Israel"),
    ("Half of Aleppo was without water.", "Aleppo"),
]
DATELINES = [
    ("KHARTOUM (AP) — Soldiers closed the bridges.", "KHARTOUM"),
    ("Kabul, Afghanistan — The airport reopened.", "Kabul"),
    ("AUSTIN, Texas A man was charged on Monday.", "AUSTIN"),
    ("GENEVA/Khartoum (Agencies) - Talks broke off.", "GENEVA"),
]
GOVERNMENTS = [
    ("Khartoum agreed to release the prisoners.", "Khartoum"),
    ("Ankara warned that it would answer any attack.", "Ankara"),
    ("Tehran denies that it armed the group.", "Tehran"),
    ("Kyiv accused the separatists of breaking the truce.", "Kyiv"),
    ("Beijing vetoed the draft resolution.", "Beijing"),
    ("The deal was reached between Belgrade and Pristina.", "Belgrade"),
    ("Riyadh's decision surprised its allies.", "Riyadh"),
    ("Syria's government rejected the plan.", "Syria"),
    ("The Washington-backed rebels lost ground.", "Washington"),
    ("Iran's Revolutionary Guards denied the report.", "Iran"),
    ("The regime was supported by Moscow.", "Moscow"),
    ("Israel said its jets had hit a convoy.", "Israel"),
    ("France and Germany called for restraint.", "France"),
    ("France and Germany called for restraint.", "Germany"),
    ("Officials hoped that London would help.", "London"),
    ("Negotiations with Iran resumed in May.", "Iran"),
    ("The Kabul government lost three more districts.", "Kabul"),
    ("Damascus and its allies rejected the report.", "Damascus"),
    ("A Turkey-backed faction took the hill.", "Turkey"),
    ("The anti-Iran coalition met again.", "Iran"),
    ("Sudan's army chief dismissed the cabinet.", "Sudan"),
    ("Ethiopia demanded an apology.", "Ethiopia"),
]
PART_OF_A_NAME = [
    ("The Aleppo Media Center published the video.", "Aleppo"),
    ("He told the New York Times that he was safe.", "New York"),
    ("The Baghdad Post reported the arrest.", "Baghdad"),
    ("She studied at Damascus University for three years.", "Damascus"),
    ("The Washington Post published the letter.", "Washington"),
    ("The Institute for the Study of War cited the Kyiv Independent.", "Kyiv"),
]
PEOPLE = [
    ("Jordan Peterson gave a talk.", "Jordan"),
    ("Paris Hilton posted a picture.", "Paris"),
    ("General Austin inspected the unit.", "Austin"),
    ("Abu Bakr al-Baghdadi was not seen.", "Baghdad"),
    ("Hillary Clinton flew home.", "Clinton"),
]


def mentions_of(extractor: Extractor, sentence: str, name: str) -> list[PlaceMention]:
    """Give the mentions of places that share letters with a name's first occurrence."""
    at = sentence.index(name)
    mentions = extractor.parse(Document("x", sentence)).mentions
    places = (mention for mention in mentions if isinstance(mention, PlaceMention))
    return [place for place in places if place.start < at + len(name) and at < place.end]


@pytest.mark.parametrize(("sentence", "name"), [*PINNED, *DATELINES])
def test_ground_is_pinned(extractor: Extractor, sentence: str, name: str) -> None:
    (found,) = mentions_of(extractor, sentence, name)
    assert found.role is Role.LOCATION
    assert found.place is not None


@pytest.mark.parametrize(("sentence", "name"), GOVERNMENTS)
def test_a_government_is_not_pinned(extractor: Extractor, sentence: str, name: str) -> None:
    roles = {mention.role for mention in mentions_of(extractor, sentence, name)}
    assert roles == {Role.METONYM}
    assert Role.LOCATION not in roles


@pytest.mark.parametrize(("sentence", "name"), [*PART_OF_A_NAME, *PEOPLE])
def test_names_of_others_are_not_pinned(extractor: Extractor, sentence: str, name: str) -> None:
    found = mentions_of(extractor, sentence, name)
    assert [mention for mention in found if mention.role is Role.LOCATION] == []
    assert all(mention.role is Role.EMBEDDED for mention in found)


def test_every_place_has_a_score_and_only_one_role(extractor: Extractor) -> None:
    sentence = "Moscow said that its jets had left Khmeimim for the Moscow region."
    mentions = [one for one in extractor.parse(Document("x", sentence)).mentions if isinstance(one, PlaceMention)]
    assert [mention.role for mention in mentions] == [Role.METONYM, Role.LOCATION, Role.LOCATION]
    assert all(0 <= mention.score <= 1 for mention in mentions)
