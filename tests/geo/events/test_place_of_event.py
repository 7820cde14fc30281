"""Which of several places of a sentence is the event's, and what an event at an unknown place is pinned at."""

from __future__ import annotations

import pytest

from geo.extractor import Extractor
from geo.models import Document, Event


def parse(extractor: Extractor, text: str, theatre: str = "SY") -> tuple[Event, ...]:
    return extractor.parse(Document("x", text, theatre=(theatre,))).events


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Shells hit the town of Saraqib in northern Idlib province on Sunday.", "Saraqib"),
        ("Jets from Khmeimim air base bombed Saraqib on Sunday.", "Saraqib"),
        ("A man from Homs was killed by gunmen in Aleppo.", "Aleppo"),
        ("An envoy told reporters in Geneva that shells had killed ten people in Homs.", "Homs"),
        ("BEIRUT (AP) - Shells killed four people in Homs on Sunday.", "Homs"),
        ("Gunmen killed four soldiers in Palmyra, east of Homs.", "Palmyra"),
        ("Militants ambushed a convoy in Saraqib on the road from Aleppo to Damascus.", "Saraqib"),
        ("Shells hit the Damascus suburb of Douma on Sunday.", "Douma"),
    ],
)
def test_it_is_where_it_happened(extractor: Extractor, sentence: str, place: str) -> None:
    (event,) = parse(extractor, sentence)
    assert sentence[event.place_start or 0 : event.place_end] == place


def test_where_it_was_said_is_no_place_of_it(extractor: Extractor) -> None:
    (event,) = parse(extractor, "Ten soldiers were killed by shelling, the governor told reporters in Brussels.")
    assert (event.place, event.place_start, event.where_prec) == (None, None, None)


def test_a_place_that_the_gazetteer_lacks_keeps_its_name(extractor: Extractor) -> None:
    text = "Gunmen killed four soldiers in the village of Umm Qworbat on 3 May 2016."
    (event,) = parse(extractor, text)
    assert text[event.place_start or 0 : event.place_end] == "Umm Qworbat"
    assert (event.place, event.where_prec) == (None, None)


def test_it_gets_the_point_of_what_contains_it(extractor: Extractor) -> None:
    text = "Gunmen killed four soldiers in Umm Qworbat, a village of shepherds near Homs, on 3 May 2016."
    (event,) = parse(extractor, text)
    assert text[event.place_start or 0 : event.place_end] == "Umm Qworbat"
    assert event.relation.startswith("somewhere in")
    assert event.place is not None
    assert event.place.name == "Homs"
    assert event.where_prec == 2


def test_two_unknown_places_are_two_events(extractor: Extractor) -> None:
    where = ("Umm Qworbat", "Tell Zubik")
    text = " ".join(f"Gunmen killed four soldiers in the village of {name}." for name in where)
    assert len(parse(extractor, text)) == 2
