"""Reading without a language model: places alone, the same whatever stands beside a document, and no spaCy."""

from __future__ import annotations

import subprocess
import sys

import pytest

from geo.fast import FastExtractor
from geo.models import Document, ParsedDocument, PlaceMention, Role

TEXTS = {
    "homs": "Shells hit Homs on Sunday, killing two. The army of Syria denied it.",
    "tripoli": "In Libya, gunmen attacked a checkpoint in Tripoli on Friday.",
    "arabic": "سقطت قذائف على حلب يوم الأحد.",
    "empty": "",
    "spaces": "In\u00a0 the\ttown of  Idlib.\r\n\r\n\r\n",
}
DOCUMENTS = [Document(name, text) for name, text in TEXTS.items()]


def places(parsed: ParsedDocument) -> list[PlaceMention]:
    return [mention for mention in parsed.mentions if isinstance(mention, PlaceMention)]


@pytest.fixture(scope="module")
def fast() -> FastExtractor:
    return FastExtractor.open()


def test_each_document_is_read_for_itself(fast: FastExtractor) -> None:
    alone = [fast.parse(document) for document in DOCUMENTS]
    assert list(fast.parse_many(iter(DOCUMENTS))) == alone
    assert list(fast.parse_many(reversed(DOCUMENTS))) == alone[::-1]


def test_places_are_found_and_told_with_their_text(fast: FastExtractor) -> None:
    found = {one.document.id: one for one in fast.parse_many(DOCUMENTS)}
    pinned = {
        name: [(place.text, place.place.country) for place in places(one) if place.place] for name, one in found.items()
    }
    assert ("Homs", "SY") in pinned["homs"]
    assert ("Tripoli", "LY") in pinned["tripoli"]
    assert ("حلب", "SY") in pinned["arabic"]
    assert pinned["empty"] == []
    assert ("Idlib", "SY") in pinned["spaces"]
    for one in found.values():
        assert all(one.document.text[place.start : place.end] == place.text for place in one.mentions)
        assert one.events == ()


def test_a_theatre_and_a_choice_decide(fast: FastExtractor) -> None:
    (mention,) = places(fast.parse(Document("x", "A bomb went off in Tripoli."), ["LB"]))
    assert mention.role is Role.LOCATION
    assert mention.place is not None
    assert mention.place.country == "LB"
    assert fast.parse(Document("x", "A bomb went off in Tripoli.", choices={"tripoli": ""})).mentions == ()


def test_no_language_model_is_imported() -> None:
    code = (
        "import sys; from geo.fast import FastExtractor; from geo.models import Document;"
        "FastExtractor.open().parse(Document('x', 'Shells hit Homs.'));"
        "sys.exit(len({'spacy', 'thinc', 'sqlalchemy', 'geopy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
