"""Rows that are no events, kept aside in a file with line and reason, so that they can be mended and imported."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from gazetteer.cells import guard_cell
from geo.errors import ReadError

_HEAD: Final = ("rejected_line", "rejected_reason")


def default_path(source: str, dataset: str) -> Path:
    """Return where the rejected rows of a file go: beside it, or here where its folder cannot be written."""
    if source == "-":
        return Path(f"{dataset}.rejected.csv")
    path = Path(source)
    name = f"{path.name}.rejected.csv"
    return path.with_name(name) if os.access(path.parent, os.W_OK) else Path(name)


class RejectFile:
    """A file of rejected rows, begun when the first one comes. Importing it passes over line and reason.

    ``target`` is where it goes: a path, a stream that stays open, or None where it is not wanted.
    """

    def __init__(self, target: Path | IO[str] | None, header: Sequence[str]) -> None:
        self._target = target
        self._header = header
        self._stream: IO[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._stream is not None and self._stream is not self._target:
            self._stream.close()

    def add(self, line: int, reason: str, cells: Sequence[str]) -> None:
        """Write a row; nothing where no file is wanted."""
        if self._target is None:
            return
        if self._stream is None:
            self._stream = self._open(self._target) if isinstance(self._target, Path) else self._target
            csv.writer(self._stream).writerow((*_HEAD, *self._header))
        csv.writer(self._stream).writerow((line, reason, *map(guarded, cells)))

    @staticmethod
    def _open(path: Path) -> IO[str]:
        try:
            return path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise ReadError(f"cannot keep the rejected rows in {path}: {error.strerror}; use --rejects FILE") from error


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; a number stays what it is."""
    return text if is_number(text) else str(guard_cell(text))


def is_number(text: str) -> bool:
    """Say whether a text is a plain number, such as -1 or +33.5."""
    return text.lstrip("+-").replace(".", "", 1).isdecimal() and text[:2] not in {"++", "--", "+-", "-+"}
