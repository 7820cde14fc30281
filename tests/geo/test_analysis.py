"""Blocks of a text: what the language model reads, and the way back to the stored text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.analysis import DEFAULT_MODEL, NO_MODEL, Analyser, load_model, split_blocks
from geo.errors import ExtractionError
from geo.models import Document


@pytest.mark.parametrize(
    ("text", "views"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("A line that is\nwrapped by hand.", ["A line that is wrapped by hand."]),
        ("A heading\nA sentence.", ["A heading", "A sentence."]),
        ("a\u00a0b \u2009 c", ["a b c"]),
        ("Moscow’s “claim”", ['Moscow\'s "claim"']),
        ("  indented\ttext  ", ["indented text"]),
    ],
)
def test_a_text_is_split_into_blocks(text: str, views: list[str]) -> None:
    blocks = split_blocks(text)
    assert [block.view for block in blocks] == views
    assert all(len(block.view) == len(block.offsets) for block in blocks)


@given(st.text(alphabet=st.sampled_from("ab .\n\r\t\u00a0’“é🙂"), max_size=60))
def test_every_letter_of_a_view_leads_back(text: str) -> None:
    blocks = split_blocks(text)
    offsets = [offset for block in blocks for offset in block.offsets]
    assert offsets == sorted(set(offsets))
    for block in blocks:
        letters = [(view, text[at]) for view, at in zip(block.view, block.offsets, strict=True) if view.isalpha()]
        assert all(view == stored for view, stored in letters)
        assert block.view == block.view.strip()


@given(st.text(alphabet=st.sampled_from("ab .\n\u00a0’"), max_size=60))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    covered = {offset for block in split_blocks(text) for offset in block.offsets}
    missing = "".join(letter for at, letter in enumerate(text) if at not in covered)
    assert missing.strip() == ""
    assert len(covered) + len(missing) == len(text)


def test_a_span_of_a_view_is_found_in_the_text() -> None:
    (block,) = split_blocks("Shells  hit\u00a0 Homs.")
    start, end = block.original(block.view.index("Homs"), block.view.index("Homs") + 4)
    assert block.view == "Shells hit Homs."
    assert (start, end) == (13, 17)


@pytest.mark.parametrize("size", [1, 2, 64])
def test_documents_come_in_order_whatever_the_batch(size: int) -> None:
    documents = [Document(str(number), f"Number {number}.\n\nMore of {number}.") for number in range(5)]
    analysed = list(Analyser(NO_MODEL, batch_size=size).analyse(iter(documents)))
    assert [one.document.id for one in analysed] == ["0", "1", "2", "3", "4"]
    assert [block.doc.text for block in analysed[3].blocks] == ["Number 3.", "More of 3."]
    assert [len(list(block.sentences)) for block in analysed[3].blocks] == [1, 1]


def test_documents_without_text_are_kept() -> None:
    analysed = list(Analyser(NO_MODEL).analyse([Document("a", ""), Document("b", "Text."), Document("c", "\n")]))
    assert [one.document.id for one in analysed] == ["a", "b", "c"]
    assert [len(one.blocks) for one in analysed] == [0, 1, 0]


def test_a_model_that_is_not_installed_is_said() -> None:
    with pytest.raises(ExtractionError, match="en_core_web_gone") as caught:
        load_model("en_core_web_gone")
    assert "CONFLICT_ATLAS_SPACY_MODEL" in str(caught.value)


def test_a_model_is_loaded_once() -> None:
    assert load_model(DEFAULT_MODEL) is load_model(DEFAULT_MODEL)
    assert Analyser(NO_MODEL).name.startswith("en_")
