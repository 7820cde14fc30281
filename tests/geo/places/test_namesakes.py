"""Places of one name: which is chosen by the words beside it, by the rest of the text, and by the theatre."""

from __future__ import annotations

import pytest
from geopy.distance import distance

from gazetteer.models import Place
from geo.extractor import Extractor
from geo.models import Document, PlaceMention

# From their articles in Wikipedia.
WHERE = {
    "Tripoli": {"LY": (32.89, 13.18), "LB": (34.44, 35.83)},
    "Homs": {"SY": (34.73, 36.71), "LY": (32.65, 14.26)},
    "Birmingham": {"GB": (52.48, -1.90), "US": (33.52, -86.80)},
    "Georgia": {"GE": (42.0, 43.5), "US": (32.7, -83.4)},
    "Cordoba": {"ES": (37.88, -4.77), "AR": (-31.42, -64.18)},
    "Hyderabad": {"IN": (17.38, 78.48), "PK": (25.38, 68.37)},
}
REACH_KM = {"Georgia": 250.0}


def place_of(extractor: Extractor, text: str, name: str, theatre: tuple[str, ...] = ()) -> Place:
    """Give the place of the first mention of a name."""
    mentions = extractor.parse(Document("x", text, theatre=theatre)).mentions
    found = next(one for one in mentions if isinstance(one, PlaceMention) and name in one.text)
    assert found.place is not None
    return found.place


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shells fell in Tripoli, Lebanon, on Monday.", "Tripoli", "LB"),
        ("Shells fell in Tripoli, the capital of Libya, on Monday.", "Tripoli", "LY"),
        ("Libya was quiet. Shells fell in Tripoli and in Misrata on Monday.", "Tripoli", "LY"),
        ("In Syria, shells fell in Homs and in Hama on Monday.", "Homs", "SY"),
        ("A man was arrested in Birmingham, Alabama, on Monday.", "Birmingham", "US"),
        ("British police made an arrest in Birmingham and one in Leeds.", "Birmingham", "GB"),
        ("Russian troops entered Georgia and reached Gori.", "Georgia", "GE"),
        ("The storm crossed Alabama and reached Georgia and Atlanta.", "Georgia", "US"),
        ("He flew from Tbilisi, Georgia, on Monday.", "Georgia", "GE"),
        ("Shells fell in Syria's Homs on Monday.", "Homs", "SY"),
        ("Spanish farmers marched in Cordoba and Seville.", "Cordoba", "ES"),
        ("Argentine farmers marched in Cordoba and Rosario.", "Cordoba", "AR"),
        ("Pakistani police made arrests in Hyderabad and Karachi.", "Hyderabad", "PK"),
    ],
)
def test_the_text_decides(extractor: Extractor, text: str, name: str, country: str) -> None:
    place = place_of(extractor, text, name)
    assert place.country == country
    assert distance(WHERE[name][country], (place.lat, place.lon)).km < REACH_KM.get(name, 25)


@pytest.mark.parametrize(
    ("name", "country"),
    [(name, country) for name, countries in WHERE.items() for country in countries if name != "Georgia"],
)
def test_the_theatre_outweighs_fame(extractor: Extractor, name: str, country: str) -> None:
    place = place_of(extractor, f"Gunmen killed two people in {name} on Monday.", name, (country,))
    assert place.country == country
    assert distance(WHERE[name][country], (place.lat, place.lon)).km < REACH_KM.get(name, 25)


def test_the_theatre_outweighs_a_country(extractor: Extractor) -> None:
    place = place_of(extractor, "Gunmen killed two people in Georgia on Monday.", "Georgia", ("US",))
    assert place.country == "US"
    assert place.feature_code == "ADM1"


@pytest.mark.parametrize("name", ["Idlib", "Aleppo", "Homs", "Hama", "Raqqa", "Kandahar", "Kherson", "Donetsk"])
def test_a_city_is_meant_unless_its_province_is_named(extractor: Extractor, name: str) -> None:
    city = place_of(extractor, f"Shells fell in {name} on Monday.", name)
    province = place_of(extractor, f"Shells fell in {name} province on Monday.", name)
    assert city.feature_class == "P"
    assert province.feature_code == "ADM1"


