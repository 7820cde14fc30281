"""Roles of names in Russian and Ukrainian, from preposition, case and the words beside a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from geo.models import Role
from geo.places.other_languages.found import FoundName
from geo.places.other_languages.role_rules import REACH, RoleRules
from geo.places.other_languages.vocabulary import Vocabulary
from geo.places.other_languages.words import Word

_SHORTEST_VERB: Final = 4
_WITH: Final = frozenset({"с", "со", "з", "із", "зі"})
_BETWEEN: Final = frozenset({"между", "між", "поміж"})
_AGAINST: Final = frozenset({"против", "проти", "ради", "от", "від", "без", "кроме", "крім"})
_FROM: Final = frozenset({"от", "від"})
_TOWARDS: Final = frozenset({"к", "ко"})
_ONTO: Final = frozenset({"для", "на", "о", "об", "про", "по"})
_CONJUNCTIONS: Final = frozenset({"и", "і", "й", "та", "или", "або"})


class SlavicRoles(RoleRules):
    """The rules for a block in Russian or Ukrainian."""

    stops = frozenset('.!?;:—–()«»"')

    def __init__(self, view: str, words: Sequence[Word], vocabulary: Vocabulary) -> None:
        super().__init__(view, words, vocabulary)
        self._verb_endings = vocabulary.verb_endings

    def _role(self, name: FoundName, before: Sequence[str]) -> Role:
        nearest = before[-1] if before else ""
        if nearest in _WITH | _BETWEEN | _AGAINST | _TOWARDS | _ONTO or nearest in self._lists("locative"):
            return self._after_preposition(nearest, name, before[:-1])
        return self._without_preposition(name, before)

    def _after(self, name: FoundName) -> list[str]:
        """Return up to four words of the clause after a name, the nearest first."""
        words: list[str] = []
        end = name.end
        for word in self._words[name.last + 1 : name.last + 1 + REACH]:
            if any(stop in self._view[end : word.start] for stop in ".!?;:()"):
                break
            words.append(word.plain)
            end = word.end
        return words

    def _is_paired(self, name: FoundName, other: FoundName) -> bool:
        between = [word.plain for word in self._words[other.last + 1 : name.first]]
        return len(between) == 1 and between[0] in _CONJUNCTIONS and bool(other.cases & name.cases)

    def _any(self, words: Sequence[str], *lists: str) -> bool:
        return any(word in self._lists(name) for word in words for name in lists)

    def _after_preposition(self, preposition: str, name: FoundName, before: Sequence[str]) -> Role:
        if preposition in _WITH and "i" not in name.cases:
            return Role.LOCATION
        if preposition in _WITH | _BETWEEN:
            return Role.LOCATION if self._any(before, "border") else Role.METONYM
        if preposition in _AGAINST:
            is_distance = preposition in _FROM and self._any(before, "before_place")
            return Role.LOCATION if is_distance else Role.METONYM
        if preposition in _TOWARDS:
            return Role.LOCATION if self._any(before, "before_place", "place") else Role.METONYM
        if preposition in _ONTO and "l" not in name.cases and self._any(before[-1:], "before_party"):
            return Role.METONYM
        return Role.LOCATION

    def _without_preposition(self, name: FoundName, before: Sequence[str]) -> Role:
        nearest = before[-1:]
        if self._any(nearest, "government") or ("g" in name.cases and self._any(before[-3:], "government")):
            return Role.METONYM
        if self._any(nearest, "place", "settlement", "division"):
            return Role.LOCATION
        if self._is_subject(name, before):
            return Role.METONYM
        return self._role_of_object(name, before)

    def _is_subject(self, name: FoundName, before: Sequence[str]) -> bool:
        """Say whether a name in the nominative stands beside a verb of saying or deciding, or heads "Москва: …"."""
        if name.cases and "n" not in name.cases:
            return False
        if self._view[name.end : name.end + 2] == ": ":
            return True
        after = self._after(name)
        if self._any(after[:2], "stative"):
            return False
        return self._any(before[-2:], "verbs") or self._any(after, "verbs") or self._is_verb(after)

    def _is_verb(self, words: Sequence[str]) -> bool:
        """Say whether the next word, or the next after "and X", has the ending of a verb."""
        following = words[2:3] if words[:1] and words[0] in _CONJUNCTIONS else words[:1]
        return any(len(word) >= _SHORTEST_VERB and word.endswith(self._verb_endings) for word in following)

    def _role_of_object(self, name: FoundName, before: Sequence[str]) -> Role:
        """Read the case of a name without preposition: an agent or receiver is a party, ground is a place."""
        if self._any(before[-2:], "object_verbs", "before_party"):
            return Role.METONYM
        nominative_or_genitive = not name.cases or name.cases & {"n", "g"}
        if nominative_or_genitive or "a" in name.cases:
            return Role.LOCATION
        return Role.METONYM if name.cases & {"d", "i"} else Role.LOCATION
