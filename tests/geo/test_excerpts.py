from __future__ import annotations

import pytest

from geo.excerpts import sentence_span
from tests.growth import check_linear

TEXT = 'First one. He said: "Homs fell." Then Idlib burnt!\n\nA heading\n\nRaqqa is last'


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("First", "First one."),
        ("Homs", 'He said: "Homs fell."'),
        ("Idlib", "Then Idlib burnt!"),
        ("heading", "A heading"),
        ("Raqqa", "Raqqa is last"),
    ],
)
def test_the_sentence_round_a_name_is_found(name: str, sentence: str) -> None:
    start = TEXT.index(name)
    first, last = sentence_span(TEXT, start, start + len(name))
    assert TEXT[first:last] == sentence
    assert first <= start < last


def test_a_text_without_full_stops_is_cut() -> None:
    text = "word " * 1000 + "Homs" + " word" * 1000
    start = text.index("Homs")
    first, last = sentence_span(text, start, start + 4)
    assert "Homs" in text[first:last]
    assert last - first < 1000


@pytest.mark.parametrize("filling", [" ", "\n", ". ", '."', "\n \n", "- \n"])
def test_odd_texts_take_no_longer_than_others(filling: str) -> None:
    first, last = sentence_span(filling * 100_000, 50_000, 50_001)
    assert first <= 50_000 < last
    check_linear(lambda size: sentence_span(filling * size, size // 2, size // 2 + 1), 20_000)
