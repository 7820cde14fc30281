"""Finds place names in Arabic: particles that are written in one with a name, nouns of kind, words that are also names.

Arabic has no capitals and most words are the name of a village somewhere, so a name must be well known, or stand where
only a place can: after a noun of kind ("بلدة"), after "in" in a theatre that has such a place, or in a list of places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from gazetteer.models import NameSpan
from geo.places.names import importance
from geo.places.other_languages.arabic_evidence import ACCEPTED, Evidence, Option
from geo.places.other_languages.finder import Finder, Reading
from geo.places.other_languages.found import FoundName
from geo.places.other_languages.lookup import BETWEEN, key_of
from geo.places.other_languages.particles import Start, starts_in
from geo.places.other_languages.words import Word, are_joined, plain

_LONGEST_NAME: Final = 4
_WHOLE: Final = ("whole", "common", "government")
"""Lists of words that are read as they stand."""
_MUCH_BETTER_KNOWN: Final = 0.3


class ArabicFinder(Finder):
    """Finds the place names of a block in Arabic."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._evidence = Evidence(reading.view, reading.words, reading.vocabulary, reading.theatre)
        self._options_at = self._options()

    def _name_at(self, number: int, found: Sequence[FoundName]) -> FoundName | None:
        best = self._best(number, self._options_at.get(number, ()), found)
        return best if best is not None and best.evidence >= ACCEPTED else None

    def _options(self) -> dict[int, list[Option]]:
        """Return the names that may begin in each word: one pass of the matcher over all readings."""
        lines: list[tuple[int, int, Start]] = []
        parts: list[str] = []
        at = 0
        for number, word in enumerate(self._words):
            rest = self._rest(number)
            for start in starts_in(word.text):
                if start.skip and self._is_whole(word):
                    break
                lines.append((at, number, start))
                parts.append(start.text(word.text) + rest)
                at += len(parts[-1]) + len(BETWEEN)
        spans = {span.start: span for span in self._names.match(BETWEEN.join(parts))}
        options: dict[int, list[Option]] = {}
        for (begin, number, start), part in zip(lines, parts, strict=True):
            option = self._option(number, start, part, spans.get(begin), begin)
            if option is not None and not self._begins_with_kind(option):
                options.setdefault(number, []).append(option)
        return options

    def _is_whole(self, word: Word) -> bool:
        """Say whether a word begins with a letter of its own and not with a particle: "وزارة" is no "و" and "زارة"."""
        return any(word.plain in self._vocabulary.list_of(name).words for name in _WHOLE)

    def _rest(self, number: int) -> str:
        """Return what follows a word, as far as a name may reach."""
        end = number
        while end + 1 < min(len(self._words), number + _LONGEST_NAME) and are_joined(
            self._view, self._words[end], self._words[end + 1]
        ):
            end += 1
        return self._view[self._words[number].end : self._words[end].end]

    def _option(self, number: int, start: Start, part: str, span: NameSpan | None, begin: int) -> Option | None:
        """Return the longest name at the beginning of a line: one of our own list, else the matcher's."""
        listed = self._listed(part)
        matched = part[: span.end - begin] if span is not None else ""
        text = max(listed, matched, key=len)
        if not text:
            return None
        key = key_of(text, self._names, self._vocabulary)
        return Option(number, start, len(text.split()), text, key, self._names.places_named(key))

    def _listed(self, part: str) -> str:
        pieces = part.split(" ")
        for count in range(len(pieces), 0, -1):
            text = " ".join(pieces[:count])
            if self._vocabulary.lists_name(plain(text)):
                return text
        return ""

    def _begins_with_kind(self, option: Option) -> bool:
        """Say whether a name is another one with a noun of kind before it, which then stays outside: "محافظة إدلب"."""
        first, _, rest = option.text.partition(" ")
        if not rest or plain(first) not in self._vocabulary.list_of("outside").words:
            return False
        same = {place.id for place in self._names.places_named(key_of(rest, self._names, self._vocabulary))}
        return any(place.id in same for place in option.places)

    def _best(self, number: int, options: Sequence[Option], found: Sequence[FoundName]) -> FoundName | None:
        """Return the likeliest name in a word, or one that no gazetteer has where a noun of kind stands before it.

        A word that is a name as a whole is read so, unless what is left without particles is much better known.
        """
        named = [self._name(option, found) for option in options]
        named.sort(key=lambda name: (-name.evidence, -name.last, name.start))
        whole = next((name for name in named if name.start == self._words[number].start), None)
        if whole is not None and whole.evidence >= ACCEPTED:
            better = importance(named[0].places) > importance(whole.places) + _MUCH_BETTER_KNOWN
            return named[0] if better else whole
        if named and named[0].evidence >= ACCEPTED:
            return named[0]
        return self._unknown(number)

    def _name(self, option: Option, found: Sequence[FoundName]) -> FoundName:
        name = self._blank(option)
        kind = self._evidence.kind_before(option, found)
        return replace(name, evidence=min(1.0, self._evidence.of(option, kind, found)), kind=kind)

    def _blank(self, option: Option) -> FoundName:
        first, last = self._words[option.number], self._words[option.number + option.words - 1]
        start = first.start + option.start.skip
        end = option.number + option.words - 1
        return FoundName(start, last.end, option.key, option.places, option.number, end, 0.0, option.start.particle)

    def _unknown(self, number: int) -> FoundName | None:
        """Return a word that no gazetteer has, but that a noun of kind says is a settlement's name."""
        if not self._evidence.is_named_settlement(number):
            return None
        word = self._words[number]
        return FoundName(word.start, word.end, word.text, (), number, number, ACCEPTED)
