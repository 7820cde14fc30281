"""The place of an event among those of its sentence: our own gold (gold/event_places.jsonl) and sentences of others."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from event_place_scoring import Marked, figures, read_marked, spans_of_json

from gazetteer import Gazetteer
from geo.extractor import Extractor
from geo.models import Document

GOLD = Path(__file__).with_name("gold") / "event_places.jsonl"
LINES: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
FLOORS: dict[str, dict[str, float]] = tomllib.loads(
    Path(__file__).with_name("event_place_floors.toml").read_text("utf-8")
)
HALTERMAN = Path("places") / "Halterman-EventLocation.jsonl.gz"


@pytest.fixture(scope="module")
def reader(packs: Path) -> Extractor:
    """Return an extractor with the packs of the war zones."""
    return Extractor.open(Gazetteer.open(packs=packs))


def below(found: dict[str, float], part: str) -> dict[str, float]:
    return {name: found[name] for name, least in FLOORS[part].items() if found[name] < least}


@pytest.mark.accuracy
def test_the_test_half_keeps_its_floors(reader: Extractor) -> None:
    assert not below(figures(reader, read_marked(GOLD, "test")), "gold")


@pytest.mark.accuracy
def test_marked_sentences_of_others_keep_their_floors(reader: Extractor, shared_data: Path) -> None:
    records = [record for record in read_marked(shared_data / HALTERMAN, "odd") if record.marks]
    assert not below(figures(reader, records[::4]), "halterman")


def test_every_mark_is_a_name_and_half_is_kept_for_testing() -> None:
    marks = [
        (line["text"], start, end) for line in LINES for event in line["events"] for start, end in event["locations"]
    ]
    assert all(text[start:end].strip() == text[start:end] != "" for text, start, end in marks)
    assert [line["split"] for line in LINES] == ["train", "test"] * (len(LINES) // 2) + ["train"] * (len(LINES) % 2)
    assert len(LINES) >= 150
    assert len({line["text"] for line in LINES}) == len(LINES)


def test_both_halves_have_every_kind_of_sentence() -> None:
    kinds = {half: {line["kind"] for line in LINES if line["split"] == half} for half in ("train", "test")}
    assert kinds["train"] == kinds["test"]


def test_figures_count_sentences_and_their_events(extractor: Extractor) -> None:
    right = Marked(Document("a", "Shells hit Homs on Sunday, killing two."), (((11, 15),),))
    wrong = Marked(Document("b", "Shells hit Homs on Sunday, killing two."), (((0, 6),),))
    idle = Marked(Document("c", "Shells hit Homs on Sunday, killing two."), ((),))
    found = figures(extractor, [right, wrong, idle])
    assert (found["sentences"], found["right"], found["right_json"], found["idle"]) == (2, 0.5, 0.5, 1.0)
    assert (found["first"], found["oracle"], found["precision"], found["events"]) == (0.5, 0.5, 0.5, 0.5)


def test_a_place_in_json_is_known_by_its_name_or_its_point() -> None:
    known = {"kind": "place", "role": "location", "start": 0, "end": 4, "text": "Hims", "place": {"lat": 1, "lon": 2}}
    unknown = {"kind": "place", "role": "location", "start": 9, "end": 12, "text": "Qux", "place": None}
    places = [{"name": "Homs", "lat": 1, "lon": 2}, {"name": "Qux", "lat": None, "lon": None}, None]
    record = {"mentions": [known, unknown], "events": [{"place": place} for place in places]}
    assert spans_of_json(record) == [(0, 4), (9, 12)]
