from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from gazetteer import GazetteerSource
from gazetteer.cells import guard_cell
from geo.exports import attribution_text, built_attribution, export_events
from geo.schema import EVENT_COLUMNS, TEXT_COLUMNS
from geo.store import EventFilter, EventStore
from tests.geo.exports.conftest import PAYLOADS

SCHEMA = json.loads((Path(__file__).parents[2] / "data" / "rfc7946.schema.json").read_text())
KML = "{http://www.opengis.net/kml/2.2}"
Export = Callable[..., bytes]


def written(store: EventStore, format_name: str) -> bytes:
    stream = io.BytesIO()
    export_events(store, EventFilter(), format_name, stream)
    return stream.getvalue()


def test_geojson_is_valid_and_credits_its_sources(exported: Export) -> None:
    collection = json.loads(exported("geojson"))
    Draft202012Validator(SCHEMA).validate(collection)
    assert [feature["id"] for feature in collection["features"]] == ["e0", "e1", "e2"]
    assert collection["features"][2]["geometry"] is None
    assert collection["attribution"] == built_attribution()


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "FeatureCollection"},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None}]},
        {"type": "FeatureCollection", "features": [], "crs": {}},
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 91]}}],
        },
    ],
)
def test_schema_does_refuse_what_is_wrong(broken: dict[str, object]) -> None:
    assert not Draft202012Validator(SCHEMA).is_valid(broken)


def test_geojson_of_nothing_is_an_empty_collection(exported: Export) -> None:
    collection = json.loads(exported("geojson", EventFilter(years=(1900,))))
    Draft202012Validator(SCHEMA).validate(collection)
    assert collection["features"] == []


def test_geojson_sequence_has_a_record_separator_before_each_feature(exported: Export) -> None:
    data = exported("geojsonseq")
    records = data.split(b"\x1e")
    assert records[0] == b""
    assert all(record.endswith(b"\n") and record.count(b"\n") == 1 for record in records[1:])
    assert [json.loads(record)["id"] for record in records[1:]] == ["e0", "e1", "e2"]


def test_csv_has_the_columns_and_a_line_an_event(exported: Export) -> None:
    rows = list(csv.reader(io.StringIO(exported("csv").decode(), newline="")))
    first = dict(zip(rows[0], rows[1], strict=True))
    assert tuple(rows[0]) == EVENT_COLUMNS
    assert len(rows) == 4
    assert (first["latitude"], first["fatalities_best"], first["injured"], first["iso"]) == ("35.93", "12", "", "760")


@pytest.mark.parametrize("payload", PAYLOADS[:9])
def test_guarded_cells_begin_with_an_apostrophe(payload: str) -> None:
    assert guard_cell(payload) == f"'{payload}"
    assert guard_cell(f"a{payload}") == f"a{payload}"


@pytest.mark.parametrize("value", [-12, -1.5, 0, None, "", "Idlib", "a=b", "'quoted'"])
def test_numbers_and_plain_texts_stay_as_they_are(value: str | float | None) -> None:
    assert guard_cell(value) == value
    assert type(guard_cell(value)) is type(value)


def test_csv_keeps_every_character(payload_store: EventStore) -> None:
    rows = list(csv.DictReader(io.StringIO(written(payload_store, "csv").decode(), newline="")))
    quotes = {row["event_id"]: row["quote"] for row in rows}
    assert {quotes[f"p{number:02}"].removeprefix("'") for number in range(len(PAYLOADS))} == set(PAYLOADS)
    cells = [row[name] for row in rows for name in TEXT_COLUMNS]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))]


@pytest.mark.parametrize("format_name", ["geojson", "geojsonseq"])
def test_json_keeps_every_character(payload_store: EventStore, format_name: str) -> None:
    data = written(payload_store, format_name)
    records = data.split(b"\x1e")[1:] if format_name == "geojsonseq" else json.loads(data)["features"]
    features = [json.loads(record) if isinstance(record, bytes) else record for record in records]
    assert {feature["properties"]["quote"] for feature in features} == set(PAYLOADS)
    assert b"\0" not in data


def test_kml_is_well_formed_and_shows_text_as_it_was_written(payload_store: EventStore) -> None:
    root = ET.fromstring(written(payload_store, "kml"))  # noqa: S314 - our own file
    placemarks = root.findall(f"{KML}Document/{KML}Placemark")
    descriptions = [placemark.findtext(f"{KML}description") or "" for placemark in placemarks]
    assert len(placemarks) == len(PAYLOADS)
    assert not [text for text in descriptions if "<" in text]
    assert "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in descriptions
    assert any("nul \u2400 bell \u2407 escape \u241b" in text for text in descriptions)


def test_kml_places_and_dates_its_placemarks(exported: Export) -> None:
    root = ET.fromstring(exported("kml"))  # noqa: S314 - our own file
    first, second, third = root.findall(f"{KML}Document/{KML}Placemark")
    assert first.findtext(f"{KML}Point/{KML}coordinates") == "36.63,35.93"
    assert second.findtext(f"{KML}TimeSpan/{KML}end") == "2021-08-16"
    assert third.find(f"{KML}Point") is None
    assert third.find(f"{KML}TimeSpan") is None
    assert first.findtext(f"{KML}name") == "Shelling/artillery/missile attack · Idlib · 2013-08-19"


def test_credit_names_each_source_once() -> None:
    built = GazetteerSource("GeoNames", "CC BY 4.0", "", "")
    assert attribution_text([built, built]) == "Places: GeoNames (CC BY 4.0)"
    assert attribution_text([replace(built, licence="")]) == "Places: GeoNames (licence unknown)"
    assert attribution_text([]) == ""


def test_credit_tells_countries_and_newest_date_of_packs() -> None:
    packs = [
        GazetteerSource("Who's On First", "CC0", "", "", 9, country, date)
        for country, date in (("SY", "2025-01-02"), ("IQ", "2025-03-04"), ("", ""))
    ]
    assert attribution_text(packs) == "Places: Who's On First (CC0, IQ; SY, 2025-03-04)"
    assert attribution_text(packs[:1]) == "Places: Who's On First (CC0, SY, 2025-01-02)"
