"""Opening files that may be packed by gzip or zip, with caps on what they unpack to: they may come from strangers."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from gazetteer.errors import SourceDataError

_LARGEST_BYTES: Final = 4 * 1024**3
_LARGEST_RATIO: Final = 60
_SMALL_BYTES: Final = 16 * 1024**2
_MOST_MEMBERS: Final = 200_000
_LONGEST_LINE: Final = 1024**2
_DAMAGE: Final = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError)


@contextmanager
def opened_lines(path: Path, member: str = "") -> Iterator[Iterator[bytes]]:
    """Give the lines of a file, unpacked if its name ends in ``.gz`` or ``.zip``.

    ``member`` says how the name of the wanted member of a zip archive ends; of several the largest is taken.

    Raises
    ------
    SourceDataError
        If the archive is damaged, has no such member, or unpacks to more than an honest file would.
    """
    with _told_damage(path), _opened(path, member) as stream:
        yield _capped_lines(stream, path)


def member_contents(path: Path, ending: str) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of the members of a zip archive whose names end like this, in order of name.

    Raises
    ------
    SourceDataError
        As :func:`opened_lines` does.
    """
    with _told_damage(path), zipfile.ZipFile(path) as archive:
        most = _allowance(path)
        for info in sorted(_members(archive, path, ending), key=lambda info: info.filename):
            most -= info.file_size
            if most < 0:
                raise _too_large(path)
            with archive.open(info) as stream:
                yield info.filename, stream.read(info.file_size)


def has_member(path: Path, ending: str) -> bool:
    """Say whether a zip archive has a member whose name ends like this."""
    with _told_damage(path), zipfile.ZipFile(path) as archive:
        return bool(_members(archive, path, ending))


def read_whole(path: Path, most: int) -> bytes:
    """Return the content of a plain file.

    Raises
    ------
    SourceDataError
        If it is larger than ``most``.
    """
    size = path.stat().st_size
    if size > most:
        raise SourceDataError(f"{path.name} has {size:,} bytes: at most {most:,} are read; split it")
    return path.read_bytes()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def decoded(lines: Iterable[bytes]) -> Iterator[str]:
    """Decode lines of UTF-8; what is none becomes the replacement character, so that one bad byte costs one name."""
    for number, line in enumerate(lines):
        yield line.decode("utf-8-sig" if number == 0 else "utf-8", errors="replace")


@contextmanager
def _opened(path: Path, member: str) -> Iterator[IO[bytes]]:
    ending = path.suffix.lower()
    if ending == ".gz":
        with gzip.open(path, "rb") as unpacked:
            yield io.BufferedReader(unpacked)
    elif ending == ".zip":
        with zipfile.ZipFile(path) as archive:
            found = _members(archive, path, member)
            if not found:
                raise SourceDataError(f"{path.name} holds no file that ends in {member!r}")
            with archive.open(max(found, key=lambda info: info.file_size)) as stream:
                yield stream
    else:
        with path.open("rb") as stream:
            yield stream


def _members(archive: zipfile.ZipFile, path: Path, ending: str) -> list[zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise SourceDataError(f"{path.name} holds {len(infos):,} files: at most {_MOST_MEMBERS:,} are read")
    return [
        info
        for info in infos
        if info.filename.endswith(ending) and not info.is_dir() and not info.filename.lower().endswith("readme.txt")
    ]


def _capped_lines(stream: IO[bytes], path: Path) -> Iterator[bytes]:
    left = _allowance(path)
    while line := stream.readline(_LONGEST_LINE):
        left -= len(line)
        if left < 0:
            raise _too_large(path)
        yield line


def _allowance(path: Path) -> int:
    """Return how many bytes a file may unpack to."""
    return min(_LARGEST_BYTES, max(path.stat().st_size * _LARGEST_RATIO, _SMALL_BYTES))


def _too_large(path: Path) -> SourceDataError:
    return SourceDataError(
        f"{path.name} unpacks to more than {_allowance(path):,} bytes, more than an honest file would"
    )


@contextmanager
def _told_damage(path: Path) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise SourceDataError(f"{path.name} is damaged: {error}") from error
