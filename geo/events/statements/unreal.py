"""Tells what happens again and again, is rehearsed, remembered, invented or a figure of speech from what happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from geo.events.statements.words import lemma_of, modality_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRESENT: Final = frozenset({"VBZ", "VBP"})
_TELLING: Final = frozenset({"of", "for", "about", "on", "to", "against"})
_FOR: Final = frozenset({"for", "with", "against", "over"})
_STEPS: Final = 12


def is_habitual(token: Token, verb: Token) -> bool:
    """Say whether it is told as what happens again and again: "routinely shells", "clashes are common"."""
    words = {child.lower_ for child in verb.children if child.dep_ in {"advmod", "acomp", "attr", "oprd"}}
    if words & modality_words("habits") and (verb.tag_ in _PRESENT or not _has_date(verb)):
        return True
    words |= {part.lower_ for child in verb.children if child.dep_ == "attr" for part in child.children}
    is_general = words & modality_words("habitual_adjectives") or lemma_of(verb) in modality_words("pending_verbs")
    if token != verb and _of_phase(token).dep_ in {"nsubj", "conj"} and is_general:
        return True
    return _recurs(verb) or _is_old_scene(token) or _is_in_general(verb) or _is_lasting(token, verb)


def _of_phase(token: Token) -> Token:
    """Return the noun of which a trigger is told, if only of a phase: "a new round of fighting"."""
    above = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    return above if lemma_of(above) in modality_words("phase_nouns") else token


def _has_date(verb: Token) -> bool:
    return any(entity.label_ == "DATE" for entity in verb.sent.ents)


def _recurs(verb: Token) -> bool:
    """Say whether a clause has a time that comes again: "every week", and only in the present."""
    return verb.tag_ in _PRESENT and any(
        child.lower_ in modality_words("recurring")
        for time in verb.children
        if time.dep_ in {"npadvmod", "dobj"}
        for child in time.children
    )


def _is_lasting(token: Token, verb: Token) -> bool:
    """Say whether it is what a place suffers from, or has for years: "plagued by kidnappings", "for decades"."""
    if token != verb and lemma_of(verb) in modality_words("plagues") and token.head.dep_ == "agent":
        return True
    spans = ((child, time) for child in verb.children if child.lower_ in {"for", "over"} for time in child.children)
    return any(_is_long(time, counts=preposition.lower_ == "over") for preposition, time in spans)


def _is_long(time: Token, *, counts: bool) -> bool:
    """Say whether a stretch is of years, decades or more; one that is counted only where it ``counts``."""
    if lemma_of(time) not in modality_words("vague_times") or time.tag_ != "NNS":
        return False
    return counts or not any(child.dep_ == "nummod" for child in time.children)


def _is_in_general(verb: Token) -> bool:
    """Say whether it stands in a clause of what happens whenever: "when an air raid hits, the metro stops"."""
    if verb.tag_ not in _PRESENT or (verb.dep_ == "advcl" and verb.head.tag_ not in _PRESENT):
        return False
    return any(child.lower_ in {"when", "whenever", "whoever"} for child in verb.children)


def _is_old_scene(token: Token) -> bool:
    """Say whether it is what a place is known for or people are used to: "a scene of attacks for years"."""
    if token.dep_ not in {"pobj", "pcomp"} or token.tag_ not in {"NN", "NNS", "VBG"}:
        return False
    above = token.head.head
    if above.lower_ in modality_words("used_to") and token.head.lower_ in {"to", "for"}:
        return True
    times = {lemma_of(child) for part in above.sent if part.lower_ in {"for", "over"} for child in part.children}
    return lemma_of(above) in modality_words("scenes") and bool(times & modality_words("vague_times"))


def is_unreal(token: Token, verb: Token) -> bool:
    """Say whether it is planned, rehearsed, remembered or invented: "a mock attack", "anniversary of the siege"."""
    if any(child.lower_ in modality_words("unreal_adjectives") and child.dep_ == "amod" for child in token.children):
        return True
    if any(lemma_of(above) in modality_words("unreal_nouns") for above, _ in _links_up(token)):
        return True
    if any(lemma_of(above) in modality_words("exercises") for above in token.ancestors) or _has_mock_end(token):
        return True
    return any(_is_told_as_tale(clause, token) for clause in _clauses_of(verb)) or _hangs_on_time(token)


def _has_mock_end(token: Token) -> bool:
    """Say whether it is done to what only stands for something: "shelled a mock village", "raids on dummy targets"."""
    ends = [child for child in token.children if child.dep_ in {"dobj", "nsubjpass"}]
    ends += [end for child in token.children if child.dep_ == "prep" for end in child.children if end.dep_ == "pobj"]
    return any(part.lower_ in modality_words("mock") for end in ends for part in end.children if part.i < end.i)


def _clauses_of(verb: Token) -> Iterator[Token]:
    yield verb
    if verb.dep_ == "conj":
        yield verb.head


def _is_told_as_tale(verb: Token, token: Token) -> bool:
    """Say whether a clause is about a film or book, or of a drill: "in an exercise, marines stormed a village"."""
    subjects = {"nsubj"} if token == verb else {"nsubj", "nsubjpass"}
    for child in verb.children:
        if child.dep_ in subjects and lemma_of(child) in modality_words("fiction_subjects"):
            return True
        drills = (lemma_of(part) in modality_words("drills") for part in child.children)
        if child.lower_ in {"in", "during"} and any(drills):
            return True
    return False


def _hangs_on_time(token: Token) -> bool:
    """Say whether it was still to come, or long ago: "ahead of the offensive", "75 years after the battle"."""
    if token.dep_ != "pobj":
        return False
    above = token.head
    if above.lower_ == "of":
        return above.head.lower_ in {"ahead", "eve"}
    times = {lemma_of(child) for child in (*above.children, above.head) if child.dep_ in {"npadvmod", "dobj"}}
    return above.lower_ in {"after", "since"} and bool(times & modality_words("vague_times"))


def is_figurative(token: Token, verb: Token) -> bool:
    """Say whether words of violence tell of weather, sport, prices or quarrels of words."""
    for child in token.children:
        if child.dep_ in {"amod", "compound", "nmod"} and child.lower_ in modality_words("modifiers", "figurative"):
            return True
    if any(_is_matter(child) for child in token.children):
        return True
    return token == verb and any(_is_figure(child, token) for child in (*token.children, *_shared_subjects(token)))


def _shared_subjects(verb: Token) -> list[Token]:
    """Return the subjects that a verb has from the one it is joined to."""
    if verb.dep_ != "conj" or any(child.dep_ == "nsubj" for child in verb.children):
        return []
    return [child for child in verb.head.children if child.dep_ == "nsubj"]


def _is_matter(child: Token) -> bool:
    """Say whether a preposition leads to what no weapon fights: "a battle with cancer"."""
    objects = {lemma_of(part) for part in child.children if part.dep_ == "pobj"}
    if child.lower_ == "of":
        return bool(objects & {"film", "movie", "episode", "scene"})
    return child.lower_ in _FOR and bool(objects & modality_words("matters", "figurative"))


def _is_figure(child: Token, verb: Token) -> bool:
    lemma = lemma_of(child)
    if child.dep_ == "nsubj" and lemma in modality_words("subjects", "figurative"):
        quarrels = modality_words("quarrels", "figurative")
        return lemma not in modality_words("quarrelling", "figurative") or lemma_of(verb) in quarrels
    modifiers = (lemma_of(part) for part in child.children)
    if child.dep_ == "nsubj" and any(word in modality_words("modifiers", "figurative") for word in modifiers):
        return True
    things = modality_words("objects", "figurative") | modality_words("matters", "figurative")
    return child.dep_ in {"dobj", "nsubjpass"} and lemma in things


def _links_up(token: Token) -> Iterator[tuple[Token, Token]]:
    """Yield the nouns that a noun is told of ("paintings of the siege"), each with the word below it."""
    node = token
    for _ in range(_STEPS):
        above = node.head
        if above == node:
            return
        if above.pos_ in {"NOUN", "PROPN"} and (node.lower_ in _TELLING or node.dep_ != "prep"):
            yield above, node
        node = above
