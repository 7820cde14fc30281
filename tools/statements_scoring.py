"""Scores what is taken for an event, who claims it and who denies it, on sentences of our own pen.

The gold is tests/accuracy/gold/statements.jsonl: half of it tells of no event (negations, wishes, threats, habits,
drills, fiction, …), half does, some as claims; half is kept for testing. What a claimant must be called is given as a
part of the name; "/" parts what may stand there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gazetteer import Gazetteer
from geo.extractor import Extractor
from geo.models import Document, Event

GOLD = Path(__file__).resolve().parent.parent / "tests" / "accuracy" / "gold"
_DAY = date(2023, 6, 14)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, whether it tells of an event, and parts of the names of who claims and who denies it."""

    id: str
    kind: str
    text: str
    event: bool
    claimed_by: str
    denied_by: str
    test: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and the events that were read from it."""

    statement: Statement
    events: tuple[Event, ...]

    @property
    def is_right(self) -> bool:
        """Say whether an event was read where there is one, and only there."""
        return bool(self.events) == self.statement.event

    def names(self, column: str) -> set[str]:
        """Return who claims or denies any of the events, by the column's name."""
        return {name for event in self.events if (name := getattr(event, column))}


def read_gold(split: str) -> list[Statement]:
    """Return the sentences of "dev", "test" or "train" (further ones to tune on)."""
    name = "statements_training.jsonl" if split == "train" else "statements.jsonl"
    statements = (Statement(**json.loads(line)) for line in (GOLD / name).read_text(encoding="utf-8").splitlines())
    return [one for one in statements if one.test == (split == "test")]


def judge(extractor: Extractor, statements: Sequence[Statement]) -> list[Judged]:
    """Read the sentences, each a report of its own."""
    documents = [Document(one.id, one.text, date=_DAY) for one in statements]
    read = extractor.parse_many(documents)
    return [Judged(one, parsed.events) for one, parsed in zip(statements, read, strict=True)]


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Return shares: non-events rejected, events kept, and claims and denials right of all that are or were told."""
    return {
        "rejected": _share([one.is_right for one in judged if not one.statement.event]),
        "kept": _share([one.is_right for one in judged if one.statement.event]),
        "claimed_by": _share(list(_named(judged, "claimed_by"))),
        "denied_by": _share(list(_named(judged, "denied_by"))),
    }


def _named(judged: Sequence[Judged], column: str) -> Iterator[bool]:
    for one in judged:
        wanted, told = getattr(one.statement, column), one.names(column)
        if wanted or told:
            yield _is_named(told, wanted)


def _is_named(told: set[str], wanted: str) -> bool:
    """Say whether all names told hold one of the wanted parts, or none is told and wanted."""
    parts = [part.casefold() for part in wanted.split("/") if part]
    return bool(told) == bool(parts) and all(any(part in name.casefold() for part in parts) for name in told)


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 1.0


def main() -> None:
    """Print the figures of a split; of the sentences to tune on also those that are read wrongly."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("split", choices=("train", "dev", "test"), nargs="?", default="test")
    split: str = options.parse_args().split
    extractor = Extractor.open(Gazetteer.open())
    judged = judge(extractor, read_gold(split))
    for one in judged if split != "test" else ():
        columns = [one.names(column) for column in ("claimed_by", "denied_by")]
        wanted = (one.statement.claimed_by, one.statement.denied_by)
        if not one.is_right or not all(_is_named(*pair) for pair in zip(columns, wanted, strict=True)):
            print(one.statement.kind, "|", one.statement.text, "|", len(one.events), *columns)
    print({name: round(value, 3) for name, value in figures(judged).items()})


if __name__ == "__main__":
    main()
