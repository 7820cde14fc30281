"""Saving what an address answers to a file, and going on where a download broke off."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

from gazetteer.errors import AnswerTooLargeError, NetworkError
from gazetteer.network import Network, OpenAnswer, refusal_of

Progress = Callable[[int, int | None], None]
"""Is called with the bytes that are there and the bytes that there will be, None where the server does not say."""

_RANGE: Final = re.compile(r"bytes (\d{1,18})-\d{1,18}/(?:\d{1,18}|\*)")
_STALE: Final = frozenset({HTTPStatus.PARTIAL_CONTENT, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE})


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that is whole: where it came from, and from which byte on it was asked for in this run."""

    path: Path
    url: str
    size_bytes: int
    resumed_at: int
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Part:
    """What there is of a download, beside its goal, and a note on which version of which address it is part of."""

    goal: Path
    url: str

    @property
    def data(self) -> Path:
        return self.goal.with_name(self.goal.name + ".part")

    @property
    def note(self) -> Path:
        return self.goal.with_name(self.goal.name + ".part.json")

    def rest(self) -> tuple[int, dict[str, str]]:
        """Return how many bytes there are, and the headers that ask for the rest of the same version."""
        try:
            note = json.loads(self.note.read_text("utf-8"))
            size = self.data.stat().st_size
        except (OSError, ValueError):
            return 0, {}
        if not isinstance(note, dict) or note.get("url") != self.url or not size:
            return 0, {}
        return size, {"Range": f"bytes={size}-", "If-Range": str(note.get("version"))}

    def remember(self, answer: OpenAnswer) -> None:
        """Note the version that an answer gives, where it can be asked for again."""
        if version := _version_of(answer.headers):
            self.note.write_text(json.dumps({"url": self.url, "version": version}), "utf-8")
        else:
            self.note.unlink(missing_ok=True)

    def discard(self) -> None:
        """Forget what there is."""
        self.note.unlink(missing_ok=True)
        self.data.unlink(missing_ok=True)

    def finish(self) -> None:
        """Let the whole file appear."""
        self.data.replace(self.goal)
        self.note.unlink(missing_ok=True)


def save(network: Network, url: str, path: Path, progress: Progress | None = None) -> Saved:
    """Save what an address answers to a file, which appears only when it is whole.

    What came before a failure stays in ``<path>.part``; the next call asks for the rest, if the server still has the
    same version (by its ETag or date).

    Raises
    ------
    NetworkError
        As :meth:`gazetteer.network.Network.get` does; also when less came than was promised.
    """
    part = _Part(path, url)
    there, headers = part.rest()
    with network.open(url, headers) as answer:
        if answer.status == HTTPStatus.OK:
            return _receive(part, answer, 0, network.limits.size_bytes, progress)
        if there and _continues(answer, there):
            return _receive(part, answer, there, network.limits.size_bytes, progress)
        if not there or answer.status not in _STALE:
            raise refusal_of(answer)
    part.discard()  # it is no part of what the server has now
    return save(network, url, path, progress)


def _continues(answer: OpenAnswer, there: int) -> bool:
    begun = _RANGE.fullmatch(answer.headers.get("content-range", ""))
    whole = "content-encoding" not in answer.headers
    return answer.status == HTTPStatus.PARTIAL_CONTENT and whole and begun is not None and int(begun[1]) == there


def _receive(part: _Part, answer: OpenAnswer, there: int, most: int, progress: Progress | None) -> Saved:
    length = answer.headers.get("content-length", "")
    promised = there + int(length) if length.isdecimal() and "content-encoding" not in answer.headers else None
    if promised is not None and promised > most:
        raise AnswerTooLargeError(f"{answer.address.host} has {promised:,} bytes to send; {most:,} are allowed")
    part.goal.parent.mkdir(parents=True, exist_ok=True)
    part.remember(answer)
    size = there
    with part.data.open("ab" if there else "wb") as file:
        for block in answer.blocks():
            size += len(block)
            if size > most:
                raise AnswerTooLargeError(f"{answer.address.host} sends more than the {most:,} bytes that are allowed")
            file.write(block)
            if progress is not None:
                progress(size, promised)
    if promised is not None and size != promised:
        raise NetworkError(f"{answer.address.host} sent {size:,} of {promised:,} bytes; run it again to get the rest")
    part.finish()
    return Saved(part.goal, str(answer.address), size, there, answer.headers)


def _version_of(headers: Mapping[str, str]) -> str:
    """Return what names the version of a file exactly, or nothing; a decoded body cannot be asked for in parts."""
    if "content-encoding" in headers:
        return ""
    tag = headers.get("etag", "")
    return tag if tag.startswith('"') else headers.get("last-modified", "")
