"""What a person decides about a document: it moves mentions and events, outlives later readings, and can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from gazetteer import Place
from geo.corrections import AUTOMATIC, NO_PLACE, Corrections
from geo.errors import ChangeError, EditConflictError, NotStoredError
from geo.explanations import SURE_FROM, explain_mention, explanation_record, find_event_mention, how_sure
from geo.extractor import Extractor
from geo.models import Document, ParsedDocument, PlaceMention
from geo.places.confidence import UNSURE_BELOW
from geo.schema import EventRow
from geo.store import EventStore
from tests.geo.regeocoding.desk import Desk

TEXT = (
    "A bomb exploded in Tripoli on Monday, killing four people. People gathered in Tripoli on Sunday. "
    "Libya had troops in Benghazi."
)
LIBYA, LEBANON = "geonames:2210247", "geonames:266826"


@pytest.fixture
def desk(store: EventStore, tmp_path: Path, extractor: Extractor) -> Desk:
    made = Desk(store, tmp_path / "packs")
    made.__dict__["extractor"] = extractor
    return made


@pytest.fixture
def document_id(desk: Desk) -> str:
    """Store a report that nobody has said anything about."""
    (parsed,) = desk.extractor.parse_many([replace(_document(), theatre=())])
    desk.store.add(parsed)
    return parsed.document.id


def _document() -> Document:
    return Document("tripoli", TEXT, title="Shells", original=TEXT.encode())


@pytest.fixture
def corrections(desk: Desk) -> Corrections:
    return Corrections(desk.store, desk.gazetteer, desk.extractor.parse_many)


def _places(store: EventStore, document_id: str) -> list[str]:
    mentions = store.mentions(document_id)
    return [
        each.place.id for each in mentions if isinstance(each, PlaceMention) and each.place and each.text == "Tripoli"
    ]


def _event(store: EventStore) -> EventRow:
    (row,) = [row for row in store.events() if row.event_type.startswith("Explosions")]
    return row


def test_a_choice_moves_every_mention_and_the_event(desk: Desk, document_id: str, corrections: Corrections) -> None:
    assert set(_places(desk.store, document_id)) == {LIBYA}
    edit = corrections.choose(document_id, "TRIPOLI", LEBANON, author="Ada", reason="the port")
    assert edit is not None
    assert (edit.name, edit.before, edit.after, edit.author, edit.reason) == (
        "TRIPOLI", None, LEBANON, "Ada", "the port",
    )  # fmt: skip
    assert _places(desk.store, document_id) == [LEBANON, LEBANON]
    row = _event(desk.store)
    assert (row.place_id, row.country) == (LEBANON, "LB")
    assert corrections.choose(document_id, "Tripoli", LEBANON) is None


def test_what_is_chosen_is_sure_and_says_so(desk: Desk, document_id: str, corrections: Corrections) -> None:
    corrections.choose(document_id, "Tripoli", LEBANON)
    why = explain_mention(desk.store, document_id, TEXT.index("Tripoli"))
    assert why is not None
    assert (why.mention.score, how_sure(why.mention.score)) == (1.0, "sure")
    assert [reason.feature for reason in why.mention.candidates[0].reasons] == ["chosen"]
    assert LIBYA in {candidate.place.id for candidate in why.mention.candidates[1:]}
    record = explanation_record(why)
    assert (record["chosen"], record["mention"]["candidates"][0]["score"]) == (LEBANON, 1.0)
    assert len(why.others) == 1
    assert why.parts[1] == "Tripoli"


def test_it_outlives_later_readings(desk: Desk, document_id: str, corrections: Corrections) -> None:
    corrections.choose(document_id, "Tripoli", LEBANON)
    corrections.set_theatre(document_id, ("LB", "SY"))
    desk.store.replace(desk.read_afresh(document_id))
    again = desk.store.document_edits.recall(_document())
    assert (dict(again.choices), again.theatre) == ({"tripoli": LEBANON}, ("LB", "SY"))
    desk.store.replace(desk.extractor.parse(again))
    assert set(_places(desk.store, document_id)) == {LEBANON}
    (reading,) = desk.regeocoder._own_reader.read([document_id])  # noqa: SLF001 - what a run of re-geocoding reads
    assert reading.before is None


def test_a_decided_event_stays(desk: Desk, document_id: str, corrections: Corrections) -> None:
    desk.store.decide(_event(desk.store).event_id, "confirmed", author="Bo")
    corrections.choose(document_id, "Tripoli", LEBANON)
    assert _event(desk.store).place_id == LIBYA
    assert set(_places(desk.store, document_id)) == {LEBANON}


def test_no_place_takes_the_pin_away(desk: Desk, document_id: str, corrections: Corrections) -> None:
    corrections.choose(document_id, "Tripoli", NO_PLACE)
    assert _places(desk.store, document_id) == []
    assert desk.store.unknown_names.count() == 0
    assert _event(desk.store).latitude is None
    corrections.choose(document_id, "Tripoli", AUTOMATIC)
    assert set(_places(desk.store, document_id)) == {LIBYA}


def test_undo_is_a_further_edit(desk: Desk, document_id: str, corrections: Corrections) -> None:
    first = corrections.choose(document_id, "Tripoli", LEBANON)
    second = corrections.choose(document_id, "Tripoli", NO_PLACE)
    assert first is not None
    assert second is not None
    with pytest.raises(EditConflictError, match="undo that first"):
        corrections.undo(first.id)
    undone = corrections.undo(second.id, author="Bo")
    assert (undone.before, undone.after, undone.author) == (NO_PLACE, LEBANON, "Bo")
    assert set(_places(desk.store, document_id)) == {LEBANON}
    assert len(desk.store.document_edits.edits(document_id)) == 3
    assert [edit.id for edit in desk.store.document_edits.edits(document_id, "tripoli")] == [1, 2, 3]


def test_a_theatre_is_set_and_undone(desk: Desk, document_id: str, corrections: Corrections) -> None:
    assert desk.store.countries(document_id)[0][0] == "LY"
    edit = corrections.set_theatre(document_id, ("LB",), author="Ada")
    assert edit is not None
    assert (edit.before_codes, edit.after_codes) == ((), ("LB",))
    assert set(_places(desk.store, document_id)) == {LEBANON}
    assert corrections.set_theatres([document_id], ("LB",)) == 0
    corrections.undo(edit.id)
    document = desk.store.document(document_id)
    assert document is not None
    assert document.theatre == ()
    assert set(_places(desk.store, document_id)) == {LIBYA}


@pytest.mark.parametrize(
    ("name", "place_id", "message"),
    [
        ("Beirut", LEBANON, "no place name 'Beirut'"),
        ("", LEBANON, "no place name ''"),
        ("Tripoli", "geonames:0", "no place 'geonames:0'"),
    ],
)
def test_what_cannot_be_chosen_is_said(
    corrections: Corrections, document_id: str, name: str, place_id: str, message: str
) -> None:
    with pytest.raises(ChangeError, match=message):
        corrections.choose(document_id, name, place_id)
    with pytest.raises(NotStoredError, match="no document 'x'"):
        corrections.choose("x", name, place_id)


def test_two_at_once_do_not_lose_a_decision(desk: Desk, document_id: str, corrections: Corrections) -> None:
    def slow(documents: Sequence[Document]) -> Iterable[ParsedDocument]:
        corrections.set_theatre(document_id, ("SY",), author="the quicker one")
        return desk.extractor.parse_many(documents)

    with pytest.raises(EditConflictError, match="somebody else"):
        Corrections(desk.store, desk.gazetteer, slow).choose(document_id, "Tripoli", LEBANON)
    (edit,) = desk.store.document_edits.edits(document_id)
    assert edit.author == "the quicker one"


def test_a_place_that_is_gone_leaves_the_name_to_the_program(desk: Desk, document_id: str) -> None:
    own: Place = desk.add("Port of Tripoli")
    Corrections(desk.store, desk.gazetteer, desk.extractor.parse_many).choose(document_id, "Tripoli", own.id)
    desk.store.user_places.delete(own.id)
    desk.store.replace(desk.read_afresh(document_id))
    assert own.id not in _places(desk.store, document_id)


def test_an_event_leads_to_the_name_that_put_it_there(desk: Desk, document_id: str) -> None:
    mention = find_event_mention(desk.store, _event(desk.store))
    assert mention is not None
    assert mention.start == TEXT.index("Tripoli")
    assert explain_mention(desk.store, document_id, 0) is None
    assert explain_mention(desk.store, "x", 0) is None


@pytest.mark.parametrize(
    ("score", "word"),
    [(0.0, "unsure"), (UNSURE_BELOW - 0.01, "unsure"), (UNSURE_BELOW, "likely"), (SURE_FROM, "sure"), (1.0, "sure")],
)
def test_how_sure_in_a_word(score: float, word: str) -> None:
    assert how_sure(score) == word
