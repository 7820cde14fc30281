"""What GDAL and GeoPandas, as clients, read from the exports."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import geopandas
import pyogrio
import pytest

from geo.exports import EXPORTERS, built_attribution, export_events
from geo.schema import EVENT_COLUMNS
from geo.store import EventFilter, EventStore
from tests.geo.exports.conftest import PAYLOADS

Export = Callable[..., bytes]


@pytest.fixture
def read_back(exported: Export, tmp_path: Path) -> Callable[[str], geopandas.GeoDataFrame]:
    """Return the function that exports in a format and reads the file with GDAL or Arrow."""

    def read(format_name: str) -> geopandas.GeoDataFrame:
        path = tmp_path / f"events{EXPORTERS[format_name].suffixes[0]}"
        path.write_bytes(exported(format_name))
        return geopandas.read_parquet(path) if format_name == "parquet" else pyogrio.read_dataframe(path)

    return read


@pytest.mark.parametrize("format_name", ["geojson", "geojsonseq", "gpkg", "parquet", "kml"])
def test_clients_read_every_event_at_its_place(
    read_back: Callable[[str], geopandas.GeoDataFrame], format_name: str
) -> None:
    frame = read_back(format_name)
    points = [(point.x, point.y) if point else None for point in frame.geometry]
    assert points == [(36.63, 35.93), (69.17, 34.53), None]
    assert frame.crs.to_epsg() == 4326


@pytest.mark.parametrize("format_name", ["geojson", "geojsonseq", "gpkg", "parquet"])
def test_clients_read_every_column(read_back: Callable[[str], geopandas.GeoDataFrame], format_name: str) -> None:
    frame = read_back(format_name)
    assert set(EVENT_COLUMNS) <= set(frame.columns)
    assert list(frame["event_id"]) == ["e0", "e1", "e2"]
    assert next(iter(frame["actor1"])) == "Military Forces of Syria (2000-2024)"
    assert list(frame["fatalities_best"]) == [12, 12, 12]


@pytest.mark.parametrize("format_name", ["gpkg", "parquet"])
def test_dates_are_dates(read_back: Callable[[str], geopandas.GeoDataFrame], format_name: str) -> None:
    days = list(read_back(format_name)["date_start"])
    assert [str(day)[:10] for day in days[:2]] == [str(date(2013, 8, 19)), str(date(2021, 8, 15))]
    assert str(days[2]) in {"NaT", "None"}


@pytest.mark.parametrize("format_name", sorted(EXPORTERS))
def test_same_events_make_the_same_bytes(exported: Export, format_name: str) -> None:
    first, second = exported(format_name), exported(format_name)
    assert first == second
    assert first != exported(format_name, EventFilter(years=(2013,)))


@pytest.mark.parametrize("format_name", sorted(EXPORTERS))
def test_nothing_can_be_exported_too(exported: Export, format_name: str) -> None:
    data = exported(format_name, EventFilter(years=(1900,)))
    assert (data == b"") is (format_name == "geojsonseq")
    assert len(data) <= len(exported(format_name))


@pytest.mark.parametrize("format_name", ["gpkg", "parquet"])
def test_tables_keep_every_text(payload_store: EventStore, tmp_path: Path, format_name: str) -> None:
    stream = BytesIO()
    export_events(payload_store, EventFilter(), format_name, stream)
    path = tmp_path / f"events.{format_name}"
    path.write_bytes(stream.getvalue())
    frame = geopandas.read_parquet(path) if format_name == "parquet" else pyogrio.read_dataframe(path)
    nul = "\u2400" if format_name == "gpkg" else "\0"
    assert set(frame["quote"]) == {payload.replace("\0", nul) for payload in PAYLOADS}
    assert set(frame["location"]) == {payload.strip().replace("\0", nul) for payload in PAYLOADS}


def test_layer_has_a_name_and_an_index(exported: Export, tmp_path: Path) -> None:
    path = tmp_path / "events.gpkg"
    path.write_bytes(exported("gpkg"))
    assert [str(name) for name, _ in pyogrio.list_layers(path)] == ["events"]
    assert pyogrio.read_info(path)["geometry_type"] == "Point"
    assert len(pyogrio.read_dataframe(path, bbox=(36, 35, 37, 36))) == 1


def test_geojson_lines_are_a_feature_each(exported: Export) -> None:
    lines = exported("geojson").decode().splitlines()
    assert [json.loads(line.rstrip(","))["id"] for line in lines[1:-1]] == ["e0", "e1", "e2"]
    assert lines[-1] == "]}"


def test_tables_carry_the_credit(read_back: Callable[[str], geopandas.GeoDataFrame], tmp_path: Path) -> None:
    assert read_back("parquet").attrs["attribution"] == built_attribution()
    read_back("gpkg")
    told = pyogrio.read_info(tmp_path / "events.gpkg")["layer_metadata"]
    assert told["attribution"] == built_attribution()
    assert "GeoNames (CC BY 4.0)" in told["attribution"]
