"""The gold of copies: articles made of paragraphs of our own pen."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from geo.syndication import Likeness, article_words, compare, is_copy

GOLD = Path(__file__).parent / "gold" / "articles.toml"


@dataclass(frozen=True)
class GoldArticle:
    """An article; those with the same report are copies of one another."""

    report: str
    part: str
    kind: str
    text: str


@dataclass(frozen=True)
class Judged:
    """A pair of articles, whether it is one report, and what is said of it."""

    one: GoldArticle
    other: GoldArticle
    likeness: Likeness

    @property
    def wanted(self) -> bool:
        """Whether it is one report."""
        return self.one.report == self.other.report

    @property
    def found(self) -> bool:
        """Whether it is said to be one."""
        return is_copy(self.likeness)


def gold_articles(part: str) -> list[GoldArticle]:
    """Read the articles of a part."""
    told = tomllib.loads(GOLD.read_text(encoding="utf-8"))
    paragraphs = told["paragraphs"]
    return [
        GoldArticle(
            entry["report"], part, entry["kind"], "\n\n".join(paragraphs.get(name, name) for name in entry["parts"])
        )
        for entry in told["articles"]
        if entry["part"] == part
    ]


def judged_pairs(part: str) -> list[Judged]:
    """Compare all articles of a part with one another."""
    read = [(article, article_words(article.text)) for article in gold_articles(part)]
    return [Judged(one, other, compare(words, others)) for (one, words), (other, others) in combinations(read, 2)]
