"""Where and when an event happened: its own place and date, those of the sentences before, and the report's day."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import Document, Event

DAY = date(2017, 9, 11)  # a Monday


def parse(extractor: Extractor, text: str, day: date | None = DAY) -> tuple[Event, ...]:
    return extractor.parse(Document("x", text, date=day)).events


@pytest.mark.parametrize(
    ("sentence", "place", "precision"),
    [
        ("Jets from Khmeimim bombed Saraqib on Sunday.", "Saraqib", 1),
        ("Officials in Moscow said that jets had bombed Saraqib on Sunday.", "Saraqib", 1),
        ("Shells hit Saraqib in Idlib province on Sunday.", "Saraqib", 1),
        ("Shells hit a village near Saraqib on Sunday.", "Saraqib", 2),
        ("Shells hit Idlib province on Sunday, killing two.", "Idlib", 4),
        ("Gunmen killed two soldiers in Syria on Sunday.", "Syria", 6),
    ],
)
def test_the_place_is_where_it_happened(extractor: Extractor, sentence: str, place: str, precision: int) -> None:
    (event,) = parse(extractor, sentence)
    assert event.place is not None
    assert place in event.place.name or place in event.quote[event.place_start : event.place_end]
    assert event.where_prec == precision


def test_offsets_of_place_and_sentence_point_into_the_text(extractor: Extractor) -> None:
    text = "Quiet returned to Hama.\n\n  Shells hit\u00a0Homs on Sunday.  Three people died. "
    (event,) = parse(extractor, text)
    assert text[event.sentence_start : event.sentence_end] == event.quote == "Shells hit\u00a0Homs on Sunday."
    assert text[event.place_start : event.place_end] == "Homs"


def test_a_place_is_carried_over_for_a_few_sentences(extractor: Extractor) -> None:
    text = "The lights went out in Homs. On Sunday shells killed two people. Nobody left."
    (event,) = parse(extractor, text)
    assert event.place is not None
    assert event.place.name == "Homs"
    assert event.place_start == text.index("Homs")


def test_what_the_sentence_says_itself_is_surer(extractor: Extractor) -> None:
    (own,) = parse(extractor, "Shells killed two people in Homs on Sunday.")
    (carried,) = parse(extractor, "The lights went out in Homs. On Sunday shells killed two people.")
    (undated,) = parse(extractor, "Shells killed two people in Homs.")
    assert own.confidence > carried.confidence
    assert own.confidence > undated.confidence


def test_neighbouring_sentences_on_one_event_are_merged(extractor: Extractor) -> None:
    text = "A car bomb exploded in Aleppo on Sunday. The blast wounded 12 people. The bombing killed four."
    (event,) = parse(extractor, text)
    assert (event.casualties.best, event.casualties.injured) == (4, 12)
    assert event.quote.startswith("A car bomb")


@pytest.mark.parametrize(
    "text",
    [
        "A car bomb exploded in Aleppo on Sunday. A car bomb exploded in Homs on Sunday.",
        "A car bomb exploded in Aleppo on Sunday. A car bomb exploded in Aleppo on 3 May 2014.",
        "A car bomb exploded in Aleppo on Sunday. Gunmen abducted a doctor in Aleppo on Sunday.",
    ],
)
def test_another_place_day_or_kind_is_another_event(extractor: Extractor, text: str) -> None:
    events = parse(extractor, text)
    assert len(events) == 2
    assert len({event.id for event in events}) == 2


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Shells hit Homs on Saturday. Jets bombed Idlib the next day.", [(9, 9), (9, 10)]),
        ("On Sunday, the observatory said, shells hit Homs on Friday.", [(9, 8)]),
    ],
)
def test_each_event_has_its_day(extractor: Extractor, text: str, days: list[tuple[int, int]]) -> None:
    events = parse(extractor, text)
    assert [event.date_start for event in events] == [date(2017, month, day) for month, day in days]
    assert all(event.date_prec == 1 for event in events)


def test_without_any_day_there_is_no_date(extractor: Extractor) -> None:
    (event,) = parse(extractor, "Shells killed two people in Homs.", day=None)
    assert (event.date_start, event.date_end, event.date_prec) == (None, None, None)
    assert event.place is not None


def test_dates_go_with_their_clauses(extractor: Extractor) -> None:
    events = parse(extractor, "On 8 September shells hit Homs and on 9 September jets bombed Idlib.")
    assert [event.place.name for event in events if event.place] == ["Homs", "Idlib"]
    assert [event.date_start for event in events] == [date(2017, 9, 8), date(2017, 9, 9)]


def test_tolls_go_with_their_event(extractor: Extractor) -> None:
    text = "Shells killed two people in Homs on Sunday, and jets killed seven in Idlib on Monday."
    events = parse(extractor, text)
    assert [event.place.name for event in events if event.place] == ["Homs", "Idlib"]
    assert [event.casualties.best for event in events] == [2, 7]
