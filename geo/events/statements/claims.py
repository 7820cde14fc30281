"""Finds who vouches for an event: parties to the conflict, their spokesmen and their agencies.

What residents, doctors, monitors, reporters, police or a town's officials tell is stated; what only a belligerent tells
is a claim. docs/codebook.md sets out the rules, geo/data/modality.toml has the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.actors.recognise import ActorSpan
from geo.codebook import find_country
from geo.events.kinds.triggers import Trigger
from geo.events.sides.grammar import subjects
from geo.events.statements.words import lemma_of, modality_words, mouthpieces

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_BODIES: Final = frozenset({"group", "movement", "organisation", "organization"})
_NOBODY: Final = frozenset({"nobody", "none", "no-one", "one"})
_BYSTANDERS: Final = frozenset({"civilians", "protesters", "rioters", "police"})
_COUNTRY_CODE: Final = 2
_STEPS: Final = 10


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says something: an actor of the text, or only the words that name it."""

    words: str
    actor: ActorSpan | None = None


def find_claimant(
    triggers: Sequence[Trigger], actors: Sequence[ActorSpan], recent: Sequence[ActorSpan] = ()
) -> Voice | None:
    """Return the party that alone vouches for what triggers tell; None where it is stated, or others confirm it.

    ``recent`` are those who acted in the sentence before, whom "the group" and "it" mean.
    """
    if not triggers:
        return None
    token = triggers[0].token
    if _is_confirmed(token.sent):
        return None
    speakers = list(_speakers(token))
    for speaker in (one for one in speakers if one.head == speakers[0].head):
        voice = _same_as(speaker, recent) or party_of(speaker, actors)
        if voice is not None:
            return None if _is_joined(speaker) else voice
    return None


def _same_as(speaker: Token, recent: Sequence[ActorSpan]) -> Voice | None:
    """Return who acted last, where "it" or "the group" speaks."""
    points_back = speaker.pos_ == "PRON" or (lemma_of(speaker) in _BODIES and not _is_described(speaker))
    return Voice(speaker.text, recent[0]) if points_back and recent else None


def _is_described(noun: Token) -> bool:
    return any(child.dep_ in {"amod", "compound", "nmod", "poss"} for child in noun.children)


def find_responsible(sentence: Span, actors: Sequence[ActorSpan]) -> Voice | None:
    """Return who claims responsibility in a sentence that tells of no event itself; None where nobody does."""
    for token in sentence:
        if token.lower_ == "responsibility" and not any(child.dep_ == "neg" for child in token.head.children):
            for speaker in _speakers(token):
                return party_of(speaker, actors)
    return None


def _speakers(token: Token) -> Iterator[Token]:
    """Yield the heads of the phrases that name who tells of a trigger, the nearest first."""
    for below, above in _upwards(token):
        yield from _according(above)
        if _is_taken_on(below, above) or (
            lemma_of(above) in modality_words("saying_verbs", "claims") and _is_told(below, above)
        ):
            yield from subjects_of(above)
    for above in (token, *token.ancestors):
        yield from _according(above)
        yield from _aside(above)


def _upwards(token: Token) -> Iterator[tuple[Token, Token]]:
    node = token
    for _ in range(_STEPS):
        if node.head == node:
            return
        yield node, node.head
        node = node.head


def _is_taken_on(below: Token, verb: Token) -> bool:
    """Say whether somebody takes responsibility."""
    return below.lower_ == "responsibility" and lemma_of(verb) in {"claim", "take", "assume"}


def _is_told(below: Token, verb: Token) -> bool:
    """Say whether a word under a verb of saying is what it tells: a clause, or what is claimed or blamed on others."""
    if below.dep_ == "ccomp":
        return not any(child.dep_ == "dobj" and child.i > below.i for child in verb.children)
    lemma = lemma_of(verb)
    if below.dep_ in {"xcomp", "dobj", "nsubjpass", "nsubj"} and lemma != "accuse":
        is_object = below.dep_ != "nsubj" or any(child.dep_ == "agent" for child in verb.children)
        return is_object and lemma in {"claim", "announce", "declare", "report"}
    return below.dep_ in {"prep", "dobj"} and lemma in modality_words("accusing_verbs", "claims")


def subjects_of(verb: Token) -> list[Token]:
    """Return who does what a verb tells: its subject, or "by X" in the passive."""
    parts = {child.dep_ for child in verb.children}
    agents = _agents_by(verb)
    if verb.dep_ == "acl" and not agents and "ccomp" in parts:
        return [verb.head]  # "the forces announced that …" without another verb is often read as "announced forces"
    if verb.dep_ == "acl" or parts & {"nsubjpass", "auxpass"}:
        return agents
    own = _subject_within(verb) if verb.dep_ == "relcl" else None
    return [own] if own is not None else subjects(verb)


