"""Finds place names in Arabic: particles that are written in one with a name, nouns of kind, words that are also names.

Arabic has no capitals and most words are the name of a village somewhere, so a name must be well known, or stand where
only a place can: after a noun of kind ("بلدة"), after "in" in a theatre that has such a place, or in a list of places.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from gazetteer.models import NameSpan, Place
from geo.places.names import Names, importance
from geo.places.other_languages.demonyms import country_of
from geo.places.other_languages.found import FoundName
from geo.places.other_languages.particles import Start, readings, starts_in
from geo.places.other_languages.vocabulary import Vocabulary
from geo.places.other_languages.words import Word, are_joined, plain

ACCEPTED: Final = 0.5
_ARTICLE: Final = "ال"
_SHORTEST: Final = 3
_LONGEST_NAME: Final = 4
_CAPITAL: Final = 0.95
_PARTICLES: Final = ("و", "ب", "ل")
_VILLAGE: Final = 0.45
_BASE: Final = 0.25
_KNOWN_TOWN: Final = 0.6
_SETTLEMENT_NOUN: Final = 0.45


def find_names(
    view: str, words: Sequence[Word], names: Names, vocabulary: Vocabulary, theatre: Collection[str]
) -> list[FoundName]:
    """Return the place names of a block in order, none overlapping another."""
    finder = _Finder(view, words, names, vocabulary, frozenset(theatre))
    return finder.find()


@dataclass(frozen=True, slots=True)
class _Option:
    """A name that may begin in a word."""

    start: Start
    words: int
    key: str


class _Finder:
    def __init__(
        self, view: str, words: Sequence[Word], names: Names, vocabulary: Vocabulary, theatre: frozenset[str]
    ) -> None:
        self._view = view
        self._words = words
        self._names = names
        self._vocabulary = vocabulary
        self._theatre = theatre
        self._lists = vocabulary.list_of

    def find(self) -> list[FoundName]:
        options = self._options()
        found: list[FoundName] = []
        number = 0
        while number < len(self._words):
            best = self._best(number, options.get(number, ()), found)
            if best is not None and best.evidence >= ACCEPTED:
                found.append(best)
                number = best.last
            number += 1
        return found

    def _options(self) -> dict[int, list[_Option]]:
        """Return the names that may begin in each word: one pass of the matcher over all readings."""
        lines: list[tuple[int, int, Start]] = []
        parts: list[str] = []
        at = 0
        for number, word in enumerate(self._words):
            rest = self._rest(number)
            for start in starts_in(word.text):
                lines.append((at, number, start))
                parts.append(start.text(word.text) + rest)
                at += len(parts[-1]) + 3
        spans = {span.start: span for span in self._names.match(" | ".join(parts))}
        options: dict[int, list[_Option]] = {}
        for (begin, number, start), part in zip(lines, parts, strict=True):
            option = self._option(start, part, spans.get(begin), begin)
            if option is not None:
                options.setdefault(number, []).append(option)
        return options

    def _rest(self, number: int) -> str:
        """Return what follows a word, as far as a name may reach."""
        end = number
        while end + 1 < min(len(self._words), number + _LONGEST_NAME) and are_joined(
            self._view, self._words[end], self._words[end + 1]
        ):
            end += 1
        return self._view[self._words[number].end : self._words[end].end]

    def _option(self, start: Start, part: str, span: NameSpan | None, begin: int) -> _Option | None:
        """Return the longest name at the beginning of a line: one of our own list, else the matcher's."""
        listed = self._listed(part)
        matched = part[: span.end - begin] if span is not None else ""
        text = max(listed, matched, key=len)
        if not text:
            return None
        key = self._vocabulary.names.get(plain(text), text)
        return _Option(start, len(text.split()), key)

    def _listed(self, part: str) -> str:
        pieces = part.split(" ")
        for count in range(len(pieces), 0, -1):
            text = " ".join(pieces[:count])
            if plain(text) in self._vocabulary.names:
                return text
        return ""

    def _best(self, number: int, options: Sequence[_Option], found: Sequence[FoundName]) -> FoundName | None:
        """Return the likeliest name in a word, or one that no gazetteer has where a noun of kind stands before it."""
        named = [self._name(number, option, found) for option in options]
        whole = [name for name in named if not name.particle and not self._conjunction(number, name)]
        if whole and max(name.evidence for name in whole) >= ACCEPTED:
            best = max(whole, key=lambda name: name.evidence)
            rival = max(named, key=lambda name: (name.evidence, -name.start))
            return rival if importance(rival.places) > importance(best.places) + 0.3 else best
        likely = max(named, key=lambda name: (name.evidence, name.last, -name.start), default=None)
        if likely is not None and likely.evidence >= ACCEPTED:
            return likely
        return self._unknown(number) or likely

    def _conjunction(self, number: int, name: FoundName) -> bool:
        return name.start != self._words[number].start

    def _unknown(self, number: int) -> FoundName | None:
        """Return a word that no gazetteer has, but that a noun of kind says is a settlement's name."""
        word = self._words[number]
        if number == 0 or len(word.plain) <= _SHORTEST or not are_joined(self._view, self._words[number - 1], word):
            return None
        common = bool(readings(word.plain) & self._lists("common").words) or self._is_kind(word)
        if common or self._is_demonym(word.plain) or word.plain.startswith(_PARTICLES):
            return None
        if not self._before(number, ("village",)):
            return None
        return FoundName(word.start, word.end, word.text, (), number, number, ACCEPTED)

    def _is_kind(self, word: Word) -> bool:
        return any(readings(word.plain) & self._lists(name).words for name in ("settlement", "division", "place"))

    def _name(self, number: int, option: _Option, found: Sequence[FoundName]) -> FoundName:
        word, last = self._words[number], self._words[number + option.words - 1]
        places = self._names.places_named(option.key)
        text = self._view[word.start + option.start.skip : last.end]
        evidence = self._evidence(number, option, places, text, found)
        return FoundName(
            word.start + option.start.skip,
            last.end,
            option.key,
            places,
            number,
            number + option.words - 1,
            min(1.0, evidence),
            option.start.particle,
        )

    def _evidence(
        self, number: int, option: _Option, places: tuple[Place, ...], text: str, found: Sequence[FoundName]
    ) -> float:
        known = importance(places)
        inside = any(place.country in self._theatre for place in places)
        attached = bool(option.start.particle or option.start.conjunction)
        kind = 0.0 if attached and not self._follows(number, found, option) else self._kind_before(number)
        listed = 0.3 * self._follows(number, found, option)
        several = option.words > 1
        weight = _BASE + 0.45 * known + 0.3 * (known >= _CAPITAL) + 0.15 * inside + 0.2 * several
        weight += max(kind, listed) + self._preposition(number, option, known, inside=inside)
        doubtful = self._is_common(number, option, text) or (not several and self._is_adjective(number, option))
        if doubtful and (kind < _SETTLEMENT_NOUN or self._is_kind(self._words[number])):
            weight -= 0.4 if inside and known >= _KNOWN_TOWN else 0.7
        weight -= 0.8 * self._is_person(number, option)
        return weight - 0.1 * attached * (not several) * (known < _VILLAGE)

    def _kind_before(self, number: int) -> float:
        """Weigh a noun of kind just before a word: of a settlement, or of something else that is somewhere."""
        if self._before(number, ("settlement", "division")):
            return _SETTLEMENT_NOUN
        return 0.3 * self._before(number, ("place",))

    def _before(self, number: int, lists: Sequence[str]) -> bool:
        if number == 0 or not are_joined(self._view, self._words[number - 1], self._words[number]):
            return False
        forms = readings(self._words[number - 1].plain)
        return any(forms & self._lists(name).words for name in lists)

    def _preposition(self, number: int, option: _Option, known: float, *, inside: bool) -> float:
        """Weigh a preposition before a name: that of a village counts only in a theatre."""
        sure = option.start.particle == "ب"
        if (
            number
            and not option.start.particle
            and are_joined(self._view, self._words[number - 1], self._words[number])
        ):
            sure = self._words[number - 1].plain.removeprefix("و") in self._lists("sure").words
        if not sure:
            return 0.0
        return 0.25 if known >= _VILLAGE or inside else 0.05

    def _follows(self, number: int, found: Sequence[FoundName], option: _Option) -> bool:
        """Say whether a name continues a list of places: "حمص وحماة"."""
        if not found or found[-1].last != number - 1 or option.start.particle:
            return False
        gap = self._view[found[-1].end : self._words[number].start].strip()
        return (option.start.conjunction == "و" and gap in {"", "،"}) or gap == "،"

    def _is_common(self, number: int, option: _Option, text: str) -> bool:
        """Say whether a name is a word of the language, or of nothing but nouns of kind ("شمال غرب")."""
        words = self._words[number : number + option.words]
        common = self._lists("common").words
        if option.start.skip and (words[0].plain in common or self._is_listed_kind(words[0])):
            return True  # "ولاية" is no "and Laya"
        return plain(text) in common or (not option.start.skip and all(map(self._is_kind, words)))

    def _is_listed_kind(self, word: Word) -> bool:
        return any(word.plain in self._lists(name).words for name in ("settlement", "division", "place"))

    def _is_adjective(self, number: int, option: _Option) -> bool:
        """Say whether a name is as likely the adjective of a country: "روسية", but "في سورية"."""
        if option.start.particle or self._before(number, ("sure",)):
            return False
        word = self._words[number].plain
        if word.startswith(_ARTICLE):  # "الحكومة السعودية", but "بقيادة السعودية"
            before = self._words[number - 1].plain if number else ""
            return any(reading.startswith(_ARTICLE) for reading in readings(before)) and self._is_demonym(word)
        return self._is_demonym(word)

    def _is_demonym(self, word: str) -> bool:
        return bool(country_of(word, self._vocabulary))

    def _is_person(self, number: int, option: _Option) -> bool:
        """Say whether a name is part of a person's: after a title or a given name, or a given name itself."""
        given, titles = self._lists("given_names").words, self._lists("titles").words
        before = self._words[number - 1].plain if number else ""
        joined = bool(number) and are_joined(self._view, self._words[number - 1], self._words[number])
        if joined and not option.start.particle and (before in given or readings(before) & titles):
            return True
        following = self._words[number + option.words : number + option.words + 1]
        return self._words[number].plain in given and any(word.plain in given for word in following)
