"""Days and numbers as files have them: read, or refused with a reason; nothing else ever comes of them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import RowError
from geo.interop.acled_reader import read_inter, read_type
from geo.interop.acled_writer import interaction
from geo.interop.rejects import guarded, is_number
from geo.interop.ucdp_reader import type_of_violence
from geo.interop.values import read_day, read_degrees, read_text, read_whole, without_decimals
from geo.interop.vocabulary import words_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-05-01", "2022-05-01"),
        ("2022-5-1", "2022-05-01"),
        ("2017-07-31 00:00:00.000", "2017-07-31"),
        ("2017-07-31T00:00:00Z", "2017-07-31"),
        ("9-May-20", "2020-05-09"),
        ("9-May-97", "1997-05-09"),
        ("10 February 2023", "2023-02-10"),
        ("01-January-2015", "2015-01-01"),
        (" 1 Sept. 2019 ", "2019-09-01"),
    ],
)
def test_days(text: str, day: str) -> None:
    assert read_day(text, "date") == day


@pytest.mark.parametrize(
    "text", ["", "0025-01-02", "1 May 0025", "May 2020", "2020", "1/2/2020", "31 June 2020", "٢٠٢٠-٠١-٠١"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(RowError, match="date"):
        read_day(text, "date")


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    months = words_of("common")["months"]
    month = months[day.month - 1].capitalize()
    forms = (
        f"{day}",
        f"{day.day} {month} {day.year}",
        f"{day.day:02}-{month}-{day.year}",
        f"{day.day}-{month[:3]}-{day.year}",
    )
    assert {read_day(form, "date") for form in forms} == {day.isoformat()}


ANYTHING = st.one_of(st.text(max_size=60), st.from_regex(r"[-+0-9.eE: A-Za-z]{0,30}", fullmatch=True))


@given(ANYTHING)
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (
        lambda: read_day(text, "date"),
        lambda: read_whole(text, "number"),
        lambda: read_degrees(text, "latitude", 90),
        lambda: read_inter(text, "inter1"),
        lambda: read_type(text, "", 1, None),
        lambda: read_type("Battles", text, 1, None),
        lambda: type_of_violence(text),
    ):
        with suppress(RowError):
            read()
    assert all(isinstance(read(text), str) for read in (read_text, without_decimals, guarded))


@given(st.integers(-10_000, 10_000_000))
def test_whole_numbers(number: int) -> None:
    for text in (str(number), f"{number}.0", f" {number} "):
        assert read_whole(text, "number", -10_000) == number
        assert is_number(text.strip())
    assert without_decimals(f"{number}.0") == str(number)


@given(st.floats(-90, 90, allow_nan=False))
def test_degrees(number: float) -> None:
    assert read_degrees(repr(number), "latitude", 90) == number


def test_cells_that_would_run_are_guarded_and_numbers_are_not() -> None:
    assert (guarded("=1+1"), guarded("-1"), guarded("-1.5"), guarded("- a"), guarded("+")) == (
        "'=1+1",
        "-1",
        "-1.5",
        "'- a",
        "'+",
    )


@pytest.mark.parametrize(
    ("inters", "words"),
    [
        ((1, 2), "State forces-Rebel group"),
        ((2, 1), "State forces-Rebel group"),
        ((6, None), "Protesters only"),
        ((7, 8), "External/Other forces-Civilians"),
        ((3, 3), "Political militia-Political militia"),
        ((None, None), ""),
    ],
)
def test_interactions(inters: tuple[int | None, int | None], words: str) -> None:
    assert interaction(*inters) == words


@pytest.mark.parametrize("text", ["2", "2.0", "Rebel group", "REBEL GROUPS", "Rebel group(s)"])
def test_kinds_of_actor_as_number_and_words(text: str) -> None:
    assert read_inter(text, "inter1") == 2


@pytest.mark.parametrize("text", ["", "0", "0.0", "NA"])
def test_no_actor(text: str) -> None:
    assert read_inter(text, "inter1") is None


def test_riots_and_protests_of_before_2019_are_told_apart_by_who_acted() -> None:
    assert read_type("Riots/Protests", "", 6, None) == ("Protests", "")
    assert read_type("Riots/Protests", "", 1, 5) == ("Riots", "")
    with pytest.raises(RowError, match="cannot be told"):
        read_type("Riots/Protests", "", 1, None)