def _agents_by(verb: Token) -> list[Token]:
    """Return X of "told by X"."""
    return [part for child in verb.children if child.dep_ == "agent" for part in child.children if part.dep_ == "pobj"]


def _subject_within(verb: Token) -> Token | None:
    """Return the subject of a relative clause: its own, or whom "who" stands for."""
    own = [child for child in verb.children if child.dep_ == "nsubj" and child.lower_ not in {"which", "that"}]
    if not own:
        return None
    return verb.head if own[0].lower_ == "who" else own[0]


def _according(token: Token) -> Iterator[Token]:
    """Yield X of "according to X"."""
    for child in token.children:
        if child.lower_ == "according":
            for to in child.children:
                yield from (part for part in to.children if part.dep_ == "pobj")


def _aside(verb: Token) -> Iterator[Token]:
    """Yield X of "…, X said" and "as X said", where a verb of saying hangs on what it tells."""
    for child in verb.children:
        is_aside = child.dep_ == "parataxis" or (
            child.dep_ == "advcl" and any(part.lower_ == "as" for part in child.children)
        )
        if is_aside and lemma_of(child) in modality_words("saying_verbs", "claims"):
            yield from (part for part in child.children if part.dep_ == "nsubj")


def _is_confirmed(sentence: Span) -> bool:
    """Say whether somebody else confirms it in the same sentence."""
    confirming = modality_words("confirming_verbs", "claims")
    return any(
        lemma_of(token) in confirming
        and token.pos_ == "VERB"
        and not any(child.dep_ in {"neg", "aux"} and child.lower_ != "has" for child in token.children)
        for token in sentence
    )


def _is_joined(speaker: Token) -> bool:
    """Say whether several say the same: "the army and the rebels", "state media and residents"."""
    return any(child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"} for child in speaker.children)


def party_of(speaker: Token, actors: Sequence[ActorSpan]) -> Voice | None:
    """Return the party to the conflict that a phrase names, or None for other sources."""
    if any(child.lower_ in {"no", "neither"} for child in speaker.children) or speaker.lower_ in _NOBODY:
        return None
    phrase = _phrase(speaker)
    lemmas = {part for token in phrase for part in (lemma_of(token), token.lower_)}
    actor = _actor_of(speaker, phrase, actors)
    if actor is not None and actor.only_reports:
        side = _side_of(actor)
        return Voice(words_of(speaker), side) if side is not None else None
    if lemmas & modality_words("neutral", "claims") and not lemmas & modality_words("armed", "claims"):
        return None
    if actor is not None:
        return Voice(words_of(speaker), actor) if actor.group not in _BYSTANDERS else None
    if lemmas & modality_words("parties", "claims") or _is_people(speaker):
        return Voice(words_of(speaker))
    return None


def _is_people(speaker: Token) -> bool:
    """Say whether a state or a people speaks: "Ukraine said", "the Kurds said"."""
    return speaker.ent_type_ == "NORP" or (speaker.ent_type_ == "GPE" and find_country(speaker.text) is not None)


def _actor_of(speaker: Token, phrase: Sequence[Token], actors: Sequence[ActorSpan]) -> ActorSpan | None:
    """Return the actor at the head of a phrase, else the first within it; agencies that speak for a side come first."""
    first, last = phrase[0].i, phrase[-1].i
    within = [actor for actor in actors if first <= actor.span.start and actor.span.end - 1 <= last]
    at_head = [actor for actor in within if actor.span.start <= speaker.i < actor.span.end]
    speaking = [actor for actor in within if _side_of(actor) is not None]
    return next(iter(speaking or [one for one in at_head if not one.is_unnamed] or within), None)


def _side_of(agency: ActorSpan) -> ActorSpan | None:
    """Return the side that an agency speaks for as an actor in its stead."""
    for actor in agency.actors:
        side = mouthpieces().get(actor)
        if side is not None and len(side) == _COUNTRY_CODE:
            return replace(agency, actors=(), group="government", country=side, only_reports=False)
        if side is not None:
            return replace(agency, actors=(side,), only_reports=False)
    return None


def _phrase(head: Token) -> list[Token]:
    """Return a noun phrase without what is said of it in clauses, and without others beside it."""
    found = [head]
    queue = [head]
    while queue:
        for child in queue.pop().children:
            if child.dep_ in {"compound", "amod", "nmod", "poss", "prep", "pobj", "appos", "case", "flat", "nummod"}:
                found.append(child)
                queue.append(child)
    return sorted(found, key=lambda token: token.i)


def words_of(head: Token) -> str:
    """Return the words of a phrase, without its article."""
    tokens = [token for token in _phrase(head) if token.dep_ != "appos"]
    text = head.doc[tokens[0].i : tokens[-1].i + 1].text
    return text.removesuffix("'s")[:120].strip()
