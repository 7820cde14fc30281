"""Whatever bytes a place file holds, it is read, or refused with a reason, in no time."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import SourceDataError
from gazetteer.importers.place_rows import BadRow, PlaceRow
from gazetteer.place_files import FILE_KINDS, read_rows
from tests.growth import check_linear

_JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers(-200, 200) | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "geometries", "name", "names", "lat", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)
_GEOMETRIES: Final = st.builds(
    lambda kind, inner: {"type": kind, "coordinates": inner, "geometries": inner},
    st.sampled_from(["Point", "Polygon", "MultiPolygon", "GeometryCollection", "LineString"]),
    _JSON,
)
_FEATURES: Final = st.builds(
    lambda geometry, name, properties: {
        "geometry": geometry,
        "properties": {"name": name, **properties} if isinstance(properties, dict) else properties,
    },
    _JSON | _GEOMETRIES,
    _JSON,
    _JSON,
)
_CELLS: Final = st.text(
    st.characters(codec="utf-8") | st.sampled_from(",;\t|\"'\n\r=-0123456789.POLYGON() "), max_size=20
)
_HEADERS: Final = st.sampled_from(
    ["name", "lat", "lon", "coordinates", "wkt", "names", "aliases", "population", "radius", "country", "id", "name_ar"]
)
_TAGS: Final = st.sampled_from(
    ["Placemark", "name", "Point", "Polygon", "coordinates", "outerBoundaryIs", "LinearRing", "Data", "MultiGeometry"]
)
_ELEMENTS: Final = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_characters="<>&"), max_size=10) | st.just("1,2 3,4 5,6 1,2"),
    lambda inner: st.builds(
        lambda tag, parts: f'<{tag} name="x">{"".join(parts)}</{tag}>', _TAGS, st.lists(inner, max_size=4)
    ),
    max_leaves=15,
)


def read_all(data: bytes, name: str) -> list[PlaceRow | BadRow]:
    rows: list[PlaceRow | BadRow] = []
    with suppress(SourceDataError):
        rows = list(read_rows(data, name))
    return rows


@pytest.mark.parametrize("ending", sorted(FILE_KINDS))
@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=300))
def test_any_bytes(ending: str, data: bytes) -> None:
    for row in read_all(data, f"places{ending}"):
        assert isinstance(row, PlaceRow | BadRow)
        assert row.line >= 1


@settings(deadline=None, max_examples=200)
@given(header=st.lists(_HEADERS, max_size=6), rows=st.lists(st.lists(_CELLS, max_size=8), max_size=5))
def test_any_table(header: list[str], rows: list[list[str]]) -> None:
    text = "\n".join(",".join(cells) for cells in [["name", "coordinates", *header], *rows])
    found = read_all(text.encode(), "places.csv")
    assert all(row.reason for row in found if isinstance(row, BadRow))
    assert all(abs(row.place.lat) <= 90 for row in found if isinstance(row, PlaceRow))


@settings(deadline=None, max_examples=300)
@given(entries=st.lists(_FEATURES | _JSON, max_size=4), crs=_JSON)
def test_any_geojson(entries: list[object], crs: object) -> None:
    first = {"geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": {"name": "Here"}}
    data = json.dumps({"features": [first, *entries], "crs": crs}).encode()
    found = read_all(data, "places.geojson")
    assert len(found) in {0, len(entries) + 1}
    assert all(row.place.name for row in found if isinstance(row, PlaceRow))


@settings(deadline=None, max_examples=200)
@given(elements=st.lists(_ELEMENTS, max_size=5))
def test_any_kml(elements: list[str]) -> None:
    data = f"<kml><Placemark><name>Here</name>{''.join(elements)}</Placemark></kml>".encode()
    for row in read_all(data, "places.kml"):
        assert isinstance(row, PlaceRow | BadRow)
        assert len(getattr(row, "raw", "")) <= 201


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("a" * 50 + "\\", "places.csv"), ("name,lat,lon\n" + "'" * 40, "places.csv"), ("|;" * 20, "places.csv"),
        ("1" * 40, "places.csv"), ("POLYGON ((1 1, " * 4, "places.csv"), ("<Placemark>", "places.kml"),
        ('{"features":[', "places.geojson"),
    ],
)  # fmt: skip
def test_time_grows_no_faster_than_the_file(piece: str, name: str) -> None:

    def read(times: int) -> None:
        text = f"name,wkt,lat\nx,{piece * times},1\n" if name.endswith("csv") else piece * times
        read_all(text.encode(), name)

    check_linear(read, 1500)
