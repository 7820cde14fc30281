"""What a statement offers to tell the type of its event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.events.kinds.triggers import Trigger, cue_words, governing_verb, trigger_table

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS: Final = frozenset({"dobj", "nsubjpass"})
_TOWARDS: Final = frozenset({"on", "against", "at", "upon"})
ARMED_KINDS: Final = frozenset({1, 2, 3, 4, 8})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sentence offers to tell an event's type.

    ``words`` are the words of the sentence and their lemmas, ``text`` the sentence; all
    in lower case. ``inter1`` and ``inter2`` are ACLED's kinds of the two sides, 0
    where nobody is named; ``home`` says that the first side is the country's own state. ``subjects`` are the nouns of
    who or what did it, ``targets`` of whom or what it was done to.
    """

    families: frozenset[str]
    words: frozenset[str]
    text: str
    inter1: int = 0
    inter2: int = 0
    home: bool = False
    killed: bool = False
    two_sided: bool = False
    subjects: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()

    def cue(self, name: str) -> bool:
        """Say whether one of a list's words stands in the sentence; phrases are looked up in its text."""
        words = cue_words("cues", name)
        return bool(self.words & words) or any(_is_phrase(phrase) and phrase in self.text for phrase in words)

    def done_by(self, name: str) -> bool:
        """Say whether one of a list's words is the subject."""
        return not self.subjects.isdisjoint(cue_words("cues", name))

    def done_to(self, name: str) -> bool:
        """Say whether one of a list's words is what it was done to."""
        return not self.targets.isdisjoint(cue_words("cues", name))

    @property
    def armed_sides(self) -> bool:
        """Say whether both sides are armed and organised."""
        return self.inter1 in ARMED_KINDS and self.inter2 in ARMED_KINDS


def first_family(families: Collection[str]) -> str:
    """Return the family that decides the type."""
    order: list[str] = trigger_table()["priority"]["order"]
    return next(family for family in order if family in families)


def subjects_of(triggers: Iterable[Trigger]) -> frozenset[str]:
    """Return the lemmas of the nouns that are the subjects of some triggers, or stand after "by"."""
    verbs = {governing_verb(trigger.token) for trigger in triggers}
    heads = [child for verb in verbs for child in verb.children if child.dep_ == "nsubj"]
    return _lemmas([*heads, *_after(verbs, frozenset({"by"}))])


def targets_of(triggers: Iterable[Trigger]) -> frozenset[str]:
    """Return the lemmas of the nouns that some triggers are done to: objects, and those after "on" or "against"."""
    tokens = {token for trigger in triggers for token in (trigger.token, governing_verb(trigger.token))}
    heads = [child for token in tokens for child in token.children if child.dep_ in _OBJECTS and child not in tokens]
    return _lemmas([*heads, *_after(tokens, _TOWARDS)])


def _after(tokens: Iterable[Token], prepositions: frozenset[str]) -> Iterator[Token]:
    for token in tokens:
        for child in token.children:
            if child.lower_ in prepositions:
                yield from (part for part in child.children if part.dep_ == "pobj")


def _lemmas(heads: Iterable[Token]) -> frozenset[str]:
    """Return nouns with those listed after them, each also with the noun before it: "force" and "air force"."""
    nouns = [noun for head in heads for noun in (head, *head.conjuncts)]
    pairs = [
        f"{child.lower_} {noun.lemma_.lower()}" for noun in nouns for child in noun.children if child.dep_ == "compound"
    ]
    return frozenset([*(noun.lemma_.lower() for noun in nouns), *pairs])


def _is_phrase(words: str) -> bool:
    return " " in words or "-" in words
