"""What a statement offers to tell the type of its event."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from geo.events.triggers import Trigger, cue_words, governing_verb, trigger_table

ARMED_KINDS: Final = frozenset({1, 2, 3, 4, 8})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sentence offers to tell an event's type.

    ``words`` are the words of the sentence and their lemmas, ``text`` the sentence; all
    in lower case. ``inter1`` and ``inter2`` are ACLED's kinds of the two sides, 0
    where nobody is named; ``home`` says that the first side is the country's own state. ``subjects`` are the nouns of
    who or what did it.
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

    def cue(self, name: str) -> bool:
        """Say whether one of a list's words stands in the sentence; phrases are looked up in its text."""
        words = cue_words("cues", name)
        return bool(self.words & words) or any(_is_phrase(phrase) and phrase in self.text for phrase in words)

    def done_by(self, name: str) -> bool:
        """Say whether one of a list's words is the subject."""
        return not self.subjects.isdisjoint(cue_words("cues", name))

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
    agents = [child for verb in verbs for child in verb.children if child.dep_ == "agent" or child.lower_ == "by"]
    heads += [part for agent in agents for part in agent.children if part.dep_ == "pobj"]
    return frozenset(noun.lemma_.lower() for head in heads for noun in (head, *head.conjuncts))


def _is_phrase(words: str) -> bool:
    return " " in words or "-" in words
