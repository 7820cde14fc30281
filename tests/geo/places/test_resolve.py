"""Which place a name means."""

from __future__ import annotations

import pytest
from geopy.distance import distance

from geo.extractor import Extractor
from geo.models import Document, PlaceMention

# Where the places of the mission are, from their articles in Wikipedia.
MISSION = [
    ("Deir ez-Zor", 35.34, 40.14),
    ("Deir Ezzor", 35.34, 40.14),
    ("Idlib", 35.93, 36.63),
    ("Idleb", 35.93, 36.63),
    ("Daraa", 32.62, 36.10),
    ("Daraa al-Balad", 32.61, 36.10),
    ("Khmeimim", 35.41, 35.95),
    ("Tartus", 34.89, 35.88),
    ("Raqqa", 35.95, 39.01),
    ("Kabul", 34.53, 69.17),
]


def place_of(extractor: Extractor, text: str, name: str, theatre: tuple[str, ...] = ()) -> PlaceMention:
    """Give the first mention of a name."""
    mentions = extractor.parse(Document("x", text, theatre=theatre)).mentions
    return next(one for one in mentions if isinstance(one, PlaceMention) and name in one.text)


@pytest.mark.parametrize(("name", "lat", "lon"), MISSION)
def test_places_of_the_mission_are_where_they_are(extractor: Extractor, name: str, lat: float, lon: float) -> None:
    found = place_of(extractor, f"Shells fell in {name} on Tuesday.", name)
    assert found.place is not None
    assert distance((lat, lon), (found.place.lat, found.place.lon)).km < 15


@pytest.mark.parametrize(
    ("name", "country"),
    [("Sudan", "SD"), ("Crimea", "UA"), ("South Ossetia", "GE"), ("Darfur", "SD"), ("Donbas", "UA")],
)
def test_countries_and_regions(extractor: Extractor, name: str, country: str) -> None:
    found = place_of(extractor, f"People fled from {name} in the spring.", name)
    assert found.place is not None
    assert found.place.country == country


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A man was shot in Paris, Texas.", "Paris", "US"),
        ("A man was shot in Paris, France.", "Paris", "FR"),
        ("Libyan troops left Benghazi. Clashes broke out in Tripoli.", "Tripoli", "LY"),
        ("Lebanese soldiers left Beirut and Sidon. Clashes broke out in Tripoli, Lebanon.", "Tripoli", "LB"),
    ],
)
def test_context_decides_between_namesakes(extractor: Extractor, text: str, name: str, country: str) -> None:
    found = place_of(extractor, text, name)
    assert found.place is not None
    assert found.place.country == country


@pytest.mark.parametrize(("theatre", "country"), [(("LB",), "LB"), (("LY",), "LY")])
def test_the_theatre_decides(extractor: Extractor, theatre: tuple[str, ...], country: str) -> None:
    found = place_of(extractor, "Clashes broke out in Tripoli.", "Tripoli", theatre)
    assert found.place is not None
    assert found.place.country == country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Air strikes hit Idlib on Monday.", "PPLA"),
        ("Air strikes hit Idlib province on Monday.", "ADM1"),
        ("Air strikes hit the city of Idlib on Monday.", "PPLA"),
    ],
)
def test_the_city_comes_before_its_province(extractor: Extractor, text: str, code: str) -> None:
    found = place_of(extractor, text, "Idlib")
    assert found.place is not None
    assert found.place.feature_code == code


def test_every_choice_has_reasons_and_alternatives(extractor: Extractor) -> None:
    found = place_of(extractor, "Shells fell in Tripoli.", "Tripoli")
    assert len(found.candidates) > 1
    assert all(candidate.reasons for candidate in found.candidates)
    assert found.candidates == tuple(sorted(found.candidates, key=lambda one: -one.score))
    assert sum(candidate.score for candidate in found.candidates) <= 1


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("in Homs", 1),
        ("near Homs", 2),
        ("in Homs province", 4),
        ("in the Golan Heights", 5),
        ("in Syria", 6),
        ("in the Red Sea", 7),
    ],
)
def test_precision_follows_the_codebook(extractor: Extractor, text: str, precision: int) -> None:
    mentions = extractor.parse(Document("x", f"Two men were killed {text} on 3 May 2014.")).mentions
    found = next(mention for mention in mentions if isinstance(mention, PlaceMention))
    assert found.where_prec == precision


def test_an_unknown_village_stays_without_a_place(extractor: Extractor) -> None:
    found = place_of(extractor, "Gunmen attacked the village of Qworbatz in Syria.", "Qworbatz")
    assert found.place is None
    assert found.candidates == ()
