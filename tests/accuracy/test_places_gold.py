"""Names of places in texts of our own pen (gold/places.jsonl): the half that nothing is trained on keeps its floors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from places_scoring import Score, gold_record, read_gold, reliability, score_records

from gazetteer import Gazetteer
from gazetteer.models import Place
from geo.extractor import Extractor
from geo.models import PlaceMention, Role

GOLD = Path(__file__).with_name("gold") / "places.jsonl"
LINES: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
COMMAND = str(Path(sys.executable).with_name("conflict-atlas"))
FLOORS: dict[str, dict[str, float]] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))[
    "places_gold"
]


@pytest.fixture(scope="module")
def scores(packs: Path) -> dict[str, Score]:
    """Read the test half once, with the packs of the war zones."""
    return score_records(Extractor.open(Gazetteer.open(packs=packs)), read_gold(GOLD, "test"))


@pytest.mark.accuracy
@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_names_of_a_kind_of_text_keep_the_floor(kind: str, scores: dict[str, Score]) -> None:
    figures = scores["" if kind == "all" else kind].figures()
    low = {name: figures[name] for name, least in FLOORS[kind].items() if figures[name] < least}
    assert not low, f"{kind}: fell below the floor: {low} < {FLOORS[kind]}"


@pytest.mark.accuracy
def test_a_score_says_how_likely_a_pin_is_right(scores: dict[str, Score]) -> None:
    telling = [row for row in reliability(scores[""].pins) if row[0] >= 25]
    assert len(telling) >= 3
    assert all(right >= said - 0.15 for _, said, right in telling), telling


def test_every_mark_is_on_its_name() -> None:
    off = [record["id"] for record in LINES for mark in record["toponyms"] if mark["name"] != span(record, mark)]
    assert not off


def span(record: dict[str, Any], mark: dict[str, Any]) -> str:
    return str(record["text"][mark["start"] : mark["end"]])


def test_marks_do_not_overlap() -> None:
    for record in LINES:
        ends = [0, *(mark["end"] for mark in record["toponyms"])]
        assert all(mark["start"] >= end for mark, end in zip(record["toponyms"], ends, strict=False)), record["id"]


def test_half_is_kept_for_testing() -> None:
    halves = [record["split"] for record in LINES]
    assert halves == ["train", "test"] * (len(halves) // 2) + ["train"] * (len(halves) % 2)
    assert len(halves) >= 260
    assert len({record["id"] for record in LINES}) == len(LINES)


def test_both_halves_have_every_kind_of_text() -> None:
    kinds = {half: {record.kind for record in read_gold(GOLD, half)} for half in ("train", "test")}
    assert kinds["train"] == kinds["test"] == {record["kind"] for record in LINES}


def test_a_pin_on_the_name_within_reach_is_right() -> None:
    figures = figures_of([mention(0, 4, HOMS)])
    assert (figures["P"], figures["R"], figures["e2e_R161"], figures["role"]) == (1, 0.5, 0.5, 0.5)


def test_a_mention_off_all_names_costs_precision_and_one_on_an_ignored_name_nothing() -> None:
    assert figures_of([mention(0, 4, HOMS), mention(20, 26, HOMS)])["P"] == 1
    assert figures_of([mention(0, 4, HOMS), mention(10, 14, HOMS)])["P"] == 0.5


def test_a_wide_mention_is_one_find_and_a_far_pin_is_wrong() -> None:
    figures = figures_of([mention(0, 9, MARS)])
    assert (figures["R"], figures["strict_F1"], figures["e2e_R161"]) == (0.5, 0, 0)


def test_embedded_names_are_no_finds() -> None:
    assert figures_of([mention(0, 4, HOMS, Role.EMBEDDED)])["R"] == 0


def test_reliability_sets_what_scores_say_beside_what_is_so() -> None:
    rows = reliability([(0.95, True), (0.97, True), (1.0, False), (0.41, True)])
    assert [(count, round(said, 2), round(right, 2)) for count, said, right in rows] == [(1, 0.41, 1), (3, 0.97, 0.67)]


@pytest.mark.accuracy
def test_the_shared_scorer_counts_alike(packs: Path, shared_data: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps({**line, "theatre": None}) + "\n" for line in LINES[:30]), "utf-8")
    scorer = [sys.executable, str(shared_data.parent / "tools" / "score_places.py"), str(gold), "--json"]
    environment = os.environ | {"CONFLICT_ATLAS_PACKS": str(packs)}
    call = [*scorer, "--", COMMAND, "parse"]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    ours = score_records(Extractor.open(Gazetteer.open(packs=packs)), read_gold(gold))[""].figures()
    compared = ("P", "R", "F1", "strict_F1", "e2e_R161", "e2e_R25", "e2e_F161")
    assert {name: ours[name] for name in compared} == pytest.approx({name: theirs[name] for name in compared}, abs=1e-3)


HOMS = Place("homs", "Homs", 36.72, 34.73)
MARS = Place("mars", "Mars", -100.0, -40.0)


def mention(start: int, end: int, place: Place, role: Role = Role.LOCATION) -> PlaceMention:
    return PlaceMention(start, end, "x" * (end - start), role, place, 0.9)


def figures_of(mentions: list[PlaceMention]) -> dict[str, float]:
    """Score mentions against two names of Homs, the second not found, and a nationality."""
    marks = [{"start": 0, "end": 4}, {"start": 40, "end": 44}]
    names = [{**mark, "role": "location", "lat": 34.73, "lon": 36.72} for mark in marks]
    nationality = {"start": 20, "end": 26, "ignore": True}
    score = Score()
    score.add(gold_record({"id": 1, "text": "x" * 50, "toponyms": [*names, nationality]}), mentions)
    return score.figures()
