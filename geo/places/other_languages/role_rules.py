"""What the rules of roles of all languages have in common: pairs of names, and the words beside a name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Final

from geo.models import Role
from geo.places.other_languages.found import FoundName
from geo.places.other_languages.vocabulary import Vocabulary
from geo.places.other_languages.words import Word

REACH: Final = 4
"""So many words beside a name are looked at."""


class RoleRules(ABC):
    """The rules for one block; names come in the order of the text. ``stops`` are the signs that end a clause."""

    stops: ClassVar[frozenset[str]]

    def __init__(self, view: str, words: Sequence[Word], vocabulary: Vocabulary) -> None:
        self._view = view
        self._words = words
        self._lists = vocabulary.list_of

    def role_of(self, name: FoundName, previous: tuple[FoundName, Role] | None) -> Role:
        """Return the role of a country's or capital's name; ``previous`` is the one before it with its role."""
        if previous is not None and self._is_paired(name, previous[0]):
            return previous[1]
        return self._role(name, self._before(name))

    def _before(self, name: FoundName) -> list[str]:
        """Return up to four words of the clause before a name, the nearest last."""
        words: list[str] = []
        end = self._words[name.first].start
        for word in reversed(self._words[max(0, name.first - REACH) : name.first]):
            if any(stop in self._view[word.end : end] for stop in self.stops):
                break
            words.insert(0, word.plain)
            end = word.start
        return words

    @abstractmethod
    def _is_paired(self, name: FoundName, other: FoundName) -> bool:
        """Say whether a name is joined to the one before by "and", and so has its role."""

    @abstractmethod
    def _role(self, name: FoundName, before: Sequence[str]) -> Role:
        """Return the role of a name by what stands beside it; ``before`` are the words before it, the nearest last."""
