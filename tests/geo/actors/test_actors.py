"""Who acts: listed actors by day and country, and people by kind."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from geo.actors.vocabulary import INTER, load_vocabulary
from geo.extractor import Extractor
from geo.models import ActorMention, Document


def actors_of(extractor: Extractor, text: str, day: date | None = None) -> dict[str, ActorMention]:
    """Give the actors of a text by the words that name them."""
    mentions = extractor.parse(Document("x", text, date=day)).mentions
    return {mention.text: mention for mention in mentions if isinstance(mention, ActorMention)}


@pytest.mark.parametrize(
    ("year", "name"), [(2017, "Military Forces of Syria (2000-2024)"), (2025, "Military Forces of Syria (2024-)")]
)
def test_an_army_is_named_by_its_regime(extractor: Extractor, year: int, name: str) -> None:
    found = actors_of(extractor, "The Syrian army shelled Homs.", date(year, 6, 1))
    assert [actor.name for actor in found.values()] == [name]
    assert [actor.inter for actor in found.values()] == [INTER["State forces"]]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Russian warplanes bombed Homs.", "Russian warplanes", "Military Forces of Russia (2000-)"),
        ("IS militants left Raqqa.", "IS militants", "Islamic State"),
        (
            "Fighters of the Syrian Democratic Forces entered Raqqa.",
            "Fighters of the Syrian Democratic Forces",
            "QSD: Syrian Democratic Forces",
        ),
        ("Masked gunmen stormed a shop in Homs.", "Masked gunmen", "Unidentified Armed Group (Syria)"),
        ("Protesters gathered in Homs.", "Protesters", "Protesters (Syria)"),
        ("The Kremlin denied it.", "The Kremlin", "Government of Russia (2000-)"),
    ],
)
def test_words_lead_to_actors(extractor: Extractor, text: str, words: str, name: str) -> None:
    found = actors_of(extractor, text, date(2017, 6, 1))
    assert words in found
    assert found[words].name == name


def test_a_backer_is_not_the_force_it_backs(extractor: Extractor) -> None:
    found = actors_of(extractor, "US-backed forces entered Raqqa.", date(2017, 6, 1))
    names = [actor.name for actor in found.values() if "forces" in actor.text]
    assert names
    assert not any("United States" in name for name in names)


def test_a_state_abroad_is_an_external_force(extractor: Extractor) -> None:
    found = actors_of(extractor, "Turkish troops entered Afrin in Syria.", date(2018, 3, 1))
    troops = next(actor for actor in found.values() if "troops" in actor.text)
    assert troops.country == "TR"
    assert troops.inter == INTER["External/Other forces"]


@pytest.mark.parametrize(("year", "expected"), [(2019, "Taliban"), (2023, "Military Forces of Afghanistan (2021-)")])
def test_a_group_that_takes_power_becomes_the_state(year: int, expected: str) -> None:
    actor = load_vocabulary().in_force("taliban", date(year, 6, 1))
    assert actor is not None
    assert actor.name == expected


def test_the_vocabulary_is_sound() -> None:
    vocabulary = load_vocabulary()
    assert len(vocabulary.actors) >= 150
    assert len(vocabulary.countries) >= 195
    assert {actor.kind for actor in vocabulary.actors.values()} <= set(INTER)
    for actor in vocabulary.actors.values():
        assert not actor.parent or actor.parent in vocabulary.actors
        assert not actor.successor or actor.successor in vocabulary.actors


@pytest.mark.parametrize(
    ("country", "day", "name"),
    [
        ("SY", "2024-12-07", "Military Forces of Syria (2000-2024)"),
        ("SY", "2024-12-08", "Military Forces of Syria (2024-)"),
        ("AF", "2021-08-14", "Military Forces of Afghanistan (2004-2021)"),
        ("AF", "2021-08-15", "Military Forces of Afghanistan (2021-)"),
        ("SD", "2019-04-10", "Military Forces of Sudan (1989-2019)"),
        ("SD", "2019-04-11", "Military Forces of Sudan (2019-)"),
        ("MM", "2021-01-31", "Military Forces of Myanmar (2016-2021)"),
        ("MM", "2021-02-01", "Military Forces of Myanmar (2021-)"),
        ("NE", "2023-07-25", "Military Forces of Niger (2011-2023)"),
        ("NE", "2023-07-26", "Military Forces of Niger (2023-)"),
        ("ML", "2020-08-17", "Military Forces of Mali (2013-2020)"),
        ("ML", "2021-05-24", "Military Forces of Mali (2021-)"),
        ("BF", "2022-01-23", "Military Forces of Burkina Faso (2015-2022)"),
        ("BF", "2022-01-24", "Military Forces of Burkina Faso (2022-)"),
    ],
)
def test_forces_change_with_the_regime_to_the_day(country: str, day: str, name: str) -> None:
    vocabulary = load_vocabulary()
    assert vocabulary.of_country("forces", country, date.fromisoformat(day)).name == name


def test_every_day_of_a_series_has_one_variant() -> None:
    """No day between the first and the last variant is left to nobody, where the days are known."""
    vocabulary = load_vocabulary()
    for actor in vocabulary.actors.values():
        heir = vocabulary.actors.get(actor.successor)
        if actor.series and actor.last_day and heir and heir.series == actor.series:
            assert heir.first_day == actor.last_day + timedelta(days=1), actor.id
