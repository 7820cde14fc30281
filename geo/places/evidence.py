"""What speaks for a stretch of text being a place name, each as a weight from -1 to 1."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from gazetteer.models import Place
from geo.places.toponyms import role_words

if TYPE_CHECKING:
    from spacy.tokens import Span

NAME_LABELS: Final = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT", "NORP", "LANGUAGE"})
"""The entity recogniser's labels of names that are no places."""

_SHORT_NAME: Final = 3
_CAPITAL: Final = 0.95
_IN_THEATRE: Final = 0.3


def known_evidence(known: float) -> float:
    """Weigh how well known a name is; a country's or a capital's is a name even where the model takes it for a word."""
    return 0.45 * known + 0.3 * (known >= _CAPITAL)


def theatre_evidence(places: Iterable[Place], theatre: Collection[str], label: str) -> float:
    """Weigh that the theatre has a place of the name, less where the model takes it for something else."""
    if not any(place.country in theatre for place in places):
        return 0.0
    return _IN_THEATRE / 2 if label in NAME_LABELS else _IN_THEATRE


def context_evidence(span: Span) -> float:
    """Weigh the words round a name: "in X", "X province", "the village of X", "shelled X", against "Mr X"."""
    root = span.root
    acted_upon = root.dep_ in {"dobj", "nsubjpass"} and root.head.lemma_ in role_words("place_object_verbs")
    return 0.35 * acted_upon + _evidence_before(span) + _evidence_after(span)


def _evidence_before(span: Span) -> float:
    words = [token for token in span.doc[max(0, span.start - 3) : span.start] if token.lower_ not in {"the", "a"}]
    if not words:
        return 0.0
    last = words[-1]
    is_title = last.lower_.rstrip(".") in role_words("titles") and last.text[:1].isupper()
    of_place = last.lower_ == "of" and any(word.lower_ in role_words("place_nouns") for word in words[:-1])
    weight = 0.35 * (last.lower_ in role_words("locative_prepositions")) + 0.3 * of_place
    return weight - 0.6 * is_title - 0.35 * (last.pos_ == "PROPN" and last.ent_type_ == "PERSON")


def _evidence_after(span: Span) -> float:
    following = span.doc[span.end : span.end + 1]
    if not following:
        return 0.0
    after = following[0]
    heads_name = after.lower_ in role_words("name_heads") and after.text[:1].isupper()
    goes_on = after.pos_ == "PROPN" and after.ent_type_ in {"PERSON", "ORG"}
    return 0.3 * (after.lower_ in role_words("place_nouns")) - 0.35 * goes_on - 0.8 * heads_name


def shape_evidence(span: Span, text: str) -> float:
    """Weigh how a name is written and where it stands."""
    tagged = bool(span.doc.has_annotation("TAG"))
    is_common = tagged and not any(token.pos_ == "PROPN" for token in span)
    opens = bool(span[0].is_sent_start)
    weight = 0.1 * (" " in text or "-" in text) - (0.4 if opens else 0.15) * is_common
    return weight - 0.1 * (opens and len(span) == 1) - 0.3 * (len(text) <= _SHORT_NAME)
