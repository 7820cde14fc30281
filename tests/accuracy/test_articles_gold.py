"""The events of whole articles of our own: the half that no rule was tuned on."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from article_scoring import Article, compare, figures, judge, read_articles, tells

from gazetteer.models import Place
from geo.extractor import Extractor
from geo.models import ActorRole, Event, EventActor

ARTICLES = list(read_articles())
TEST_HALF = [article for article in ARTICLES if article.split == "test"]
FLOORS: dict[str, dict[str, float]] = tomllib.loads(Path(__file__).with_name("article_floors.toml").read_text("utf-8"))


@pytest.mark.accuracy
def test_events_of_articles_that_nothing_was_tuned_on(extractor: Extractor) -> None:
    shown = {name: round(value, 4) for name, value in figures([judge(extractor, one) for one in TEST_HALF]).items()}
    low = {name: shown[name] for name, least in FLOORS["at_least"].items() if shown[name] < least}
    high = {name: shown[name] for name, most in FLOORS["at_most"].items() if shown[name] > most}
    assert not low, f"fell below the floor: {low}; {shown}"
    assert not high, f"rose above the ceiling: {high}; {shown}"


def test_half_of_the_articles_are_kept_for_testing() -> None:
    assert len(ARTICLES) == 12
    assert len(TEST_HALF) * 2 == len(ARTICLES)
    assert sum(not event.optional for article in TEST_HALF for event in article.events) >= 40


def test_floors_are_at_or_above_the_target() -> None:
    assert FLOORS["at_least"]["all"] >= 0.70
    assert FLOORS["at_least"]["precision"] >= 0.75


def told(article: Article, at: str, **known: object) -> Event:
    """Make an event of the sentence of an article that holds some words."""
    start = article.document.text.index(at)
    fields = {"event_type": "Battles", "sub_event_type": "Armed clash"} | known
    return Event("x", article.id, sentence_start=start, sentence_end=start + len(at), quote=at, **fields)  # type: ignore[arg-type]


def test_an_event_is_right_in_what_agrees_and_false_where_nothing_tells_it() -> None:
    article = next(one for one in ARTICLES if one.id == "sudan-darfur")
    nyala = Place("", "Nyala", lon=24.9, lat=12.0)
    side = EventActor("", "RSF: Rapid Support Forces", ActorRole.ACTOR1)
    day = date(2023, 10, 26)
    right = told(article, "captured Nyala", place=nyala, date_start=day, date_end=day, actors=(side,))
    late = told(article, "captured Nyala", place=nyala, date_start=day, date_end=date(2023, 10, 28), actors=(side,))
    talk = told(article, "Talks in Jeddah")
    verdict = compare(article.events, [late, talk, right])
    found = next(one for one in verdict.judged if one.event is not None)
    assert found.event is right
    assert found.right == {"place", "date", "actors"}
    assert verdict.again == (late,)
    assert verdict.false == (talk,)
    assert tells(right, found.gold)


def test_what_a_coder_may_leave_out_is_neither_asked_for_nor_false() -> None:
    article = next(one for one in ARTICLES if one.id == "syria-presence")
    verdict = compare(article.events, [told(article, "shot down seven of them")])
    assert verdict.false == ()
    assert len(verdict.optional) == 1
    assert len(verdict.judged) == len(article.events) - 1
    assert figures([verdict])["precision"] == 1.0
