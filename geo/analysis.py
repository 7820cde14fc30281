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

_LINE_BREAK: Final = re.compile(r"[ \t]*\r?\n[ \t]*")
_TERMINAL: Final = frozenset(".!?:;\"'”’)]*_")
_PLAIN: Final = str.maketrans(
    {
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
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item as the language model reads it.

    ``view`` has plain quotes and single spaces. ``offsets[i]`` is the place of ``view[i]`` in the stored text.
    """

    view: str
    offsets: tuple[int, ...]

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


def _make_block(text: str, start: int, end: int) -> Block | None:
    """Return the block of ``text[start:end]``, or None where it holds nothing but white space."""
    characters: list[str] = []
    offsets: list[int] = []
    for position, character in enumerate(text[start:end].translate(_PLAIN), start):
        plain = " " if character.isspace() else character
        if plain == " " and (not characters or characters[-1] == " "):
            continue
        characters.append(plain)
        offsets.append(position)
    if characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return Block("".join(characters), tuple(offsets)) if characters else None


def _continues(before: str, after: str) -> bool:
    """Say whether a single line break stands inside a sentence (hard-wrapped text)."""
    return bool(before) and bool(after) and before[-1] not in _TERMINAL and after[0].islower()


def split_blocks(text: str) -> list[Block]:
    """Split a text at its line breaks, keeping hard-wrapped lines of one sentence together."""
    blocks: list[Block] = []
    start = 0
    for gap in _LINE_BREAK.finditer(text):
        if _continues(text[start : gap.start()].rstrip(), text[gap.end() : gap.end() + 1]):
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
