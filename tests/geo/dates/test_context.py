"""What a phrase is read against: the report's day, the text's own dates, the order of figures, nothing."""

from __future__ import annotations

from datetime import date

import pytest

from geo.dates import find_dates

MONDAY = date(2021, 9, 20)
SUNDAY = date(2021, 9, 19)
NEW_YEAR = date(2020, 1, 1)
LEAP_DAY = date(2020, 2, 29)

ANCHORED = [
    (MONDAY, "on Monday", "2021-09-20", 1),
    (MONDAY, "last Monday", "2021-09-13", 1),
    (MONDAY, "this week", "2021-09-20", 2),
    (MONDAY, "earlier this week", "2021-09-20", 2),
    (MONDAY, "over the weekend", "2021-09-18/2021-09-19", 2),
    (MONDAY, "late last week", "2021-09-17/2021-09-19", 2),
    (SUNDAY, "over the weekend", "2021-09-18/2021-09-19", 2),
    (SUNDAY, "last week", "2021-09-06/2021-09-12", 3),
    (SUNDAY, "the night between Sunday and Monday", "2021-09-12/2021-09-13", 2),
    (NEW_YEAR, "yesterday", "2019-12-31", 1),
    (NEW_YEAR, "last month", "2019-12-01/2019-12-31", 4),
    (NEW_YEAR, "in December", "2019-12-01/2019-12-31", 4),
    (NEW_YEAR, "on December 30", "2019-12-30", 1),
    (NEW_YEAR, "January 2", "2020-01-02", 1),
    (NEW_YEAR, "January 4", "2019-01-04", 1),
    (NEW_YEAR, "last week", "2019-12-23/2019-12-29", 3),
    (NEW_YEAR, "last year", "2019-01-01/2019-12-31", 5),
    (NEW_YEAR, "last winter", "2018-12-01/2019-02-28", 5),
    (LEAP_DAY, "the past year", "2019-02-28/2020-02-29", 5),
    (LEAP_DAY, "three months ago", "2019-11-01/2019-11-30", 4),
    (LEAP_DAY, "on the 30th, they", "2020-01-30", 1),
    (LEAP_DAY, "late February", "2020-02-15/2020-02-29", 4),
]


@pytest.mark.parametrize(("report", "phrase", "days", "precision"), ANCHORED)
def test_phrases_count_from_the_report(report: date, phrase: str, days: str, precision: int) -> None:
    (mention,) = find_dates(f"It began {phrase} there.", report)
    first, _, last = days.partition("/")
    assert (mention.first.isoformat(), mention.last.isoformat()) == (first, last or first)
    assert mention.precision == precision


RELATIVE = [
    "yesterday",
    "on Tuesday",
    "last week",
    "in recent days",
    "in May",
    "on Sept. 8",
    "three days ago",
    "this year",
]


@pytest.mark.parametrize("phrase", RELATIVE)
def test_without_a_report_relative_phrases_give_nothing(phrase: str) -> None:
    assert find_dates(f"It began {phrase} there.", None) == []
    assert [one.text for one in find_dates(f"In 2018 and {phrase}.", None)][:1] == ["2018"]


def test_without_a_report_the_year_named_before_counts() -> None:
    mentions = find_dates("On 3 May 2018 they came. On June 4 they left, and in August they returned.", None)
    assert [one.first for one in mentions] == [date(2018, 5, 3), date(2018, 6, 4), date(2018, 8, 1)]
    assert [one.precision for one in mentions] == [1, 1, 4]


FOLLOWING = [
    ("The next day they left.", date(2020, 5, 10)),
    ("The previous day they left.", date(2020, 5, 8)),
    ("A day earlier they left.", date(2020, 5, 8)),
    ("Three days later they left.", date(2020, 5, 12)),
    ("Two weeks later they left.", date(2020, 5, 23)),
    ("That night they left.", date(2020, 5, 9)),
    ("On the same day they left.", date(2020, 5, 9)),
    ("The day before, they left.", date(2020, 5, 8)),
]


