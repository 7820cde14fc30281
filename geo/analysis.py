"""Splits a text into blocks and runs the language model on them; every offset leads back to the stored text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.english.model import DEFAULT_MODEL, NO_MODEL, EnglishModel, Need, load_model
from geo.models import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = [
    "DEFAULT_MODEL",
    "NO_MODEL",
    "AnalysedBlock",
    "AnalysedDocument",
    "Analyser",
    "Block",
    "Need",
    "in_batches",
    "load_model",
    "split_blocks",
]

_LINE_BREAK: Final = re.compile(r"\n[ \t]*")
_RUN: Final = re.compile(r"\S+")
_TERMINAL: Final = frozenset(".!?:;\"'”’)]*_")
_PLAIN: Final = {
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2011": "-",
    "\u00ad": "-",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item as the language model reads it.

    ``view`` has plain quotes and single spaces. ``offsets[i]`` is the place of ``view[i]`` in the stored text.
    """

    view: str
    offsets: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the stored text's offsets of ``view[start:end]``."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class AnalysedBlock:
    """A block with its tokens, sentences, dependencies and entities."""

    block: Block
    doc: Doc

    @property
    def sentences(self) -> Iterator[Span]:
        """Yield the block's sentences."""
        yield from self.doc.sents


@dataclass(frozen=True, slots=True)
class AnalysedDocument:
    """A document with all its blocks analysed."""

    document: Document
    blocks: tuple[AnalysedBlock, ...]


def _plain(text: str) -> str:
    """Return a text of the same length with plain quotes, hyphens and spaces."""
    if not text.isascii():
        for odd, plain in _PLAIN.items():
            text = text.replace(odd, plain)
    return text


def _make_block(text: str, start: int, end: int) -> Block | None:
    """Return the block of ``text[start:end]``, or None where it holds nothing but white space."""
    view = _plain(text[start:end])
    stripped = view.strip()
    if not stripped:
        return None
    start += view.index(stripped[0])
    if " ".join(stripped.split()) == stripped:
        return Block(stripped, range(start, start + len(stripped)))
    pieces: list[str] = []
    offsets: list[int] = []
    for run in _RUN.finditer(stripped):
        pieces.append(run[0])
        offsets += range(start + run.start(), start + run.end() + 1)
    return Block(" ".join(pieces), tuple(offsets[:-1]))


def _continues(text: str, start: int, gap: re.Match[str]) -> bool:
    """Say whether a line break stands inside a sentence of the block that began at ``start`` (hard-wrapped text)."""
    if not text[gap.end() : gap.end() + 1].islower():
        return False
    last = gap.start() - 1
    while last >= start and text[last].isspace():
        last -= 1
    return last >= start and text[last] not in _TERMINAL


def split_blocks(text: str) -> list[Block]:
    """Split a text at its line breaks, keeping hard-wrapped lines of one sentence together."""
    blocks: list[Block] = []
    start = 0
    for gap in _LINE_BREAK.finditer(text):
        if _continues(text, start, gap):
            continue
        if block := _make_block(text, start, gap.start()):
            blocks.append(block)
        start = gap.end()
    if block := _make_block(text, start, len(text)):
        blocks.append(block)
    return blocks


class Analyser:
    """Runs the language model over documents, in batches."""

    def __init__(self, model: str = DEFAULT_MODEL, *, batch_size: int = 64) -> None:
        self._model = EnglishModel(model)
        self._batch_size = batch_size

    @property
    def name(self) -> str:
        """Return the model's name and version."""
        return self._model.name

    def analyse(
        self, documents: Iterable[Document], needs: Callable[[Document, Sequence[Block]], Sequence[Need]] | None = None
    ) -> Iterator[AnalysedDocument]:
        """Analyse documents in order; a generator in, a generator out.

        ``needs`` says what each block of a document needs; without it, every block is read in full.
        """
        for batch in in_batches(documents, self._batch_size):
            wanted = [need for one in batch for need in (needs(*one) if needs else [Need.ALL] * len(one[1]))]
            analysed = iter(self.read([block for _, blocks in batch for block in blocks], wanted))
            for document, blocks in batch:
                yield AnalysedDocument(document, tuple(next(analysed) for _ in blocks))

    def read(self, blocks: Sequence[Block], needs: Sequence[Need]) -> list[AnalysedBlock]:
        """Analyse blocks, best some hundred at a time and of several documents, as far as each needs it; in order.

        A block that needs no grammar has tokens and sentences only: no tags, lemmas or dependencies. One that needs no
        entities has none.
        """
        docs = self._model.read([block.view for block in blocks], needs)
        return [AnalysedBlock(block, doc) for block, doc in zip(blocks, docs, strict=True)]


def in_batches(documents: Iterable[Document], size: int) -> Iterator[list[tuple[Document, list[Block]]]]:
    """Yield documents with their blocks, in order, in lists that have some ``size`` blocks."""
    pending: list[tuple[Document, list[Block]]] = []
    count = 0
    for document in documents:
        blocks = split_blocks(document.text)
        pending.append((document, blocks))
        count += len(blocks)
        if count >= size:
            yield pending
            pending, count = [], 0
    if pending:
        yield pending
