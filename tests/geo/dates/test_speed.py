"""Long and hostile texts are read in linear time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

import pytest

from geo.dates import find_datelines, find_dates
from tests.growth import check_linear

REPORT = date(2021, 9, 24)
HOSTILE: Final[Mapping[str, Callable[[int], str]]] = {
    "beginnings": lambda times: "in the early " * times,
    "days without a month": lambda times: "3 and " * (2 * times) + "May",
    "intervals": lambda times: "Monday to " * times,
    "digits": lambda times: "1" * (10 * times),
    "spaces": lambda times: " " * (10 * times) + "2018",
    "years": lambda times: "2018-" * (2 * times),
    "a long word": lambda times: "A" * (5 * times) + " 3 May 2018",
    "a long dateline": lambda times: "Aaa, " * (2 * times) + "3 May 2018",
    "past days": lambda times: "past few " * times,
    "numbered days": lambda times: "on the third day of heavy " * times,
    "Ramadan": lambda times: "Ramadan of the holy month of " * times,
    "words of no month": lambda times: " ".join(f"3 слово{number:x}ord 2018" for number in range(times)),
    "days counted": lambda times: "two days before the " * times + "3 May 2018",
    "weekends": lambda times: "the weekend of early May to late " * times,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_in_linear_time(make: Callable[[int], str]) -> None:
    assert isinstance(find_dates(make(100), REPORT), list)
    check_linear(lambda times: (find_dates(make(times), REPORT), find_datelines(make(times))), 500)


def test_a_phrase_a_line_scales() -> None:
    text = "The army advanced on Tuesday and on 3 May 2018, officials said last week.\n" * 2_000
    mentions = find_dates(text, REPORT)
    assert len(mentions) == 6_000
    assert len({(one.start, one.end) for one in mentions}) == 6_000
