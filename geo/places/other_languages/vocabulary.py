"""The words of a language that tell names and roles: ``geo/data/languages/*.toml``, ready for use."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

from geo.places.other_languages.words import plain

_LONGEST_ENDING: Final = 6


@dataclass(frozen=True, slots=True)
class WordList:
    """Words, and stems that count with any ending of up to six letters."""

    words: frozenset[str]
    stems: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.words or self.has_stem_of(word)

    def has_stem_of(self, word: str) -> bool:
        """Say whether a word begins with one of the stems."""
        length = len(word)
        return bool(self.stems) and any(
            word[:end] in self.stems for end in range(max(2, length - _LONGEST_ENDING), length + 1)
        )


Ending = tuple[str, str, str]
"""Ending in the text, ending of the base form, letters of the cases."""

NONE: Final = WordList(frozenset(), frozenset())


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The tables of one language.

    ``names`` maps names that the gazetteer may lack to those that it has, ``instead`` to what a name means whatever the
    gazetteer has, ``demonyms`` adjectives to countries. ``lists`` are word lists by name.
    """

    lists: Mapping[str, WordList]
    names: Mapping[str, str]
    instead: Mapping[str, str]
    demonyms: Mapping[str, str]
    endings: Sequence[Ending] = ()
    towns: Sequence[tuple[str, str]] = ()
    articles: tuple[str, ...] = ()
    singular: Mapping[str, str] = field(default_factory=dict)
    verb_endings: tuple[str, ...] = ()
    parties: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    by_last: Mapping[str, Sequence[Ending]] = field(default_factory=dict)

    def lists_name(self, name: str) -> bool:
        """Say whether a levelled name is one of ours."""
        return name in self.names or name in self.instead

    def list_of(self, name: str) -> WordList:
        """Return a list of words, empty where the language has none of that name."""
        return self.lists.get(name, NONE)


@cache
def load_vocabulary(language: str) -> Vocabulary:
    """Return the vocabulary of a language that has a file."""
    text = files("geo").joinpath(f"data/languages/{language}.toml").read_text(encoding="utf-8")
    content: dict[str, Any] = tomllib.loads(text)
    has_stems = "endings" in content
    lists = {
        name: _word_list(words, has_stems=has_stems and name not in _WHOLE_WORDS)
        for table in ("nouns", "prepositions", "roles")
        for name, words in content[table].items()
        if isinstance(words, str)
    }
    declension = content.get("endings", {})
    endings = tuple((*row,) for row in (*declension.get("nouns", ()), *declension.get("adjectives", ())))
    return Vocabulary(
        lists=lists,
        names={plain(name): key for name, key in content["names"].items()},
        instead={plain(name): key for name, key in content["instead"].items()},
        demonyms={plain(stem): key for stem, key in content["demonyms"].items()},
        endings=endings,
        towns=tuple((first, second) for first, second in declension.get("town_of_adjective", ())),
        articles=tuple(content["roles"].get("articles", "").split()),
        singular=_pairs(content["nouns"].get("singular", ())),
        verb_endings=tuple(declension.get("verbs", "").split()),
        parties=frozenset(plain(name).replace("_", " ") for name in content["roles"]["parties"].split()),
        phrases=tuple(plain(one).replace("_", " ") for one in content["roles"].get("phrases", "").split()),
        by_last=_by_last_letter(endings),
    )


_WHOLE_WORDS: Final = frozenset(
    {"locative", "sure", "common", "given_names", "articles", "toponym_endings", "surname_endings"}
)


def _by_last_letter(endings: Sequence[Ending]) -> dict[str, list[Ending]]:
    table: dict[str, list[Ending]] = {}
    for row in endings:
        table.setdefault(row[0][-1:], []).append(row)
    return table


def _word_list(text: str, *, has_stems: bool) -> WordList:
    """Read a list: words as they are, or stems, among which a full stop at the end marks a whole word."""
    parts = plain(text).split()
    if not has_stems:
        return WordList(frozenset(parts), frozenset())
    whole = {part[:-1] for part in parts if part.endswith(".")}
    return WordList(frozenset(whole), frozenset(part for part in parts if not part.endswith(".")))


def _pairs(rows: Sequence[str]) -> dict[str, str]:
    """Read rows of two words as a mapping."""
    return {row.split()[0]: row.split()[1] for row in rows}
