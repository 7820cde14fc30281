from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from geo.codebook import (
    countries,
    country_name,
    disorder_type,
    event_type_names,
    event_types,
    find_country,
    geo_precision,
    iso_numeric,
    time_precision,
)

VIOLENCE, DEMONSTRATIONS, STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"


def test_vocabulary_is_acleds() -> None:
    assert len(event_types()) == len({entry.sub_event_type for entry in event_types()}) == 25
    assert event_type_names() == (
        "Battles",
        "Explosions/Remote violence",
        "Violence against civilians",
        "Protests",
        "Riots",
        "Strategic developments",
    )


@pytest.mark.parametrize(
    ("event_type", "sub_event_type", "expected"),
    [
        ("Battles", "Armed clash", VIOLENCE),
        ("Battles", "", VIOLENCE),
        ("Protests", "Peaceful protest", DEMONSTRATIONS),
        ("Protests", "Excessive force against protesters", f"{VIOLENCE}; {DEMONSTRATIONS}"),
        ("Riots", "Violent demonstration", DEMONSTRATIONS),
        ("Riots", "Mob violence", VIOLENCE),
        ("Strategic developments", "Arrests", STRATEGIC),
        ("Unheard of", "Arrests", ""),
    ],
)
def test_disorder_type_follows_the_sub_type(event_type: str, sub_event_type: str, expected: str) -> None:
    assert disorder_type(event_type, sub_event_type) == expected


@pytest.mark.parametrize(("ucdp", "acled"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, None), (None, None)])
def test_time_precision_follows_date_prec(ucdp: int | None, acled: int | None) -> None:
    assert time_precision(ucdp) == acled


@pytest.mark.parametrize(
    ("ucdp", "acled"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, None), (7, None), (None, None)]
)
def test_geo_precision_follows_where_prec(ucdp: int | None, acled: int | None) -> None:
    assert geo_precision(ucdp) == acled


@pytest.mark.parametrize("word", ["SY", "sy", "SYR", "Syria", " syria "])
def test_countries_are_found_by_code_and_name(word: str) -> None:
    country = find_country(word)
    assert country is not None
    assert (country.alpha2, country.numeric) == ("SY", 760)


def test_unknown_countries_are_none() -> None:
    assert find_country("Atlantis") is None
    assert find_country("") is None
    assert (iso_numeric(""), iso_numeric("XK")) == (None, None)
    assert (country_name("UA"), country_name("??")) == ("Ukraine", "??")


@pytest.mark.parametrize("name", ["event_types.csv", "countries.csv"])
def test_every_row_names_its_source(name: str) -> None:
    rows = list(csv.DictReader(files("geo").joinpath("data", name).read_text(encoding="utf-8").splitlines()))
    assert rows
    assert all(row["source"] for row in rows)


def test_country_codes_are_unique() -> None:
    for field in ("alpha2", "alpha3", "name"):
        values = [getattr(country, field) for country in countries()]
        assert len(values) == len(set(values))
    assert len(countries()) == 250
