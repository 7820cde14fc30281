"""Whatever a file holds: events, rejected rows with a reason, or a refusal; never anything else."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from acled_rows import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from ucdp_rows import SLIM, WHOLE_ROW

from geo.errors import ReadError
from geo.interop import DATASETS, ImportOutcome, import_events
from geo.store import EventStore
from geo.store.affected import Touched, affected_documents

CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "1", "2.0", "-1", "2017-03-01", "0025-01-01", "91", "NA", "Battles", "'=1", "\ufeff", "1e5"]),
)


def look(key: str, data: bytes) -> ImportOutcome:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(data)
        return import_events(None, DATASETS[key], str(path))


@pytest.mark.parametrize("key", DATASETS)
@given(data=st.binary(max_size=300))
@settings(deadline=None, max_examples=60)
def test_bytes_that_are_no_table_are_refused(key: str, data: bytes) -> None:
    with pytest.raises(ReadError):
        look(key, data)
    with pytest.raises(ReadError):
        look(key, b"\x1f\x8b" + data)


@pytest.mark.parametrize(("key", "header"), [("acled", TODAY.split(",")), ("ucdp", list(WHOLE_ROW))])
@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_rows_of_anything_are_events_or_rejected(key: str, header: Sequence[str], data: st.DataObject) -> None:
    width = len(header)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width - 1, max_size=width + 1), max_size=3))
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([header, *rows])
    outcome = look(key, stream.getvalue().encode(errors="replace"))
    assert outcome.rows <= len(rows)
    assert outcome.rejected == len(outcome.rejections)
    assert all(rejection.reason for rejection in outcome.rejections)


def test_an_imported_file_is_never_read_again_as_a_text(store: EventStore, tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_text(SLIM, encoding="utf-8")
    import_events(store, DATASETS["ucdp"], str(path))
    with store.engine.connect() as connection:
        assert affected_documents(connection, Touched("9999", everything=True)) == set()
