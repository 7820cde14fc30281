"""What a place name does in its sentence: where something is, who does it, or part of another name."""

from __future__ import annotations

import pytest

from geo.extractor import Extractor
from geo.models import Document, PlaceMention, Role

LITERAL = [
    ("Thousands marched in Moscow on Sunday.", "Moscow"),
    ("The president fled Kabul at dawn.", "Kabul"),
    ("The minister arrived in Damascus late on Friday.", "Damascus"),
    ("The shelling of Kyiv went on through the night.", "Kyiv"),
    ("A convoy left Khartoum for the coast.", "Khartoum"),
    ("Rebels attacked Damascus from the east.", "Damascus"),
    ("Explosions were heard near Sanaa.", "Sanaa"),
    ("Two districts of Baghdad were without power.", "Baghdad"),
    ("Fighting spread across southern Syria.", "Syria"),
    ("Refugees from Sudan crossed the river.", "Sudan"),
    ("The border with Iraq stayed closed.", "Iraq"),
    ("A hospital in Aleppo was hit.", "Aleppo"),
    ("Troops withdrew from Idlib province.", "Idlib"),
    ("MOSCOW — The ministry published a list.", "MOSCOW"),
    ("Shells fell on the outskirts of Homs.", "Homs"),
    ("The invasion of Georgia lasted five days.", "Georgia"),
    ("People were evacuated to Turkey.", "Turkey"),
    ("The road between Damascus and Homs was cut.", "Damascus"),
]
PARTIES = [
    ("Moscow said it had hit a depot.", "Moscow"),
    ("Washington is signaling that it may change course.", "Washington"),
    ("Diplomats held talks with Damascus last week.", "Damascus"),
    ("The Damascus government rejected the terms.", "Damascus"),
    ("Russia's foreign ministry denied the report.", "Russia"),
    ("Fighters backed by Iran left the town.", "Iran"),
    ("Moscow-backed units entered the quarter.", "Moscow"),
    ("The pro-Iran militia withdrew.", "Iran"),
    ("Relations between Russia and Georgia worsened.", "Russia"),
    ("The parliament imposed sanctions on Russia.", "Russia"),
    ("Turkey accused its neighbour of breaking the truce.", "Turkey"),
    ("The US Defense Secretary spoke by telephone.", "US"),
    ("US-Russia competition shaped the talks.", "US"),
    ("The war was decided by Russia.", "Russia"),
]
WITHIN_NAMES = [
    ("The Moscow Times reported the arrest.", "Moscow"),
    ("He signed the Minsk agreements in the spring.", "Minsk"),
    ("The Syrian army and the Kabul Process were discussed.", "Kabul"),
]


def role_of(extractor: Extractor, sentence: str, name: str) -> Role | None:
    """Give the role of a name's first mention, or None where it is no mention."""
    mentions = extractor.parse(Document("x", sentence)).mentions
    places = [mention for mention in mentions if isinstance(mention, PlaceMention) and name in mention.text]
    return places[0].role if places else None


@pytest.mark.parametrize(("sentence", "name"), LITERAL)
def test_a_place_where_something_is_or_happens(extractor: Extractor, sentence: str, name: str) -> None:
    assert role_of(extractor, sentence, name) is Role.LOCATION


@pytest.mark.parametrize(("sentence", "name"), PARTIES)
def test_a_government_named_by_its_place(extractor: Extractor, sentence: str, name: str) -> None:
    assert role_of(extractor, sentence, name) is Role.METONYM


@pytest.mark.parametrize(("sentence", "name"), WITHIN_NAMES)
def test_a_name_inside_another_is_never_pinned(extractor: Extractor, sentence: str, name: str) -> None:
    assert role_of(extractor, sentence, name) not in {Role.LOCATION, Role.METONYM}


def test_a_demonym_describes(extractor: Extractor) -> None:
    mentions = extractor.parse(Document("x", "Syrian troops left the town.")).mentions
    demonym = next(mention for mention in mentions if mention.text == "Syrian")
    assert isinstance(demonym, PlaceMention)
    assert demonym.role is Role.MODIFIER
    assert demonym.place is not None
    assert demonym.place.country == "SY"


@pytest.mark.parametrize(
    "sentence", ["John Kerry met reporters. Kerry smiled.", "General Paris saluted.", "It was May."]
)
def test_people_and_months_are_no_places(extractor: Extractor, sentence: str) -> None:
    mentions = extractor.parse(Document("x", sentence)).mentions
    assert [mention for mention in mentions if isinstance(mention, PlaceMention)] == []
