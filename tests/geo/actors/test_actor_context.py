"""Who is meant depends on where, when and beside whom a name stands."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import ActorMention, Document

NAF = "NAF: United Armed Forces of Novorossiya"
ASSAD = "Government of Syria (2000-2024)"
RUSSIA = "Military Forces of Russia (2000-)"
KYIV = "Military Forces of Ukraine (2019-)"
JNIM = "JNIM: Group for Support of Islam and Muslims"
SANAA = "Military Forces of Yemen (2016-) Supreme Political Council"


def mentions_of(extractor: Extractor, text: str, year: int, *theatre: str) -> dict[str, ActorMention]:
    """Give the actors of a text by its words."""
    found = extractor.parse(Document("x", text, date=date(year, 6, 11), theatre=theatre)).mentions
    return {one.text: one for one in found if isinstance(one, ActorMention)}


@pytest.mark.parametrize(
    ("text", "words", "when", "name"),
    [
        # abbreviations that mean others elsewhere
        ("The PDF attacked a post near Magway.", "PDF", "2022 MM", "PDF: People's Defense Force"),
        ("The NAF rebel forces shelled Luhansk.", "NAF rebel forces", "2020 UA", NAF),
        ("The SNA shelled Afrin.", "SNA", "2021 SY", "SNA: Syrian National Army"),
        ("The SNA shelled Kismayo.", "SNA", "2021 SO", "Military Forces of Somalia (2017-2022)"),
        # metonyms
        ("The Defence Ministry said it had struck Idlib.", "Defence Ministry", "2016 SY", ASSAD),
        ("The regime shelled Idlib.", "regime", "2016 SY", ASSAD),
        ("The Army shelled Idlib.", "Army", "2016 SY", "Military Forces of Syria (2000-2024)"),
        ("The army of Russia shelled Idlib.", "army of Russia", "2016 SY", RUSSIA),
        # things of a side
        ("They hit the governmental positions in Donetsk.", "governmental positions", "2020 UA", KYIV),
        ("They fired at Russian positions near Donetsk.", "Russian positions", "2023 UA", RUSSIA),
        ("They fired at rebel positions near Homs.", "rebel positions", "2016 SY", "Opposition Rebels (Syria)"),
        # backers
        ("Turkish-backed rebels shelled Afrin.", "Turkish-backed rebels", "2018 SY", "SNA: Syrian National Army"),
        ("US-backed forces entered Raqqa.", "US-backed forces", "2017 SY", "QSD: Syrian Democratic Forces"),
        ("Pro-Houthi forces shelled Taiz.", "Pro-Houthi forces", "2019 YE", SANAA),
        ("Pro-Houthi protesters marched in Sanaa.", "Pro-Houthi protesters", "2019 YE", "Protesters (Yemen)"),
        # leaders
        ("Hemedti met envoys in Khartoum.", "Hemedti", "2022 SD", "RSF: Rapid Support Forces"),
        ("Prigozhin's fighters seized Bakhmut.", "Prigozhin's fighters", "2023 UA", "Wagner Group"),
        ("Putin's army seized Bakhmut.", "Putin's army", "2023 UA", RUSSIA),
        # names that the text itself explains
        ("Armed men (believed to be JNIM) attacked Djibo.", "Armed men", "2022 BF", JNIM),
        # a group that became a state
        ("The Houthis shelled Taiz.", "Houthis", "2012 YE", "Houthis (Ansar Allah)"),
        ("The Houthis shelled Taiz.", "Houthis", "2019 YE", SANAA),
    ],
)  # fmt: skip
def test_context_tells_who_is_meant(extractor: Extractor, text: str, words: str, when: str, name: str) -> None:
    year, country = when.split(" ")
    found = mentions_of(extractor, text, int(year), country)
    assert words in found, list(found)
    assert found[words].name == name


@pytest.mark.parametrize(
    ("text", "words"),
    [("Bashar al-Assad spoke in Homs.", "Bashar al-Assad"), ("Assad's government met in Homs.", "Assad's government")],
)
@pytest.mark.parametrize("day", [None, date(2019, 5, 1), date(2025, 5, 1)])
def test_a_leader_keeps_the_side_of_the_term(extractor: Extractor, text: str, words: str, day: date | None) -> None:
    found = extractor.parse(Document("x", text, date=day, theatre=("SY",))).mentions
    assert [one.name for one in found if isinstance(one, ActorMention) and one.text == words] == [ASSAD]


def test_two_sides_share_a_noun(extractor: Extractor) -> None:
    found = mentions_of(extractor, "Ukrainian and Russian forces clashed in Lysychansk.", 2022, "UA")
    assert {one.country for one in found.values()} == {"UA", "RU"}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The Zafir Liberation Brigade shelled Homs.", "Zafir Liberation Brigade", "Zafir Liberation Brigade"),
        ("Fighters of Liwa al-Jabbar shelled Homs.", "Liwa al-Jabbar", "Liwa al-Jabbar"),
        ("On Sunday Qarif tribesmen shelled Homs.", "Qarif tribesmen", "Qarif Tribal Militia (Syria)"),
        ("A Taldou communal militia shelled Homs.", "Taldou communal militia", "Taldou Communal Militia (Syria)"),
    ],
)
def test_who_is_not_listed_is_kept_for_review(extractor: Extractor, text: str, words: str, name: str) -> None:
    found = mentions_of(extractor, text, 2017, "SY")
    assert words in found, list(found)
    assert (found[words].actor_id, found[words].name) == ("", name)


@pytest.mark.parametrize(
    "text",
    [
        "The Syrian Armed Forces shelled Homs.",
        "Security Forces and Special Forces entered Homs.",
        "The Eastern Front was quiet near Homs.",
        "On Kadyrov Street a shop burned down.",
    ],
)
def test_common_words_make_no_organisation(extractor: Extractor, text: str) -> None:
    assert all(one.actor_id for one in mentions_of(extractor, text, 2017, "SY").values())


def test_two_unlisted_groups_are_two_actors_of_an_event(extractor: Extractor) -> None:
    text = "The Zafir Liberation Brigade clashed with the Qarif Martyrs Battalion in Homs on Sunday, killing four."
    (event,) = extractor.parse(Document("x", text, date=date(2017, 6, 11), theatre=("SY",))).events
    assert {actor.name for actor in event.actors} == {"Zafir Liberation Brigade", "Qarif Martyrs Battalion"}
