"""Which of a sentence's dates an event gets, and which stay with something else."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import Document, Event

MONDAY = date(2017, 9, 11)


def parse(extractor: Extractor, text: str, day: date | None = MONDAY) -> tuple[Event, ...]:
    return extractor.parse(Document("x", text, date=day)).events


ONE_EVENT = [
    ("Under a 1971 deal ships dock in Tartus, where drones struck the base on 3 May.", date(2017, 5, 3), 1),
    ("A man who was jailed in 2015 was shot dead in Homs on Sunday.", date(2017, 9, 10), 1),
    ("The ministry said on Monday that rebels had shelled Homs on Sunday.", date(2017, 9, 10), 1),
    ("Two people were killed in Homs in an attack that began on Friday.", date(2017, 9, 8), 1),
    ("The January attack on Homs killed ten.", date(2017, 1, 1), 4),
    (
        "On 6 July 2017, activists staged a protest in Homs, denouncing the killing of protesters on 30 June.",
        date(2017, 7, 6),
        1,
    ),
    ("On 2 May 2017, clashes broke out in Homs at a vigil for people killed there on 2 May 2014.", date(2017, 5, 2), 1),
    (
        "On 30 April 2017, hundreds protested in Homs in honour of the victims of the massacre of 2012.",
        date(2017, 4, 30),
        1,
    ),
]


@pytest.mark.parametrize(("sentence", "first", "precision"), ONE_EVENT)
def test_an_event_gets_its_own_date(extractor: Extractor, sentence: str, first: date, precision: int) -> None:
    (event,) = parse(extractor, sentence)
    assert (event.date_start, event.date_prec) == (first, precision)


HISTORY = [
    "Shells killed two people in Homs near the base of a 1971 deal.",
    "A man jailed in 2015 was shot dead in Homs.",
    "Gunmen killed a veteran of the 1973 war in Homs.",
]


@pytest.mark.parametrize("sentence", HISTORY)
def test_history_keeps_its_own_date(extractor: Extractor, sentence: str) -> None:
    (event,) = parse(extractor, sentence)
    assert (event.date_start, event.date_end, event.date_prec) == (date(2017, 9, 8), date(2017, 9, 10), 2)


TWO_EVENTS = [
    ("On Monday rebels attacked a convoy near Homs and on Tuesday they shelled Hama.", [11, 5]),
    ("Rebels attacked a convoy in Homs on Friday and shelled an army base on Saturday.", [8, 9]),
    ("Rebels attacked a convoy in Homs on Friday, and on Saturday they shelled an army base.", [8, 9]),
    ("Shells hit Homs on Sunday, while jets bombed Idlib on Thursday.", [10, 7]),
]


@pytest.mark.parametrize(("sentence", "days"), TWO_EVENTS)
def test_two_dates_go_to_two_events(extractor: Extractor, sentence: str, days: list[int]) -> None:
    events = parse(extractor, sentence)
    assert [event.date_start for event in events] == [date(2017, 9, day) for day in days]


def test_a_sentence_after_counts_from_the_date_before(extractor: Extractor) -> None:
    events = parse(extractor, "Shells hit Homs on 3 May 2017. Two days earlier, gunmen had killed an officer in Hama.")
    assert [event.date_start for event in events] == [date(2017, 5, 3), date(2017, 5, 1)]


@pytest.mark.parametrize(("words", "precision"), [("as reported", 2), ("midweek", 2), ("week of", 3), ("month of", 4)])
def test_a_coders_day_for_a_longer_stretch_is_kept(extractor: Extractor, words: str, precision: int) -> None:
    (event,) = parse(extractor, f"Around 9 March 2017 ({words}), gunmen killed two farmers in Homs.", None)
    assert (event.date_start, event.date_end, event.date_prec) == (date(2017, 3, 9), date(2017, 3, 9), precision)


def test_the_days_in_brackets_say_what_around_means(extractor: Extractor) -> None:
    text = "Around 22 March 2017 (between 20 - 24 March), gunmen killed two farmers in Homs."
    (event,) = parse(extractor, text, None)
    assert (event.date_start, event.date_end, event.date_prec) == (date(2017, 3, 20), date(2017, 3, 24), 2)
