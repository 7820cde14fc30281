"""Finds who denies an event, or a part in it: parties to the conflict and others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from geo.actors.recognise import ActorSpan
from geo.events.statements.claims import Voice, party_of, subjects_of, words_of
from geo.events.statements.modality import is_denial_of_truth
from geo.events.statements.words import lemma_of, modality_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

ANSWER_TOKENS: Final = 40
"""Within how many tokens after an event a denial or a claim of responsibility speaks of it."""
BOTH_SIDES: Final = Voice("both sides")
"""Stands for the parties of an event, where they alone are said to deny it."""
_POINTING: Final = frozenset({"it", "this", "that", "report", "reports", "claim", "claims"})


def find_denier(sentence: Span, actors: Sequence[ActorSpan]) -> Voice | None:
    """Return who denies an event, or a part in it, in a sentence; None where nobody does."""
    for token in sentence:
        if token.pos_ == "VERB" and (_denies(token) or _calls_untrue(token)):
            speaker = next(iter(subjects_of(token)), None)
            if speaker is not None and speaker.pos_ != "PRON":
                return BOTH_SIDES if _are_both_sides(speaker) else party_of(speaker, actors) or _by_name(speaker)
    return None


def _are_both_sides(speaker: Token) -> bool:
    """Say whether the parties of the event speak, whoever they are: "both sides denied it"."""
    if lemma_of(speaker) not in modality_words("both", "claims"):
        return speaker.lower_ == "both"
    return any(child.lower_ in {"both", "the", "two"} for child in speaker.children) and speaker.tag_ == "NNS"


def _by_name(speaker: Token) -> Voice | None:
    """Return who denies in the words that name them; nobody where no word is a name or says what body it is."""
    is_named = any(token.pos_ == "PROPN" for token in (speaker, *speaker.children))
    is_body = lemma_of(speaker) in modality_words("neutral", "claims") | modality_words("parties", "claims")
    return Voice(words_of(speaker)) if is_named or is_body else None


def _denies(verb: Token) -> bool:
    """Say whether a verb denies what happened, and not entry, nor "neither confirmed nor denied"."""
    if lemma_of(verb) not in modality_words("denying_verbs", "claims"):
        return False
    if any(child.dep_ in {"neg", "preconj"} for part in (verb, verb.head) for child in part.children):
        return False
    if any(child.dep_ in {"ccomp", "xcomp"} for child in verb.children):
        return True
    objects = [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}]
    if verb.dep_ == "relcl":
        objects.append(verb.head)
    about = modality_words("denied", "claims")
    return any(lemma_of(one) in about or one.lower_ in about for one in objects)


def _calls_untrue(verb: Token) -> bool:
    """Say whether somebody says that it is not so: "the army said that this was not the case"."""
    if lemma_of(verb) not in modality_words("saying_verbs", "claims"):
        return False
    return any(is_denial_of_truth(child) and _points_back(child) for child in verb.children if child.dep_ == "ccomp")


def _points_back(clause: Token) -> bool:
    return any(child.dep_ == "nsubj" and child.lower_ in _POINTING for child in clause.children)
