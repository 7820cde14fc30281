from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple

import geopandas
import pandas as pd
import pytest

from geo.errors import FrameError
from geo.frame import check_frame, events_to_frame
from geo.rows import event_rows
from geo.schema import EVENT_COLUMNS, INTEGER_COLUMNS
from tests.geo.sample import KABUL, make_parsed

Change = Callable[[geopandas.GeoDataFrame], object]


def make_frame() -> geopandas.GeoDataFrame:
    return events_to_frame([make_parsed(0, {}, {"place": KABUL}, {"place": None})])


def test_frame_of_documents_is_the_frame_of_their_rows() -> None:
    parsed = make_parsed(0, {}, {"place": KABUL})
    from_rows = events_to_frame(event_rows(parsed))
    pd.testing.assert_frame_equal(events_to_frame(iter([parsed])), from_rows)
    assert tuple(from_rows.columns) == (*EVENT_COLUMNS, "geometry")


def test_frame_holds_each_value_of_its_row() -> None:
    (row,) = event_rows(make_parsed(0))
    values = events_to_frame([row]).iloc[0]
    held = [None if pd.isna(values[name]) else values[name] for name in EVENT_COLUMNS]
    assert tuple(held) == astuple(row)
    assert (values.geometry.x, values.geometry.y) == (row.longitude, row.latitude)


def test_event_without_coordinates_has_no_geometry() -> None:
    frame = check_frame(make_frame())
    assert list(frame.geometry.isna()) == [False, False, True]
    assert frame.crs.to_epsg() == 4326


def test_empty_frame_has_the_columns_too() -> None:
    frame = check_frame(events_to_frame([]))
    assert len(frame) == 0
    assert tuple(frame.columns) == (*EVENT_COLUMNS, "geometry")
    assert {str(frame[name].dtype) for name in INTEGER_COLUMNS} == {"Int64"}


def test_further_columns_are_let_through() -> None:
    frame = make_frame().assign(checked_by="me")
    assert check_frame(frame) is frame
    assert "checked_by" in frame.columns


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda frame: frame.drop(columns=["quote", "iso"]), "lacks the columns iso, quote"),
        (lambda frame: frame.to_crs(3857), "use to_crs"),
        (lambda frame: frame.set_crs(None, allow_override=True), "CRS is None"),
        (pd.DataFrame, "not DataFrame"),
        (lambda frame: geopandas.GeoDataFrame(pd.DataFrame(frame.drop(columns="geometry"))), "no geometry"),
        (lambda frame: frame.assign(event_id="same"), "more than once"),
        (lambda frame: frame.assign(year="2013"), "year holds"),
        (lambda frame: frame.assign(latitude=91.0), "outside the world"),
        (lambda frame: frame.assign(latitude=1.0, longitude=1.0), "no point as its geometry"),
        (lambda frame: frame.iloc[:2].assign(latitude=1.0), "not at its longitude"),
        (lambda frame: frame.iloc[:2].set_geometry(frame.iloc[:2].geometry.boundary), "no point as its geometry"),
    ],
)
def test_wrong_frames_are_refused(change: Change, message: str) -> None:
    with pytest.raises(FrameError, match=message) as caught:
        check_frame(change(make_frame()))  # type: ignore[arg-type]
    assert isinstance(caught.value, ValueError)
