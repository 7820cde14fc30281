"""What speaks for a capitalised Slavic word being a place's name: its neighbours, its ending, how well known it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from geo.places.other_languages.found import FoundName
from geo.places.other_languages.vocabulary import Vocabulary
from geo.places.other_languages.words import Word, are_joined, plain

ACCEPTED: Final = 0.5
_BASE: Final = 0.3
_CAPITAL: Final = 0.95
_KNOWN: Final = 0.6
_CITY: Final = 0.7
_SETTLEMENT_NOUN: Final = 0.4
CONJUNCTIONS: Final = frozenset({"и", "і", "й", "та", "или", "або", "да"})
_QUOTED_WORDS: Final = 4
_REACH: Final = 60
_SHORTEST_NOUN: Final = 4
_ADJECTIVES: Final = ("ский", "ская", "ское", "цкий", "цкая", "цкое", "ський", "ська", "ське", "цький", "цька", "цьке")


class Evidence:
    """Weighs the names of one block."""

    def __init__(self, view: str, words: Sequence[Word], vocabulary: Vocabulary, theatre: frozenset[str]) -> None:
        self._view = view
        self._words = words
        self._lists = vocabulary.list_of
        self._verbs = vocabulary.verb_endings
        self._theatre = theatre

    def of(self, name: FoundName, known: float, found: Sequence[FoundName], *, inside: bool) -> float:
        """Return the evidence for a name that some place has; ``known`` is how well known the best of them is."""
        several = name.last > name.first or "-" in self._view[name.start : name.end]
        weight = _BASE + 0.45 * known + 0.3 * (known >= _CAPITAL) + 0.15 * inside + 0.15 * several
        weight += max(self._preposition(name), self._kind(name), self._follows(name, found), self._captured(name))
        weight -= self._opening(name, known, several=several) + 0.8 * self._is_person(name, known)
        return weight + self._ending(name, known) - self._is_of_longer_name(name, known, found)

    def is_named_settlement(self, number: int) -> bool:
        """Say whether a noun before a word says that it is a settlement's name."""
        return self._joined(number) and self._words[number - 1].plain in self._lists("settlement")

    def is_quoted(self, name: FoundName) -> bool:
        """Say whether a name stands in a short quotation, as names of bodies, papers and units do."""
        before = self._view.rfind("«", max(0, name.start - _REACH), name.start)
        if before < 0 or "»" in self._view[before : name.start]:
            return self._plainly_quoted(name)
        after = self._view.find("»", name.end, name.end + _REACH)
        return after >= 0 and len(self._view[before:after].split()) <= _QUOTED_WORDS

    def _plainly_quoted(self, name: FoundName) -> bool:
        return self._view[name.start - 1 : name.start] == '"' == self._view[name.end : name.end + 1]

    def _joined(self, number: int) -> bool:
        """Say whether nothing but a space, or the stop of a short form, stands before a word."""
        if number == 0:
            return False
        gap = self._view[self._words[number - 1].end : self._words[number].start]
        return gap in {" ", ". ", "."} and not self._words[number].opens

    def _before(self, name: FoundName) -> str:
        return self._words[name.first - 1].plain if self._joined(name.first) else ""

    def _preposition(self, name: FoundName) -> float:
        before = self._before(name)
        if before in self._lists("sure"):
            return 0.35
        return 0.2 if before in self._lists("locative") else 0.0

    def _kind(self, name: FoundName) -> float:
        before = self._before(name)
        if before in self._lists("settlement") or before in self._lists("division"):
            return _SETTLEMENT_NOUN
        return max(name.kind, 0.25 * (before in self._lists("place")))

    def _follows(self, name: FoundName, found: Sequence[FoundName]) -> float:
        """Weigh that a name continues a list of places: "Бахмут, Соледар и Торецк"."""
        if not found or found[-1].last not in {name.first - 1, name.first - 2}:
            return 0.0
        gap = plain(self._view[found[-1].end : name.start]).strip(" ,")
        return 0.3 if not gap or gap in CONJUNCTIONS else 0.0

    def _captured(self, name: FoundName) -> float:
        return 0.25 if self._before(name) in self._lists("capture_verbs") else 0.0

    def _opening(self, name: FoundName, known: float, *, several: bool) -> float:
        """Weigh that the first word of a sentence has its capital from there."""
        first = self._words[name.first]
        if several:
            return 0.0
        if first.plain in self._lists("common"):
            return (
                0.8
                if first.opens
                else 0.6 - 0.4 * (self._kind(name) >= _SETTLEMENT_NOUN or self._preposition(name) > 0)
            )
        declined = bool(name.cases) and "n" not in name.cases
        return (0.05 if known >= _CITY else 0.25) + 0.25 * declined if first.opens else 0.0

    def _is_person(self, name: FoundName, known: float) -> bool:
        given = self._lists("given_names")
        following = self._words[name.last + 1 : name.last + 2]
        joined = bool(following) and are_joined(self._view, self._words[name.last], following[0])
        if self._words[name.first].plain in given and joined and following[0].is_capital:
            return True
        before = self._before(name)
        if before in self._lists("titles") or (self._words[name.first - 1].is_capital and before in given):
            return True
        return (
            known < _CAPITAL
            and self._view[max(0, name.start - 3) : name.start].strip()[-1:] == "."
            and (self._words[name.first - 1].is_capital and len(self._words[name.first - 1].text) == 1)
        )

    def _is_of_longer_name(self, name: FoundName, known: float, found: Sequence[FoundName]) -> float:
        """Weigh that a name is part of a longer one, or the adjective of what follows: "Киевского режима"."""
        if known >= _CAPITAL or name.last > name.first:
            return 0.0
        previous = self._words[name.first - 1] if self._joined(name.first) else None
        taken = bool(found) and found[-1].last == name.first - 1
        after_name = previous is not None and previous.is_capital and not previous.opens and not taken
        return 0.3 * (after_name and not self._kind(name) and not self._preposition(name)) + self._as_adjective(name)

    def _as_adjective(self, name: FoundName) -> float:
        following = self._words[name.last + 1 : name.last + 2]
        if not following or not are_joined(self._view, self._words[name.last], following[0]) or self._kind(name):
            return 0.0
        is_adjective = plain(name.key).endswith(_ADJECTIVES) and len(following[0].plain) >= _SHORTEST_NOUN
        if following[0].is_capital:
            return 0.25 * (following[0].plain not in self._lists("given_names"))
        is_noun = following[0].plain not in self._lists("locative") and not following[0].plain.endswith(self._verbs)
        return 0.35 * (is_adjective and is_noun)

    def _ending(self, name: FoundName, known: float) -> float:
        """Weigh endings that names of places, or of people, usually have."""
        if known >= _KNOWN or name.last > name.first:
            return 0.0
        if self._preposition(name) or self._kind(name):
            return 0.0
        word, key = self._words[name.first].plain, plain(name.key)
        if any(word.endswith(ending) for ending in self._lists("surname_endings").words):
            return -0.15
        return 0.1 * any(key.endswith(ending) for ending in self._lists("toponym_endings").words)
