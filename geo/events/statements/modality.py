"""Tells statements from wishes, threats, denials, habits, drills and other talk of what did not happen, or not now.

The words are in geo/data/modality.toml. Each rule looks at the dependencies round a trigger; none reads beyond its
sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from geo.events.kinds.triggers import Trigger, governing_verb
from geo.events.statements.brought_up import is_brought_up
from geo.events.statements.unreal import is_figurative, is_habitual, is_unreal
from geo.events.statements.words import lemma_of, modality_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_CLAUSES: Final = frozenset({"xcomp", "ccomp", "pcomp"})
_OBJECTS: Final = frozenset({"dobj", "pobj", "nsubjpass"})
_CONTENT: Final = _CLAUSES | _OBJECTS | {"attr", "oprd", "compound", "nmod", "appos", "advmod"}
_ABOUT: Final = frozenset({"of", "for", "about", "on", "against", "to", "with", "from", "as", "over", "at", "in"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_NOMINAL: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_ASKING: Final = frozenset({"who", "what", "why", "how", "which", "whom"})
_OF_ACTIONS: Final = ("tion", "sion", "ment", "ing", "al", "ance", "break")
"""How nouns of actions end: what is told of "the outbreak of fighting" is told of the fighting."""
_STEPS: Final = 12


def is_stated(trigger: Trigger) -> bool:
    """Say whether a trigger is told as having happened.

    Not so what is negated, wished, planned, ordered, feared, denied, conditional, asked about, only habitual,
    remembered, rehearsed or invented; what was tried, is claimed or is alleged of others is stated.
    """
    token = trigger.token
    verb = _clause_of(token)
    rules = (
        _is_negated(token, verb),
        _is_modal(verb),
        _is_governed(token, verb),
        _is_called_untrue(token),
        _is_conditional(verb),
        _is_asked(token),
        is_habitual(token, verb),
        is_unreal(token, verb),
        is_figurative(token, verb),
        is_brought_up(trigger, verb),
    )
    return not any(rules)


def _clause_of(token: Token) -> Token:
    """Return the verb of the clause that tells of it; a gerund such as "fighting" may be a part of one like a noun."""
    return governing_verb(token.head if token.dep_ in _NOMINAL and token.head != token else token)


def _ancestors(token: Token) -> Iterator[Token]:
    yield token
    yield from token.ancestors


def _first_of_list(token: Token) -> Token:
    """Return the first member of a list: its place in the sentence is that of them all."""
    for _ in range(_STEPS):
        if token.dep_ != "conj" or token.head == token or (token.tag_ in _FINITE and token.head.tag_ == "VB"):
            break
        token = token.head
    return token


def _is_negated(token: Token, verb: Token) -> bool:
    """Say whether it did not happen: "no clashes", "did not attack", "nobody was killed", "without fighting"."""
    negations = modality_words("negations")
    for part in dict.fromkeys((token, _first_of_list(token))):
        if any(child.lower_ in negations and child.dep_ in {"neg", "det", "preconj"} for child in part.children):
            return True
    if any(child.dep_ == "neg" or child.lower_ in modality_words("nobody") for child in verb.children):
        return True
    if token.head.lower_ == "without" or verb.head.lower_ == "without":
        return True
    if token == verb:
        ends = (child for child in verb.children if child.dep_ in {*_SUBJECTS, "dobj"})
        return any(end.left_edge.lower_ in modality_words("opening") for end in ends)
    return any(child.lower_ in {"no", "any", "little"} for child in token.children)


def _is_modal(verb: Token) -> bool:
    clause = {verb}
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
        clause.add(verb)
    return any(
        child.dep_ == "aux" and child.lower_ in modality_words("modals")
        for part in clause
        for child in part.children
        if child.i < part.i
    )


def _is_governed(token: Token, verb: Token) -> bool:
    """Say whether it is the content of a plan, a threat or a denial: "vowed to attack", "denied shelling"."""
    if _is_only_told_to_do(verb):
        return True
    return any(_makes_unreal(above, below, token) for above, below in _governors(token))


def _governors(token: Token) -> Iterator[tuple[Token, Token]]:
    """Yield each word of whose content a trigger is part, with the word below it, upwards."""
    node = _first_of_list(token)
    for _ in range(_STEPS):
        link, above = node.dep_, node.head
        if above == node:
            return
        if link == "prep":
            if node.lower_ not in _ABOUT:
                return
            yield above, node
        elif link in {"acl", "relcl"}:
            yield above, node
            if lemma_of(above) not in modality_words("report_nouns"):
                return
        elif link in _CONTENT:
            yield above, node
        else:
            return
        node = _first_of_list(above)


def _makes_unreal(above: Token, below: Token, token: Token) -> bool:
    """Say whether a word makes what hangs on it by ``below`` unreal."""
    lemma = lemma_of(above)
    if above.pos_ in {"NOUN", "PROPN"}:
        return lemma in modality_words("hypothetical_nouns") and (below.dep_ != "relcl" or _is_infinitive(below))
    if above.pos_ == "ADP":
        return above.head.lemma_ in modality_words("keeping_verbs") and below.dep_ == "pcomp" and above.lower_ != "to"
    if _is_particle_verb(above):
        return True
    if below.dep_ in _CLAUSES:
        return lemma in modality_words("governing_verbs") and not _is_beside(above, below)
    return _is_wished(above, below, token)


def _is_beside(verb: Token, clause: Token) -> bool:
    """Say whether a clause only stands before a verb that has its own object: "they hit it; the army denied this"."""
    return clause.i < verb.i and any(child.dep_ == "dobj" for child in verb.children)


def _is_wished(verb: Token, below: Token, token: Token) -> bool:
    """Say whether a verb only plans, fears, cancels or denies its object, be it a report of what happened."""
    lemma = lemma_of(verb)
    told = modality_words("report_nouns") | modality_words("phase_nouns")
    is_told = lemma_of(below) in told or below.lower_.endswith(_OF_ACTIONS)
    is_same = below in {token, _first_of_list(token)} or (token.dep_ == "appos" and token.head == below)
    if is_same or below.dep_ in {"pobj", "prep"} or is_told:
        if below == token and lemma_of(token) in modality_words("people"):
            return False
        if lemma in modality_words("governing_verbs") - modality_words("trying_verbs"):
            return True
    return lemma in modality_words("denying_verbs") and lemma_of(below) in modality_words("report_nouns")


def _is_particle_verb(verb: Token) -> bool:
    pairs = {f"{lemma_of(verb)} {child.lower_}" for child in verb.children if child.dep_ in {"prt", "advmod"}}
    return bool(pairs & modality_words("particle_verbs"))


def _is_only_told_to_do(verb: Token) -> bool:
    """Say whether a verb is an infinitive that tells an aim and not what was done: "vowed to attack"."""
    verb = _first_of_list(verb)
    if not _is_infinitive(verb):
        return False
    above = verb.head
    if lemma_of(above) in modality_words("achieving_verbs"):
        return False
    if _is_perfect(verb) or lemma_of(above) == "claim":
        return lemma_of(above) not in modality_words("telling_verbs")
    return not (lemma_of(above) == "go" and any(child.lower_ == "on" for child in above.children))


def _is_infinitive(verb: Token) -> bool:
    if verb.dep_ == "ccomp" and lemma_of(verb.head) not in modality_words("commanding_verbs"):
        return False
    return verb.dep_ in {"acl", "xcomp", "advcl", "relcl", "ccomp"} and any(
        child.lower_ == "to" and child.dep_ == "aux" for child in verb.children
    )


def _is_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "have" for child in verb.children)


def _is_called_untrue(token: Token) -> bool:
    """Say whether a report of it is called false or unsure: "reports of … were fake", "it is not true that …"."""
    for above in _ancestors(token):
        if lemma_of(above) in modality_words("proofs") and any(child.lower_ == "no" for child in above.children):
            return True
        if above.dep_ in {"ccomp", "csubj", "nsubj", "nsubjpass", "acl", "advcl"}:
            is_report = above.dep_ in {"ccomp", "csubj"} or lemma_of(above) in modality_words("report_nouns")
            is_report = is_report and not any(child.lower_ in _ASKING for child in above.children)
            if is_report and is_denial_of_truth(above.head):
                return True
    return False


def is_denial_of_truth(verb: Token) -> bool:
    """Say whether a clause calls something false or unsure: "is untrue", "was not the case"."""
    parts = (verb, *(child for child in verb.children if child.dep_ == "xcomp" and child.pos_ == "AUX"))
    words = {child.lower_ for part in parts for child in part.children if child.dep_ in {"acomp", "oprd", "attr"}}
    words.add(verb.lower_)
    if words & modality_words("false_words"):
        return True
    negated = any(child.dep_ == "neg" for child in verb.children)
    return negated and bool((words | {lemma_of(verb)}) & modality_words("true_words"))


def _is_conditional(verb: Token) -> bool:
    clauses = [part for part in _ancestors(verb) if part.dep_ in {"acl", "relcl"}]
    if any(_is_eventuality(part.head) for part in clauses):
        return True
    if any(_is_inverted(part) for part in _ancestors(verb) if part.dep_ == "advcl"):
        return True
    return any(
        child.dep_ in {"mark", "advmod"} and child.lower_ in modality_words("hypothetical_markers")
        for part in _ancestors(verb)
        if part.dep_ in {"advcl", "ccomp"} or part == verb
        for child in part.children
    )


def _is_inverted(verb: Token) -> bool:
    """Say whether a clause sets a condition by its order: "had the army shelled it", "should the talks fail"."""
    first = verb.left_edge
    return first.lower_ in {"had", "should", "were"} and first.dep_ in {"aux", "auxpass"}


def _is_asked(token: Token) -> bool:
    """Say whether the sentence is a question, or the occurrence is any that may come: "any attack", "in case of"."""
    if token.sent[-1].text == "?":
        return True
    return token.dep_ == "pobj" and token.head.lower_ == "of" and _is_eventuality(token.head.head)


def _is_eventuality(noun: Token) -> bool:
    return noun.lower_ in {"event", "case"} and noun.head.lower_ == "in"
