"""Searching by names that are half typed or misspelt."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Damascus", "Damascus"),
        ("damas", "Damascus"),
        ("Damacsus", "Damascus"),
        ("Dmascus", "Damascus"),
        ("Idlep", "Idlib"),
        ("Deir ez-Zour", "Deir ez-Zor"),
        ("Dayr Azzawr", "Deir ez-Zor"),
        ("Hassakeh", "Al Hasakah"),
        ("Kyjiv", "Kyiv"),
    ],
)
def test_first_hit(small: Gazetteer, query: str, first: str) -> None:
    hits = small.search(query)
    assert hits
    assert hits[0].place.name == first


def test_exact_before_prefix_before_misspelling(small: Gazetteer) -> None:
    exact, prefix, misspelt = (small.search(query)[0].score for query in ("Daraa", "Dara", "Idlep"))
    assert exact == 1
    assert misspelt < 0.8 <= prefix <= 1
    scores = [hit.score for hit in small.search("Daraa")]
    assert scores == sorted(scores, reverse=True)


def test_country_and_limit(small: Gazetteer) -> None:
    assert [hit.place.country for hit in small.search("Damascus", country="us")] == ["US"]
    assert len(small.search("da", limit=1)) == 1
    assert small.search("Damascus", limit=0) == []


@pytest.mark.parametrize("query", ["", "   ", "!!!", "Xqzptw", "a" * 5000, "%_'\"", "\x00"])
def test_hopeless_queries_find_nothing(small: Gazetteer, query: str) -> None:
    hits = small.search(query)
    assert hits == []
    assert small.places_named(query) == ()
