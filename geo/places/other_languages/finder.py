"""What the finders of all languages have in common: going through a block word by word."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from geo.places.names import Names
from geo.places.other_languages.found import FoundName
from geo.places.other_languages.vocabulary import Vocabulary
from geo.places.other_languages.words import Word


@dataclass(frozen=True, slots=True)
class Reading:
    """A block as it is read: its view and words, the names that are known, and the countries that it is about."""

    view: str
    words: Sequence[Word]
    names: Names
    vocabulary: Vocabulary
    theatre: frozenset[str]


class Finder(ABC):
    """Finds the place names of one block."""

    def __init__(self, reading: Reading) -> None:
        self._view = reading.view
        self._words = reading.words
        self._names = reading.names
        self._vocabulary = reading.vocabulary
        self._theatre = reading.theatre

    def find(self) -> list[FoundName]:
        """Return the names in order, none overlapping another."""
        found: list[FoundName] = []
        number = 0
        while number < len(self._words):
            name = self._name_at(number, found)
            if name is not None:
                found.append(name)
                number = name.last
            number += 1
        return found

    @abstractmethod
    def _name_at(self, number: int, found: Sequence[FoundName]) -> FoundName | None:
        """Return the name that begins in a word, if one does; ``found`` are those before it."""
