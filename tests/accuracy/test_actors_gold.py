"""Who is meant: names, metonyms and demonyms by context and day, over the theatres, in a half tuned on and one not.

The sentences of ``gold/actors.jsonl`` were written for this test (CC0).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from geo.extractor import Extractor
from geo.models import ActorMention, Document

HERE = Path(__file__).parent
ENTRIES: list[dict[str, Any]] = [
    orjson.loads(line) for line in HERE.joinpath("gold/actors.jsonl").read_bytes().splitlines()
]


def judged(extractor: Extractor, part: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield the entry's id, the words, the actor that they mean, and the one that was found, if any."""
    for entry in (entry for entry in ENTRIES if entry["part"] == part):
        day = date.fromisoformat(entry["date"])
        document = Document(entry["id"], entry["text"], date=day, theatre=tuple(entry["theatre"]))
        found = [one for one in extractor.parse(document).mentions if isinstance(one, ActorMention)]
        for words, wanted in entry["actors"].items():
            start = entry["text"].index(words)
            over = [one.name for one in found if one.start < start + len(words) and start < one.end]
            yield entry["id"], words, wanted, next(iter(over), "")


@pytest.mark.parametrize("part", ["tuning", "test"])
def test_who_is_meant(extractor: Extractor, part: str) -> None:
    judgements = list(judged(extractor, part))
    right = sum(wanted == found for _, _, wanted, found in judgements)
    floors = tomllib.loads(HERE.joinpath("actor_floors.toml").read_text(encoding="utf-8"))
    wrong = [told for told in judgements if told[2] != told[3]]
    assert right / len(judgements) >= floors[part], wrong


def test_both_halves_are_of_all_theatres() -> None:
    for part in ("tuning", "test"):
        countries = {entry["theatre"][0] for entry in ENTRIES if entry["part"] == part}
        assert len(countries) >= 15
