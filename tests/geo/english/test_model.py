"""The fast forms of spaCy's components give what the components themselves give."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Token

from geo.analysis import split_blocks
from geo.english.components import runners
from geo.english.errors import UnknownArchitectureError
from geo.english.model import DEFAULT_MODEL, EnglishModel, Need, load_model
from geo.english.words import WordForms

SAMPLE = Path(__file__).parents[3] / "geo" / "data" / "sample"
ODD = [
    "There is a siege; there are none who'd say there's peace.",
    "They're gonna go, let's say: y'all ain't gotta come.",
    "",
    " ",
    "Shells  hit\tHoms.",
    "x",
    "In Deir ez-Zor Mr. Smith of the U.N. told Reuters on 3 May that 40% of the $3 million was lost.",
]


def what_is_said(token: Token) -> tuple[object, ...]:
    return token.text, token.pos_, token.tag_, token.lemma_, token.dep_, token.head.i, token.is_sent_start


def entities(doc: Doc) -> list[tuple[int, int, str]]:
    return [(entity.start, entity.end, entity.label_) for entity in doc.ents]


@pytest.fixture(scope="module")
def views() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.md"))[:6]]
    return [*(block.view for text in texts for block in split_blocks(text)), *ODD]


def test_what_the_model_reads_is_what_spacy_reads(views: list[str]) -> None:
    expected = list(load_model().pipe(views))
    model = EnglishModel()
    for _ in range(2):  # cold and with what was kept
        found = model.read(views, [Need.ALL] * len(views))
        for doc, other in zip(found, expected, strict=True):
            assert [what_is_said(token) for token in doc] == [what_is_said(token) for token in other]
            assert entities(doc) == entities(other)
            assert [token.ent_iob_ for token in doc] == [token.ent_iob_ for token in other]


def test_each_text_gets_what_it_needs_and_no_more(views: list[str]) -> None:
    needs = [need for need, _ in zip(cycle([Need.ALL, Need.GRAMMAR, Need.NOTHING]), views, strict=False)]
    model = EnglishModel()
    whole = model.read(views, [Need.ALL] * len(views))
    for text, doc, need, full in zip(views, model.read(views, needs), needs, whole, strict=True):
        assert doc.text == text
        assert doc.has_annotation("SENT_START") or len(doc) <= 1
        assert doc.has_annotation("DEP") is (Need.GRAMMAR in need or not len(doc))
        assert entities(doc) == (entities(full) if need is Need.ALL else [])
        if Need.GRAMMAR in need:
            assert [what_is_said(token) for token in doc] == [what_is_said(token) for token in full]


def test_entities_alone_stay_within_sentences() -> None:
    (doc,) = EnglishModel().read(["They fled to Homs. Syria was at war."], [Need.ENTITIES])
    assert [entity.text for entity in doc.ents] == ["Homs", "Syria"]
    assert len(list(doc.sents)) == 2


def test_an_architecture_that_is_not_known_is_left_to_spacy() -> None:
    nlp, english = spacy.blank("en"), load_model(DEFAULT_MODEL)
    nlp.add_pipe("sentencizer")
    ruler: Any = nlp.add_pipe("attribute_ruler")
    lemmatizer: Any = english.get_pipe("lemmatizer")
    ruler.add([[{"LEMMA": "hit"}]], {"POS": "VERB"})
    with pytest.raises(UnknownArchitectureError):
        WordForms(ruler, lemmatizer)
    grammar, recognisers = runners(nlp)
    doc = nlp.make_doc("Shells hit. Homs fell.")
    for run in grammar:
        run([doc])
    assert len(list(doc.sents)) == 2
    assert recognisers == []
