"""Finds the stretches of a block that may be place names, by entity recogniser and gazetteer together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from gazetteer.models import NameSpan
from geo.analysis import AnalysedBlock
from geo.places.evidence import NAME_LABELS, context_evidence, known_evidence, shape_evidence, theatre_evidence
from geo.places.names import LEAST_CLOSENESS, Names, importance
from geo.places.toponyms import Toponym, role_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

ACCEPTED: Final = 0.5
_MOST_OF_NAME: Final = 0.6
_WELL_KNOWN: Final = 0.6
_PLACE_LABELS: Final = frozenset({"GPE", "LOC", "FAC"})
_NUMBER_LABELS: Final = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "QUANTITY", "PERCENT"})
_UNKNOWN_NAME, _UNKNOWN_ANYWHERE = 0.1, 0.3
_LABEL_EVIDENCE: Final = {"GPE": 0.9, "LOC": 0.85, "FAC": 0.65, "": 0.3, "ORG": 0.25, "PERSON": 0.15, "NORP": 0.3}
_LEAD: Final = re.compile(r"^(?:the|The|THE|of|in|central|downtown)\s+")
_TAIL: Final = re.compile(r"(?:'s|'|[,.;:])$")


class PlaceRecogniser:
    """Finds possible place names in a block; knows the gazetteer's names but none of its tables.

    ``never`` holds names that are never places here, such as seats of government ("the Kremlin").
    """

    def __init__(self, names: Names, never: Iterable[str] = ()) -> None:
        self._names = names
        self._never = frozenset(name.lower().removeprefix("the ") for name in never)

    def find(self, block: AnalysedBlock, theatre: Collection[str] = ()) -> list[Toponym]:
        """Return the possible place names of a block, in order, none overlapping another.

        In a ``theatre`` a name after "in" or "near" counts that only sounds like one of a place there.
        """
        names = self._names.match(block.block.view)
        entities = (toponym for entity in block.doc.ents if (toponym := self._from_entity(block, entity)))
        found = [toponym for toponym in entities if not _is_part(toponym, names)]
        for name in names:
            if _is_free(name.start, name.end, found) and (toponym := self._from_name(block, name, theatre)):
                found.append(toponym)
        for span in _names_in_context(block.doc):
            if not _is_free(span.start_char, span.end_char, found):
                continue
            if toponym := self._from_context(block, span, theatre):
                found.append(toponym)
        people = _surnames(block.doc)
        kept = [one for one in found if one.text.lower() not in self._never and not _is_surname(one, people)]
        return sorted(kept, key=lambda toponym: toponym.start)

    def _from_entity(self, block: AnalysedBlock, entity: Span) -> Toponym | None:
        if entity.label_ not in _PLACE_LABELS:
            return None
        start, end = _trim(block.block.view, entity.start_char, entity.end_char)
        name = self._best_name(block.block.view, start, end)
        if name is None:
            return None
        start, end, key = name
        span = block.doc.char_span(start, end, alignment_mode="expand")
        if span is None or not _looks_like_name(span.text):
            return None
        known = importance(self._names.places_named(key))
        evidence = _LABEL_EVIDENCE[entity.label_] + (0.1 if known else -0.15) + context_evidence(span)
        return _accept(Toponym(block.block, start, end, key, entity.label_, min(1.0, evidence), tokens=span))

    def _best_name(self, view: str, start: int, end: int) -> tuple[int, int, str] | None:
        """Return the part of an entity that the gazetteer knows: all, or less its place nouns, or its longest name."""
        if start >= end:
            return None
        text = view[start:end]
        if self._names.places_named(text):
            return start, end, text
        stripped = _without_place_nouns(text)
        if stripped and stripped != text and self._names.places_named(stripped):
            return start, end, stripped
        inner = [] if text.split()[-1].lower() in role_words("place_nouns") else self._names.match(text)
        inner = [name for name in inner if name.end - name.start >= _MOST_OF_NAME * len(text)]
        if inner:
            best = max(inner, key=lambda name: name.end - name.start)
            return start + best.start, start + best.end, text[best.start : best.end]
        return start, end, stripped or text

    def _from_context(self, block: AnalysedBlock, span: Span, theatre: Collection[str]) -> Toponym | None:
        """Return a name where a place stands that the matcher passes over: a common word, a surname, or unknown."""
        label = span[0].ent_type_
        if label in _NUMBER_LABELS:
            return None
        places = self._names.places_named(span.text)
        if not places and theatre:
            places = tuple(hit.place for hit in self._names.places_sounding(span.text, theatre, LEAST_CLOSENESS))
        sure = bool(theatre) or block.doc[span.start - 1].lower_ == "of"
        known = known_evidence(importance(places)) if places else -(_UNKNOWN_NAME if sure else _UNKNOWN_ANYWHERE)
        evidence = _LABEL_EVIDENCE.get(label, 0.3) + known + context_evidence(span)
        return _accept(Toponym(block.block, span.start_char, span.end_char, span.text, label, min(1.0, evidence), tokens=span))

    def _from_name(self, block: AnalysedBlock, name: NameSpan, theatre: Collection[str]) -> Toponym | None:
        span = block.doc.char_span(name.start, name.end, alignment_mode="expand")
        if span is None or span.end_char - span.start_char > name.end - name.start + 2:
            return None
        text = block.block.view[name.start : name.end]
        entity = _entity_over(span)
        places = self._names.places_named(name.key)
        known = importance(places)
        if entity is not None and entity.label_ in NAME_LABELS and not _same_extent(entity, span):
            owner = entity.label_ == "ORG" and _is_body_of_place(entity, span)
            return (
                Toponym(block.block, name.start, name.end, name.key, entity.label_, 0.6 * owner, inside=True, tokens=span)
                if known >= _WELL_KNOWN
                else None
            )
        label = entity.label_ if entity is not None else ""
        if label in _NUMBER_LABELS:
            return None
        evidence = (
            _LABEL_EVIDENCE.get(label, 0.3)
            + known_evidence(known)
            + context_evidence(span)
            + shape_evidence(span, text)
            + theatre_evidence(places, theatre, label)
        )
        return _accept(Toponym(block.block, name.start, name.end, name.key, label, min(1.0, evidence), tokens=span))


def _is_part(toponym: Toponym, names: Iterable[NameSpan]) -> bool:
    """Say whether a longer name of the gazetteer holds the whole of a name: "Old City" in "Old City of Homs"."""
    length = toponym.end - toponym.start
    return any(
        name.start <= toponym.start and toponym.end <= name.end and name.end - name.start > length for name in names
    )


def _is_free(start: int, end: int, found: Iterable[Toponym]) -> bool:
    return not any(other.start < end and start < other.end for other in found)


def _accept(toponym: Toponym) -> Toponym | None:
    return toponym if toponym.evidence >= ACCEPTED else None


def _trim(view: str, start: int, end: int) -> tuple[int, int]:
    """Take a leading article and a trailing possessive or stop off an entity."""
    while lead := _LEAD.match(view[start:end]):
        start += lead.end()
    while (tail := _TAIL.search(view[start:end])) and not _is_abbreviation(view[start:end]):
        end = start + tail.start()
    return start, end


def _is_abbreviation(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-Z]\.)+|[A-Z][a-z]{1,4}\.", text))


def _without_place_nouns(text: str) -> str:
    """Take "city", "province", "the town of" and the like off a name."""
    words = text.split()
    nouns = (
        role_words("division_nouns") | role_words("settlement_nouns") | role_words("facility_nouns") | {"area", "camp"}
    )
    while len(words) > 1 and words[-1].lower() in nouns:
        words.pop()
    while len(words) > 1 and (
        words[0].lower() in nouns or words[0].lower() in {"of", "the", "eastern", "western", "northern", "southern"}
    ):
        words.pop(0)
    return " ".join(words)


def _looks_like_name(text: str) -> bool:
    letters = any(character.isalpha() for character in text)
    odd = any(character in "()[]<>@/" for character in text)
    return letters and not odd and not text.islower() and not text.startswith(("http", "www"))


def _entity_over(span: Span) -> Span | None:
    """Return the longest entity that shares a token with the span; one with a bracket in it is a slip of the model."""
    over = [
        entity
        for entity in span.doc.ents
        if entity.start < span.end and span.start < entity.end and "(" not in entity.text
    ]
    return max(over, key=len, default=None)


def _same_extent(entity: Span, span: Span) -> bool:
    """Say whether an entity is no more than the span, an article and a possessive."""
    extra = [token for token in entity if not span.start <= token.i < span.end]
    return all(token.lower_ in {"the", "'s", "'"} or token.lower_ in role_words("place_nouns") for token in extra)


def _surnames(doc: Doc) -> frozenset[str]:
    """Return the last words of the names of people in a block that have more than one word."""
    people = [entity for entity in doc.ents if entity.label_ == "PERSON"]
    return frozenset(person[-1].text for person in people if len([token for token in person if token.is_alpha]) > 1)


def _is_surname(toponym: Toponym, people: frozenset[str]) -> bool:
    """Say whether a name is that of somebody named in full nearby, unless "in" or "near" stands before it."""
    before = toponym.span.doc[toponym.span.start - 1].lower_ if toponym.span.start else ""
    owns = toponym.block.view[toponym.end : toponym.end + 2] == "'s"
    return toponym.text in people and (owns or before not in role_words("locative_prepositions"))


def _is_body_of_place(entity: Span, span: Span) -> bool:
    """Say whether an organisation is a public body of the place in its name: "Kentucky State Police"."""
    rest = [token.lower_ for token in entity if not span.start <= token.i < span.end]
    opens = span.start <= entity.start + (entity[0].lower_ == "the")
    return (
        opens and bool(rest) and rest[-1] in role_words("government_nouns") and not set(rest) & role_words("name_heads")
    )


def _names_in_context(doc: Doc) -> Iterator[Span]:
    """Yield the runs of proper nouns that stand where a place does: "in X", "the village of X", "shelled X"."""
    for token in doc:
        if token.i + 1 >= len(doc) or not _introduces_place(token):
            continue
        end = token.i + 1
        while end < len(doc) and doc[end].pos_ == "PROPN":
            end += 1
        if end > token.i + 1:
            yield doc[token.i + 1 : end]


def _introduces_place(token: Token) -> bool:
    if token.lower_ == "of":
        return bool(token.i) and token.nbor(-1).lower_ in role_words("place_nouns")
    if token.pos_ == "VERB":
        return token.lemma_ in role_words("place_object_verbs")
    return token.lower_ in role_words("locative_prepositions")
