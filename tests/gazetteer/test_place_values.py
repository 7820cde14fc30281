"""What the values of a place may be."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from gazetteer import Gazetteer, GazetteerError, InvalidPlaceError, NameKind, OwnPlace, Place, PlaceName
from gazetteer.feature_classes import class_of_code
from gazetteer.gazetteer import DEFAULT_PATH
from gazetteer.name_lists import kind_of, read_loose_names, read_names, write_names
from gazetteer.place_values import checked, checked_own, checked_polygon, cleaned, is_id
from tests.gazetteer.own_strategies import own_places

PLACE = Place("user:x-00000001", "Ghazaleh", 36.2, 32.73)
BOW_TIE = Polygon([(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lat": "35"}, "Latitude '35': a number from -90 to 90"),
        ({"lon": True}, "Longitude True"),
        ({"lon": float("inf")}, "Longitude inf"),
        ({"radius_km": 20_001}, "Radius 20001"),
        ({"names": [PlaceName("x")]}, "Names"),
        ({"names": ("x",)}, "a tuple of PlaceName"),
        ({"names": (PlaceName("x", "arabic!"),)}, "Language 'arabic!'"),
        ({"names": (PlaceName("x", "en-toolong"),)}, "Language"),
        ({"names": (PlaceName("x", "", "nick"),)}, "Kind of name 'nick': one of preferred"),
        ({"names": tuple(PlaceName(f"x{n}") for n in range(201))}, "201 other names: at most 200"),
        ({"same_as": ("no id",)}, "Id 'no id'"),
        ({"same_as": (":1",)}, "geonames:170794 is expected"),
        ({"same_as": tuple(f"geonames:{n}" for n in range(101))}, "at most 100"),
        ({"admin1": "x" * 201}, "Division"),
        ({"admin2": "x" * 201}, "Second division"),
        ({"country": "S1"}, "Country 'S1'"),
    ],
)
def test_what_does_not_fit_is_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidPlaceError, match=re.escape(message)) as caught:
        checked(replace(PLACE, **changes))
    assert isinstance(caught.value, ValueError)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("changes", "field", "expected"),
    [
        ({"name": "  Deir \n ez-Zor\t"}, "name", "Deir ez-Zor"),
        ({"lon": 36, "lat": 32}, "lon", 36.0),
        ({"note": " one\r\ntwo\x00\x07\ud800 "}, "note", "one\ntwo\N{REPLACEMENT CHARACTER}"),
        ({"same_as": ("b:1", " a:1 ", "b:1", PLACE.id)}, "same_as", ("a:1", "b:1")),
        ({"names": (PlaceName(" x ", " AR "), PlaceName("x", "ar"))}, "names", (PlaceName("x", "ar"),)),
        ({"country": " sy "}, "country", "SY"),
        ({"feature_code": "stm"}, "feature_class", "H"),
        ({"population": 5.0}, "population", 5),
    ],
)
def test_what_fits_is_levelled(changes: dict[str, Any], field: str, expected: object) -> None:
    place = checked(replace(PLACE, **changes))
    assert getattr(place, field) == expected
    assert checked(place) == place


@pytest.mark.parametrize(
    ("polygon", "message"),
    [
        (Point(1, 1), "kind Point"),
        (LineString([(0, 0), (1, 1)]), "kind LineString"),
        ("POLYGON", "kind str"),
        (Polygon(), "without corners"),
        (BOW_TIE, "Self-intersection"),
        (box(170, 0, 190, 1), "outside WGS 84"),
        (Point(0, 0).buffer(1, quad_segs=6000), "24,001 corners"),
    ],
)
def test_polygons_that_cannot_be_kept(polygon: BaseGeometry, message: str) -> None:
    with pytest.raises(InvalidPlaceError, match=message):
        checked_polygon(polygon)
    with pytest.raises(GazetteerError, match="Polygon"):
        checked_own(OwnPlace(PLACE, polygon))


def test_polygons_lose_their_heights() -> None:
    flat = checked_polygon(Polygon([(0, 0, 5), (1, 0, 5), (1, 1, 5)]))
    assert flat == Polygon([(0, 0), (1, 0), (1, 1)])
    assert not flat.has_z
    assert checked_polygon(MultiPolygon([box(0, 0, 1, 1)])).geom_type == "MultiPolygon"


@settings(deadline=None)
@given(own=own_places())
def test_what_is_checked_stays_as_it_is(own: OwnPlace) -> None:
    assert checked_own(own) == own
    assert cleaned(own.place.note) == own.place.note
    own.place.name.encode()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("PPL", "P"), ("PPLX", "P"), ("STLMT", "P"), ("ADM3", "A"), ("PCLI", "A"), ("AIRB", "S"), ("NVB", "S"),
        ("RGN", "L"), ("STM", "H"), ("MT", "T"), ("RD", "R"), ("FRST", "V"), ("RFU", "U"), ("XYZ", "S"),
    ],
)  # fmt: skip
def test_class_of_a_code(code: str, expected: str) -> None:
    assert class_of_code(code) == expected


def test_classes_are_those_of_the_built_gazetteer(gazetteer: Gazetteer) -> None:
    assert gazetteer.version
    with closing(sqlite3.connect(DEFAULT_PATH)) as connection:
        rows = connection.execute("SELECT DISTINCT feature_code, feature_class FROM place").fetchall()
    assert len(rows) > 50
    assert [(code, told) for code, told in rows if class_of_code(code) != told] == []


@pytest.mark.parametrize(
    ("text", "expected"), [("a:1", True), ("a:", False), (":a", False), ("a", False), ("a:\n", False)]
)
def test_ids(text: str, *, expected: bool) -> None:
    assert is_id(text) is expected
    assert not is_id(f"{text} x:1")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("", []),
        ("Idleb", [PlaceName("Idleb")]),
        (
            "إدلب|ar|original; Idleb||historic",
            [PlaceName("إدلب", "ar", NameKind.ORIGINAL), PlaceName("Idleb", "", NameKind.HISTORIC)],
        ),
        (r"A \| B; C \; D; E \\", [PlaceName("A | B"), PlaceName("C ; D"), PlaceName("E \\")]),
        (";; ; a | en ;", [PlaceName("a", "en")]),
        (
            ["a", {"text": "b", "language": "ar", "kind": "SHORT"}],
            [PlaceName("a"), PlaceName("b", "ar", NameKind.SHORT)],
        ),
    ],
)
def test_names_in_a_cell(cell: str | list[object], names: list[PlaceName]) -> None:
    assert list(read_names(cell)) == names
    assert list(read_names(write_names(names))) == names


def test_names_of_other_programs() -> None:
    assert read_loose_names("a; b ;c") == read_loose_names("a|b\nc") == read_loose_names("a, b, c") == ["a", "b", "c"]
    assert read_loose_names("Paris, Texas; Paris") == ["Paris, Texas", "Paris"]
    assert read_loose_names(" ") == []


@pytest.mark.parametrize("cell", ["a|en|nick", [{"text": "a", "kind": "nick"}], [5]])
def test_names_that_are_none(cell: str | list[object]) -> None:
    with pytest.raises(InvalidPlaceError):
        list(read_names(cell))
    assert kind_of(" Historic ") is NameKind.HISTORIC


@settings(deadline=None)
@given(texts=st.lists(st.text(st.sampled_from("ab\\|; "), min_size=1).map(str.strip).filter(bool), max_size=4))
def test_any_names_come_back(texts: list[str]) -> None:
    names = [PlaceName(" ".join(text.split())) for text in texts]
    assert list(read_names(write_names(names))) == names
    assert write_names([]) == ""
