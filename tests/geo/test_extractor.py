"""The extractor as a whole: order, batches, stable results, and what a parsed document says of itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

from geo.extractor import Extractor
from geo.models import ActorMention, DateMention, Document, PlaceMention, Role

DAY = date(2017, 9, 11)
TEXTS = {
    "homs": "Shells hit Homs on Sunday, killing two. The army of Syria denied it.",
    "tripoli": "Lebanese soldiers and gunmen clashed in Tripoli on Saturday.",
    "libya": "In Libya, gunmen attacked a checkpoint in Tripoli on Friday, killing three soldiers.",
    "empty": "",
}
DOCUMENTS = [Document(name, text, date=DAY) for name, text in TEXTS.items()]


def test_the_order_of_documents_changes_nothing(extractor: Extractor) -> None:
    alone = {document.id: extractor.parse(document) for document in DOCUMENTS}
    for order in permutations(DOCUMENTS):
        together = list(extractor.parse_many(order))
        assert [one.document.id for one in together] == [document.id for document in order]
        assert all(one == alone[one.document.id] for one in together)


def test_a_second_run_gives_the_same(extractor: Extractor) -> None:
    first, second = (list(extractor.parse_many(DOCUMENTS)) for _ in range(2))
    assert first == second
    assert [event.id for one in first for event in one.events] == [event.id for one in second for event in one.events]


def test_the_seed_of_hashing_changes_nothing() -> None:
    lines = "".join(
        json.dumps({"id": one.id, "text": one.text, "date": "2017-09-11"}) + "\n" for one in DOCUMENTS
    ).encode()
    command = [str(Path(sys.executable).with_name("conflict-atlas")), "parse", "--explain"]
    outputs = [
        subprocess.run(
            command, input=lines, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "4242")
    ]
    assert outputs[0] == outputs[1]
    assert len(outputs[0].splitlines()) == len(DOCUMENTS)


def test_documents_are_read_as_they_are_wanted(extractor: Extractor) -> None:
    taken: list[str] = []

    def endless() -> Iterator[Document]:
        for number in range(1_000_000):
            taken.append(str(number))
            yield Document(str(number), f"Shells hit Homs on day {number}.\n\n" * 8)

    first = next(extractor.parse_many(endless()))
    assert first.document.id == "0"
    assert len(taken) < 100


def test_a_theatre_of_the_call_replaces_the_document_s(extractor: Extractor) -> None:
    document = Document("x", "Clashes broke out in Tripoli.", theatre=("LY",))
    own, other = extractor.parse(document), extractor.parse(document, ["LB"])
    places = [one for parsed in (own, other) for one in parsed.mentions if isinstance(one, PlaceMention)]
    countries = [mention.place.country for mention in places if mention.place]
    assert countries == ["LY", "LB"]
    assert other.document.theatre == ("LB",)


def test_ids_tell_documents_apart(extractor: Extractor) -> None:
    one, other = (extractor.parse(replace(DOCUMENTS[0], id=name)) for name in ("a" * 64, "b" * 64))
    assert {event.document_id for event in one.events} == {"a" * 64}
    assert not {event.id for event in one.events} & {event.id for event in other.events}
    assert [event.quote for event in one.events] == [event.quote for event in other.events]


def test_mentions_are_of_three_kinds(extractor: Extractor) -> None:
    mentions = extractor.parse(DOCUMENTS[0]).mentions
    kinds = {type(mention) for mention in mentions}
    assert kinds == {PlaceMention, ActorMention, DateMention}
    assert [mention.text for mention in mentions if mention.kind == "date"] == ["Sunday"]
    assert list(mentions) == sorted(mentions, key=lambda one: (one.start, one.end, one.kind))


def test_places_are_pinned_only_where_something_is(extractor: Extractor) -> None:
    parsed = extractor.parse(Document("x", "Moscow said that Russian jets had bombed Homs on Sunday.", date=DAY))
    roles = {mention.text: mention.role for mention in parsed.mentions if isinstance(mention, PlaceMention)}
    assert roles == {"Moscow": Role.METONYM, "Russian": Role.MODIFIER, "Homs": Role.LOCATION}
    assert [event.place.name for event in parsed.events if event.place] == ["Homs"]
