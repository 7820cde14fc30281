"""Nationalities in a text, and the gazetteer's entries of countries and their capitals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from gazetteer.models import Place
from geo.actors.models import Country
from geo.analysis import AnalysedBlock
from geo.models import PlaceMention, Role
from geo.places.names import Names
from geo.places.precision import COUNTRY

if TYPE_CHECKING:
    from spacy.tokens import Token


class Nations:
    """Knows which words are adjectives or nationals of a country, and which entry a country and its capital are."""

    def __init__(self, names: Names, countries: Mapping[str, Country], demonyms: Mapping[str, str]) -> None:
        self._names = names
        self._countries = countries
        self._demonyms = demonyms

    def words(self, block: AnalysedBlock) -> Iterator[tuple[Token, str]]:
        """Yield the words of a block that are adjectives or nationals of a country, with the country's code."""
        for token in block.doc:
            if token.text[:1].isupper() and (country := self._demonyms.get(token.lower_)):
                yield token, country

    def mentions(self, block: AnalysedBlock) -> Iterator[PlaceMention]:
        """Yield those words as mentions of their countries, which are never pinned."""
        for token, country in self.words(block):
            start, end = block.block.original(token.idx, token.idx + len(token))
            place = self.country(country)
            if place is not None:
                yield PlaceMention(start, end, token.text, Role.MODIFIER, place, 1.0, (), COUNTRY)

    @cache  # noqa: B019 - lives as long as its extractor, and that as long as its process
    def country(self, code: str) -> Place | None:
        """Return the gazetteer's entry of a country, by its ISO 3166-1 alpha-2 code."""
        known = self._countries.get(code)
        named = self._names.places_named(known.name) if known else ()
        return next((place for place in named if place.country == code and place.is_country), None)

    @cache  # noqa: B019 - likewise
    def capital(self, code: str) -> Place | None:
        """Return the gazetteer's entry of a country's capital."""
        known = self._countries.get(code)
        named = self._names.places_named(known.capital) if known and known.capital else ()
        return next((place for place in named if place.country == code and place.feature_class == "P"), None)

    def of_word(self, word: str) -> Place | None:
        """Return the country of an adjective or a national."""
        country = self._demonyms.get(word.lower())
        return self.country(country) if country else None
