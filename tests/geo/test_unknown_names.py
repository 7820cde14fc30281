"""The review list of unknown names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gazetteer import Gazetteer, Place
from geo.errors import NotStoredError
from geo.models import PlaceMention, Role
from geo.store import EventStore
from geo.unknown_names import Guess, unknown_name, unknown_names
from tests.geo.sample import ALEPPO, IDLIB, KABUL, make_parsed

SARMIN = Place("geonames:1", "Sarmin", 36.72, 35.9, country="SY", admin1="Idlib")
SYRIA = Place("geonames:2", "Syria", 38.0, 35.0, feature_class="A", feature_code="PCLI", country="SY")


def name_in(text: str, name: str, place: Place | None = None, role: Role = Role.LOCATION) -> PlaceMention:
    """Return a mention of the first place where a text has a name."""
    start = text.index(name)
    return PlaceMention(start, start + len(name), name, role, place)


def store_names(store: EventStore, number: int, *unknown: str, places: tuple[Place, ...] = ()) -> str:
    """Store a report with names that have no place, and some that have one."""
    text = " ".join(f"Shells hit {name}." for name in (*unknown, *(place.name for place in places)))
    mentions = [name_in(text, name) for name in unknown] + [name_in(text, place.name, place) for place in places]
    parsed = replace(make_parsed(number, text=text), mentions=tuple(mentions), events=())
    store.add(parsed)
    return parsed.document.id


def test_names_come_by_frequency_with_their_counts(store: EventStore, gazetteer: Gazetteer) -> None:
    store_names(store, 0, "Zalabiya", "Qaramanli")
    store_names(store, 1, "ZALABIYA")
    store_names(store, 2, "Zalabiya")
    first, second = unknown_names(store, gazetteer)
    assert (first.name, first.key, first.mentions, first.documents) == ("Zalabiya", "zalabiya", 3, 3)
    assert (second.name, second.documents) == ("Qaramanli", 1)
    assert store.unknown_names.count() == 2


@pytest.mark.parametrize(
    ("mention", "listed"),
    [
        (PlaceMention(0, 4, "Zala", Role.LOCATION), True),
        (PlaceMention(0, 4, "Zala", Role.LOCATION, IDLIB), False),
        (PlaceMention(0, 4, "Zala", Role.METONYM), False),
        (PlaceMention(0, 4, "Zala", Role.EMBEDDED), False),
        (PlaceMention(0, 4, "----", Role.LOCATION), False),
    ],
)
def test_only_names_that_should_be_pinned_are_listed(
    store: EventStore, gazetteer: Gazetteer, mention: PlaceMention, *, listed: bool
) -> None:
    store.add(replace(make_parsed(0, text="Zala was hit."), mentions=(mention,)))
    assert bool(unknown_names(store, gazetteer)) is listed
    assert store.unknown_names.count() == listed


def test_examples_are_sentences_with_the_name_in_its_place(store: EventStore, gazetteer: Gazetteer) -> None:
    ids = [store_names(store, number, f"Town{number}", "Zalabiya") for number in range(5)]
    examples = unknown_name(store, gazetteer, "zalabiya").examples
    assert [example.document_id for example in examples] == ids[:1:-1]
    for example in examples:
        assert example.sentence == "Shells hit Zalabiya."
        assert example.sentence[example.start : example.end] == "Zalabiya"


def test_the_guess_is_the_middle_of_the_places_in_the_likeliest_country(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    store_names(store, 0, "Zalabiya", places=(IDLIB, SARMIN, SYRIA))
    store_names(store, 1, "Zalabiya", places=(IDLIB, ALEPPO, KABUL))
    found = unknown_name(store, gazetteer, "zalabiya")
    assert (found.nearby[0].place.name, found.nearby[0].documents) == ("Idlib", 2)
    assert {near.place.name for near in found.nearby} == {"Idlib", "Sarmin", "Syria", "Aleppo", "Kabul"}
    assert found.guess == Guess("SY", IDLIB.lon, IDLIB.lat, found.guess.radius_km if found.guess else 0)
    assert found.guess is not None
    assert 10 <= found.guess.radius_km < 40


def test_a_name_without_neighbours_has_no_guess(store: EventStore, gazetteer: Gazetteer) -> None:
    store_names(store, 0, "Zalabiya")
    found = unknown_name(store, gazetteer, "zalabiya")
    assert (found.guess, found.nearby) == (None, ())


def test_near_spellings_of_known_places_are_offered(store: EventStore, gazetteer: Gazetteer) -> None:
    store_names(store, 0, "Khan Sheikhoonn", places=(IDLIB,))
    (found,) = unknown_names(store, gazetteer)
    assert "Khan Shaykhun" in {hit.place.name for hit in found.near_spellings}
    assert {hit.place.country for hit in found.near_spellings} == {"SY"}


def test_dismissed_names_are_left_out_until_they_are_restored(store: EventStore, gazetteer: Gazetteer) -> None:
    store_names(store, 0, "Abu Hasan", "Zalabiya")
    store.unknown_names.dismiss("ABU HASAN", author="Ada")
    store.unknown_names.dismiss("Abu Hasan", author="Bo")
    assert [name.name for name in unknown_names(store, gazetteer)] == ["Zalabiya"]
    assert [(entry.key, entry.author) for entry in store.unknown_names.dismissed()] == [("abu hasan", "Ada")]
    store.unknown_names.restore("Abu Hasan")
    assert store.unknown_names.count() == 2
    with pytest.raises(NotStoredError, match="never dismissed"):
        store.unknown_names.restore("Abu Hasan")


@pytest.mark.parametrize(("query", "found"), [("zala", 1), ("ZALABİYA", 1), ("a", 2), ("", 2), ("%", 2), ("town", 0)])
def test_the_list_can_be_searched(store: EventStore, gazetteer: Gazetteer, query: str, found: int) -> None:
    store_names(store, 0, "Abu Hasan", "Zalabiya")
    assert len(unknown_names(store, gazetteer, query=query)) == found
    assert store.unknown_names.count(query) == found


def test_pages_of_the_list_are_the_whole_list(store: EventStore, gazetteer: Gazetteer) -> None:
    store_names(store, 0, *(f"Nowhere{letter}" for letter in "abcde"))
    whole = [name.key for name in unknown_names(store, gazetteer)]
    assert [unknown_names(store, gazetteer, 1, offset)[0].key for offset in range(5)] == whole
    assert unknown_names(store, gazetteer, 1, 5) == []


def test_a_name_that_no_document_has_is_named(store: EventStore, gazetteer: Gazetteer) -> None:
    store_names(store, 0, "Zalabiya")
    with pytest.raises(NotStoredError, match="'qaramanli'"):
        unknown_name(store, gazetteer, "qaramanli")
    assert unknown_name(store, gazetteer, "zalabiya").documents == 1


def test_the_list_reads_the_index_and_not_every_mention(store: EventStore) -> None:
    asked: list[str] = []
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.set_trace_callback(asked.append)
    store.unknown_names.names(10)
    (query,) = (text for text in asked if "GROUP BY name_key ORDER" in " ".join(text.split()))
    with store.engine.connect() as connection:
        plan = "\n".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}"))
    assert "mention_unknown" in plan
    assert "USING COVERING INDEX" in plan
