"""Sentences of our own in Arabic, Russian and Ukrainian: recognition, roles and pins keep their floors."""

from __future__ import annotations

from pathlib import Path

import pytest
from languages_scoring import read_gold, score

from gazetteer import Gazetteer
from geo.extractor import Extractor

LANGUAGES = ("arabic", "russian", "ukrainian")
SIZE = 100
BUILT_ONLY = {
    "arabic": {"f1": 0.94, "roles": 0.94, "end_to_end": 0.87},
    "russian": {"f1": 0.93, "roles": 0.95, "end_to_end": 0.79},
    "ukrainian": {"f1": 0.94, "roles": 0.95, "end_to_end": 0.86},
}
WITH_PACKS = {
    "arabic": {"f1": 0.95, "roles": 0.94, "end_to_end": 0.90},
    "russian": {"f1": 0.95, "roles": 0.95, "end_to_end": 0.86},
    "ukrainian": {"f1": 0.95, "roles": 0.95, "end_to_end": 0.89},
}
"""What the test halves reached, less two to three points."""


def _check(extractor: Extractor, language: str, floors: dict[str, float]) -> None:
    result = score(extractor, read_gold(language, "test"))
    figures = result.figures()
    low = {name: figures[name] for name, least in floors.items() if figures[name] < least}
    assert not low, f"fell below the floor: {low} < {floors}\n" + "\n".join(result.slips)


@pytest.mark.accuracy
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_gazetteer_is_enough(language: str, extractor: Extractor) -> None:
    _check(extractor, language, BUILT_ONLY[language])


@pytest.mark.accuracy
@pytest.mark.parametrize("language", LANGUAGES)
def test_packs_add_villages_and_not_errors(language: str, packs: Path) -> None:
    _check(Extractor.open(Gazetteer.open(packs=packs)), language, WITH_PACKS[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_the_gold_stand_where_it_says(language: str) -> None:
    records = [*read_gold(language, "tune"), *read_gold(language, "test")]
    assert len(records) == len({record["text"] for record in records}) == SIZE
    assert len(read_gold(language, "test")) == SIZE // 2
    for record in records:
        for name in record["names"]:
            assert record["text"][name["start"] : name["end"]] == name["text"]
            assert ("lat" in name) == (name["role"] == "location")
