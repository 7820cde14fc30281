"""The JSON form of what was found: nothing lost, nothing that is not plain JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from gazetteer.models import Place
from geo.models import (
    ActorMention,
    ActorRole,
    Candidate,
    Casualties,
    DateMention,
    Document,
    Event,
    EventActor,
    Mention,
    ParsedDocument,
    PlaceMention,
    Reason,
    Role,
)
from geo.parse_record import mention_record, parsed_record

HOMS = Place("geonames:169577", "Homs", 36.72, 34.73, country="SY", radius_km=8.4, feature_code="PPLA")
MENTIONS: tuple[Mention, ...] = (
    PlaceMention(0, 4, "Homs", Role.LOCATION, HOMS, 0.9, (Candidate(HOMS, 0.9, (Reason("theatre", 3.0),)),)),
    PlaceMention(5, 12, "Qworbat", Role.LOCATION),
    ActorMention(13, 16, "ISF", "isf", "Internal Security Forces"),
    DateMention(17, 20, "May", date(2014, 5, 1), date(2014, 5, 31), 4, "month"),
)
BARE = Event("e1", "d", "Battles", "Armed clash", 0, 20, "Homs")
FULL = Event(
    "e2", "d", "Battles", "Armed clash", 0, 20, "Homs", (EventActor("isf", "ISF", ActorRole.ACTOR1),), HOMS, 0, 4, 1,
    date(2014, 5, 1), date(2014, 5, 31), 4, Casualties(1, 2, 3, 4, 1, 1), 0.75,
    claimed_by="ISF", denied_by="FSA",
)  # fmt: skip
SHARES = (("SY", 0.714), ("TR", 0.2), ("US", 0.03))
PARSED = ParsedDocument(Document("d", "Homs Qworbat ISF May"), MENTIONS, (BARE, FULL), "test", countries=SHARES)


@pytest.mark.parametrize("explain", [False, True])
def test_it_is_plain_json(explain: bool) -> None:
    record = parsed_record(PARSED, explain=explain)
    assert json.loads(json.dumps(record)) == record
    assert list(record) == ["mentions", "events", "countries"]


def test_each_kind_of_mention_has_the_common_fields() -> None:
    mentions = parsed_record(PARSED)["mentions"]
    assert [mention["kind"] for mention in mentions] == ["place", "place", "actor", "date"]
    assert all({"start", "end", "text", "role", "place", "score"} <= set(mention) for mention in mentions)
    assert [mention["role"] for mention in mentions] == ["location", "location", None, None]
    assert [mention["place"] is None for mention in mentions] == [False, True, True, True]


def test_actors_and_dates_keep_their_own() -> None:
    _, _, actor, day = parsed_record(PARSED)["mentions"]
    assert actor["actor"] == {"id": "isf", "name": "Internal Security Forces"}
    assert day["date"] == {"start": "2014-05-01", "end": "2014-05-31", "prec": 4, "rule": "month"}


def test_what_is_unknown_is_null() -> None:
    event = parsed_record(PARSED)["events"][0]
    unknown = ("date_start", "date_end", "date_prec", "place", "injured")
    assert [event[name] for name in unknown] == [None] * 5
    assert event["fatalities"] == dict.fromkeys(("low", "best", "high", "civilians", "military"))
    assert (event["claimed_by"], event["denied_by"]) == ("", "")
    assert event["actors"] == []


def test_what_is_known_is_there() -> None:
    event = parsed_record(PARSED)["events"][1]
    assert event["actors"] == [{"id": "isf", "name": "ISF", "role": "actor1"}]
    assert event["place"] == {"name": "Homs", "lat": 34.73, "lon": 36.72, "where_prec": 1, "start": 0, "end": 4}
    assert event["fatalities"] == {"low": 1, "best": 2, "high": 3, "civilians": 1, "military": 1}
    assert (event["claimed_by"], event["denied_by"]) == ("ISF", "FSA")
    assert (event["date_start"], event["date_end"], event["injured"]) == ("2014-05-01", "2014-05-31", 4)


def test_a_place_that_the_gazetteer_lacks_has_its_name_as_written() -> None:
    unknown = replace(BARE, place_start=5, place_end=12)
    (event,) = parsed_record(replace(PARSED, events=(unknown,)))["events"]
    nowhere = {"lat": None, "lon": None, "where_prec": None}
    assert event["place"] == {"name": "Qworbat", **nowhere, "start": 5, "end": 12}


def test_reasons_come_only_when_asked_for() -> None:
    plain, explained = (parsed_record(PARSED, explain=explain)["mentions"][0] for explain in (False, True))
    assert "candidates" not in plain
    assert explained["candidates"] == [{"place": plain["place"], "score": 0.9, "reasons": {"theatre": 3.0}}]


def test_name_role_and_relation_are_explained() -> None:
    mention = PlaceMention(
        0, 4, "Homs", Role.LOCATION, HOMS, 0.9, (), 2, "30 km north of",
        (Reason("place_noun", 0.7),), (Reason("preposition", 1.5),),
    )  # fmt: skip
    record = mention_record(mention, explain=True)
    assert (record["relation"], record["where_prec"]) == ("30 km north of", 2)
    assert (record["name_reasons"], record["role_reasons"]) == ({"place_noun": 0.7}, {"preposition": 1.5})
    assert mention_record(mention)["relation"] == "30 km north of"
    assert mention_record(MENTIONS[1], explain=True)["where_prec"] is None


def test_the_countries_that_tell_are_named() -> None:
    assert parsed_record(PARSED)["countries"] == [{"country": "SY", "share": 0.71}, {"country": "TR", "share": 0.2}]
