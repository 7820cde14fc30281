"""Offsets lead back to the stored text, whatever white space and quotes it holds."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.extractor import Extractor
from geo.models import Document, Mention

QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "\u00ad": "-"})
SPACES = st.sampled_from([" ", "  ", "\u00a0", "\u202f", "\t", "\n", "\r\n", "\n\n", " \u00a0 ", "\u2009"])
WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "Shells hit Homs Deir ez-Zor Moscow’s “Idlib” in Syrian troops on Sunday Kyiv’s rebels killed 40 near Daraa "
        "al-Balad. Al-Ḩasakah дома حلب 🙂 ‘Raqqa’ U.S. IS — cafe\u0301 3 May 2014",
    )
)
TEXTS = st.lists(st.tuples(WORDS, SPACES), min_size=1, max_size=25).map(
    lambda pairs: "".join(part for pair in pairs for part in pair)
)
ANY_TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=80)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def plain(text: str) -> str:
    """Give a text with plain quotes and single spaces."""
    return re.sub(r"\s+", " ", text.translate(QUOTES)).strip()


def check(text: str, mentions: tuple[Mention, ...]) -> None:
    """Hold every mention to the text it was found in."""
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert plain(mention.text) == plain(text[mention.start : mention.end])


@SLOW
@given(TEXTS)
def test_mentions_of_war_news_stand_where_they_say(extractor: Extractor, text: str) -> None:
    parsed = extractor.parse(Document("x", text))
    check(text, parsed.mentions)
    assert list(parsed.mentions) == sorted(parsed.mentions, key=lambda one: (one.start, one.end, one.kind))
    assert all(event.quote == text[event.sentence_start : event.sentence_end] for event in parsed.events)


@SLOW
@given(ANY_TEXTS)
def test_any_text_is_read_without_an_error(extractor: Extractor, text: str) -> None:
    parsed = extractor.parse(Document("x", text))
    check(text, parsed.mentions)
    assert parsed.document.text == text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Shells hit Homs.", 11, 15),
        ("Shells hit\u00a0\u00a0Homs.", 12, 16),
        ("\ufeffShells hit Homs.", 12, 16),
        ("🙂 Shells hit Homs.", 13, 17),
        ("Shells hit “Homs”.", 12, 16),
        ("\n\n\tShells hit\tHoms.", 14, 18),
        ("Shells hit the city of Homs’s east.", 23, 27),
    ],
)
def test_offsets_count_code_points_of_the_stored_text(extractor: Extractor, text: str, start: int, end: int) -> None:
    (place,) = (one for one in extractor.parse(Document("x", text)).mentions if one.kind == "place")
    assert (place.start, place.end) == (start, end)
    assert text[place.start : place.end] == "Homs"


@pytest.mark.parametrize("space", [" ", "\u00a0", "  ", "\t", "\u202f"])
@pytest.mark.parametrize("name", ["Deir ez-Zor", "Khan Shaykhun", "South Ossetia"])
def test_a_name_of_two_words_holds_over_any_space(extractor: Extractor, name: str, space: str) -> None:
    text = f"Shells fell in {name.replace(' ', space)} on Tuesday."
    places = [one for one in extractor.parse(Document("x", text)).mentions if one.kind == "place"]
    assert [plain(text[place.start : place.end]) for place in places] == [name]
    assert places[0].score > 0


@pytest.mark.xfail(strict=True, reason="a line that goes on with a capital letter is taken for a new paragraph")
def test_a_name_holds_over_the_break_of_a_wrapped_line(extractor: Extractor) -> None:
    text = "Residents said on Tuesday that shells had fallen in the town of Khan\nShaykhun and that two people died."
    places = [one for one in extractor.parse(Document("x", text)).mentions if one.kind == "place"]
    assert [plain(place.text) for place in places] == ["Khan Shaykhun"]
    assert text[places[0].start : places[0].end] == "Khan\nShaykhun"