@pytest.mark.parametrize(("sentence", "day"), FOLLOWING)
def test_days_are_counted_from_the_day_named_before(sentence: str, day: date) -> None:
    mention = find_dates(f"On 9 May 2020 they came. {sentence}", MONDAY)[-1]
    assert (mention.first, mention.last) == (day, day)
    assert mention.precision == 1


def test_the_previous_day_counts_from_the_report_where_no_day_was_named() -> None:
    (mention,) = find_dates("They had left the previous day.", MONDAY)
    assert mention.first == SUNDAY
    assert mention.rule == "day_before"


def test_a_year_of_the_text_is_meant_by_that_year() -> None:
    mentions = find_dates("He agreed in 2008 to ships arriving in September of that year.", MONDAY)
    assert mentions[-1].first == date(2008, 9, 1)
    assert mentions[-1].last == date(2008, 9, 30)


ORDERS = [
    ("It was 31/12/2017, then 08/09/2018.", date(2018, 9, 8)),
    ("It was 12/31/2017, then 08/09/2018.", date(2018, 8, 9)),
    ("It was 12/31/2017, then 05/05/2018.", date(2018, 5, 5)),
]


@pytest.mark.parametrize(("text", "day"), ORDERS)
def test_slashed_dates_follow_an_unambiguous_one(text: str, day: date) -> None:
    mentions = find_dates(text, None)
    assert mentions[-1].first == day
    assert mentions[-1].rule == "slashed_date"


def test_ambiguous_slashed_dates_are_left_out() -> None:
    assert find_dates("It was 08/09/2018.", MONDAY) == []
    assert len(find_dates("It was 08/09/2018, 31/12/2017 and 12/31/2017.", MONDAY)) == 2


def test_bounds_score_less() -> None:
    until, on = find_dates("Until 3 May they held it; on 5 May they left.", MONDAY)
    assert until.score == 0.5
    assert on.score == 1.0


def test_white_space_and_quotes_of_real_texts_are_read() -> None:
    text = "On\u00a08\u00a0September\u00a02017 and on Tuesday,\nAug. 31, “yesterday” and in June’s fighting."
    mentions = find_dates(text, MONDAY)
    assert [one.first for one in mentions] == [date(2017, 9, 8), date(2021, 8, 31), SUNDAY, date(2021, 6, 1)]
    assert all(text[one.start : one.end] == one.text for one in mentions)


def test_a_phrase_does_not_cross_paragraphs() -> None:
    mentions = find_dates("They met on Tuesday\n\nAug. 3 was quiet.", MONDAY)
    assert [one.text for one in mentions] == ["Tuesday", "Aug. 3"]
    assert mentions[0].first == date(2021, 9, 14)


def test_years_are_listed_and_counted_from_the_year_named_before() -> None:
    listed = find_dates("It failed in 1997, 1998, 1999, and 2001.", MONDAY)
    assert [one.first.year for one in listed] == [1997, 1998, 1999, 2001]
    later = find_dates("It began in 2014. Four years later it ended, and the following year it rose.", MONDAY)
    assert [one.first.year for one in later] == [2014, 2018, 2019]


@pytest.mark.parametrize("report", [date(1, 1, 1), date(25, 3, 1), date(9999, 12, 31)])
def test_reports_at_the_ends_of_the_calendar_are_survived(report: date) -> None:
    text = "Yesterday, tomorrow, 999 years ago, 99 decades ago, next week, next year, over the weekend, in May."
    mentions = find_dates(text, report)
    assert all(one.first <= one.last for one in mentions)
    assert len(mentions) >= 1


def test_dates_at_the_edges_of_the_calendar_are_refused_or_read() -> None:
    assert find_dates("Seen on 30 February 2020.", MONDAY) == []
    assert find_dates("On 31 December 2099 it ends.", MONDAY)[0].first == date(2099, 12, 31)
