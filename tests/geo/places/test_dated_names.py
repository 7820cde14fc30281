"""Days of the calendar are no places, unless a noun says that one is named after them."""

from __future__ import annotations

import pytest

from geo.places.dated_names import is_day


def reads_as_day(text: str, name: str) -> bool:
    start = text.index(name)
    return is_day(text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("were killed in Nyala on 23 August, residents said", "23 August"),
        ("1 May saw clashes", "1 May"),
        ("shells fell on August 23", "August 23"),
        ("until 10 Ramadan the roads", "10 Ramadan"),
        ("the 3rd of March offensive", "3rd of March"),
        ("since 17 Sept.", "17 Sept."),
    ],
)
def test_a_day_is_no_place(text: str, name: str) -> None:
    assert reads_as_day(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in the commune of 23 August on Monday", "23 August"),
        ("from the village 1 May", "1 May"),
        ("the 6 October bridge", "6 October"),
        ("a rally in Homs", "Homs"),
        ("the town of 10 Hectares", "10 Hectares"),
        ("kilometre 12", "12"),
        ("in August", "August"),
    ],
)
def test_other_names_and_named_places_are_none(text: str, name: str) -> None:
    assert not reads_as_day(text, name)
