"""What speaks for an Arabic word being a place's name: its neighbours, its particle, how well known the place is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gazetteer.models import Place
from geo.places.names import importance
from geo.places.other_languages.demonyms import country_of
from geo.places.other_languages.found import FoundName
from geo.places.other_languages.particles import Start, readings
from geo.places.other_languages.vocabulary import Vocabulary
from geo.places.other_languages.words import Word, are_joined, plain

ACCEPTED: Final = 0.5
_ARTICLE: Final = "ال"
_IN: Final = "ب"
_AND: Final = "و"
_COMMA: Final = "،"
_PARTICLES: Final = ("و", "ب", "ل")
_KINDS: Final = ("settlement", "division", "place")
_LONGEST_PHRASE: Final = 24
_SHORTEST: Final = 3
_CAPITAL: Final = 0.95
_TOWN: Final = 0.6
_VILLAGE: Final = 0.45
_BASE: Final = 0.25
_SETTLEMENT_NOUN: Final = 0.45


@dataclass(frozen=True, slots=True)
class Option:
    """A name that may begin in a word, with what the gazetteer has of that name."""

    number: int
    start: Start
    words: int
    text: str
    key: str
    places: tuple[Place, ...]

    @property
    def is_attached(self) -> bool:
        """Say whether something is written in one with the name."""
        return bool(self.start.skip)


class Evidence:
    """Weighs the names of one block."""

    def __init__(self, view: str, words: Sequence[Word], vocabulary: Vocabulary, theatre: frozenset[str]) -> None:
        self._view = view
        self._words = words
        self._vocabulary = vocabulary
        self._lists = vocabulary.list_of
        self._theatre = theatre

    def of(self, option: Option, kind: float, found: Sequence[FoundName]) -> float:
        """Return the evidence for a name; ``kind`` is what the noun of kind before it, or before its list, weighs."""
        known = importance(option.places)
        inside = any(place.country in self._theatre for place in option.places)
        several = option.words > 1
        weight = _BASE + 0.45 * known + 0.3 * (known >= _CAPITAL) + 0.15 * inside + 0.2 * several
        near = self._follows(option, found) and _share_country(option.places, found[-1].places)
        weight += self._context(option, kind, found, counts=known >= _VILLAGE or inside or near)
        weight -= 0.1 * (option.is_attached and not several and known < _VILLAGE)
        listed = option.start.conjunction == _AND and self._follows(option, found)
        doubt = self._doubt(option, kind, known_here=inside and known >= _TOWN, listed=listed)
        return weight - doubt - 0.8 * self._is_person(option)

    def kind_before(self, option: Option, found: Sequence[FoundName]) -> float:
        """Weigh a noun of kind before a name: of a settlement or division, or of something else that is somewhere."""
        if option.start.conjunction == _AND and self._follows(option, found):
            return found[-1].kind
        if option.is_attached:
            return 0.0
        if self._is_before(option.number, ("settlement", "division")):
            return _SETTLEMENT_NOUN
        return 0.3 * self._is_before(option.number, ("place",))

    def is_named_settlement(self, number: int) -> bool:
        """Say whether a word that no gazetteer has must be a name, by "village" or "town" before it."""
        word = self._words[number]
        if len(word.plain) <= _SHORTEST or not self._is_before(number, ("village",)):
            return False
        common = bool(readings(word.plain) & self._lists("common").words) or self._is_kind(word.plain)
        return not common and not self._is_demonym(word.plain) and not word.plain.startswith(_PARTICLES)

    def _context(self, option: Option, kind: float, found: Sequence[FoundName], *, counts: bool) -> float:
        """Weigh the words before a name; those that stand before other things too count less for a village."""
        if kind and kind < _SETTLEMENT_NOUN and not counts:
            kind -= 0.1
        listed = (0.3 if counts else 0.2 * bool(option.start.conjunction)) * self._follows(option, found)
        preposition = (0.25 if counts else 0.05) * self._is_inside(option)
        return max(kind, listed) + preposition

    def _doubt(self, option: Option, kind: float, *, known_here: bool, listed: bool) -> float:
        """Weigh that a name is a word of the language, or a country's adjective."""
        if option.words == 1 and self._is_adjective(option):
            return 1.2
        if self._is_no_name(option):
            return 1.0
        if not self._is_common(option):
            return 0.35 * (self._is_ambiguous(option, kind) and not listed)
        word = self._words[option.number].plain
        if kind >= _SETTLEMENT_NOUN and word.startswith(_ARTICLE) and not self._is_kind(word):
            return 0.0  # "قرية السلام", but not "بلدات قريبة"
        return 0.4 if known_here else 0.7

    def _is_no_name(self, option: Option) -> bool:
        """Say whether a name is part of a set phrase, or of a count: "48 تركيا" are Turks."""
        start = self._words[option.number].start
        if self._view[:start].rstrip()[-1:].isdigit() and self._view[start - 1 : start] == " ":
            return True
        text = plain(self._view[start : start + _LONGEST_PHRASE])
        return text.startswith(self._vocabulary.phrases)

    def _is_ambiguous(self, option: Option, kind: float) -> bool:
        """Say whether a name is one of a town that is a word as well, and nothing before it asks for a place."""
        is_word = option.words == 1 and plain(option.text) in self._lists("ambiguous").words
        return is_word and kind < _SETTLEMENT_NOUN and not self._is_inside(option)

    def _joined(self, number: int) -> str:
        """Return the levelled word just before a word, empty where a stop or nothing stands there."""
        if number == 0 or not are_joined(self._view, self._words[number - 1], self._words[number]):
            return ""
        return self._words[number - 1].plain

    def _is_before(self, number: int, lists: Sequence[str]) -> bool:
        forms = readings(self._joined(number))
        return any(forms & self._lists(name).words for name in lists)

    def _is_inside(self, option: Option) -> bool:
        """Say whether a name stands after "in" or its like."""
        if option.start.particle:
            return option.start.particle == _IN
        return not option.is_attached and self._joined(option.number).removeprefix(_AND) in self._lists("sure").words

    def _follows(self, option: Option, found: Sequence[FoundName]) -> bool:
        """Say whether a name continues a list of places: "حمص وحماة"."""
        if not found or found[-1].last != option.number - 1 or option.start.particle:
            return False
        gap = self._view[found[-1].end : self._words[option.number].start].strip()
        return gap == _COMMA or (option.start.conjunction == _AND and not gap)

    def _is_common(self, option: Option) -> bool:
        """Say whether a name is a word of the language, or of nothing but nouns of kind ("شمال غرب")."""
        common, first = self._lists("common").words, self._words[option.number].plain
        if option.is_attached and (first in common or any(first in self._lists(name).words for name in _KINDS)):
            return True  # "ولاية" is no "and Laya"
        text = plain(option.text)
        given = self._lists("given_names").words
        return text in common or text in given or all(map(self._is_kind, text.split()))

    def _is_kind(self, word: str) -> bool:
        return any(readings(word) & self._lists(name).words for name in _KINDS)

    def _is_adjective(self, option: Option) -> bool:
        """Say whether a name is as likely the adjective of a country: "روسية", but "في سورية"."""
        if option.start.particle or self._is_inside(option):
            return False
        word = self._words[option.number].plain
        if not self._is_demonym(word):
            return False
        if not word.startswith(_ARTICLE):
            return True
        return any(reading.startswith(_ARTICLE) for reading in readings(self._joined(option.number)))

    def _is_demonym(self, word: str) -> bool:
        return bool(country_of(word, self._vocabulary))

    def _is_person(self, option: Option) -> bool:
        """Say whether a name is part of a person's: after a title or a given name, or a given name itself."""
        given = self._lists("given_names").words
        before = "" if option.start.particle else self._joined(option.number)
        if before in given or readings(before) & self._lists("titles").words:
            return True
        following = self._words[option.number + option.words : option.number + option.words + 1]
        return self._words[option.number].plain in given and any(word.plain in given for word in following)


def _share_country(some: Sequence[Place], others: Sequence[Place]) -> bool:
    """Say whether one of some places lies in the same country as one of others."""
    return not {place.country for place in some}.isdisjoint(place.country for place in others)