def test_a_list_shares_its_noun(extractor: Extractor) -> None:
    text = "Shells fell in Idlib, Hama and Aleppo provinces on Monday."
    assert {place_of(extractor, text, name).feature_class for name in ("Idlib", "Hama", "Aleppo")} == {"A"}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("A fire broke out in Springfield, Mass., on Monday.", "Massachusetts"),
        ("A fire broke out in Springfield (OH) on Monday.", "Ohio"),
        ("Firemen came from Joplin, Branson and Springfield in Missouri.", "Missouri"),
        ("In Springfield, Ohio, a fire broke out. The mayor of Springfield spoke.", "Ohio"),
    ],
)
def test_the_state_decides(extractor: Extractor, text: str, state: str) -> None:
    mentions = extractor.parse(Document("x", text)).mentions
    towns = [one for one in mentions if isinstance(one, PlaceMention) and one.text == "Springfield"]
    assert towns
    assert {town.place.admin1 if town.place else "" for town in towns} == {state}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Shells fell in Jerusalem on Monday.", "P"),
        ("Shells fell in Khartoum on Monday.", "P"),
        ("Shells fell in Khartoum state on Monday.", "A"),
        ("Shells fell in the countryside of Aleppo on Monday.", "A"),
    ],
)
def test_kinds_of_one_name(extractor: Extractor, text: str, kind: str) -> None:
    name = next(name for name in ("Jerusalem", "Khartoum", "Aleppo") if name in text)
    assert place_of(extractor, text, name).feature_class == kind


@pytest.mark.parametrize("word", ["province", "governorate", "region", "countryside"])
def test_words_that_ask_for_a_province(extractor: Extractor, word: str) -> None:
    place = place_of(extractor, f"Shells fell in the Idlib {word} on Monday.", "Idlib")
    assert place.feature_code == "ADM1"
    assert place.country == "SY"


def test_one_name_has_one_meaning_in_a_text(extractor: Extractor) -> None:
    text = "Shells fell in Tripoli, Lebanon, on Monday.\n\nThe mayor of Tripoli spoke. Nothing moved in Tripoli."
    mentions = [one for one in extractor.parse(Document("x", text)).mentions if one.text == "Tripoli"]
    places = [mention.place for mention in mentions if isinstance(mention, PlaceMention)]
    assert len(places) == 3
    assert {place.country for place in places if place} == {"LB"}


@pytest.mark.parametrize(
    ("names", "reach_km"),
    [
        (("Deir ez-Zor", "Deir Ezzor", "Deir al-Zour", "Dayr az-Zawr", "Deir-ez-Zor"), 10),
        (("Idlib", "Idleb"), 10),
        (("Daraa", "Deraa", "Dar'a"), 10),
        (("Khmeimim", "Hmeimim"), 10),
        (("Tartus", "Tartous"), 10),
        (("Raqqa", "Ar-Raqqah", "al-Raqqa"), 10),
        (("Kyiv", "Kiev"), 10),
        (("Sanaa", "Sana'a"), 10),
        (("Crimea", "the Crimean Peninsula"), 60),
    ],
)
def test_spellings_of_one_place(extractor: Extractor, names: tuple[str, ...], reach_km: float) -> None:
    places = [place_of(extractor, f"Shells fell in {name} on Monday.", name.split()[-1]) for name in names]
    apart = [distance((place.lat, place.lon), (places[0].lat, places[0].lon)).km for place in places]
    assert max(apart) < reach_km
    assert {place.country for place in places} == {places[0].country}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Officials met in Oslo on Monday.", "Oslo", "NO"),
        ("The envoy flew to Kabul on Sunday.", "Kabul", "AF"),
        ("The minister spoke in Riyadh.", "Riyadh", "SA"),
    ],
)
def test_a_place_that_all_know_is_pinned_outside_the_theatre(
    extractor: Extractor, text: str, name: str, country: str
) -> None:
    parsed = extractor.parse(Document("x", text), theatre=("SY",))
    (place,) = [mention.place for mention in parsed.mentions if isinstance(mention, PlaceMention)]
    assert place is not None
    assert (place.name, place.country) == (name, country)
