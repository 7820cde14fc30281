"""Place names in Arabic, Russian and Ukrainian, found by the gazetteer and rules, without a language model."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from gazetteer.models import Place
from geo.analysis import Block
from geo.models import Role
from geo.places.names import Names
from geo.places.other_languages.arabic import ArabicFinder
from geo.places.other_languages.arabic_roles import ArabicRoles
from geo.places.other_languages.demonyms import find_demonyms
from geo.places.other_languages.finder import Finder, Reading
from geo.places.other_languages.found import FoundName
from geo.places.other_languages.role_rules import RoleRules
from geo.places.other_languages.slavic import SlavicFinder
from geo.places.other_languages.slavic_roles import SlavicRoles
from geo.places.other_languages.vocabulary import Vocabulary, load_vocabulary
from geo.places.other_languages.words import Word, plain, split_words
from geo.places.toponyms import Toponym

__all__ = ["find_places"]

_ARABIC: Final = "ar"


def find_places(block: Block, language: str, names: Names, theatre: Collection[str] = ()) -> list[Toponym]:
    """Return the place names of a block in one of :data:`geo.languages.OWN_FINDERS`, in order, roles set.

    ``key`` is the base form that the gazetteer has; the span leaves out what Arabic writes in one with it.
    Adjectives of countries are modifiers whose key is the country.
    """
    vocabulary = load_vocabulary(language)
    words = split_words(block.view)
    reading = Reading(block.view, words, names, vocabulary, frozenset(theatre))
    finder: Finder = ArabicFinder(reading) if language == _ARABIC else SlavicFinder(reading)
    found = finder.find()
    toponyms = _with_roles(block, words, found, vocabulary, language)
    taken = {number for name in found for number in range(name.first, name.last + 1)}
    for word, country in find_demonyms(words, vocabulary, taken):
        toponyms.append(Toponym(block, word.start, word.end, country, evidence=1.0, role=Role.MODIFIER))
    return sorted(toponyms, key=lambda toponym: toponym.start)


def _with_roles(
    block: Block, words: Sequence[Word], found: Sequence[FoundName], vocabulary: Vocabulary, language: str
) -> list[Toponym]:
    kind = ArabicRoles if language == _ARABIC else SlavicRoles
    rules: RoleRules = kind(block.view, words, vocabulary)
    toponyms: list[Toponym] = []
    previous: tuple[FoundName, Role] | None = None
    for name in found:
        role = _role(name, rules, previous, vocabulary.parties)
        previous = (name, role)
        evidence = 0.0 if role is Role.EMBEDDED else name.evidence
        inside = role is Role.EMBEDDED
        toponyms.append(Toponym(block, name.start, name.end, name.key, "", evidence, inside, role))
    return toponyms


def _role(
    name: FoundName,
    rules: RoleRules,
    previous: tuple[FoundName, Role] | None,
    parties: Collection[str],
) -> Role:
    if name.embedded:
        return Role.EMBEDDED
    may_be_party = _is_seat(name.places) or plain(name.key) in parties
    return rules.role_of(name, previous) if may_be_party else Role.LOCATION


def _is_seat(places: tuple[Place, ...]) -> bool:
    """Say whether the best known place of a name is a country or a capital, which may stand for its government."""
    return bool(places) and (places[0].is_country or places[0].feature_code == "PPLC")
