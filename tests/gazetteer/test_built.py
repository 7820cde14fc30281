"""The real gazetteer: the places of the mission, the boundary view, the figures it must keep."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from geopy.distance import great_circle

from gazetteer import Gazetteer, GazetteerError


@pytest.fixture(scope="module")
def built() -> Gazetteer:
    """Open the built gazetteer, or skip."""
    try:
        return Gazetteer.open()
    except GazetteerError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Deir ez-Zor", 35.336, 40.141),
        ("Deir Ezzor", 35.336, 40.141),
        ("Dayr az-Zawr", 35.336, 40.141),
        ("Deir al-Zour", 35.336, 40.141),
        ("Deir Ez Zor", 35.336, 40.141),
        ("Idlib", 35.931, 36.634),
        ("Idleb", 35.931, 36.634),
        ("Daraa", 32.619, 36.102),
        ("Dar'a", 32.619, 36.102),
        ("Daraa al-Balad", 32.611, 36.103),
        ("Khmeimim", 35.401, 35.949),
        ("Hmeimim", 35.401, 35.949),
        ("Tartus", 34.889, 35.887),
        ("Tartous", 34.889, 35.887),
        ("Sudan", 16.0, 30.0),
        ("Raqqa", 35.953, 39.008),
        ("Kabul", 34.528, 69.172),
        ("Kobani", 36.891, 38.353),
        ("Shingal", 36.321, 41.876),
        ("Hewler", 36.191, 44.009),
        ("Kharkov", 49.98, 36.253),
        ("Al-Junaynah", 13.453, 22.447),
        ("El Fasher", 13.628, 25.349),
        ("Mazar-e Sharif", 36.709, 67.111),
        ("Khankendi", 39.818, 46.753),
        ("Sokhumi", 43.002, 41.023),
        ("Mekele", 13.497, 39.475),
        ("Tombouctou", 16.773, -3.008),
        ("Rangoon", 16.805, 96.156),
        ("Hodeidah", 14.798, 42.954),
    ],
)
def test_places_of_the_news_are_where_they_are(built: Gazetteer, name: str, lat: float, lon: float) -> None:
    place = built.places_named(name)[0]
    assert great_circle((lat, lon), (place.lat, place.lon)).km < 15
    assert built.search(name)[0].place.id == place.id


@pytest.mark.parametrize(
    ("lon", "lat", "country", "admin1"),
    [
        (34.1, 44.95, "UA", "Crimea"),
        (33.55, 44.6, "UA", "Sevastopol"),
        (36.1, 32.62, "SY", "Daraa"),
        (25.35, 13.63, "SD", "North Darfur"),
        (44.0, 42.23, "GE", "Shida Kartli"),
        (44.06, 9.56, "SO", "Somaliland"),
        (-30.0, 30.0, "", ""),
    ],
)
def test_boundary_view(built: Gazetteer, lon: float, lat: float, country: str, admin1: str) -> None:
    assert built.divisions_at(lon, lat)[0] == country
    assert built.divisions_at(lon, lat)[1] == admin1


def test_common_words_do_not_match(built: Gazetteer) -> None:
    text = (
        "Most of the March rally was Nice, said General Ali on Sunday. Police in Reading. The Battle of Central Front."
    )
    assert built.match(text) == []
    assert next(place.country for place in built.places_named("Nice")) == "FR"


def test_names_of_a_report(built: Gazetteer) -> None:
    text = (
        "Regime shells fell on Daraa al-Balad and Tariq al-Sad, while jets from Khmeimim hit Jisr al-Shughour "
        "in Idleb’s west; "
        "in Sudan the RSF entered El Geneina."
    )
    found = [text[span.start : span.end] for span in built.match(text)]
    assert {"Daraa al-Balad", "Khmeimim", "Jisr al-Shughour", "Idleb", "Sudan", "El Geneina"} <= set(found)
    assert "Regime" not in found


def test_matching_is_fast_and_opening_too(built: Gazetteer) -> None:
    text = "Shelling resumed in Idlib and Aleppo overnight, said activists in Al-Hasakah's countryside. " * 5000
    started = time.process_time()
    spans = built.match(text)
    assert len(text) / (time.process_time() - started) > 1_000_000  # 7 MB/s where nothing else runs
    assert len(spans) == 15_000
    started = time.process_time()
    Gazetteer.open()
    assert time.process_time() - started < 3


def test_countries_have_polygons_and_sources_licences(built: Gazetteer) -> None:
    for code in ("SY", "SD", "UA", "IQ", "AF", "PS"):
        assert built.polygon(f"naturalearth:{code}") is not None
    assert all(source.licence and source.places for source in built.sources())


def test_every_alias_has_its_place(built: Gazetteer) -> None:
    path = Path(__file__).resolve().parents[2] / "gazetteer" / "data" / "overlay" / "aliases.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    missing = sorted({row["place_id"] for row in rows if built.place(row["place_id"]) is None})
    assert missing == []
    for row in rows[::25]:
        assert row["place_id"] in {place.id for place in built.places_named(row["text"])}
