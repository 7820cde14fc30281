from __future__ import annotations

import json
from dataclasses import replace

import geopandas
import pytest

from geo.features import event_feature, find_place_span
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
    assert find_place_span(ROW, named) == span
    assert json.loads(event_feature(ROW, span)).get("place_span") == (list(span) if span else None)


def test_an_event_without_place_or_quote_has_no_span() -> None:
    named = [(ID, 126, 131), ("", 126, 131)]
    assert find_place_span(replace(ROW, place_id=""), named) is None
    assert find_place_span(replace(ROW, quote_start=None, quote_end=None), named) is None


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
