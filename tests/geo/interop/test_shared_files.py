"""The real files beside the checkout: all of their rows, and back without loss."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest

from geo.exports import export_events
from geo.interop import DATASETS, import_events
from geo.interop.values import without_decimals
from geo.store import EventFilter, EventStore, open_store
from geo.store.imports import Written

pytestmark = pytest.mark.accuracy


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def exported(store: EventStore, format_name: str) -> str:
    stream = io.BytesIO()
    export_events(store, EventFilter(), format_name, stream, attribution="")
    return stream.getvalue().decode()


def test_all_41_columns_of_syria_come_back(shared_data: Path, store: EventStore, tmp_path: Path) -> None:
    path = shared_data / "events" / "ucdp_ged_syria_2016-2019.csv.gz"
    outcome = import_events(store, DATASETS["ucdp"], str(path))
    assert (outcome.counts, outcome.rejected) == ({Written.NEW: 16_566}, 0)
    text = exported(store, "ucdp-csv")
    made = {row["id"]: row for row in table(text)}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            back = made[without_decimals(row["id"])]
            different = {name for name, cell in row.items() if not same(cell, back[name])}
            assert not different, (row["id"], different)
    (tmp_path / "back.csv").write_text(text, encoding="utf-8")
    with open_store(tmp_path / "second.sqlite") as second:
        assert import_events(second, DATASETS["ucdp"], str(tmp_path / "back.csv")).counts == {Written.NEW: 16_566}
        assert without_documents(second) == without_documents(store)
        assert exported(second, "ucdp-csv") == text


def without_documents(store: EventStore) -> list[dict[str, str]]:
    return [row | {"document_id": ""} for row in table(exported(store, "csv"))]


def same(cell: str, back: str) -> bool:
    """Say whether two cells are the same text, or the same number."""
    if without_decimals(cell) == back.removeprefix("'") or cell == back:
        return True
    try:
        return float(cell) == float(back)
    except ValueError:
        return cell.strip() == back.strip()


def test_every_row_of_the_world_is_an_event(shared_data: Path) -> None:
    path = shared_data / "events" / "ucdp_ged_global_1989-2020_176k.csv.gz"
    outcome = import_events(None, DATASETS["ucdp"], str(path))
    assert (outcome.counts, outcome.rejected) == ({Written.NEW: 176_579}, 0)


def test_notes_of_acled(shared_data: Path, store: EventStore) -> None:
    path = shared_data / "events" / "acled_notes_dev.csv.gz"
    outcome = import_events(store, DATASETS["acled"], str(path))
    assert (outcome.counts[Written.NEW], outcome.rejected) == (3999, 1)
    assert "stands in line" in outcome.rejections[0].reason
    made = {row["event_id_cnty"]: row for row in table(exported(store, "acled-csv"))}
    seen: set[str] = set()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["event_id_cnty"] in seen:
                continue
            seen.add(row["event_id_cnty"])
            back = made[row["event_id_cnty"]]
            assert back["event_date"] == row["date"]
            names = set(row) - {"date", "inter1", "inter2"}
            assert not {name for name in names if not same(row[name], back[name])}
