"""Reads the gold of roles: sentences with their place names marked as "[[Moscow|metonym]] said …"."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.models import Role

GOLD: Final = Path(__file__).resolve().parent.parent / "tests" / "accuracy" / "gold"
_MARK: Final = re.compile(r"\[\[([^|\]]+)\|([a-z]+)\]\]")


@dataclass(frozen=True, slots=True)
class GoldName:
    """A place name in a text, as code points, with the role that a reader gave it."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence or short paragraph of the gold; ``split`` is "train" or "test"."""

    id: str
    split: str
    text: str
    names: tuple[GoldName, ...]


def read_gold(*files: str) -> Iterator[GoldSentence]:
    """Yield the sentences of files in ``tests/accuracy/gold``.

    Raises
    ------
    ValueError
        A mark names no role.
    """
    for file in files:
        for line in (GOLD / file).read_text("utf-8").splitlines():
            record = json.loads(line)
            text, names = read_marks(record["marked"])
            yield GoldSentence(record["id"], record["split"], text, names)


def read_marks(marked: str) -> tuple[str, tuple[GoldName, ...]]:
    """Return a marked text without its marks, and the names that they mark.

    Examples
    --------
    >>> read_marks("[[Moscow|metonym]] said")[0]
    'Moscow said'
    """
    parts: list[str] = []
    names: list[GoldName] = []
    done = length = 0
    for mark in _MARK.finditer(marked):
        before, name = marked[done : mark.start()], mark[1]
        parts += [before, name]
        start = length + len(before)
        length = start + len(name)
        names.append(GoldName(start, length, Role(mark[2])))
        done = mark.end()
    return "".join([*parts, marked[done:]]), tuple(names)
