"""Cuts a document's text into the stretches that a page marks up, however the mentions overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


def split_text(text: str, mentions: Sequence[Spanned], sentences: Sequence[Sentence] = ()) -> tuple[Segment, ...]:
    """Cut a text at every border of a mention or sentence; the segments joined give the text again.

    Spans that do not lie in the text are left out.
    """
    kept = _inside(text, mentions)
    kept_sentences = [sentences[at] for at in _inside(text, sentences)]
    borders = {0, len(text)}
    for span in [*(mentions[at] for at in kept), *kept_sentences]:
        borders.update((span.start, span.end))
    cuts = sorted(borders)
    starting: dict[int, list[int]] = {}
    for at in kept:
        starting.setdefault(mentions[at].start, []).append(at)
    opening: dict[int, list[Sentence]] = {}
    for sentence in kept_sentences:
        opening.setdefault(sentence.start, []).append(sentence)

    segments: list[Segment] = []
    active: list[int] = []
    covering: list[Sentence] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        active = [at for at in active if mentions[at].end > start] + starting.get(start, [])
        covering = [sentence for sentence in covering if sentence.end > start] + opening.get(start, [])
        innermost = sorted(active, key=lambda at: (mentions[at].end - mentions[at].start, at))
        segments.append(
            Segment(
                text[start:end],
                start,
                tuple(innermost),
                tuple(at for at in innermost if mentions[at].start == start),
                tuple(sentence.event_id for sentence in covering),
                tuple(sentence.event_id for sentence in covering if sentence.start == start),
            )
        )
    return tuple(segments)
