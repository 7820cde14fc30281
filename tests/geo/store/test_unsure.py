"""The list of unsure places, what a mention keeps of its explanation, and names pinned at what contains them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from geo.models import PlaceMention, Reason, Role
from geo.store import EventStore
from tests.geo.sample import ALEPPO, IDLIB, MENTIONS, make_parsed

TEXT = "Government forces shelled Idlib on Monday, and Aleppo on Sunday."
ALEPPO_START = TEXT.index("Aleppo")


def _store(store: EventStore, number: int = 0, *, idlib: float = 0.9, aleppo: float = 0.3) -> str:
    mentions = (
        PlaceMention(26, 31, "Idlib", Role.LOCATION, IDLIB, idlib),
        PlaceMention(ALEPPO_START, ALEPPO_START + 6, "Aleppo", Role.LOCATION, ALEPPO, aleppo),
        PlaceMention(0, 10, "Government", Role.METONYM, ALEPPO, 0.1),
    )
    parsed = replace(make_parsed(number, text=TEXT), mentions=mentions)
    store.add(parsed)
    return parsed.document.id


def test_only_pins_below_the_threshold_are_listed(store: EventStore) -> None:
    document_id = _store(store)
    (unsure,) = store.unsure_places.names()
    assert (unsure.document_id, unsure.name_key, unsure.mentions) == (document_id, "aleppo", 1)
    assert (unsure.mention.place, unsure.text) == (ALEPPO, TEXT)
    assert (store.unsure_places.count(), store.unsure_places.count(below=0.2)) == (1, 0)
    assert [name.name_key for name in store.unsure_places.names(below=0.95)] == ["aleppo", "idlib"]


def test_the_latest_document_comes_first_and_pages_follow(store: EventStore) -> None:
    older, newer = _store(store), _store(store, 1, idlib=0.1)
    names = store.unsure_places.names()
    assert [(name.document_id, name.name_key) for name in names] == [
        (newer, "idlib"), (newer, "aleppo"), (older, "aleppo"),
    ]  # fmt: skip
    assert store.unsure_places.names(1, 1) == names[1:2]
    assert [name.name_key for name in store.unsure_places.names(document_id=older)] == ["aleppo"]
    assert store.unsure_places.count("IDL") == 1
    assert store.unsure_places.count("nowhere") == 0


def test_the_index_is_used(store: EventStore) -> None:
    with store.engine.connect() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT key FROM mention INDEXED BY mention_unsure WHERE kind = 'place' "
            "AND role = 'location' AND place_id <> '' AND score < 0.5"
        ).all()
    assert "mention_unsure (score<?)" in str(plan)


@pytest.mark.parametrize(("score", "unsure"), [(0.2, True), (0.9, False)])
def test_the_feature_tells_until_a_person_confirms(store: EventStore, score: float, *, unsure: bool) -> None:
    mention = replace(next(each for each in MENTIONS if isinstance(each, PlaceMention)), score=score)
    store.add(replace(make_parsed(0), mentions=(mention,)))
    (feature,) = json.loads(store.geojson())["features"]
    assert (feature["place_score"], feature.get("place_unsure", False)) == (score, unsure)
    assert store.unsure_events([feature["id"], "x"]) == ({feature["id"]} if unsure else set())
    store.decide(feature["id"], "confirmed", author="Ada")
    (feature,) = json.loads(store.geojson())["features"]
    assert not {"place_score", "place_unsure"} & feature.keys()
    assert store.unsure_events([feature["id"]]) == set()


def test_reasons_and_relation_come_back(store: EventStore) -> None:
    mention = PlaceMention(
        26, 31, "Idlib", Role.LOCATION, IDLIB, 0.9, (), 2, "30 km north of Idlib",
        (Reason("after=city", 0.4),), (Reason("preposition", -0.25),),
    )  # fmt: skip
    parsed = replace(make_parsed(0), mentions=(mention,), countries=(("SY", 0.75), ("TR", 0.25)))
    store.add(parsed)
    assert store.mentions(parsed.document.id) == [mention]
    assert store.countries(parsed.document.id) == (("SY", 0.75), ("TR", 0.25))
    assert store.countries("x") == ()


def test_a_name_pinned_at_what_contains_it_is_still_unknown(store: EventStore) -> None:
    mention = PlaceMention(26, 31, "Idlib", Role.LOCATION, IDLIB, 0.2, (), 2, "somewhere in Idlib")
    parsed = replace(make_parsed(0), mentions=(mention,))
    store.add(parsed)
    assert [name.key for name in store.unknown_names.names()] == ["idlib"]
    assert store.unsure_places.count() == 0
    assert store.mentions(parsed.document.id) == [mention]
    (feature,) = json.loads(store.geojson())["features"]
    assert feature["place_span"] == [26, 31]
