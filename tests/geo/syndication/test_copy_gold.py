from __future__ import annotations

import pytest

from tests.geo.syndication.gold_articles import Judged, gold_articles, judged_pairs


@pytest.fixture(scope="module", params=["dev", "test"])
def pairs(request: pytest.FixtureRequest) -> list[Judged]:
    return judged_pairs(request.param)


def test_gold_holds_both_kinds_in_several_scripts() -> None:
    articles = [article for part in ("dev", "test") for article in gold_articles(part)]
    kinds = {article.kind for article in articles}
    assert {"translation", "same event, another author", "embedded in a longer article"} <= kinds
    assert any("\u0600" <= character <= "\u06ff" for article in articles for character in article.text)
    assert any("\u4e00" <= character <= "\u9fff" for article in articles for character in article.text)


def test_copies_of_the_gold_are_found(pairs: list[Judged]) -> None:
    wanted = [pair for pair in pairs if pair.wanted]
    missed = [(pair.one.kind, pair.other.kind) for pair in wanted if not pair.found]
    assert len(wanted) >= 10
    assert missed == []


def test_nothing_else_of_the_gold_is_taken_for_a_copy(pairs: list[Judged]) -> None:
    wrong = [(pair.one, pair.other) for pair in pairs if pair.found and not pair.wanted]
    assert len(pairs) > 150
    assert wrong == []


def test_follow_ups_share_much_and_begin_otherwise(pairs: list[Judged]) -> None:
    alike = [pair for pair in pairs if not pair.wanted and pair.likeness.share >= 0.3]
    assert alike
    assert all(pair.likeness.lead < 0.5 for pair in alike)
