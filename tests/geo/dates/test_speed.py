"""Long and hostile texts are read in linear time."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest

from geo.dates import find_datelines, find_dates

REPORT = date(2021, 9, 24)
HOSTILE = [
    "in the early " * 20_000,
    "3 and " * 40_000 + "May",
    "Monday to " * 20_000,
    "1" * 200_000,
    " " * 200_000 + "2018",
    "2018-" * 40_000,
    "A" * 100_000 + " 3 May 2018",
    "Aaa, " * 40_000 + "3 May 2018",
    "past few " * 20_000,
    "on the third day of heavy " * 10_000,
    "Ramadan of the holy month of " * 10_000,
    " ".join(f"3 w{number:x}ord 2018" for number in range(10_000)).replace("w", "слово"),
    "two days before the " * 10_000 + "3 May 2018",
    "the weekend of early May to late " * 4_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    begin = perf_counter()
    assert isinstance(find_dates(text, REPORT), list)
    assert isinstance(find_datelines(text), list)
    assert perf_counter() - begin < 5


def test_a_phrase_a_line_scales() -> None:
    text = "The army advanced on Tuesday and on 3 May 2018, officials said last week.\n" * 2_000
    mentions = find_dates(text, REPORT)
    assert len(mentions) == 6_000
    assert len({(one.start, one.end) for one in mentions}) == 6_000
