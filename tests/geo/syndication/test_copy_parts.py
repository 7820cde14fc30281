from __future__ import annotations

import pytest

from geo.syndication import Cluster, Likeness, Member, Signature, article_words, compare, is_copy, place, sign
from geo.syndication.differences import find_differences
from geo.syndication.figures import load_figures
from tests.geo.syndication.gold_articles import gold_articles

ARTICLE = " ".join(f"word{number}" for number in range(120))


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Reporting by A. Smith in Beirut; editing by B. Jones", False),
        ("By Tuesday, government forces had taken both banks of the river and the old bridge.", True),
        ("By Salma Haddad", False),
        ("© 2019 The Levant Courier. All rights reserved.", False),
        ("Читайте также: карта боёв", False),
        ("تابعونا على قناتنا", False),
        ("Video from the scene showed two burning lorries beside a row of shuttered shops.", True),
    ],
)
def test_lines_of_the_outlet_do_not_count(line: str, kept: bool) -> None:
    assert bool(article_words(line)) is kept


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dayr az-Zawr’s  Old\tCity", ["dayr", "al", "zawr", "s", "old", "city"]),
        ("قُتِل", ["قتل"]),
        ("缅甸军方", ["缅", "甸", "军", "方"]),
        ("", []),
    ],
)
def test_words_are_folded_in_any_script(text: str, words: list[str]) -> None:
    assert article_words(text) == words


def test_signature_survives_packing_and_is_the_same_every_time() -> None:
    words = article_words(ARTICLE)
    signature = sign(words)
    assert signature is not None
    kept = Signature.unpacked(signature.shingles, signature.packed())
    assert kept.buckets() == signature.buckets()
    assert kept.estimated_share(signature) == 1.0
    assert signature.buckets()[0] == -9003504031179388259
    assert len(signature.buckets()) == load_figures().bands


def test_short_texts_have_no_signature() -> None:
    assert sign(article_words("Shells hit the town of Idlib on Tuesday.")) is None
    assert sign([]) is None


@pytest.mark.parametrize("part", ["dev", "test"])
def test_copies_meet_in_a_bucket(part: str) -> None:
    signed = [(article, sign(article_words(article.text))) for article in gold_articles(part)]
    buckets = [(article, set(signature.buckets())) for article, signature in signed if signature]
    pairs = [(one, other) for at, one in enumerate(buckets) for other in buckets[at + 1 :]]
    copies = [(one[1], other[1]) for one, other in pairs if one[0].report == other[0].report]
    assert copies
    assert all(one & other for one, other in copies)


def test_excerpt_is_contained_and_a_stranger_is_not() -> None:
    words = article_words(ARTICLE)
    excerpt = compare(words, words[40:90])
    assert (excerpt.share, excerpt.lead) == (1.0, 1.0)
    assert is_copy(excerpt)
    assert compare(words, article_words("quite another story " * 40)) == Likeness(0.0, 0.0, 0.0, 0)
    assert not is_copy(compare(words, []))


def _cluster(group: int | None, day: str, key: int, resemblance: float, *, holds_new: bool = False) -> Cluster:
    likeness = Likeness(0.9, resemblance, 0.9, 80)
    return Cluster(group, (day, key), 0.9, (Member(key, likeness, holds_new),))


def test_round_up_joins_the_report_that_it_shares_most_with() -> None:
    first, second = _cluster(1, "2020-01-01", 1, 0.3), _cluster(2, "2020-01-02", 2, 0.4)
    assert place(("2020-01-03", 9), [first, second]).clusters == (second,)


def test_late_found_source_brings_its_cuts_together() -> None:
    first, second = _cluster(None, "2020-01-02", 1, 0.3), _cluster(None, "2020-01-02", 2, 0.4)
    assert place(("2020-01-01", 9), [second, first]).clusters == (first, second)


def test_core_brings_together_what_holds_it() -> None:
    held = [_cluster(number, "2020-01-01", number, 0.3, holds_new=True) for number in (1, 2)]
    assert len(place(("2020-01-05", 9), held).clusters) == 2
    assert place(("2020-01-05", 9), []).clusters == ()


def test_group_whose_source_is_another_report_is_not_joined() -> None:
    far = Cluster(1, ("2020-01-01", 1), 0.1, (Member(2, Likeness(0.9, 0.5, 0.9, 80), holds_new=False),))
    assert place(("2020-01-03", 9), [far]).clusters == ()


def test_differences_give_the_texts_back() -> None:
    first, second = "Two men died.\n\nPolice said so. ", "THREE men died!\nPolice said so."
    found = find_differences(first, second)
    assert "".join(piece.text for piece in found.first) == first
    assert "".join(piece.text for piece in found.second) == second
    assert [piece.text for piece in found.first if not piece.shared] == ["Two"]
    assert [piece.text for piece in found.second if not piece.shared] == ["THREE"]
    assert not found.cut


@pytest.mark.parametrize(("first", "second"), [("", ""), ("", "a b"), ("  a", "缅甸军方 x"), ("\ud800 a", "a\u0000")])
def test_differences_of_odd_texts(first: str, second: str) -> None:
    found = find_differences(first, second)
    assert "".join(piece.text for piece in found.first) == first
    assert "".join(piece.text for piece in found.second) == second
