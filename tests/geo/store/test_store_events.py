from __future__ import annotations

import json
from dataclasses import astuple
from datetime import date

import pytest

from geo.errors import FilterError
from geo.schema import EVENT_COLUMNS
from geo.store import EventFilter, EventStore, Facet
from tests.geo.sample import ALEPPO, ARMY, CIVILIANS, IDLIB, KABUL, SUVA, make_parsed

BATTLE = {"event_type": "Battles", "sub_event_type": "Armed clash"}
YEAR_2021 = {"date_start": date(2021, 8, 15), "date_end": date(2021, 8, 20), "date_prec": 2}


@pytest.fixture
def filled(store: EventStore) -> EventStore:
    """Hold four events: e0 Idlib 2013, e1 Aleppo 2013, e2 Kabul 2021, e3 Suva undated."""
    undated = {"date_start": None, "date_end": None, "date_prec": None}
    store.add(
        make_parsed(
            0,
            {"id": "e0"},
            {"id": "e1", "place": ALEPPO, **BATTLE},
            {"id": "e2", "place": KABUL, "actors": (ARMY, CIVILIANS), **YEAR_2021},
            {"id": "e3", "place": SUVA, "actors": (), **undated},
        )
    )
    return store


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (EventFilter(), ["e0", "e1", "e2", "e3"]),
        (EventFilter(years=(2013,)), ["e0", "e1"]),
        (EventFilter(years=(2013, 2021)), ["e0", "e1", "e2"]),
        (EventFilter(actors=("free-syrian-army",)), ["e0", "e1"]),
        (EventFilter(actors=("Military Forces of Russia (2000-)",)), ["e0", "e1"]),
        (EventFilter(actors=("Civilians (Syria)",)), ["e2"]),
        (EventFilter(actors=("military forces",)), []),
        (EventFilter(types=("Battles",)), ["e1"]),
        (EventFilter(types=("Armed clash", "Shelling/artillery/missile attack")), ["e0", "e1", "e2", "e3"]),
        (EventFilter(bbox=(36, 35, 37, 36)), ["e0"]),
        (EventFilter(bbox=(36.63, 35.93, 36.63, 35.93)), ["e0"]),
        (EventFilter(bbox=(170, -20, -170, 0)), ["e3"]),
        (EventFilter(countries=("SY", "FJ")), ["e0", "e1", "e3"]),
        (EventFilter(since=date(2021, 8, 20)), ["e2"]),
        (EventFilter(since=date(2021, 8, 21)), []),
        (EventFilter(until=date(2013, 8, 19)), ["e0", "e1"]),
        (EventFilter(since=date(2021, 8, 16), until=date(2021, 8, 17)), ["e2"]),
        (EventFilter(statuses=("rejected",)), []),
        (EventFilter(query="KABUL"), ["e2"]),
        (EventFilter(query="forces\u00a0KABUL"), ["e2"]),
        (EventFilter(query="Kabul Atlantis"), []),
        (EventFilter(query="100%"), []),
        (EventFilter(document_id="none"), []),
        (EventFilter(years=(2013,), countries=("SY",), types=("Battles",)), ["e1"]),
    ],
)
def test_filters_let_through_what_they_say(filled: EventStore, wanted: EventFilter, ids: list[str]) -> None:
    assert [row.event_id for row in filled.events(wanted)] == ids
    assert filled.count(wanted) == len(ids)
    assert [feature["id"] for feature in json.loads(filled.geojson(wanted))["features"]] == ids


def test_rejected_events_are_left_out_unless_asked_for(filled: EventStore) -> None:
    filled.decide("e1", "rejected", author="me")
    assert [row.event_id for row in filled.events()] == ["e0", "e2", "e3"]
    assert [row.event_id for row in filled.events(EventFilter(statuses=("rejected",)))] == ["e1"]


def test_places_only_leaves_out_events_without_coordinates(store: EventStore) -> None:
    store.add(make_parsed(0, {"id": "e0"}, {"id": "e1", "place": None}))
    assert [row.event_id for row in store.events(EventFilter(places_only=True))] == ["e0"]
    assert store.count() == 2


@pytest.mark.parametrize(
    ("sort", "descending", "ids"),
    [
        ("date_start", False, ["e0", "e1", "e2", "e3"]),
        ("date_start", True, ["e2", "e0", "e1", "e3"]),
        ("location", False, ["e1", "e0", "e2", "e3"]),
        ("latitude", True, ["e1", "e0", "e2", "e3"]),
        ("event_id", True, ["e3", "e2", "e1", "e0"]),
    ],
)
def test_sorting_keeps_unknown_values_last(filled: EventStore, sort: str, descending: bool, ids: list[str]) -> None:
    rows = filled.events(sort=sort, descending=descending)
    assert [row.event_id for row in rows] == ids
    assert [row.event_id for row in filled.events(limit=2, offset=1, sort=sort, descending=descending)] == ids[1:3]


