"""Files of one's own places come back without loss, and are safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from gazetteer import NameKind, OwnPlace, Place, PlaceName, SourceDataError
from gazetteer.importers.place_rows import BadRow, PlaceRow
from gazetteer.own_records import SOURCE, own_of_record, record_of
from gazetteer.place_files import CSV_COLUMNS, FILE_KINDS, csv_text, geojson_text, read_rows
from gazetteer.place_values import checked_own
from tests.gazetteer.own_strategies import own_places

FORMATS = [("places.csv", csv_text), ("places.geojson", geojson_text)]
Writer = Callable[[Iterable[OwnPlace]], str]
GHAZALEH = checked_own(
    OwnPlace(
        Place(
            "user:ghazaleh-00000001", "Khirbet Ghazaleh", 36.2, 32.73, country="SY", note="by the road\nto Daraa",
            source=SOURCE, wins=True, same_as=("geonames:170794", "whosonfirst:1"),
            names=(
                PlaceName("خربة غزالة", "ar", NameKind.ORIGINAL),
                PlaceName("Old; name | of \\ it", "", NameKind.HISTORIC),
            ),
        ),
        box(36.1, 32.7, 36.3, 32.8),
        "Report 12",
    )
)  # fmt: skip


def read_back(text: str, name: str) -> list[OwnPlace]:
    rows = list(read_rows(text.encode(), name))
    assert not [row for row in rows if isinstance(row, BadRow)]
    return [_own(row) for row in rows if isinstance(row, PlaceRow)]


def _own(row: PlaceRow) -> OwnPlace:
    place = record_of(OwnPlace(row.place, row.polygon, row.reference))
    found = own_of_record(place)
    assert found is not None
    return found


@pytest.mark.parametrize(("name", "write"), FORMATS)
@settings(deadline=None, max_examples=150)
@given(places=st.lists(own_places(), max_size=4))
def test_places_come_back_as_they_were(name: str, write: Writer, places: list[OwnPlace]) -> None:
    found = read_back(write(places), name)
    assert [record_of(own) for own in found] == [record_of(own) for own in places]
    assert found == places


@pytest.mark.parametrize(("name", "write"), FORMATS)
def test_a_file_says_every_field_that_a_place_has(name: str, write: Writer) -> None:
    row = next(iter(read_rows(write([GHAZALEH]).encode(), name)))
    assert isinstance(row, PlaceRow)
    assert _own(row) == GHAZALEH
    assert row.given >= {"id", "names", "lat", "lon", "admin2", "same_as", "note", "polygon", "reference", "radius_km"}


@settings(deadline=None, max_examples=100)
@given(places=st.lists(own_places(), min_size=1, max_size=3))
def test_no_cell_of_the_csv_is_a_formula(places: list[OwnPlace]) -> None:
    rows = list(csv.reader(io.StringIO(csv_text(places), newline="")))
    assert tuple(rows[0]) == CSV_COLUMNS
    numbers = {CSV_COLUMNS.index(column) for column in ("lat", "lon", "radius_km", "population")}
    cells = [cell for row in rows[1:] for number, cell in enumerate(row) if number not in numbers]
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]


def test_geojson_draws_the_polygon_and_tells_the_point() -> None:
    feature = json.loads(geojson_text([GHAZALEH]))["features"][0]
    assert feature["geometry"]["type"] == "Polygon"
    assert (feature["properties"]["lon"], feature["properties"]["lat"]) == (36.2, 32.73)
    assert feature["properties"]["names"][0] == {"text": "خربة غزالة", "language": "ar", "kind": "original"}


def test_an_export_of_nothing_can_be_read() -> None:
    assert [read_back(write([]), name) for name, write in FORMATS] == [[], []]
    assert csv_text([]).startswith("id,name,names,lat,lon,")


@pytest.mark.parametrize("name", ["places.xlsx", "places", "places.shp", "places.csv.exe"])
def test_other_kinds_of_file_are_refused(name: str) -> None:
    with pytest.raises(SourceDataError, match=name) as caught:
        read_rows(b"", name)
    assert all(kind in str(caught.value) for kind in FILE_KINDS)
