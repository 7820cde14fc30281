from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.online.answers import read_geonames, read_nominatim, read_photon
from gazetteer.online.osm_kinds import kind_of_tag
from tests.geocoders import GEONAMES, NOMINATIM, PHOTON

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=10,
)
READERS = {
    "nominatim": (read_nominatim, NOMINATIM),
    "photon": (read_photon, PHOTON),
    "geonames": (read_geonames, GEONAMES),
}


def _spoil(value: Any, path: list[int], odd: object) -> Any:  # noqa: ANN401 - any JSON
    """Put something odd in the place that a path of numbers leads to."""
    if not path or not isinstance(value, dict | list) or not value:
        return odd
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = keys[path[0] % len(keys)]
    spoilt = dict(value) if isinstance(value, dict) else list(value)
    spoilt[key] = _spoil(value[key], path[1:], odd)
    return spoilt


@pytest.mark.parametrize("key", READERS)
@given(number=st.integers(0, 1), path=st.lists(st.integers(0, 20), min_size=1, max_size=3), odd=ANY_JSON)
def test_whatever_a_service_says_is_read_or_left_out(key: str, number: int, path: list[int], odd: object) -> None:
    read, places = READERS[key]
    found = read(_spoil(places[number], path, odd))
    if found is not None:
        assert abs(found.lat) <= 90
        assert abs(found.lon) <= 180
        assert 0.5 <= found.radius_km <= 500
        assert found.name
        assert found.name.isprintable()
        assert len(found.names) <= 40


@pytest.mark.parametrize(
    ("key", "value", "address_type", "kind"),
    [
        ("place", "village", "village", ("P", "PPL")),
        ("place", "suburb", "", ("P", "PPLX")),
        ("place", "something new", "", ("P", "PPL")),
        ("boundary", "administrative", "country", ("A", "PCLI")),
        ("boundary", "administrative", "state", ("A", "ADM1")),
        ("boundary", "administrative", "county", ("A", "ADM2")),
        ("boundary", "administrative", "city", ("P", "PPL")),
        ("boundary", "national_park", "", ("A", "ADM3")),
        ("military", "airfield", "", ("S", "AIRB")),
        ("military", "something new", "", ("S", "INSM")),
        ("aeroway", "aerodrome", "", ("S", "AIRP")),
        ("waterway", "river", "river", ("H", "STM")),
        ("shop", "bakery", "shop", ("S", "BLDG")),
        ("", "", "", ("S", "BLDG")),
    ],
)
def test_tags_become_feature_codes(key: str, value: str, address_type: str, kind: tuple[str, str]) -> None:
    assert kind_of_tag(key, value, address_type) == kind
    assert kind[0] in "AHLPRSTUV"
