"""Tells what a sentence only brings up from what it reports: charges and sentences, remembrance, sport and politics.

The words are in geo/data/modality.toml, section ``brought_up``. Each rule looks at the dependencies round a trigger.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from geo.events.kinds.demonstrations import CROWD
from geo.events.kinds.triggers import Trigger
from geo.events.statements.words import lemma_of, modality_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_SECTION: Final = "brought_up"
_OBJECTS: Final = frozenset({"dobj", "nsubjpass"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_PRESENT: Final = frozenset({"VBP"})
_FIGURES: Final = frozenset({"PERCENT", "ORDINAL", "CARDINAL", "MONEY", "QUANTITY"})
_STEPS: Final = 12


def is_brought_up(trigger: Trigger, verb: Token) -> bool:
    """Say whether a trigger, whose clause has the ``verb``, is only what something else is about."""
    token = trigger.token
    rules = (
        trigger.family in _listed("crimes") and _is_tried(token),
        trigger.family == "arrest" and _is_term(token),
        _is_of_court(trigger, verb),
        trigger.family == "agreement" and _is_standing(token, verb),
        trigger.family not in CROWD and (_is_remembered(token) or _is_sport(token)),
        trigger.family == "capture" and _is_no_ground(token),
        _is_seized_person(token, verb),
        _is_any(trigger),
        _is_called_off(token, verb),
        _is_doubted(token),
        _is_politics(token, verb),
        _is_habit(token),
        _is_told_of_all(token, verb),
        token.doc[max(token.i - 2, 0) : token.i].text.lower() in _listed("instead"),
    )
    return any(rules)


def _listed(name: str) -> frozenset[str]:
    return modality_words(name, _SECTION)


def _upwards(token: Token) -> Iterator[tuple[Token, Token]]:
    """Yield each word above a token, with the one below it."""
    for _ in range(_STEPS):
        if token.head == token:
            return
        yield token.head, token
        token = token.head


def _is_tried(token: Token) -> bool:
    """Say whether it is what somebody is charged with or sentenced for: "convicted of the murder of X"."""
    for above, below in _upwards(token):
        if lemma_of(above) in _listed("trying") and (below.dep_ in {"prep", "xcomp", "ccomp"} or above.pos_ == "NOUN"):
            return True
        if above.pos_ == "VERB" and below.dep_ not in {"pcomp", "conj", "xcomp"}:
            return False
    return False


def _is_term(token: Token) -> bool:
    """Say whether a court sends somebody to prison: "was jailed for ten years", "an arrest warrant"."""
    if token.dep_ == "compound" and lemma_of(token.head) == "warrant":
        return True
    spans = (deep for child in token.children if child.lower_ in {"for", "to"} for deep in child.children)
    return any(lemma_of(span) in {"year", "life"} for span in spans)


def _is_of_court(trigger: Trigger, verb: Token) -> bool:
    """Say whether a court jails or tries somebody: "judges jailed an officer", "a court convicted protesters"."""
    if trigger.family != "arrest" and lemma_of(verb) not in _listed("catching") | _listed("trying"):
        return False
    doers = [child for child in verb.children if child.dep_ == "nsubj"]
    doers += [deep for child in verb.children if child.dep_ == "agent" for deep in child.children]
    return any(lemma_of(doer) in _listed("courts") for doer in doers)


def _is_standing(token: Token, verb: Token) -> bool:
    """Say whether an agreement is one that stands, which is kept or broken: "until the accords were implemented"."""
    above = (*(part for part, _ in _upwards(token)), verb)
    return any(lemma_of(part) in _listed("keeping_agreements") for part in above)


def _is_remembered(token: Token) -> bool:
    """Say whether people only remember it: "marked six years since", "buried the victims of the massacre"."""
    if any(phrase in token.sent.text.lower() for phrase in _listed("remembering")):
        return True
    if any(_is_honoured(above) for above, _ in _upwards(token)):
        return True
    if token.dep_ != "pobj" or token.head.lower_ != "of" or lemma_of(token.head.head) not in _listed("mourned"):
        return False
    is_known = {child.dep_ for child in token.children} <= {"det"}
    return is_known or lemma_of(token.head.head.head) in _listed("mourning")


def _is_honoured(above: Token) -> bool:
    return lemma_of(above) in _listed("honouring") or (lemma_of(above) == "mark" and _has_time(above))


def _has_time(verb: Token) -> bool:
    return any(
        child.dep_ in {*_OBJECTS, "npadvmod"} and lemma_of(child) in _listed("marked_times") for child in verb.children
    )


def _is_sport(token: Token) -> bool:
    """Say whether words of a fight are of a match: "beat City in the battle for the cup"."""
    return lemma_of(token) in _listed("sporting") and any(lemma_of(word) in _listed("sport") for word in token.sent)


def _is_no_ground(verb: Token) -> bool:
    """Say whether figures fall or a driver loses a car: "fell to 18th", "lost control of the vehicle"."""
    if lemma_of(verb) == "fall":
        ends = [end for child in verb.children if child.lower_ == "to" for end in child.children]
        return any(part.like_num or part.ent_type_ in _FIGURES for end in ends for part in (end, *end.children))
    return lemma_of(verb) == "lose" and any(lemma_of(part) in _listed("vehicles") for part in verb.subtree)


def _is_seized_person(token: Token, verb: Token) -> bool:
    """Say whether a word names people who are caught, not what they did: "arrested suspected kidnappers"."""
    if lemma_of(token) in _listed("organised") and _is_organised(token):
        return True
    return lemma_of(token) in _listed("culprits") and token.dep_ in _OBJECTS and lemma_of(verb) in _listed("catching")


def _is_organised(noun: Token) -> bool:
    """Say whether people with arms are a body and no mob: "army-backed vigilantes", "a vigilante group"."""
    if noun.dep_ in {"compound", "amod"} and noun.head.pos_ in {"NOUN", "PROPN"}:
        return True
    return any(child.lower_.endswith(("backed", "allied")) or child.dep_ == "compound" for child in noun.children)


def _is_any(trigger: Trigger) -> bool:
    """Say whether it is whatever may come, or what never came: "make any agreement", "before dropping any bomb"."""
    token = trigger.token
    words = {word.lower_ for word in token.doc[token.i + 1 : trigger.last + 1]}
    if trigger.family == "agreement" or (token.dep_ == "pcomp" and token.head.lower_ == "before"):
        objects = (child for child in token.children if child.dep_ in {"dobj", "ccomp"})
        words |= {word.lower_ for child in objects for word in child.subtree}
    return "any" in words


def _is_called_off(token: Token, verb: Token) -> bool:
    """Say whether it was stopped before it came: "the raid had to be cancelled", "suspended before it began"."""
    if token.dep_ in _SUBJECTS and any(
        child.dep_ == "xcomp" and lemma_of(child) in _listed("cancelling") for child in verb.children
    ):
        return True
    if token != verb and (_is_yet_to_be(verb) or _is_to_be(verb)):
        return True
    return any(_is_before_start(child) for child in verb.children if child.dep_ == "advcl")


def _is_yet_to_be(verb: Token) -> bool:
    """Say whether it has not come yet: "the battle has yet to begin"."""
    parts = (verb, verb.head) if verb.dep_ == "xcomp" else (verb,)
    return any(lemma_of(part) == "have" and any(child.lower_ == "yet" for child in part.children) for part in parts)


def _is_to_be(verb: Token) -> bool:
    """Say whether it is set for a time to come: "demonstrators are to march on Sunday"."""
    clauses = (child for child in verb.children if child.dep_ == "xcomp" and lemma_of(verb) == "be")
    return any(child.lower_ == "to" and child.dep_ == "aux" for clause in clauses for child in clause.children)


def _is_before_start(clause: Token) -> bool:
    if lemma_of(clause) not in _listed("starting"):
        return False
    words = {child.lower_ for child in clause.children if child.dep_ in {"mark", "nsubj"}}
    return "before" in words and bool(words & {"it", "they"})


def _is_doubted(token: Token) -> bool:
    """Say whether hardly anybody believes it."""
    return any(
        below.dep_ == "ccomp" and any(child.dep_ == "nsubj" and child.lower_ == "few" for child in above.children)
        for above, below in _upwards(token)
    )


def _is_politics(token: Token, verb: Token) -> bool:
    """Say whether politicians quarrel, or shares rise: "an attack on his rival", "under attack for his remarks"."""
    if lemma_of(token) == "rally":
        return _is_of_shares(token)
    if lemma_of(token) not in modality_words("quarrels", "figurative"):
        return False
    subjects = {lemma_of(child) for child in verb.children if child.dep_ == "nsubj"}
    acts = token == verb or token.dep_ == "dobj"
    return (acts and bool(subjects & _listed("politicians"))) or _is_over_politics(token, verb)


def _is_of_shares(rally: Token) -> bool:
    """Say whether it is shares or a currency that rally."""
    parts = [child for child in rally.children if child.dep_ == "nsubj"] if rally.pos_ == "VERB" else [rally]
    return any(lemma_of(word) in _listed("traded") for part in parts for word in part.subtree)


def _is_over_politics(token: Token, verb: Token) -> bool:
    """Say whether it is for remarks, over a budget and the like."""
    return any(
        lemma_of(deep) in _listed("politics")
        for part in (token, verb)
        for child in part.children
        if child.lower_ in {"for", "over"}
        for deep in child.children
    )


def _is_habit(token: Token) -> bool:
    """Say whether a verb in the present, to nobody in particular, tells what people are given to: "bandits kill"."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    if token.tag_ not in _PRESENT or lemma_of(token) not in _listed("given_to"):
        return _is_every_time(token)
    dated = any(entity.label_ == "DATE" for entity in token.sent.ents)
    return not dated and not any(child.dep_ in _OBJECTS for child in token.children)


def _is_every_time(token: Token) -> bool:
    """Say whether a sentence in the present opens with a time that comes again: "every night shells fall"."""
    opening = token.sent[:2]
    if opening[0].lower_ not in modality_words("recurring") or lemma_of(opening[-1]) not in _listed("times"):
        return False
    return not any(word.tag_ == "VBD" for word in token.sent)


def _is_told_of_all(token: Token, verb: Token) -> bool:
    """Say whether a sentence tells what such things are, not of one of them: "car bombs are the weapon of choice"."""
    if token.dep_ != "nsubj" or lemma_of(verb) != "be" or verb.tag_ not in {"VBZ", "VBP"}:
        return False
    described = any(child.dep_ in {"det", "nummod", "poss", "amod", "prep"} for child in token.children)
    return not described and any(child.dep_ == "attr" for child in verb.children)