@pytest.mark.parametrize("sort", ["", "key", "quote; DROP TABLE event", "date_start desc"])
def test_sorting_by_anything_else_is_refused(filled: EventStore, sort: str) -> None:
    with pytest.raises(FilterError, match="no column"):
        filled.events(sort=sort)
    assert filled.count() == 4


@pytest.mark.parametrize("words", ["'; DROP TABLE event --", '" OR 1=1', "\0", "%", "\\", "_"])
def test_values_are_bound(filled: EventStore, words: str) -> None:
    assert filled.count(EventFilter(query=words)) == 0
    assert filled.count(EventFilter(actors=(words,), types=(words,), countries=(words,))) == 0
    assert filled.count() == 4


def test_facets_count_and_leave_out_their_own_part(filled: EventStore) -> None:
    facets = filled.facets(EventFilter(years=(2013,)))
    assert facets.years == (Facet("2013", "2013", 2), Facet("2021", "2021", 1))
    assert facets.countries == (Facet("SY", "Syria", 2),)
    assert [facet.value for facet in facets.actors] == ["free-syrian-army", "russia-armed-forces", "syria-armed-forces"]
    assert {facet.value: facet.count for facet in facets.types} == {"Battles": 1, "Explosions/Remote violence": 1}
    assert facets.statuses == (Facet("extracted", "extracted", 2),)


def test_facets_name_actors_without_an_id_by_their_name(filled: EventStore) -> None:
    actors = {facet.value: facet for facet in filled.facets().actors}
    assert actors["Civilians (Syria)"] == Facet("Civilians (Syria)", "Civilians (Syria)", 1)
    assert actors[ARMY.id] == Facet(ARMY.id, ARMY.name, 3)


def test_stamp_differs_after_every_change(store: EventStore) -> None:
    stamps = [store.version_stamp()]
    parsed = make_parsed(0)
    for change in (
        lambda: store.add(parsed),
        lambda: store.decide(parsed.events[0].id, "confirmed", author="me"),
        lambda: store.undo(1),
        lambda: store.replace(parsed),
        lambda: store.delete_document(parsed.document.id),
    ):
        change()
        stamps.append(store.version_stamp())
    assert len(set(stamps)) == 6
    assert store.version_stamp() == stamps[-1]


def test_iterating_gives_the_same_rows(filled: EventStore) -> None:
    assert list(filled.iterate_events()) == filled.events()
    assert [json.loads(feature)["id"] for feature in filled.iterate_features()] == ["e0", "e1", "e2", "e3"]


def test_geojson_holds_every_column_and_credits_sources(filled: EventStore) -> None:
    collection = json.loads(filled.geojson(EventFilter(years=(2021,)), attribution="Places: GeoNames"))
    feature = collection["features"][0]
    row = filled.event("e2")
    assert row is not None
    assert collection["attribution"] == "Places: GeoNames"
    assert feature["geometry"] == {"type": "Point", "coordinates": [KABUL.lon, KABUL.lat]}
    assert tuple(feature["properties"]) == EVENT_COLUMNS
    assert tuple(feature["properties"].values()) == astuple(row)


def test_geojson_can_be_limited(filled: EventStore) -> None:
    assert [feature["id"] for feature in json.loads(filled.geojson(limit=2))["features"]] == ["e0", "e1"]
    assert json.loads(filled.geojson(EventFilter(years=(1999,)))) == {"type": "FeatureCollection", "features": []}


def test_point_index_follows_edits(filled: EventStore) -> None:
    box = EventFilter(bbox=(36, 35, 37, 36))
    filled.decide("e0", "edited", author="me", changes={"latitude": 10, "longitude": 10})
    assert filled.count(box) == 0
    assert filled.count(EventFilter(bbox=(9, 9, 11, 11))) == 1
    filled.decide("e0", "edited", author="me", changes={"latitude": None, "longitude": None})
    assert filled.count(EventFilter(bbox=(-180, -90, 180, 90))) == 3
    filled.decide("e0", "edited", author="me", changes={"latitude": IDLIB.lat, "longitude": IDLIB.lon})
    assert filled.count(box) == 1


def test_frame_holds_the_filtered_events(filled: EventStore) -> None:
    frame = filled.frame(EventFilter(countries=("SY",)))
    assert list(frame["event_id"]) == ["e0", "e1"]
    assert frame.crs.to_epsg() == 4326


def test_facets_are_kept_until_events_change(store: EventStore) -> None:
    store.add(make_parsed(0))
    first = store.facets()
    assert store.facets() is first
    assert store.facets(EventFilter(years=(1900,))) is not first
    store.add(make_parsed(1))
    assert store.facets().years[0].count == first.years[0].count + 1
