"""Reading place files that strangers may have made: CSV, GeoJSON, KML."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from shapely.geometry import MultiPolygon, Polygon, box

from gazetteer import NameKind, PlaceName, SourceDataError
from gazetteer.importers.columns import FIELDS, find_columns
from gazetteer.importers.place_rows import BadRow, PlaceRow, ReadLimits
from gazetteer.place_files import read_rows

HEAD = "name,lat,lon,country\n"
KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
RING = "<LinearRing><coordinates>36,35 37,35 37,36 36,36 36,35</coordinates></LinearRing>"
SQUARE = [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]


def read(data: str | bytes, name: str = "places.csv", columns: Mapping[str, str] | None = None) -> list[object]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_rows(raw, name, columns, find_country={"Syria": "SY"}.get))  # type: ignore[arg-type]


def one(data: str | bytes, name: str = "places.csv", columns: Mapping[str, str] | None = None) -> PlaceRow:
    row = read(data, name, columns)[0]
    assert isinstance(row, PlaceRow), row
    return row


def reason(data: str | bytes, name: str = "places.csv") -> str:
    row = read(data, name)[0]
    assert isinstance(row, BadRow)
    return row.reason


def features(*found: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": found})


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": {"name": "Here"} | properties}


@pytest.mark.parametrize(
    "text",
    [
        "Name,Latitude,Longitude\nHere,35.5,36.5\n",
        "\n\nname;y;x\nHere;35,5;36,5\n",
        "PLACE NAME\tlat\tlng\nHere\t35.5\t36.5\n",
        "title|Lat|Long\nHere|35.5|36.5|\n",
        'toponym,coordinates\nHere,"35.5, 36.5"\n',
        "name_en,POINT_Y,POINT_X,extra\r\nHere,35.5,36.5\r\n",
        "place,mgrs\nHere,37S BV 7324 3137\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_known_headers_and_separators(text: str, encoding: str) -> None:
    row = one(text.encode(encoding))
    assert row.place.name == "Here"
    assert (row.place.lat, row.place.lon) == pytest.approx((35.5, 36.5), abs=0.001)
    assert row.given == {"name", "lat", "lon"}


def test_every_column() -> None:
    row = one(
        "id,name,lat,lon,country,admin1,admin2,feature_code,radius_km,population,note,reference,same_as,alternatenames,"
        "name_ar,name:ru\n"
        'x1,Here,35.5,36.5,Syria,Idlib,Harim,PPLX,2,"12,345",by the road,Report 3,geonames:1 whosonfirst:2,"a, b",'
        "هنا,Тут\n"
    )
    place = row.place
    assert (place.id, place.country, place.admin1, place.admin2) == ("x1", "SY", "Idlib", "Harim")
    assert (place.feature_code, place.radius_km, place.population) == ("PPLX", 2.0, 12_345)
    assert (place.note, row.reference, place.same_as) == ("by the road", "Report 3", ("geonames:1", "whosonfirst:2"))
    assert place.names == (PlaceName("a"), PlaceName("b"), PlaceName("هنا", "ar"), PlaceName("Тут", "ru"))


def test_columns_are_mapped_as_the_user_says() -> None:
    text = "village,village_ar,older,lang,n,e\nHere,هنا,There,tr,35.5,36.5\n"
    columns = {
        "name": "village",
        "aliases:ar": "village_ar",
        "aliases": "older",
        "language": "lang",
        "lat": "n",
        "lon": "e",
    }
    row = one(text, columns=columns)
    assert set(row.place.names) == {PlaceName("هنا", "ar"), PlaceName("There", "tr")}
    assert "names" in row.given


@pytest.mark.parametrize(
    ("headers", "chosen", "message"),
    [
        (["a", "b"], {}, "No column holds the names: say which, name=COLUMN; there are: a, b"),
        (["name", "b"], {}, "No columns hold latitude and longitude"),
        (["name", "lat"], {}, "lon=COLUMN"),
        (["name"], {"colour": "name"}, "No field 'colour' to fill from a column"),
        (["name"], {"lat": "Y"}, "No column 'Y' in the file; there are: name"),
        ([], {}, "there are: none"),
    ],
)
def test_columns_that_are_missing_are_named(headers: list[str], chosen: dict[str, str], message: str) -> None:
    with pytest.raises(SourceDataError) as caught:
        find_columns(headers, chosen)
    assert message in str(caught.value)
    assert "aliases:LANGUAGE" in FIELDS


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Here,91,36,SY", "Latitude 91.0"),
        ("Here,abc,36,SY", "Latitude 'abc': a number"),
        ("Here,35_5,36,SY", "Latitude '35_5'"),
        ("Here,nan,36,SY", "Latitude 'nan'"),
        ("Here,,36,SY", "No position"),
        ("…,35,36,SY", "letters or digits"),
        (",35,36,SY", "Name ''"),
        ("Here,35,36,Atlantis", "Country 'Atlantis'"),
        ("Here,35,36,SY,more", "5 cells where the header has 4"),
        ("Here," + "9" * 400 + ",36,SY", "Latitude '999"),
    ],
)
def test_bad_rows_say_why(line: str, expected: str) -> None:
    rows = read(f"{HEAD}First,35,36,SY\n{line}\nLast,35,36,Syria\n")
    assert [type(row) for row in rows] == [PlaceRow, BadRow, PlaceRow]
    assert isinstance(rows[1], BadRow)
    assert (rows[1].line, expected in rows[1].reason) == (3, True), rows[1].reason
    assert len(rows[1].reason) < 200
    assert len(rows[1].raw) <= 201


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("wkt", "POINT (1 1)", "POLYGON or MULTIPOLYGON is expected"),
        ("wkt", "POLYGON ((1 1", "no well-known text"),
        ("wkt", '"POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"', "Self-intersection"),
        ("wkt", '"POLYGON ((nan 0, 1 1, 1 0, 0 1, nan 0))"', "no well-known text"),
        ("wkt", '"POLYGON ((1e999 0, 1 1, 1 0, 0 1, 1e999 0))"', "outside WGS 84"),
        ("wkt", "POLYGON EMPTY", "without corners"),
        ("population", "1.5", "a whole number"),
        ("population", "1e999", "a whole number"),
        ("radius", "-3", "Radius -3.0"),
        ("fcode", "a village", "Feature code 'A VILLAGE'"),
        ("names", "a||nick", "Kind of name 'nick'"),
        ("same_as", "x", "Id 'x'"),
        ("id", "x" * 121, "at most 120"),
    ],
)
def test_bad_cells_say_why(column: str, cell: str, expected: str) -> None:
    assert expected in reason(f"name,lat,lon,{column}\nHere,35,36,{cell}\n")


def test_polygons_as_well_known_text() -> None:
    row = one('name,wkt\nHere,"POLYGON ((36 35, 37 35, 37 36, 36 36, 36 35))"\n')
    assert row.polygon is not None
    assert row.polygon.equals(box(36, 35, 37, 36))
    assert (row.place.lon, row.place.lat) == (36.5, 35.5)
    assert row.place.radius_km == pytest.approx(56.8, abs=0.5)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"name,lat,lon\nG\xfcnter,1,1\n", "places.csv", "byte 14: not UTF-8"),
        (b"", "places.csv", "is empty"),
        (b"\n\n", "places.tsv", "is empty"),
        (b"{", "places.json", "no JSON"),
        (b"[]", "places.geojson", "no GeoJSON"),
        (b"5", "places.geojson", "no GeoJSON"),
        (b'{"features": {}}', "places.geojson", "no GeoJSON"),
        (b"<kml>", "places.kml", "no KML"),
        (b"", "places.kml", "no KML"),
        (b'<?xml version="1.0" encoding="nonsense"?><kml/>', "places.kml", "no KML"),
        (b'<!DOCTYPE kml [<!ENTITY a "b">]><kml>&a;</kml>', "places.kml", "no KML"),
        (b'<!DOCTYPE kml SYSTEM "file:///etc/passwd"><kml/>', "places.kml", "no KML"),
        (b"[" * 100_000, "places.geojson", "no JSON"),
        (b"<a>" * 100_000, "places.kml", "deeper than 64"),
    ],
)
def test_files_that_cannot_be_read(data: bytes, name: str, message: str) -> None:
    with pytest.raises(SourceDataError, match=message) as caught:
        list(read_rows(data, name))
    assert name in str(caught.value)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (HEAD + "Here,35,36,SY\n" * 6, "places.csv"),
        (features(*[feature({"type": "Point", "coordinates": [1, 1]})] * 6), "places.geojson"),
        (KML.format("<Placemark><name>Here</name></Placemark>" * 6), "places.kml"),
    ],
)
def test_limits(data: str, name: str) -> None:
    raw = data.encode()
    with pytest.raises(SourceDataError, match="ore than 5 "):
        list(read_rows(raw, name, limits=ReadLimits(rows=5)))
    with pytest.raises(SourceDataError, match="at most 50 are read"):
        list(read_rows(raw, name, limits=ReadLimits(bytes=50)))
    assert len(list(read_rows(raw, name, limits=ReadLimits(rows=6)))) == 6


def test_geojson_feature() -> None:
    arabic = {"text": "ب", "language": "ar", "kind": "original"}
    parts = [{"type": "Point", "coordinates": [36.1, 35.1]}, {"type": "Polygon", "coordinates": SQUARE}]
    data = features(
        feature({"type": "Point", "coordinates": [36.5, 35.5, 400]}, names=["a", arabic]),
        feature(None, lat=35.5, lon=36.5, population=5, aliases=["x", "y"]),
        feature({"type": "GeometryCollection", "geometries": parts}),
    )
    first, second, third = (row for row in read(data, "a.geojson") if isinstance(row, PlaceRow))
    assert first.place.names == (PlaceName("a"), PlaceName("ب", "ar", NameKind.ORIGINAL))
    assert (second.place.lat, second.place.population, second.line) == (35.5, 5, 2)
    assert second.place.names == (PlaceName("x"), PlaceName("y"))
    assert (third.place.lon, third.polygon) == (36.1, Polygon(SQUARE[0]))


@pytest.mark.parametrize(
    ("geometry", "expected"),
    [
        ({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}, "Geometry 'LineString'"),
        ({"type": "Point", "coordinates": []}, "Position '[]'"),
        ({"type": "Point", "coordinates": ["1", 2]}, "longitude and latitude"),
        ({"type": "Point", "coordinates": [1e10, 0]}, "longitude and latitude"),
        ({"type": "Point", "coordinates": [500, 0]}, "Longitude 500.0"),
        ({"type": "Polygon", "coordinates": []}, "without an outline"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "Ring of 2 positions"),
        ({"type": "Polygon", "coordinates": 5}, "a list is expected"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}, "Self-intersection"),
        ({"type": "MultiPolygon", "coordinates": []}, "without corners"),
        ({"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection"}]}, "collection within"),
        ({"type": "GeometryCollection"}, "a list is expected"),
        ("POINT (1 1)", "an object is expected"),
        ({}, "Geometry 'None'"),
    ],
)
def test_broken_geometries(geometry: object, expected: str) -> None:
    assert expected in reason(features(feature(geometry)), "a.geojson")


@pytest.mark.parametrize("entry", [None, 5, "x", [], {"properties": 5}, {"properties": {"name": {}}}])
def test_features_that_are_none(entry: object) -> None:
    rows = read(features(feature({"type": "Point", "coordinates": [1, 2]}), entry), "a.json")
    assert [type(row) for row in rows] == [PlaceRow, BadRow]
    assert isinstance(rows[1], BadRow)
    assert rows[1].line == 2


def test_a_lone_feature_and_other_systems() -> None:
    lone = feature({"type": "Point", "coordinates": [1, 2]})
    assert one(json.dumps(lone), "a.geojson").place.name == "Here"
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
    with pytest.raises(SourceDataError, match="EPSG::32637; save it in longitude and latitude"):
        read(json.dumps({"type": "FeatureCollection", "features": [lone], "crs": crs}), "a.geojson")
    crs["properties"]["name"] = "urn:ogc:def:crs:OGC:1.3:CRS84"  # type: ignore[index]
    assert read(json.dumps({"features": [lone], "crs": crs}), "a.geojson")


def test_kml_placemarks() -> None:
    point = '<Placemark id="p1"><name> Here </name><description>by the road</description><ExtendedData><Data name="country"><value>SY</value></Data><SchemaData><SimpleData name="name_ar">هنا</SimpleData></SchemaData></ExtendedData><Point><coordinates>\n36.5,35.5,0 </coordinates></Point></Placemark>'  # noqa: E501
    hole = RING.replace("36,35 37,35 37,36 36,36 36,35", "36.2,35.2 36.2,35.4 36.4,35.4 36.4,35.2 36.2,35.2")
    area = f"<Polygon><innerBoundaryIs>{hole}</innerBoundaryIs><outerBoundaryIs>{RING}</outerBoundaryIs></Polygon>"
    rows = read(KML.format(f"{point}<Folder><Placemark><name>Area</name>{area}</Placemark></Folder>"), "a.kml")
    first, second = (row for row in rows if isinstance(row, PlaceRow))
    assert (first.place.id, first.place.country, first.place.note) == ("p1", "SY", "by the road")
    assert (first.place.lon, first.place.names) == (36.5, (PlaceName("هنا", "ar"),))
    assert second.polygon is not None
    assert second.polygon.equals(box(36, 35, 37, 36) - box(36.2, 35.2, 36.4, 35.4))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<LineString><coordinates>1,1 2,2</coordinates></LineString>", "LineString"),
        ("<Point><coordinates>a,b</coordinates></Point>", "numbers with commas"),
        ("<Point/>", "Position '()'"),
        ("<Polygon/>", "without an outline"),
        ("<Polygon><outerBoundaryIs/></Polygon>", "Ring of 0 positions"),
        ("<Point><coordinates>inf,nan</coordinates></Point>", "longitude and latitude"),
        ("", "No position"),
    ],
)
def test_broken_placemarks(body: str, expected: str) -> None:
    assert expected in reason(KML.format(f"<Placemark><name>Here</name>{body}</Placemark>"), "a.kml")


def test_several_polygons_of_a_placemark_are_one() -> None:
    other = RING.replace("36,", "40,").replace("37,", "41,").replace("40,36 40,35", "40,36 40,35")
    part = "<Polygon><outerBoundaryIs>{}</outerBoundaryIs></Polygon>"
    body = f"<MultiGeometry>{part.format(RING)}{part.format(other)}</MultiGeometry>"
    row = one(KML.format(f"<Placemark><name>Here</name>{body}</Placemark>"), "a.kml")
    assert isinstance(row.polygon, MultiPolygon)
    assert len(row.polygon.geoms) == 2


def test_files_without_places() -> None:
    assert read(KML.format(""), "a.kml") == read(features(), "a.geojson") == read(HEAD) == []
    assert read(HEAD + ",,,\n  ,, ,\n") == []
