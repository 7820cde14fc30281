from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.segments import Sentence, split_text


@dataclass(frozen=True)
class Span:
    start: int
    end: int


def test_overlapping_mentions_are_cut_where_they_cross() -> None:
    segments = split_text("abcdef", [Span(0, 4), Span(2, 6)])
    assert [segment.text for segment in segments] == ["ab", "cd", "ef"]
    assert [segment.mentions for segment in segments] == [(0,), (0, 1), (1,)]
    assert [segment.opens for segment in segments] == [(0,), (1,), ()]


def test_the_innermost_of_nested_mentions_comes_first() -> None:
    segments = split_text("the Bank of Syria", [Span(4, 17), Span(12, 17)])
    assert segments[-1].mentions == (1, 0)
    assert segments[1].text == "Bank of "


def test_sentences_cover_their_segments() -> None:
    segments = split_text("One. Two.", [Span(5, 8)], [Sentence(5, 9, "e1"), Sentence(0, 4, "e2")])
    assert [(segment.text, segment.events) for segment in segments] == [
        ("One.", ("e2",)), (" ", ()), ("Two", ("e1",)), (".", ("e1",)),
    ]  # fmt: skip
    assert segments[2].opens_events == ("e1",)
    assert segments[3].opens_events == ()


@pytest.mark.parametrize("span", [Span(-1, 2), Span(3, 3), Span(4, 2), Span(5, 90)])
def test_spans_outside_the_text_are_left_out(span: Span) -> None:
    segments = split_text("abcdef", [span])
    assert [segment.text for segment in segments] == ["abcdef"]
    assert segments[0].mentions == ()


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=12))
def test_the_segments_joined_are_the_text(text: str, borders: list[tuple[int, int]]) -> None:
    spans = [Span(*border) for border in borders]
    segments = split_text(text, spans)
    assert "".join(segment.text for segment in segments) == text
    opened = [at for segment in segments for at in segment.opens]
    assert sorted(opened) == [at for at, span in enumerate(spans) if 0 <= span.start < span.end <= len(text)]
