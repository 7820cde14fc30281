"""Finds the words that say that something happened, and tells statements from wishes, threats and denials."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_REACH: Final = 6
_NOBODY: Final = frozenset({"nobody", "none", "nothing"})
_NOMINAL: Final = frozenset({"amod", "compound", "pobj", "dobj", "nsubj", "nsubjpass", "conj", "attr"})
_VERB_TAGS: Final = frozenset({"VERB", "AUX"})
_NOUN_TAGS: Final = frozenset({"NOUN", "PROPN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that names an occurrence; ``token`` is its head, ``last`` the index of its last token."""

    token: Token
    last: int
    family: str


@cache
def trigger_table() -> dict[str, Any]:
    """Return the whole of ``geo/data/triggers.toml``."""
    return tomllib.loads(files("geo").joinpath("data/triggers.toml").read_text(encoding="utf-8"))


@cache
def cue_words(section: str, name: str) -> frozenset[str]:
    """Return one of the word lists of ``geo/data/triggers.toml``."""
    return frozenset(trigger_table()[section][name])


@cache
def _patterns() -> dict[tuple[str, bool], list[tuple[tuple[str, ...], str]]]:
    """Return the patterns by first lemma and whether it is a verb: the lemmas that follow, and the family."""
    table: dict[tuple[str, bool], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for family, words in trigger_table()["families"].items():
        for is_verb, phrases in ((True, words["verbs"]), (False, words["nouns"])):
            for phrase in phrases:
                first, *rest = phrase.replace("-", " - ").split()
                table[first, is_verb].append((tuple(rest), family))
    for options in table.values():
        options.sort(key=lambda option: -len(option[0]))
    return dict(table)


def find_triggers(sentence: Span) -> list[Trigger]:
    """Return the triggers of a sentence in order; a longer phrase wins over its parts."""
    found: list[Trigger] = []
    taken: set[int] = set()
    for token in sentence:
        if token.i in taken:
            continue
        trigger = _trigger_at(token, sentence.end)
        if trigger is not None:
            found.append(trigger)
            taken.update(range(token.i, trigger.last + 1))
    return found


def _trigger_at(token: Token, limit: int) -> Trigger | None:
    patterns = _patterns()
    readings = []
    if token.pos_ in _VERB_TAGS or token.tag_ in {"VBN", "VBG", "VBD"}:
        readings += [(rest, family, True) for rest, family in patterns.get((token.lemma_.lower(), True), ())]
    if token.pos_ in _NOUN_TAGS or token.tag_ == "VBG":
        forms = {token.lemma_.lower(), token.lower_}
        readings += [
            (rest, family, False) for form in sorted(forms) for rest, family in patterns.get((form, False), ())
        ]
    if _means_to_show(token) or _is_description(token) or token.dep_ == "csubj":
        return None
    for rest, family, is_verb in sorted(readings, key=lambda reading: -len(reading[0])):
        last = _last_of(token, rest, limit, is_verb=is_verb)
        if last is not None:
            head = token if is_verb else token.doc[token.i : last + 1].root
            return Trigger(head, last, family)
    return None


def _means_to_show(token: Token) -> bool:
    """Say whether "demonstrate" has an object or a clause, so that nobody demonstrates in the street."""
    return (
        token.lemma_ == "demonstrate"
        and token.pos_ == "VERB"
        and any(child.dep_ in {"dobj", "ccomp"} for child in token.children)
    )


def _is_description(token: Token) -> bool:
    """Say whether a participle only describes people: "the wounded", "injured fighters"."""
    return token.lemma_.lower() in {"wound", "injure", "wounded", "injured"} and token.dep_ in _NOMINAL


def _last_of(token: Token, rest: tuple[str, ...], limit: int, *, is_verb: bool) -> int | None:
    """Return where a phrase ends: its words follow at once in a noun, within a few words after a verb."""
    position = token.i
    for word in rest:
        reach = _REACH if is_verb else 1
        window = range(position + 1, min(limit, position + 1 + reach))
        step = next((i for i in window if word in (token.doc[i].lemma_.lower(), token.doc[i].lower_)), None)
        if step is None:
            return None
        position = step
    return position


def governing_verb(token: Token) -> Token:
    """Return the verb of the clause in which a trigger stands (itself, where it is one)."""
    while token.pos_ not in _VERB_TAGS and token.head != token:
        token = token.head
    return token


def _ancestors(token: Token) -> Iterator[Token]:
    yield token
    yield from token.ancestors


def is_stated(trigger: Trigger) -> bool:
    """Say whether a trigger is told as having happened: not negated, wished, planned, denied or conditional."""
    token = trigger.token
    if any(
        child.lower_ in cue_words("modality", "negations") and child.dep_ in {"neg", "det", "preconj"}
        for child in token.children
    ):
        return False
    verb = governing_verb(token)
    return not (_is_modal(verb) or _is_governed(token, verb) or _is_conditional(verb) or _is_denied(verb, token))


def _is_modal(verb: Token) -> bool:
    clause = {verb}
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
        clause.add(verb)
    return any(
        child.dep_ == "aux" and child.lower_ in cue_words("modality", "modals")
        for part in clause
        for child in part.children
        if child.i < part.i
    )


def _is_governed(token: Token, verb: Token) -> bool:
    """Say whether the clause is the content of a plan, a threat or a denial: "vowed to attack", "denied shelling"."""
    governors = cue_words("modality", "governing_verbs")
    if verb.dep_ in {"xcomp", "ccomp", "pcomp"} and verb.head.lemma_ in governors:
        return True
    if _is_infinitive(verb) and verb.head.lemma_ not in cue_words("modality", "achieving_verbs"):
        return True
    return token != verb and _is_content(_first_of_list(token), verb)


def _is_content(noun: Token, verb: Token) -> bool:
    """Say whether a noun is what a verb only plans, fears or offers, or what another noun makes uncertain."""
    wished = cue_words("modality", "governing_verbs") - cue_words("modality", "trying_verbs")
    if noun.dep_ in {"dobj", "pobj"} and verb.lemma_ in wished:
        return True
    return any(_is_infinitive(child) for child in noun.children) or _hangs_on_threat(noun)


def _first_of_list(token: Token) -> Token:
    """Return the first member of a list: its place in the sentence is that of them all."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def _is_infinitive(verb: Token) -> bool:
    return verb.dep_ in {"acl", "xcomp", "advcl", "relcl"} and any(
        child.lower_ == "to" and child.dep_ == "aux" for child in verb.children
    )


def _hangs_on_threat(noun: Token) -> bool:
    """Say whether a noun is only the content of another: "the threat of a clash", "fears of an attack"."""
    above = noun.head.head if noun.dep_ == "pobj" else noun
    return above != noun and above.lemma_.lower() in cue_words("modality", "hypothetical_nouns")


def _is_conditional(verb: Token) -> bool:
    hypothetical = cue_words("modality", "hypothetical_markers") - {"before"}
    clauses = [part for part in _ancestors(verb) if part.dep_ in {"acl", "relcl"}]
    if any(part.head.lower_ in {"event", "case"} for part in clauses):
        return True
    return any(
        child.dep_ in {"mark", "advmod"} and child.lower_ in hypothetical
        for part in _ancestors(verb)
        if part.dep_ in {"advcl", "ccomp"} or part == verb
        for child in part.children
    )


def _is_denied(verb: Token, token: Token) -> bool:
    negated = any(child.dep_ == "neg" or child.lower_ in _NOBODY for child in verb.children)
    negated = negated or token.head.lower_ == "without"
    return negated or (token != verb and any(child.lower_ == "no" for child in token.children))


def objects_of(trigger: Trigger) -> list[Token]:
    """Return the tokens that a trigger's verb acts upon, with names beside them: "the governor, X, was seized"."""
    objects = [child for child in trigger.token.children if child.dep_ in {"dobj", "nsubjpass"}]
    return objects + [part for child in objects for part in child.children if part.dep_ == "appos"]
