"""The publication dates that texts state about themselves, and which of them a phrase is read against."""

from __future__ import annotations

from datetime import date

import pytest

from geo.dates import anchor_at, find_datelines, find_dates

DATELINES = [
    ("11 Sept 2017 – MOSCOW — Over the past few weeks", date(2017, 9, 11)),
    ("## Thomas Gaist 21 September 2015", date(2015, 9, 21)),
    ("KABUL, Aug 16, 2021 (Agency) — Taliban fighters", date(2021, 8, 16)),
    ("KABUL, Afghanistan, August 16, 2021 - Taliban fighters", date(2021, 8, 16)),
    ("DAMASCUS, 3 May 2018 (SANA)-- The army", date(2018, 5, 3)),
    ("21 September 2015", date(2015, 9, 21)),
    ("Monday, 21 September 2015", date(2015, 9, 21)),
    ("**September 21, 2015**", date(2015, 9, 21)),
    ("2015-09-21", date(2015, 9, 21)),
    ("21.09.2015", date(2015, 9, 21)),
    ("2015-09-21T10:30:00Z", date(2015, 9, 21)),
    ("Published: 3 March 2019", date(2019, 3, 3)),
    ("Published on March 3, 2019 at 10:45 AM", date(2019, 3, 3)),
    ("Last updated: 3 March 2019, 14:05 GMT", date(2019, 3, 3)),
    ("Posted on March 3, 2019", date(2019, 3, 3)),
    ("Date: 2019-03-03", date(2019, 3, 3)),
    ("By Jane Roe | June 4, 2020", date(2020, 6, 4)),
    ("By Jane Roe and John Doe, June 4, 2020", date(2020, 6, 4)),
    ("June 4, 2020 | By Jane Roe", date(2020, 6, 4)),
    ("Jane Roe, Beirut – 4 June 2020", date(2020, 6, 4)),
]


@pytest.mark.parametrize(("line", "day"), DATELINES)
def test_dateline_is_found(line: str, day: date) -> None:
    (dateline,) = find_datelines(f"A headline of the day\n\n{line}\n\nThe text goes on.")
    assert dateline.day == day
    assert dateline.start >= len("A headline of the day\n\n")


SENTENCES = [
    "On 9 May 2020, clashes erupted between two groups.",
    "The agreement of 21 September 2015 was broken.",
    "They met in Geneva on 3 March 2019.",
    "Resolution 2254 of 18 December 2015",
    "He was born on 4 June 1970 and grew up in Homs.",
    "In August 2016, the United States designated him.",
    "A man who was killed on 3 March 2019 - a farmer - was buried.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_with_a_date_is_no_dateline(sentence: str) -> None:
    assert find_datelines(sentence) == []
    assert find_datelines(f"A headline\n{sentence}\nMore.") == []


ARTICLES = """The first article

3 May 2018 - DAMASCUS - Two men were killed yesterday.

The second article

By Jane Roe | June 4, 2020

The talks ended on Tuesday.
"""


def test_each_article_is_read_against_its_own_dateline() -> None:
    mentions = find_dates(ARTICLES, date(2021, 9, 24))
    assert [one.rule for one in mentions] == ["dateline", "yesterday", "dateline", "weekday"]
    assert [mentions[1].first, mentions[3].first] == [date(2018, 5, 2), date(2020, 6, 2)]


def test_anchor_is_the_nearest_dateline_before_a_position() -> None:
    lines = find_datelines(ARTICLES)
    default = date(2021, 9, 24)
    assert anchor_at(lines, 0, default) == default
    assert anchor_at(lines, lines[0].end, default) == date(2018, 5, 3)
    assert anchor_at(lines, len(ARTICLES), default) == date(2020, 6, 4)
    assert anchor_at([], 10, None) is None


def test_given_datelines_replace_those_of_the_text() -> None:
    mentions = find_dates(ARTICLES, date(2021, 9, 24), datelines=())
    assert mentions[1].first == date(2021, 9, 23)
    assert mentions[0].rule == "day_month_year"
