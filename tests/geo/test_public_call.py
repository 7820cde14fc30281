"""The one-call interface: what it takes, and the frame that it gives."""

from __future__ import annotations

from datetime import date

import pytest

import geo
from geo.frame import check_frame
from geo.models import Document
from geo.schema import EVENT_COLUMNS

TEXT = "Shells hit Homs on 3 May 2014, killing two people."


def test_a_text_gives_a_frame_of_the_schema() -> None:
    frame = geo.extract(TEXT)
    check_frame(frame)
    assert frame.crs is not None
    assert frame.crs.to_epsg() == 4326
    assert list(EVENT_COLUMNS) == [name for name in frame.columns if name != "geometry"]
    (row,) = frame.to_dict("records")
    assert (row["location"], row["country"], row["date_start"]) == ("Homs", "SY", "2014-05-03")
    assert row["fatalities_best"] == 2
    assert row["iso"] == 760


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ("Nothing happened.", 0),
        ([], 0),
        (TEXT, 1),
        (Document("x", TEXT), 1),
        ([TEXT, Document("y", TEXT.replace("Homs", "Aleppo"))], 2),
        ((text for text in [TEXT]), 1),
    ],
)
def test_what_may_be_given(given: object, count: int) -> None:
    frame = geo.extract(given)  # type: ignore[arg-type]
    check_frame(frame)
    assert len(frame) == count


def test_points_are_longitude_first_and_missing_ones_are_missing() -> None:
    frame = geo.extract([TEXT, "On 3 May 2014 gunmen killed two soldiers."])
    placed, unplaced = frame.geometry
    assert (round(placed.x), round(placed.y)) == (37, 35)
    assert unplaced is None or unplaced.is_empty


def test_a_theatre_decides_between_namesakes() -> None:
    text = "Gunmen killed two people in Tripoli on 3 May 2014."
    countries = [geo.extract(text, theatre=[code]).iloc[0]["country"] for code in ("LB", "LY")]
    assert countries == ["LB", "LY"]
    assert geo.extract(text).iloc[0]["date_start"] == str(date(2014, 5, 3))


def test_only_public_names_are_offered() -> None:
    assert set(geo.__all__) == {"Document", "Extractor", "extract"}
    assert geo.Document is Document
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = geo.nothing_such
