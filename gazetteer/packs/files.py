"""Reading the files that packs are made of, and telling from a file what its pack is called."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gazetteer.errors import SourceDataError
from gazetteer.importers import whosonfirst
from gazetteer.packs.models import PackHead
from gazetteer.sources import SkippedRow, SourcedPlace

WHOSONFIRST: Final = "whosonfirst"
_LARGEST_BYTES: Final = 4 * 1024**3
_LARGEST_RATIO: Final = 100
_BLOCK_BYTES: Final = 1024 * 1024
Rows = Iterable[SourcedPlace | SkippedRow]


@dataclass(frozen=True, slots=True)
class PackFile:
    """The readable places of a file, and the head of the pack that they make."""

    head: PackHead
    rows: list[SourcedPlace | SkippedRow]


def read_pack_file(path: Path, wanted: PackHead) -> PackFile:
    """Read a file as its name and content tell; what ``wanted`` leaves empty is filled in from the file.

    Raises
    ------
    SourceDataError
        If the file is none that can be read.
    """
    rows = list(_read_whosonfirst(path))
    country = wanted.country or _country_of(rows)
    date = wanted.date or datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    head = replace(
        wanted,
        name=wanted.name or "-".join(filter(None, (WHOSONFIRST, country))),
        source=wanted.source or whosonfirst.SOURCE,
        country=country,
        licence=wanted.licence or whosonfirst.LICENCE,
        date=date,
        sha256=sha256_of(path),
    )
    return PackFile(head, rows)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _country_of(rows: Rows) -> str:
    """Return the country that nine in ten places lie in, or an empty text."""
    counts = Counter(row.place.country for row in rows if isinstance(row, SourcedPlace))
    if not counts:
        return ""
    country, count = counts.most_common(1)[0]
    return country if count * 10 >= counts.total() * 9 else ""


def _read_whosonfirst(path: Path) -> Iterator[SourcedPlace | SkippedRow]:
    with _opened(path) as lines:
        yield from whosonfirst.read_whosonfirst(lines)


@contextmanager
def _opened(path: Path) -> Iterator[Iterable[bytes]]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rb") as stream:
            yield _capped(stream, path)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceDataError(f"{path.name} is damaged: {error}") from error


def _capped(stream: Iterable[bytes], path: Path) -> Iterator[bytes]:
    """Yield the lines, up to a size that no honest file has."""
    most = min(_LARGEST_BYTES, max(path.stat().st_size * _LARGEST_RATIO, _BLOCK_BYTES))
    done = 0
    for line in stream:
        done += len(line)
        if done > most:
            raise SourceDataError(f"{path.name} unpacks to more than {most:,} bytes, more than is read")
        yield line
