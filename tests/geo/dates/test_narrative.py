"""The year of dates that name none: told from a scene, or given away by days of the week."""

from __future__ import annotations

from datetime import date

import pytest

from geo.dates import find_dates

REPORT = date(2018, 3, 14)


def firsts(text: str, report: date | None = REPORT) -> list[date]:
    """Give the first day of each date phrase."""
    return [mention.first for mention in find_dates(text, report)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("In May 2014 rebels took the port. On 3 July jets bombed it.", [date(2014, 5, 1), date(2014, 7, 3)]),
        ("It began in May 2014, when he fled. On 3 January it ended.", [date(2014, 5, 1), date(2015, 1, 3)]),
        ("On 5 May 2014 they met. In August they signed.", [date(2014, 5, 5), date(2014, 8, 1)]),
        (
            "In May 2014 it fell after three weeks of fighting. It was retaken that October.",
            [date(2014, 5, 1), date(2018, 2, 22), date(2014, 10, 1)],
        ),
        ("In May 2014 it fell. It was retaken that October.", [date(2014, 5, 1), date(2014, 10, 1)]),
    ],
)
def test_a_paragraph_goes_on_in_the_year_of_its_scene(text: str, days: list[date]) -> None:
    assert firsts(text) == days


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("In May 2014 rebels took the port. On 3 March jets bombed it.", date(2018, 3, 3)),
        ("In May 2014 rebels took the port.\n\nOn 3 July jets bombed it.", date(2017, 7, 3)),
        ("The rebels and the generals, who had long been at war, made a pact in May 2014. On 3 July jets came.",
         date(2017, 7, 3)),
        ("In May 2014 it fell. On 1 March he came. In July she had left.", date(2017, 7, 1)),
    ],
)  # fmt: skip
def test_news_and_other_paragraphs_have_the_years_of_the_report(text: str, last: date) -> None:
    assert firsts(text)[-1] == last


def test_days_of_the_week_give_the_year_of_an_undated_text_away() -> None:
    text = "In 2019 and 2021 they met.\n\nOn Tuesday, Aug. 31, a truce began.\n\nThey had met in May of this year."
    assert firsts(text, None)[-2:] == [date(2021, 8, 31), date(2021, 5, 1)]
    assert firsts("In 2022 they met.\n\nOn Tuesday, Aug. 31, a truce began.", None) == [date(2022, 1, 1)]
    assert firsts("In 2021 they met.\n\nOn Aug. 31 a truce began.", None) == [date(2021, 1, 1)]
    assert firsts("Published 5 May 2022\n\nIn 2010 they met.\n\nOn Tuesday, Aug. 31, it began.")[-1].year == 2021
