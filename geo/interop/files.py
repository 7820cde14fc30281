"""Opening a file of events: CSV or TSV, plain or gzipped, or standard input; read as a stream, however long it is."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from geo.errors import ReadError
from geo.interop.columns import Columns, find_columns, missing_columns
from geo.interop.vocabulary import words_of

STANDARD_INPUT: Final = "-"
_LONGEST_LINE: Final = 2 * 1024 * 1024
_HEAD_LINES: Final = 30
_PART: Final = 1024 * 1024
_GZIP: Final = b"\x1f\x8b"
_SHOWN_COLUMNS: Final = 12
ENCODINGS: Final = ("utf-8", "utf-16", "cp1252", "latin-1")
"""The encodings that a file may be said to have, the usual one first."""

Cells = list[str]
csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_LINE))


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file in memory that somebody sent: its name, its bytes, and how many characters may come out of them."""

    name: str
    content: bytes
    most_characters: int


Source = str | SentFile
"""Where a file's bytes are: the path of a file, ``-`` for standard input, or a file in memory."""


@dataclass(frozen=True, slots=True)
class EventFile:
    """An opened file: its name, SHA-256 and size in bytes, its columns and header, and its rows with their lines."""

    name: str
    sha256: str
    size: int
    columns: Columns
    header: Cells
    rows: Iterator[tuple[int, Cells]]
    _raw: IO[bytes]

    def bytes_read(self) -> int:
        """Return how many of the file's bytes have been read so far."""
        return self._raw.tell()


@contextmanager
def open_event_file(source: Source, dataset: str, encoding: str = ENCODINGS[0]) -> Iterator[EventFile]:
    """Open a file of a dataset's events.

    Raises
    ------
    ReadError
        Where it cannot be read, or has no header of that dataset.
    """
    name = _name_of(source)
    with _opened(source) as raw:
        digest = _digest(raw)
        size = raw.tell()
        raw.seek(0)
        lines = _Lines(raw, name, encoding, source.most_characters if isinstance(source, SentFile) else None)
        columns, header, reader = _find_header(lines, name, dataset)
        yield EventFile(name, digest, size, columns, header, _rows(reader, lines, name), raw)


def _name_of(source: Source) -> str:
    if isinstance(source, SentFile):
        return source.name
    return "standard input" if source == STANDARD_INPUT else Path(source).name


@contextmanager
def _opened(source: Source) -> Iterator[IO[bytes]]:
    """Give a file that can be read twice; standard input is put into a temporary one."""
    if isinstance(source, SentFile):
        yield io.BytesIO(source.content)
    elif source != STANDARD_INPUT:
        with Path(source).open("rb") as raw:
            yield raw
    else:
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
            copy.seek(0)
            yield copy


class _Lines:
    """The lines of a file, counted.

    A line without an end is refused before it fills the memory, as is a file in memory that unpacks to too much.
    """

    def __init__(self, raw: IO[bytes], name: str, encoding: str, most_characters: int | None) -> None:
        zipped = raw.read(len(_GZIP)) == _GZIP
        raw.seek(0)
        stream = gzip.GzipFile(fileobj=raw, mode="rb") if zipped else raw
        codec = "utf-8-sig" if encoding == "utf-8" else encoding
        self._text = io.TextIOWrapper(stream, encoding=codec, newline="")
        self._name = name
        self._encoding = encoding
        self._most = most_characters
        self._characters = 0
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._read():
            self.number += 1
            if len(line) >= _LONGEST_LINE:
                raise ReadError(f"{self._name}, line {self.number}: longer than {_LONGEST_LINE:,} characters")
            self._characters += len(line)
            if self._most is not None and self._characters > self._most:
                raise ReadError(
                    f"{self._name}, line {self.number}: more than the {self._most:,} characters allowed here; "
                    "send parts of it, or use `conflict-atlas import`"
                )
            yield line
        self._text.detach()

    def _read(self) -> str:
        try:
            return self._text.readline(_LONGEST_LINE)
        except UnicodeError as error:
            hint = "; name its encoding (--encoding)" if self._encoding == "utf-8" else ""
            raise ReadError(f"{self._name}, after line {self.number}: not {self._encoding}{hint}") from error
        except (OSError, EOFError, zlib.error) as error:
            raise ReadError(f"{self._name}, after line {self.number}: {error}") from error


def _digest(raw: IO[bytes]) -> str:
    """Return the SHA-256 of a file from here to its end."""
    digest = hashlib.sha256()
    while part := raw.read(_PART):
        digest.update(part)
    return digest.hexdigest()


def _find_header(lines: _Lines, name: str, dataset: str) -> tuple[Columns, Cells, Iterator[Cells]]:
    """Return the columns, the header and a reader of what comes after it; lines of comment may come before it."""
    source = iter(lines)
    seen: list[str] = []
    for line in source:
        seen.append(line)
        for separator in words_of("common")["separators"]:
            header = next(csv.reader([line], delimiter=separator), [])
            if columns := find_columns(dataset, header):
                return columns, header, csv.reader(source, delimiter=separator)
        if len(seen) >= _HEAD_LINES:
            break
    raise ReadError(_no_header(name, dataset, seen))


def _no_header(name: str, dataset: str, seen: list[str]) -> str:
    title = words_of(dataset)["title"]
    if not any(line.strip() for line in seen):
        return f"{name} is empty: a file of {title} with a line of headers is expected"
    headers = [
        next(csv.reader([line], delimiter=mark), []) for line in seen for mark in words_of("common")["separators"]
    ]
    nearest = min(headers, key=lambda header: (len(missing_columns(dataset, header)), -len(header)))
    for other in {"acled", "ucdp"} - {dataset}:
        if any(find_columns(other, header) for header in headers):
            return f"{name} is a file of {words_of(other)['title']}: use `import {other}`"
    lacking = ", ".join(missing_columns(dataset, nearest))
    there = ", ".join(cell[:40] for cell in nearest[:_SHOWN_COLUMNS])
    return f"{name} has no header of {title}: the columns {lacking} are missing; there are: {there}"


def _rows(reader: Iterator[Cells], lines: _Lines, name: str) -> Iterator[tuple[int, Cells]]:
    """Yield each row that holds anything, with the line that it begins in; HXL's line of tags is passed over."""
    first = lines.number + 1
    for cells in _checked(reader, lines, name):
        if any(cells) and not all(not cell or cell.startswith("#") for cell in cells):
            yield first, cells
        first = lines.number + 1


def _checked(reader: Iterator[Cells], lines: _Lines, name: str) -> Iterator[Cells]:
    try:
        yield from reader
    except csv.Error as error:
        raise ReadError(f"{name}, line {lines.number}: {error}") from error
