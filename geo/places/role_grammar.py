"""Names what a sentence's grammar says about the role of a place name: whose subject, what noun it describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.places.role_lexicon import class_features
from geo.places.toponyms import Toponym

if TYPE_CHECKING:
    from spacy.tokens import Token

_TRANSPARENT: Final = frozenset({"conj", "appos"})
_DESCRIBING: Final = frozenset({"compound", "nmod", "amod", "poss", "det"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_COPULAS: Final = frozenset({"be", "become", "remain", "seem", "look", "appear"})
_COMPLEMENTS: Final = frozenset({"attr", "acomp", "xcomp", "prep"})
_INSIDE: Final = 1
_ENTITY_FEATURES: Final = ("entity=", "tail_of=", "head_of=")


def grammar_features(toponym: Toponym) -> list[str]:
    """Return the names of the features that the language model's parse and entities give a name."""
    span = toponym.span
    root = span.root
    token = _head_of_list(root)
    features = [f"grammar={token.dep_}", *_of_entity(toponym)]
    if token is not root:
        features.append("listed")
    if token.dep_ == "pobj":
        return [*features, *_after_preposition(token.head)]
    if token.dep_ in _DESCRIBING:
        return [*features, *_described(token)]
    return [*features, *_classes(token.dep_, token.head), *(_complements(token.head) if token.dep_ == "nsubj" else ())]


def is_of_entity(feature: str) -> bool:
    """Say whether a feature comes from the entity recogniser, which does not read every text."""
    return feature.removeprefix("party&").startswith(_ENTITY_FEATURES)


def _head_of_list(token: Token) -> Token:
    """Return the token that carries a name's place in the sentence, up a list to its first member."""
    while token.dep_ in _TRANSPARENT and token.head.pos_ in {"PROPN", "NOUN"}:
        if token.dep_ == "appos" and not token.head.ent_type_:
            break
        token = token.head
    return token


def _of_entity(toponym: Toponym) -> list[str]:
    """Name the recogniser's label of a name and whether that entity begins before it or goes on after it."""
    span = toponym.span
    first, doc = span[0], span.doc
    if not first.ent_iob:
        return []
    label = first.ent_type_ or "none"
    features = [f"entity={label}"]
    if first.ent_iob == _INSIDE and span.start and doc[span.start - 1].lower_ != "the":
        features.append(f"tail_of={label}")
    if span.end < len(doc) and doc[span.end].ent_iob == _INSIDE and doc[span.end].tag_ != "POS":
        features.append(f"head_of={label}")
    return features


def _classes(relation: str, token: Token) -> list[str]:
    return [*class_features(f"{relation}>", token.lemma_)] or [f"{relation}>other"]


def _complements(verb: Token) -> list[str]:
    """Name what "X is …" goes on with: "X is ready to", "X is a supporter of"."""
    if verb.lemma_ not in _COPULAS:
        return []
    found = [child for child in verb.children if child.dep_ in _COMPLEMENTS]
    return [feature for child in found for feature in (f"is:{child.dep_}", *_classes("is", child))]


def _after_preposition(preposition: Token) -> list[str]:
    """Name the preposition and the lists of what it hangs on."""
    word = preposition.lower_
    head = preposition.head
    return [f"prep:{word}", *_classes(f"prep:{word}", head), *_classes("prep", head)]


def _described(token: Token) -> list[str]:
    """Name the lists of the noun that a name describes or owns, and of what that noun does."""
    head = token
    while head.dep_ in _DESCRIBING and head.head.i > head.i:
        head = head.head
    features = _classes(token.dep_, head)
    if head.pos_ == "PROPN":
        features.append(f"{token.dep_}>name")
    if head.dep_ in _SUBJECTS:
        features += _classes("owner_of_subject", head.head)
    return features
