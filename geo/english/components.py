"""The components of a spaCy pipeline as functions of many documents, in a fast form where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.pipeline import AttributeRuler, EntityRecognizer
from spacy.tokens import Doc

from geo.english.errors import UnknownArchitectureError
from geo.english.words import WordForms

if TYPE_CHECKING:
    from spacy.language import Language

Component = Callable[[Doc], Doc]
Runner = Callable[[Sequence[Doc]], object]

_BATCH: Final = 256


def runners(nlp: Language) -> tuple[list[Runner], list[Runner]]:
    """Return what a pipeline does for grammar, and what it does for entities, each in order."""
    grammar: list[Runner] = []
    entities: list[Runner] = []
    pending: AttributeRuler | None = None
    for _, component in nlp.pipeline:
        if pending is not None and not isinstance(component, EnglishLemmatizer):
            grammar.append(_batched(pending))
            pending = None
        if isinstance(component, AttributeRuler):
            pending = component
        elif isinstance(component, EntityRecognizer):
            entities.append(_batched(component))
        else:
            grammar += _grammar(pending, component)
            pending = None
    return [*grammar, *([_batched(pending)] if pending is not None else [])], entities


def _grammar(ruler: AttributeRuler | None, component: Component) -> Iterator[Runner]:
    if ruler is not None and isinstance(component, EnglishLemmatizer):
        yield from _words(ruler, component)
    else:
        yield _batched(component)


def _words(ruler: AttributeRuler, lemmatizer: EnglishLemmatizer) -> list[Runner]:
    if lemmatizer.mode == "rule" and not lemmatizer.overwrite:
        try:
            return [WordForms(ruler, lemmatizer)]
        except UnknownArchitectureError:
            pass
    return [_batched(ruler), _batched(lemmatizer)]


def _batched(component: Component) -> Runner:
    """Return a component as spaCy runs it; it changes the documents in place."""
    pipe = getattr(component, "pipe", None)

    def run(docs: Sequence[Doc]) -> None:
        for _ in map(component, docs) if pipe is None else pipe(docs, batch_size=_BATCH):
            pass

    return run
