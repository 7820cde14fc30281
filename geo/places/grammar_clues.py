"""What the language model says about a name: its entity, its part of speech, what it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.places.text_clues import Features
from geo.places.toponyms import role_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

PLACE_LABELS: Final = frozenset({"GPE", "LOC", "FAC"})
NAME_LABELS: Final = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT", "NORP", "LANGUAGE"})
"""The entity recogniser's labels of names that are no places."""
_MODIFIERS: Final = frozenset({"compound", "nmod", "amod", "poss"})
_HEADS: Final = (
    ("place noun", "place_nouns"),
    ("government", "government_nouns"),
    ("name head", "name_heads"),
    ("treaty", "named_after"),
    ("title", "titles"),
)


def entity_over(span: Span) -> Span | None:
    """Return the longest entity that shares a token with the span; one with a bracket in it is a slip of the model."""
    over = [
        entity
        for entity in span.doc.ents
        if entity.start < span.end and span.start < entity.end and "(" not in entity.text
    ]
    return max(over, key=len, default=None)


def goes_beyond(entity: Span, span: Span) -> list[Token]:
    """Return the tokens of an entity outside the span, but for articles, possessives and place nouns."""
    return [
        token
        for token in entity
        if not span.start <= token.i < span.end
        and token.lower_ not in {"the", "'s", "'"}
        and token.lower_ not in role_words("place_nouns")
    ]


def entity_features(span: Span, known: float) -> Features:
    """Return the features of what the entity recogniser takes the name for."""
    entity = entity_over(span)
    if entity is None:
        return {"entity:none": 1.0, "entity:none, known": known}
    label = entity.label_
    beyond = goes_beyond(entity, span)
    if not beyond:
        return {f"entity:{label}": 1.0, f"entity:{label}, known": known}
    at = "start" if beyond[0].i >= span.end else "end" if beyond[-1].i < span.start else "middle"
    features = {f"inside:{label}": 1.0, f"inside:{label} {at}": 1.0, f"inside:{label}, known": known}
    last = entity[-1].lower_
    for name, words in _HEADS:
        if at != "end" and last in role_words(words):
            features[f"inside:{name} last"] = 1.0
    return features


def grammar_features(span: Span) -> Features:
    """Return the features of parts of speech and dependencies."""
    proper = sum(1 for token in span if token.pos_ == "PROPN")
    features = {"tag:proper" if proper == len(span) else "tag:partly" if proper else "tag:common": 1.0}
    root = span.root
    features[f"relation={root.dep_}"] = 1.0
    head = root.head
    if root.dep_ == "pobj":
        features[f"preposition={head.lower_}"] = 1.0
    elif root.dep_ in _MODIFIERS:
        _head_features(head, features)
    elif root.dep_ in {"dobj", "nsubjpass"} and head.lemma_ in role_words("place_object_verbs"):
        features["verb:place object"] = 1.0
    elif root.dep_ == "nsubj" and head.lower_ in role_words("saying_verbs"):
        features["verb:saying"] = 1.0
    return features


def _head_features(head: Token, features: Features) -> None:
    for name, words in _HEADS:
        if head.lower_ in role_words(words) or head.lemma_.lower() in role_words(words):
            features[f"head:{name}"] = 1.0
    features["head:proper" if head.pos_ == "PROPN" else "head:common"] = 1.0


def span_of(document: Doc, start: int, end: int) -> Span | None:
    """Return the tokens of a stretch of text, None where it cuts a word."""
    span = document.char_span(start, end, alignment_mode="expand")
    return span if span is not None and span.end_char - span.start_char <= end - start + 2 else None
