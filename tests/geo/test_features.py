from __future__ import annotations

import json
from dataclasses import replace

import geopandas
import pytest

from geo.features import NamedPlace, event_feature, find_place_score, find_place_span, unknown_place
from geo.frame import events_to_frame
from geo.maps import event_map
from geo.models import PlaceMention, Role
from geo.rows import event_rows
from geo.store import EventStore, open_store, place_changes
from tests.geo.sample import IDLIB, KABUL, MENTIONS, make_parsed

ROW = replace(event_rows(make_parsed())[0], quote_start=100, quote_end=150)
ID = IDLIB.id


@pytest.mark.parametrize(
    ("named", "span"),
    [
        ([(ID, 126, 131)], (26, 31)),
        ([(ID, 145, 150), (ID, 100, 105)], (0, 5)),
        ([(KABUL.id, 126, 131)], None),
        ([(ID, 98, 103), (ID, 148, 152)], None),
        ([], None),
    ],
)
def test_the_place_is_found_in_the_quote(named: list[tuple[str, int, int]], span: tuple[int, int] | None) -> None:
    places = [NamedPlace(*each) for each in named]
    assert find_place_span(ROW, places) == span
    assert json.loads(event_feature(ROW, span)).get("place_span") == (list(span) if span else None)


def test_an_event_without_place_or_quote_has_no_span() -> None:
    named = [NamedPlace(ID, 126, 131), NamedPlace("", 126, 131)]
    assert find_place_span(replace(ROW, place_id=""), named) is None
    assert find_place_span(replace(ROW, quote_start=None, quote_end=None), named) is None


QUOTE = "In Idlib, Qaryat Zubdiya in Idlib was shelled."
STANDS_IN = {"quote": QUOTE, "quote_start": 100, "quote_end": 100 + len(QUOTE)}
NAMED = [NamedPlace(ID, 103, 108, 0.7), NamedPlace("", 110, 124), NamedPlace(ID, 128, 133, 0.9)]


def test_a_name_that_no_place_has_is_marked_itself_and_not_what_contains_it() -> None:
    row = replace(ROW, **STANDS_IN, location="Qaryat Zubdiya (somewhere in Idlib)")
    assert unknown_place(row) == "Qaryat Zubdiya"
    assert find_place_span(row, NAMED) == (10, 24)
    assert find_place_score(row, NAMED) == 0.7
    assert json.loads(event_feature(row, (10, 24)))["unknown_place"] == "Qaryat Zubdiya"


def test_an_event_without_a_point_marks_the_name_that_it_has() -> None:
    row = replace(ROW, **STANDS_IN, location="Qaryat Zubdiya", place_id="", latitude=None, longitude=None)
    assert unknown_place(row) == "Qaryat Zubdiya"
    assert find_place_span(row, NAMED) == (10, 24)
    assert find_place_score(row, NAMED) is None


def test_a_place_is_marked_where_it_is_meant_before_where_it_stands_for_a_government() -> None:
    row = replace(ROW, **STANDS_IN)
    named = [NamedPlace(ID, 103, 108, 0.7, is_location=False), NAMED[2]]
    assert unknown_place(row) == ""
    assert find_place_span(row, named) == (28, 33)
    assert find_place_score(row, named) == 0.9
    assert "unknown_place" not in json.loads(event_feature(row))


def test_an_event_that_was_imported_names_no_unknown_place() -> None:
    row = replace(ROW, quote_start=None, location="Somewhere", place_id="", latitude=None, longitude=None)
    assert unknown_place(row) == ""


TEXT = "😀 Then shells hit Idleb, not Kabul."
PARSED = replace(
    make_parsed(0, {"id": "e0", "place_start": 18, "place_end": 23}, text=TEXT),
    mentions=(
        *(mention for mention in MENTIONS if not isinstance(mention, PlaceMention)),
        PlaceMention(18, 23, "Idleb", Role.LOCATION, IDLIB),
        PlaceMention(29, 34, "Kabul", Role.LOCATION, KABUL),
    ),
)


def marked(store: EventStore) -> str | None:
    """Return what the one feature in the store marks."""
    (feature,) = json.loads(store.geojson())["features"]
    span = feature.get("place_span")
    return feature["properties"]["quote"][slice(*span)] if span else None


def test_the_store_tells_the_span_and_keeps_to_the_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_store(tmp_path_factory.mktemp("span") / "atlas.sqlite") as store:
        store.add(PARSED)
        assert marked(store) == "Idleb"
        store.decide("e0", "confirmed", author="Ada")
        assert marked(store) == "Idleb"
        store.decide("e0", "edited", author="Ada", changes=place_changes(KABUL))
        assert marked(store) == "Kabul"
        store.undo(store.edits("e0")[-1].id)
        assert marked(store) == "Idleb"


def test_a_frame_of_parsed_documents_brings_the_spans_to_its_map() -> None:
    frame = events_to_frame([PARSED])
    chosen = frame[frame["country"] == "SY"]
    assert isinstance(chosen, geopandas.GeoDataFrame)
    (feature,) = json.loads(event_map(chosen).events_json)["features"]
    assert TEXT[slice(*feature["place_span"])] == "Idleb"
    assert events_to_frame(event_rows(PARSED)).attrs == {}
