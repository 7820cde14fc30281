"""Finds place names in Russian and Ukrainian: capitalised words whose base form the gazetteer has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo.places.names import importance
from geo.places.other_languages.declension import BaseForm, base_phrases, towns_of_adjective
from geo.places.other_languages.finder import Finder, Reading
from geo.places.other_languages.found import FoundName
from geo.places.other_languages.lookup import key_of, known_forms, weight_of
from geo.places.other_languages.slavic_evidence import ACCEPTED, CONJUNCTIONS, Evidence
from geo.places.other_languages.words import are_joined, plain

_LONGEST_NAME: Final = 4
_LONGEST_DECLINED: Final = 3
_LONGEST_LIST: Final = 8
_LAST_RESORT: Final = 1000
_KIND_OF_LIST: Final = 0.35
_RARE_FORM: Final = 0.04
_AS_IT_IS: Final = 0.1
_SHORTEST_UNKNOWN: Final = 4
_LONGEST_ACRONYM: Final = 4


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words that may be a name, with its base forms; ``kind`` is what a noun of kind after their list weighs."""

    first: int
    last: int
    forms: tuple[BaseForm, ...]
    kind: float = 0.0


class SlavicFinder(Finder):
    """Finds the place names of a block in Russian or Ukrainian."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._evidence = Evidence(reading.view, reading.words, reading.vocabulary, reading.theatre)
        stretches = [stretch for number in range(len(self._words)) for stretch in self._stretches(number)]
        wanted = (_capitalised(form.text) for stretch in stretches for form in stretch.forms)
        self._known = known_forms(self._names, wanted) | frozenset(
            map(_capitalised, (*self._vocabulary.names, *self._vocabulary.instead))
        )
        self._by_start: dict[int, list[_Stretch]] = {}
        for stretch in stretches:
            self._by_start.setdefault(stretch.first, []).append(stretch)

    def _stretches(self, number: int) -> list[_Stretch]:
        """Return the stretches that begin with a word and may be names, the longest first."""
        word = self._words[number]
        if not word.is_capital and not self._may_begin(number):
            return []
        last = number
        while last + 1 < min(len(self._words), number + _LONGEST_NAME) and self._goes_on(last, number):
            last += 1
        return [self._stretch(number, end) for end in range(last, number - 1, -1) if word.is_capital or end > number]

    def _stretch(self, first: int, last: int) -> _Stretch:
        texts = [word.text.lower() for word in self._words[first : last + 1]]
        if len(texts) > _LONGEST_DECLINED:  # only the ends of longer names are declined
            return _Stretch(first, last, (BaseForm(" ".join(texts), 0, frozenset("n")),))
        listed = self._divisions_of_list(first) if first == last else []
        if listed:
            return _Stretch(first, last, tuple(listed), _KIND_OF_LIST)
        forms = [*base_phrases(texts, self._vocabulary)]
        if last == first + 1 and texts[1] and self._is_listed("after_adjective", last):
            rank = len(forms)
            forms += [BaseForm(town, rank, frozenset("l")) for town in towns_of_adjective(texts[0], self._vocabulary)]
        return _Stretch(first, last, tuple(forms))

    def _divisions_of_list(self, number: int) -> list[BaseForm]:
        """Return the divisions or towns of an adjective in a list: "в Донецкой и Луганской областях"."""
        noun = self._noun_of_list(number)
        if not noun:
            return []
        phrases = base_phrases((self._words[number].text.lower(), noun), self._vocabulary)
        towns = towns_of_adjective(self._words[number].plain, self._vocabulary)
        return [*phrases, *(BaseForm(town, _LAST_RESORT, frozenset("l")) for town in towns)]

    def _noun_of_list(self, number: int) -> str:
        """Return the singular of the noun that ends a list of adjectives, empty where a word begins no such list."""
        end = number
        while end + 1 < min(len(self._words), number + _LONGEST_LIST) and self._is_adjective_in_list(end):
            end += 1
        if end == number or not self._is_listed_on(number):
            return ""
        last = self._words[end].plain
        return next((noun for stem, noun in self._vocabulary.singular.items() if last.startswith(stem)), "")

    def _is_listed_on(self, number: int) -> bool:
        """Say whether a comma or a conjunction follows a word."""
        following = self._words[number + 1]
        return not are_joined(self._view, self._words[number], following) or following.plain in CONJUNCTIONS

    def _is_adjective_in_list(self, number: int) -> bool:
        """Say whether a word is the adjective of a place, or a conjunction, with no more than a comma after it."""
        word, following = self._words[number], self._words[number + 1]
        if self._view[word.end : following.start] not in {" ", ", "}:
            return False
        return word.plain in CONJUNCTIONS or bool(towns_of_adjective(word.plain, self._vocabulary))

    def _goes_on(self, last: int, first: int) -> bool:
        """Say whether a name may go on with the next word: a capital, or "область" and its like."""
        following = self._words[last + 1]
        if not are_joined(self._view, self._words[last], following):
            return False
        second = last == first and self._is_listed("second", last + 1)
        return following.is_capital or second or (last == first and self._is_listed("after_adjective", last + 1))

    def _may_begin(self, number: int) -> bool:
        """Say whether a word in lower case may begin a name: "сектор Газа", "донецкое направление"."""
        if number + 1 >= len(self._words):
            return False
        following = self._words[number + 1]
        if self._is_listed("first", number):
            return following.is_capital
        return self._is_listed("after_adjective", number + 1) and bool(
            towns_of_adjective(self._words[number].plain, self._vocabulary)
        )

    def _is_listed(self, name: str, number: int) -> bool:
        return self._words[number].plain in self._vocabulary.list_of(name)

    def _name_at(self, number: int, found: Sequence[FoundName]) -> FoundName | None:
        stretches = self._by_start.get(number, ())
        for stretch in stretches:
            name = self._named(stretch, found)
            if name is not None:
                return name
        return self._unknown(number) if stretches else None

    def _named(self, stretch: _Stretch, found: Sequence[FoundName]) -> FoundName | None:
        options = [form for form in stretch.forms if _capitalised(form.text) in self._known]
        if not options:
            return None
        best = max(options, key=self._worth)
        key = self._key(best)
        places = self._names.places_named(key)
        cases = {case for form in options if self._key(form) == key for case in form.cases}
        name = self._found(stretch, key, frozenset(cases))
        evidence = self._evidence.of(name, importance(places), found, inside=self._is_inside(key))
        if len(name.key) <= _LONGEST_ACRONYM and self._view[name.start : name.end].isupper():
            evidence -= 0.5 * (not self._vocabulary.lists_name(plain(best.text)))  # "ОВА", but "США"
        if evidence < ACCEPTED:
            return None
        return FoundName(
            name.start, name.end, key, places, name.first, name.last, min(1.0, evidence), "", name.cases,
            self._evidence.is_quoted(name),
        )  # fmt: skip

    def _key(self, form: BaseForm) -> str:
        return key_of(_capitalised(form.text), self._names, self._vocabulary)

    def _worth(self, form: BaseForm) -> float:
        places = self._names.places_named(self._key(form))
        rarity = _RARE_FORM * min(form.rank, 5) + 0.5 * (form.rank == _LAST_RESORT)
        return weight_of(places, self._theatre) - rarity + _AS_IT_IS * (form.rank == 0)

    def _is_inside(self, key: str) -> bool:
        return any(place.country in self._theatre for place in self._names.places_named(key))

    def _found(self, stretch: _Stretch, key: str, cases: frozenset[str]) -> FoundName:
        start, end = self._words[stretch.first].start, self._words[stretch.last].end
        return FoundName(start, end, key, (), stretch.first, stretch.last, 0.0, "", cases, kind=stretch.kind)

    def _unknown(self, number: int) -> FoundName | None:
        """Return a name that no gazetteer has, where a noun says that it is a settlement's: "село Клиновое"."""
        word = self._words[number]
        if not word.is_capital or word.opens or len(word.text) < _SHORTEST_UNKNOWN or number == 0:
            return None
        if not self._evidence.is_named_settlement(number) or plain(word.text) in self._vocabulary.list_of("common"):
            return None
        return FoundName(word.start, word.end, word.text, (), number, number, ACCEPTED, "", frozenset())


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
