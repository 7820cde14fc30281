"""The patterns of spaCy's attribute ruler, as far as they ask for form, tag and dependency of one or two words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from geo.english.errors import UnknownArchitectureError

Kind = tuple[str, str, str]
"""A word's form in lower case (empty where no pattern mentions it), its tag and its dependency."""

PAIR: Final = 2
_ASKED: Final = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
_OPERATORS: Final = frozenset({"IN", "NOT_IN", "REGEX"})
_GIVEN: Final = frozenset({"POS", "LEMMA", "MORPH"})


class Mentioned:
    """The words, in lower case, that some patterns mention."""

    def __init__(self, elements: Iterable[Element]) -> None:
        forms = [element.forms for element in elements]
        self._words = frozenset[str]().union(
            *(words for form in forms for words in (form.allowed, form.denied) if words)
        )
        self._patterns = [form.pattern for form in forms if form.pattern is not None]

    def __contains__(self, word: str) -> bool:
        return word in self._words or any(pattern.search(word) for pattern in self._patterns)


@dataclass(frozen=True, slots=True)
class Test:
    """What a pattern asks of a word's form, tag or dependency."""

    allowed: frozenset[str] | None = None
    denied: frozenset[str] | None = None
    pattern: re.Pattern[str] | None = None

    @classmethod
    def of(cls, asked: str | dict[str, Any] | None) -> Test:
        """Read a value of a spaCy pattern.

        Raises
        ------
        UnknownArchitectureError
            It has another operator than IN, NOT_IN and REGEX.
        """
        if not isinstance(asked, dict):
            return cls(None if asked is None else frozenset({asked}))
        if not set(asked) <= _OPERATORS:
            raise UnknownArchitectureError(str(asked))
        allowed, denied = (frozenset(asked[name]) if name in asked else None for name in ("IN", "NOT_IN"))
        return cls(allowed, denied, re.compile(asked["REGEX"]) if "REGEX" in asked else None)

    def fits(self, value: str) -> bool:
        """Say whether a value is what the pattern asks for."""
        if self.allowed is not None and value not in self.allowed:
            return False
        if self.denied is not None and value in self.denied:
            return False
        return self.pattern is None or self.pattern.search(value) is not None


@dataclass(frozen=True, slots=True)
class Element:
    """What a pattern asks of one word; ``space`` if only white space will do."""

    forms: Test
    tags: Test
    dependencies: Test
    space: bool

    @classmethod
    def of(cls, asked: dict[str, Any]) -> Element:
        """Read an element of a spaCy pattern.

        Raises
        ------
        UnknownArchitectureError
            It asks for more than form, tag, dependency and white space.
        """
        if not set(asked) <= _ASKED:
            raise UnknownArchitectureError(str(asked))
        form, tag, dependency = (Test.of(asked.get(name)) for name in ("LOWER", "TAG", "DEP"))
        return cls(form, tag, dependency, bool(asked.get("IS_SPACE", False)))

    def holds(self, kind: Kind) -> bool:
        """Say whether a word, which is no white space, is as the pattern asks."""
        return all(self.allows(part, value) for part, value in enumerate(kind))

    def allows(self, part: int, value: str) -> bool:
        """Say whether a form (0), tag (1) or dependency (2) of a word, which is no white space, is as asked."""
        return not self.space and (self.forms, self.tags, self.dependencies)[part].fits(value)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the number of the word in it that it changes, and what it gives to that word."""

    elements: tuple[Element, ...]
    index: int
    given: dict[str, str]

    @property
    def own(self) -> Element:
        """Return the element of the word that the pattern changes."""
        return self.elements[self.index]

    @classmethod
    def of(cls, elements: Sequence[dict[str, Any]], index: int, given: dict[str, str]) -> Rule:
        """Read one of a ruler's patterns; what it gives to white space is left to the ruler.

        Raises
        ------
        UnknownArchitectureError
            It spans more than two words, or gives more than coarse tag, lemma and features.
        """
        read = tuple(map(Element.of, elements))
        if len(read) > PAIR or not (set(given) <= _GIVEN or any(element.space for element in read)):
            raise UnknownArchitectureError(str(given))
        return cls(read, index, given)

    def holds(self, kinds: Sequence[Kind]) -> bool:
        """Say whether the words, as many as the pattern has elements, are as it asks."""
        return len(kinds) == 1 or all(element.holds(kind) for element, kind in zip(self.elements, kinds, strict=True))


class Rules:
    """Rules in their order, found by what they ask of the word that they change."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._found: tuple[dict[str, int], ...] = ({}, {}, {})

    def for_word(self, kind: Kind) -> Iterator[Rule]:
        """Yield the rules whose own word may be this one: it is, if they have but one element."""
        bits = -1
        for part, value in enumerate(kind):
            known = self._found[part]
            if value not in known:
                known[value] = self._bits(part, value)
            bits &= known[value]
        while bits:
            lowest = bits & -bits
            yield self._rules[lowest.bit_length() - 1]
            bits ^= lowest

    def _bits(self, part: int, value: str) -> int:
        fitting = (number for number, rule in enumerate(self._rules) if rule.own.allows(part, value))
        return sum(1 << number for number in fitting)
