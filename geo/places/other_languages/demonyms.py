"""Adjectives and nationals of countries, which are modifiers and no places: "российские войска", "الجيش السوري"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Final

from geo.places.other_languages.particles import starts_in
from geo.places.other_languages.vocabulary import Vocabulary
from geo.places.other_languages.words import Word

_LONGEST_ENDING: Final = 5
_SHORTEST_STEM: Final = 3
_CACHED: Final = 20_000
_ARTICLE: Final = "ال"
_ARABIC_ENDINGS: Final = ("", "ه", "ين", "ون", "ان", "تين", "تان", "ات")


def find_demonyms(words: Sequence[Word], vocabulary: Vocabulary, taken: Collection[int]) -> Iterator[tuple[Word, str]]:
    """Yield the words, but ``taken`` ones, that are adjectives or nationals of a country, with the country's name."""
    for number, word in enumerate(words):
        if number in taken:
            continue
        if country := country_of(word.plain, vocabulary):
            yield word, country


@lru_cache(maxsize=_CACHED)
def country_of(word: str, vocabulary: Vocabulary) -> str:
    """Return the name of the country whose adjective or national a levelled word is, or an empty text."""
    return _slavic_country(word, vocabulary) if vocabulary.endings else _arabic_country(word, vocabulary)


def _slavic_country(word: str, vocabulary: Vocabulary) -> str:
    for end in range(max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING), len(word) + 1):
        if country := vocabulary.demonyms.get(word[:end], ""):
            return country
    return ""


def _arabic_country(word: str, vocabulary: Vocabulary) -> str:
    for start in starts_in(word):
        bare = start.text(word).removeprefix(_ARTICLE)
        for ending in _ARABIC_ENDINGS:
            stem = bare.removesuffix(ending) if ending else bare
            if (stem != bare or not ending) and (country := vocabulary.demonyms.get(stem, "")):
                return country
    return ""
