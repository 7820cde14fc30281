"""Cuts a document's text into the stretches that a page marks up, however the mentions overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol


class Spanned(Protocol):
    """Anything with a start and an end in code points."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence that an event was read from."""

    start: int
    end: int
    event_id: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text over which nothing begins or ends.

    ``mentions`` are positions in the list of mentions, innermost first; ``opens`` those of them that begin here.
    ``events`` are the ids of the events whose sentence covers it; ``opens_events`` those whose sentence begins here.
    """

    text: str
    start: int
    mentions: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    events: tuple[str, ...] = ()
    opens_events: tuple[str, ...] = ()


def _inside(text: str, spans: Sequence[Spanned]) -> list[int]:
    return [at for at, span in enumerate(spans) if 0 <= span.start < span.end <= len(text)]


def _borders(text: str, spans: Iterable[Spanned]) -> list[int]:
    return sorted({0, len(text), *(border for span in spans for border in (span.start, span.end))})


def _by_start(positions: Iterable[int], spans: Sequence[Spanned]) -> dict[int, list[int]]:
    starting: dict[int, list[int]] = {}
    for at in positions:
        starting.setdefault(spans[at].start, []).append(at)
    return starting


def _covering(cuts: Sequence[int], kept: Sequence[int], spans: Sequence[Spanned]) -> Iterator[list[int]]:
    """Yield, for each stretch between two cuts, the spans over it, the shortest first."""
    starting = _by_start(kept, spans)
    active: list[int] = []
    for start in cuts[:-1]:
        active = [at for at in active if spans[at].end > start] + starting.get(start, [])
        yield sorted(active, key=lambda at: (spans[at].end - spans[at].start, at))


def split_text(text: str, mentions: Sequence[Spanned], sentences: Sequence[Sentence] = ()) -> tuple[Segment, ...]:
    """Cut a text at every border of a mention or sentence; the segments joined give the text again.

    Spans that do not lie in the text are left out.
    """
    kept, kept_sentences = _inside(text, mentions), _inside(text, sentences)
    cuts = _borders(text, [*(mentions[at] for at in kept), *(sentences[at] for at in kept_sentences)])
    over, under = _covering(cuts, kept, mentions), _covering(cuts, kept_sentences, sentences)
    return tuple(
        Segment(
            text[start:end],
            start,
            tuple(found),
            tuple(at for at in found if mentions[at].start == start),
            tuple(sentences[at].event_id for at in stated),
            tuple(sentences[at].event_id for at in stated if sentences[at].start == start),
        )
        for (start, end), found, stated in zip(pairwise(cuts), over, under, strict=True)
    )
