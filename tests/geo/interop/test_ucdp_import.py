"""UCDP GED, from extracts of 15 columns to the whole 49: what becomes of the rows, and that they come back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from ucdp_rows import SLIM, WHOLE_ROW, whole_text

from geo.exports import export_events
from geo.interop import DATASETS, ImportOutcome, import_events
from geo.interop.ucdp_writer import priogrid, region_of
from geo.interop.vocabulary import country_of_ucdp
from geo.schema import EventRow
from geo.store import EventFilter, EventStore, open_store
from geo.store.imports import Written

UCDP = DATASETS["ucdp"]


def run(store: EventStore, folder: Path, text: str, name: str = "ged.csv") -> ImportOutcome:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_events(store, UCDP, str(path), rejects=folder / "rejected.csv")


def exported(store: EventStore, format_name: str = "ucdp-csv") -> list[dict[str, str]]:
    stream = io.BytesIO()
    export_events(store, EventFilter(), format_name, stream, attribution="")
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))


def event(store: EventStore, event_id: str) -> EventRow:
    row = store.event(event_id)
    assert row is not None
    return row


def test_a_whole_row(store: EventStore, tmp_path: Path) -> None:
    assert run(store, tmp_path, whole_text()).counts == {Written.NEW: 1}
    row = event(store, "ucdp:7001")
    assert (row.event_type, row.sub_event_type) == ("Battles", "Armed clash")
    assert (row.date_start, row.date_end, row.date_prec, row.time_precision) == ("2017-03-01", "2017-03-20", 4, 3)
    assert (row.where_prec, row.geo_precision, row.location, row.admin1) == (5, 3, "Road from X to Y", "North")
    assert (row.fatalities_low, row.fatalities_best, row.fatalities_high) == (7, 7, 9)
    assert (row.fatalities_civilians, row.fatalities_military) == (0, 3)
    assert (row.quote, row.source_title, row.source_date) == ("A and B fight;More", "Own pen;Other", "2017-03-03")
    assert (row.country, row.iso, row.sources, row.confidence) == ("SY", 760, 1, 1.0)


def test_all_of_a_whole_row_comes_back(store: EventStore, tmp_path: Path) -> None:
    run(store, tmp_path, whole_text())
    assert exported(store) == [WHOLE_ROW]
    assert list(exported(store)[0]) == list(WHOLE_ROW)


def test_an_extract(store: EventStore, tmp_path: Path) -> None:
    assert run(store, tmp_path, SLIM).counts == {Written.NEW: 2}
    first, second = event(store, "ucdp:101"), event(store, "ucdp:102")
    assert (first.event_type, first.actor1, first.inter1, first.inter2) == ("Battles", "Government of Yemen", 1, None)
    assert (first.country, first.quote, first.source_title) == ("YE", "Yemen: Government", "UCDP GED")
    assert (second.event_type, second.inter2, second.country) == ("Violence against civilians", 7, "CD")
    rows = exported(store)
    assert (rows[1]["month"], rows[1]["day"], rows[1]["type_of_violence"]) == ("7", "31", "1")
    assert (rows[1]["country_id"], rows[1]["region"], rows[1]["source_headline"]) == ("678", "Middle East", "")
    with open_store(tmp_path / "second.sqlite") as second_store:
        stream = io.BytesIO()
        export_events(store, EventFilter(), "ucdp-csv", stream, attribution="")
        assert run(second_store, tmp_path, stream.getvalue().decode(), "back.csv").rejected == 0
        assert exported(second_store) == rows


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": ""}, "no id"),
        ({"id": "SYR-1"}, "id 'SYR-1' is no whole number"),
        ({"type_of_violence": "4"}, "type_of_violence '4' is not 1, 2 or 3"),
        ({"type_of_violence": ""}, "type_of_violence"),
        ({"date_end": "2017-02-01"}, "date_end 2017-02-01 is before date_start 2017-03-01"),
        ({"date_start": "0017-03-01"}, "the year 0017"),
        ({"year": "2018"}, "year 2018 does not fit the date 2017-03-01"),
        ({"latitude": ""}, "no latitude"),
        ({"longitude": "181"}, "longitude '181' is not from -180 to 180"),
        ({"best": "some"}, "best 'some' is no whole number"),
        ({"best": "1.5"}, "best '1.5' is no whole number"),
        ({"where_prec": "8"}, "where_prec '8' is not from 1 to 7"),
        ({"date_prec": "0"}, "date_prec '0' is not from 1 to 5"),
    ],
)
def test_a_bad_row_is_told(store: EventStore, tmp_path: Path, changes: dict[str, str], reason: str) -> None:
    outcome = run(store, tmp_path, whole_text(**changes))
    assert (outcome.rejected, store.count()) == (1, 0)
    assert reason in outcome.rejections[0].reason


def test_a_changed_row_is_updated_in_its_place(store: EventStore, tmp_path: Path) -> None:
    run(store, tmp_path, whole_text())
    assert run(store, tmp_path, whole_text()).counts == {Written.SAME: 1}
    later = run(store, tmp_path, whole_text(best="8", high="9", latitude="35.5"), "newer.csv")
    assert later.counts == {Written.UPDATED: 1}
    row = event(store, "ucdp:7001")
    assert (row.fatalities_best, row.latitude, row.document_id) == (8, 35.5, later.document_id)
    assert store.count(EventFilter(bbox=(36, 35, 37, 36))) == 1
    assert store.count(EventFilter(bbox=(36, 34, 37, 35))) == 0
    assert b'"latitude":35.5' in store.geojson()


def test_what_a_person_decided_stays(store: EventStore, tmp_path: Path) -> None:
    run(store, tmp_path, whole_text())
    store.decide("ucdp:7001", "edited", author="amal", changes={"actor2": "C", "fatalities_high": 12})
    assert run(store, tmp_path, whole_text(best="8", high="9"), "newer.csv").counts == {Written.DECIDED: 1}
    row = event(store, "ucdp:7001")
    assert (row.actor2, row.fatalities_best, row.fatalities_high, row.status) == ("C", 7, 12, "edited")
    exported_row = exported(store)[0]
    assert (exported_row["side_b"], exported_row["high"], exported_row["side_b_new_id"]) == ("C", "12", "")
    assert (exported_row["relid"], exported_row["adm_2"]) == ("SYR-2017-1-1-2", "Upper")


def test_civilians_among_the_dead_go_out(store: EventStore, tmp_path: Path) -> None:
    run(store, tmp_path, whole_text())
    store.decide("ucdp:7001", "edited", author="amal", changes={"fatalities_civilians": 5})
    assert event(store, "ucdp:7001").fatalities_military == 3
    row = exported(store)[0]
    assert (row["deaths_civilians"], row["deaths_unknown"], row["best"], row["deaths_a"]) == ("5", "", "7", "")


def test_an_extract_tells_not_of_whom(store: EventStore, tmp_path: Path) -> None:
    run(store, tmp_path, SLIM)
    row = event(store, "ucdp:101")
    assert (row.fatalities_civilians, row.fatalities_military) == (None, None)


def test_a_moved_event_loses_what_goes_with_its_old_place(store: EventStore, tmp_path: Path) -> None:
    run(store, tmp_path, whole_text())
    store.decide("ucdp:7001", "edited", author="amal", changes={"latitude": 33.5, "longitude": 36.3, "where_prec": 1})
    row = exported(store)[0]
    assert (row["geom_wkt"], row["priogrid_gid"], row["adm_2"]) == ("POINT (36.3 33.5)", str(priogrid(33.5, 36.3)), "")


def test_deleting_the_file_deletes_its_events(store: EventStore, tmp_path: Path) -> None:
    document_id = run(store, tmp_path, SLIM).document_id
    assert store.imports.is_import(document_id)
    store.delete_document(document_id)
    assert (store.count(), store.count(EventFilter(bbox=(-180, -90, 180, 90)))) == (0, 0)
    assert run(store, tmp_path, SLIM).counts == {Written.NEW: 2}


def test_to_the_other_format(store: EventStore, tmp_path: Path) -> None:
    run(store, tmp_path, whole_text(date_prec="1", date_end="2017-03-01", where_prec="1"))
    row = exported(store, "acled-csv")[0]
    assert (row["event_type"], row["event_date"], row["time_precision"]) == ("Battles", "2017-03-01", "1")
    assert (row["country"], row["iso"], row["region"], row["fatalities"]) == ("Syria", "760", "Middle East", "7")


def test_grid_regions_and_countries() -> None:
    assert priogrid(34.802462, 36.707602) == 179714
    assert priogrid(90, 180) == 259200
    assert (region_of(651), region_of(365), region_of(490), region_of(None)) == ("Middle East", "Europe", "Africa", "")
    assert country_of_ucdp("Russia (Soviet Union)", "") == "RU"
    assert country_of_ucdp("Somewhere", "775") == "MM"
    assert not country_of_ucdp("Somewhere", "")
