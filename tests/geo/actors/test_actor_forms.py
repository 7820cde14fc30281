"""The many forms in which news names an actor."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import ActorMention, Document, Role

UNSURE = "Unidentified Armed Group (Syria)"


def names_of(extractor: Extractor, text: str, day: date, theatre: tuple[str, ...] = ()) -> dict[str, str]:
    """Give the actors' names by the words of the text."""
    mentions = extractor.parse(Document("x", text, date=day, theatre=theatre)).mentions
    return {one.text: one.name for one in mentions if isinstance(one, ActorMention)}


@pytest.mark.parametrize(
    ("words", "year", "name"),
    [
        ("Russian forces", 2017, "Military Forces of Russia (2000-)"),
        ("Russian jets", 2017, "Military Forces of Russia (2000-)"),
        ("Russia's air force", 2017, "Military Forces of Russia (2000-)"),
        ("Syrian government forces", 2017, "Military Forces of Syria (2000-2024)"),
        ("Syrian regime forces", 2017, "Military Forces of Syria (2000-2024)"),
        ("Syrian troops", 2025, "Military Forces of Syria (2024-)"),
        ("Georgian troops", 2008, "Military Forces of Georgia (2003-2012)"),
        ("Ukrainian soldiers", 2010, "Military Forces of Ukraine (1991-2014)"),
        ("US forces", 2015, "Military Forces of the United States (2009-2017)"),
        ("Islamic State fighters", 2017, "Islamic State"),
        ("ISIS militants", 2017, "Islamic State"),
        ("ISIL militants", 2017, "Islamic State"),
        ("IS militants", 2017, "Islamic State"),
        ("the SDF", 2017, "QSD: Syrian Democratic Forces"),
        ("the Syrian Democratic Forces", 2017, "QSD: Syrian Democratic Forces"),
        ("Taliban fighters", 2019, "Taliban"),
        ("masked gunmen", 2017, UNSURE),
        ("armed men", 2017, UNSURE),
        ("unidentified gunmen", 2017, UNSURE),
        ("rebels", 2017, "Opposition Rebels (Syria)"),
        ("protesters", 2017, "Protesters (Syria)"),
    ],
)
def test_a_form_leads_to_its_actor(extractor: Extractor, words: str, year: int, name: str) -> None:
    found = names_of(extractor, f"Late on Sunday {words} entered the town.", date(year, 6, 11), ("SY",))
    assert name in found.values()
    assert any(words.removeprefix("the ") in text for text in found)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("US-backed forces entered Raqqa.", "United States"),
        ("Russian-backed fighters entered Raqqa.", "Military Forces of Russia"),
        ("The Iran-aligned militia entered Raqqa.", "Iran"),
        ("Anti-Taliban fighters held the valley.", "Taliban"),
        ("Pro-Russian separatists held the town.", "Military Forces of Russia"),
    ],
)
def test_whose_friend_or_foe_one_is_is_not_who_one_is(extractor: Extractor, text: str, absent: str) -> None:
    forces = {words: name for words, name in names_of(extractor, text, date(2017, 6, 11)).items() if " " in words}
    assert not any(absent in name for name in forces.values())
    assert all(words in text for words in forces)


@pytest.mark.parametrize(("year", "name"), [(2019, "Taliban"), (2023, "Military Forces of Afghanistan (2021-)")])
def test_a_mention_is_named_by_its_day(extractor: Extractor, year: int, name: str) -> None:
    found = names_of(extractor, "Taliban fighters attacked a checkpoint in Kunduz.", date(year, 6, 11))
    assert found
    assert name in found.values()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Gunmen attacked a market in Kaduna, Nigeria.", "Nigeria"),
        ("Gunmen attacked a market in Quetta, Pakistan.", "Pakistan"),
        ("Gunmen attacked a market in Goma, in the Democratic Republic of Congo.", "Congo"),
    ],
)
def test_unnamed_people_are_of_the_country_of_the_text(extractor: Extractor, text: str, country: str) -> None:
    (event,) = extractor.parse(Document("x", text, date=date(2017, 6, 11))).events
    assert country in event.actors[0].name
    assert event.actors[0].name.startswith("Unidentified Armed Group")


def test_offsets_of_actors_point_into_the_text(extractor: Extractor) -> None:
    text = "On Sunday\u00a0“Russian  warplanes” struck; the  Syrian\u00a0army’s guns answered."
    mentions = [one for one in extractor.parse(Document("x", text)).mentions if isinstance(one, ActorMention)]
    assert [text[one.start : one.end] for one in mentions] == ["Russian  warplanes", "Syrian\u00a0army"]
    assert all(one.actor_id for one in mentions)


def test_a_nation_is_an_adjective_beside_the_actor(extractor: Extractor) -> None:
    parsed = extractor.parse(Document("x", "Russian warplanes bombed Homs.", date=date(2017, 6, 11)))
    roles = {(one.kind, one.text): getattr(one, "role", None) for one in parsed.mentions}
    assert roles["place", "Russian"] is Role.MODIFIER
    assert ("actor", "Russian warplanes") in roles
