"""Boundary files as users have them, and broken ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box, mapping

from gazetteer.errors import SourceDataError
from gazetteer.importers import boundary_files
from gazetteer.importers.boundary_columns import BoundaryColumns, detect_columns, detect_country, detect_level
from gazetteer.importers.boundary_files import BoundaryHead, properties_of, read_boundaries, read_features

HEAD = BoundaryHead("oblasts", "UA", 1, BoundaryColumns(name="NAME"))
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.sampled_from(("type", "coordinates", "x")), children)
    ),
)


def feature(name: object = "Land", shape: object = None, **properties: object) -> dict[str, Any]:
    """Return a feature with a name and the polygon of a shape."""
    geometry = mapping(box(36, 35, 37, 36)) if shape is None else shape
    return {"type": "Feature", "properties": {"NAME": name, **properties}, "geometry": geometry}


def test_files_of_ocha_tell_everything(shared_data: Path) -> None:
    data = (shared_data / "boundaries" / "syr_admin2.geojson").read_bytes()
    features = read_features(data, "syr_admin2.geojson")
    told = properties_of(features[0])
    assert (detect_level(told), detect_country(told)) == (2, "SY")
    assert detect_columns(told, 2) == BoundaryColumns("adm2_name", "adm2_name1", "ar", "adm2_pcode", "adm1_name")
    divisions = {entry.place.id: entry for entry in read_boundaries(features, BoundaryHead("d", "SY", 2)).divisions}
    assert len(divisions) == 62
    afrin = divisions["boundary:SY0203"].place
    assert (afrin.name, afrin.admin1, afrin.feature_code, afrin.country) == ("Afrin", "Aleppo", "ADM2", "SY")
    assert [(name.text, name.language) for name in afrin.names] == [("عفرين", "ar")]


def test_simplifying_keeps_borders_shared(shared_data: Path) -> None:
    data = (shared_data / "boundaries" / "syr_admin1.geojson").read_bytes()
    divisions = read_boundaries(read_features(data, "s"), BoundaryHead("d", "SY", 1)).divisions
    polygons = [entry.polygon for entry in divisions if entry.polygon is not None]
    whole = shapely.union_all(polygons)
    assert len(polygons) == 14
    assert sum(polygon.area for polygon in polygons) == pytest.approx(whole.area, rel=1e-4)
    assert all(
        entry.polygon and entry.polygon.covers(shapely.Point(entry.place.lon, entry.place.lat)) for entry in divisions
    )


@pytest.mark.parametrize(
    ("properties", "level", "columns", "country"),
    [
        (
            {"ADM1_EN": "Kharkivska", "ADM1_UA": "Харківська", "ADM1_PCODE": "UA63", "ADM0_PCODE": "UA"},
            1,
            BoundaryColumns("ADM1_EN", "ADM1_UA", "uk", "ADM1_PCODE"),
            "UA",
        ),
        (
            {"GID_0": "SDN", "NAME_1": "Kassala", "NAME_2": "Aroma", "NL_NAME_2": "أروما", "GID_2": "SDN.1.2_1"},
            2,
            BoundaryColumns("NAME_2", "NL_NAME_2", "", "GID_2", "NAME_1"),
            "SDN",
        ),
        (
            {"shapeName": "Idlib", "shapeISO": "SY-ID", "shapeGroup": "SYR", "shapeType": "ADM1"},
            1,
            BoundaryColumns("shapeName", code="shapeISO"),
            "SYR",
        ),
        ({"label": "Idlib"}, None, BoundaryColumns(), ""),
    ],
)
def test_known_layouts(properties: dict[str, str], level: int | None, columns: BoundaryColumns, country: str) -> None:
    assert detect_level(properties) == level
    assert detect_columns(properties, level or 1) == columns
    assert detect_country(properties) == country


def test_columns_that_are_told_win() -> None:
    told = BoundaryHead("d", "SY", 1, BoundaryColumns(name="short", local="kurdi", language="ku"))
    properties = {"adm1_name": "Al-Hasakeh", "adm1_name1": "الحسكة", "adm1_pcode": "SY08", "lang1": "ar"}
    row = {"properties": properties | {"short": "Hasakah", "kurdi": "Hesîçe"}, "geometry": mapping(box(39, 36, 41, 37))}
    place = read_boundaries([row], told).divisions[0].place
    assert (place.name, place.id, place.admin1) == ("Hasakah", "boundary:SY08", "Hasakah")
    assert [(name.text, name.language) for name in place.names] == [("Hesîçe", "ku")]


def test_ids_come_from_codes_that_are_unique() -> None:
    head = BoundaryHead("d", "SY", 1, BoundaryColumns(name="NAME", code="code"))
    rows = [feature("A", code="SY1"), feature("B", code="X"), feature("C", code="X"), feature("D", code="a/b c")]
    ids = [entry.place.id for entry in read_boundaries(rows, head).divisions]
    assert ids == ["boundary:SY1", "boundary:d/2", "boundary:d/3", "boundary:d/4"]
    numbers = [entry.place.id for entry in read_boundaries([feature("A", code=7)], head).divisions]
    assert numbers == ["boundary:7"]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (feature(""), "no name"),
        (feature(None), "no name"),
        (feature("!!"), "no name"),
        ({}, "no name"),
        (feature("Line", {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}), "Polygon or MultiPolygon"),
        (feature("None", {"type": "Polygon"}), "cannot be read"),
        (feature("Text", {"type": "Polygon", "coordinates": "x"}), "cannot be read"),
        (feature("Empty", {"type": "Polygon", "coordinates": []}), "no corners"),
        (feature("Metres", mapping(box(200_000, 3_000_000, 300_000, 3_100_000))), "WGS 84"),
        (feature("Two", {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}), "cannot be read"),
    ],
)
def test_a_broken_feature_is_told_and_left_out(broken: dict[str, Any], reason: str) -> None:
    read = read_boundaries([feature("Good"), broken], HEAD)
    assert [entry.place.name for entry in read.divisions] == ["Good"]
    assert [row.line for row in read.skipped] == [2]
    assert reason in read.skipped[0].reason


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no GeoJSON"),
        (b"\xff\xfe", "no GeoJSON"),
        (b"[" * 100_000, "no GeoJSON"),
        (b"[]", "no features"),
        (b'{"features": 7}', "no features"),
        (b'{"features": []}', "no features"),
        (
            json.dumps({"features": [{}], "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}}).encode(),
            "WGS 84",
        ),
    ],
)
def test_files_that_are_none(data: bytes, message: str) -> None:
    with pytest.raises(SourceDataError, match=message):
        read_features(data, "file.geojson")
    with pytest.raises(ValueError, match=r"file\.geojson"):
        read_features(data, "file.geojson")


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.dumps({"features": [feature()] * 3}).encode()
    assert len(read_features(data, "f")) == 3
    monkeypatch.setattr(boundary_files, "MOST_DIVISIONS", 2)
    with pytest.raises(SourceDataError, match="3 features, at most 2"):
        read_features(data, "f")
    monkeypatch.setattr(boundary_files, "LARGEST_BYTES", 10)
    with pytest.raises(SourceDataError, match="at most 10"):
        read_features(data, "f")


def test_what_is_missing_is_named() -> None:
    with pytest.raises(SourceDataError, match="Level 3"):
        read_boundaries([feature()], BoundaryHead("d", "SY", 3))
    with pytest.raises(SourceDataError, match=r"NOM.*the file has: NAME"):
        read_boundaries([feature()], BoundaryHead("d", "SY", 1, BoundaryColumns(name="NOM")))
    with pytest.raises(SourceDataError, match=r"of names.*NAME"):
        read_boundaries([feature()], BoundaryHead("d", "SY", 1))
    with pytest.raises(SourceDataError, match="Feature 1: no name"):
        read_boundaries([feature("")], HEAD)


@given(JSON)
@settings(deadline=None)
def test_any_geometry_is_read_or_left_out(geometry: object) -> None:
    read = read_boundaries([feature("Good"), feature("Odd", geometry or {})], HEAD)
    assert read.divisions[0].place.name == "Good"
    assert len(read.divisions) + len(read.skipped) == 2
