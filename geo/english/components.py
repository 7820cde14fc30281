"""The components of a spaCy pipeline as functions of many documents, in a fast form where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.pipeline import AttributeRuler, EntityRecognizer, Tok2Vec
from spacy.tokens import Doc

from geo.english.entities import FastEntities
from geo.english.errors import UnknownArchitectureError
from geo.english.vectors import WordVectors
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
            entities.append(_entities(component))
        else:
            grammar += _grammar(pending, component)
            pending = None
    return [*grammar, *([_batched(pending)] if pending is not None else [])], entities


def _grammar(ruler: AttributeRuler | None, component: Component) -> Iterator[Runner]:
    if isinstance(component, Tok2Vec):
        yield _vectors(component)
    elif ruler is not None and isinstance(component, EnglishLemmatizer):
        yield from _words(ruler, component)
    else:
        yield _batched(component)


def _vectors(component: Tok2Vec) -> Runner:
    try:
        vectors = WordVectors(component.model)
    except UnknownArchitectureError:
        return _batched(component)

    def run(docs: Sequence[Doc]) -> None:
        for doc, found in zip(docs, vectors.of(docs), strict=True):
            doc.tensor = cast("Any", found)  # spaCy declares doubles, and has single floats itself

    return run


def _words(ruler: AttributeRuler, lemmatizer: EnglishLemmatizer) -> list[Runner]:
    if lemmatizer.mode == "rule" and not lemmatizer.overwrite:
        try:
            return [WordForms(ruler, lemmatizer)]
        except UnknownArchitectureError:
            pass
    return [_batched(ruler), _batched(lemmatizer)]


def _entities(component: EntityRecognizer) -> Runner:
    try:
        return FastEntities(component)
    except UnknownArchitectureError:
        return _batched(component)


def _batched(component: Component) -> Runner:
    """Return a component as spaCy runs it; it changes the documents in place."""
    pipe = getattr(component, "pipe", None)

    def run(docs: Sequence[Doc]) -> None:
        for _ in map(component, docs) if pipe is None else pipe(docs, batch_size=_BATCH):
            pass

    return run
