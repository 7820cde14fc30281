"""News of courts, accidents, sport and business beside news of conflict."""

from __future__ import annotations

from datetime import date

import pytest

from geo.events.statements.register import is_civil
from geo.extractor import Extractor
from geo.models import Document

DAY = date(2019, 5, 8)
COURT = (
    "A carpenter from Leeds was charged with murder after his wife was killed in Bradford on Monday. "
    "Detectives arrested him at his brother's restaurant on Tuesday, and a judge refused bail. "
    "His lawyer said that he would plead not guilty when the trial opens."
)
ROAD = (
    "Two drivers were killed in Galway on Saturday when a lorry hit their car on the coast road. "
    "The motorcycle behind them struck a tree, and three passengers were injured near Clifden, paramedics said. "
    "Police closed the highway for three hours while crews moved the wreck, and asked others who drove past to call."
)
SPORT = (
    "The visitors attacked from the start in Porto on Sunday and shot twice at goal before the break. "
    "The coach said that his team had fought for the cup all season, and the fans of the club agreed. "
    "Their next match in the league is against a side that has lost four games and sold its best player this year."
)
WAR = (
    "Rebels killed four soldiers near Goma on Monday, and a judge, a pastor and a driver died in the shelling. "
    "The mayor said that shops, schools and the road to the hospital were closed, and that militiamen held the bank."
)


@pytest.mark.parametrize("text", [COURT, ROAD, SPORT])
def test_civil_news_tells_of_no_conflict(extractor: Extractor, text: str) -> None:
    assert is_civil(text)
    assert extractor.parse(Document("x", text, date=DAY)).events == ()


@pytest.mark.parametrize("text", [WAR, "Rebels killed a man in Goma on Monday.", ""])
def test_news_of_war_is_none_of_it(text: str) -> None:
    assert not is_civil(text)


def test_a_sentence_of_conflict_counts_even_in_civil_news(extractor: Extractor) -> None:
    text = COURT + " In Leeds, protesters marched through the town hall square on Tuesday."
    events = extractor.parse(Document("x", text, date=DAY)).events
    assert [event.sub_event_type for event in events] == ["Peaceful protest"]
