"""Coarse tags and lemmas as spaCy's attribute ruler and lemmatiser give them, worked out once a kind of word.

What the ruler's patterns and the lemmatiser make of a word depends on its form, tag and dependency, but for the few
patterns of two words, which are tried again where two such words meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from spacy.tokens import Doc

from geo.english.errors import UnknownArchitectureError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from thinc.types import Ints2d

    Numbers = NDArray[np.uint64]
    Integers = NDArray[np.int64]
    Element = dict[str, Any]
    Kind = tuple[str, str, str]

_COLUMNS: Final = ("LOWER", "TAG", "DEP")
_ASKED: Final = frozenset({*_COLUMNS, "IS_SPACE"})
_GIVEN: Final = frozenset({"POS", "LEMMA", "MORPH"})
_MOST_KEPT: Final = 100_000
_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
_PAIR: Final = 2
_TESTS: Final = frozenset({"IN", "NOT_IN", "REGEX"})


@dataclass(frozen=True, slots=True)
class _Ruled:
    """What the patterns make of a word; ``first`` and ``second`` are bits of the pairs that it may belong to."""

    pos: str
    lemma: str
    morph: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of some tag and dependency: the numbers of its coarse tag and its lemma, and the bits of its pairs."""

    pos: int
    lemma: int
    first: int
    second: int


class WordForms:
    """Sets coarse tags and lemmas; morphological features are left out.

    Raises
    ------
    UnknownArchitectureError
        A pattern asks for more than form, tag and dependency, or spans more than two words.
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._strings = ruler.vocab.strings
        patterns: list[Any] = ruler.patterns
        self._rules: list[tuple[list[Element], int, dict[str, str]]] = [
            (elements, rule["index"], rule["attrs"]) for rule in patterns for elements in rule["patterns"]
        ]
        if not all(_is_known(elements, attributes) for elements, _, attributes in self._rules):
            raise UnknownArchitectureError(ruler.name)
        self._pairs = [elements for elements, _, _ in self._rules if len(elements) == _PAIR]
        self._mentioned = _Mentioned(element for elements, _, _ in self._rules for element in elements)
        self._by_kind: dict[tuple[tuple[Kind, ...], int], _Ruled] = {}
        self._lemmas: dict[tuple[str, str, str], int] = {}
        self._known: dict[int, _Word] = {}

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the coarse tags and lemmas of documents that have tags and dependencies."""
        filled = [doc for doc in docs if len(doc)]
        if not filled:
            return
        columns = np.concatenate([doc.to_array(["ORTH", "TAG", "DEP", "IS_SPACE"]) for doc in filled])
        keys = columns[:, 0] ^ (columns[:, 1] * _MIX[0]) ^ (columns[:, 2] * _MIX[1])
        distinct, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        words = self._words(distinct.tolist(), columns[first])
        values = np.array([(word.pos, word.lemma) for word in words], dtype=np.uint64)[inverse]
        pairs = np.array([(word.first, word.second) for word in words], dtype=np.int64)[inverse]
        pairs[np.cumsum([len(doc) for doc in filled]) - 1, 0] = 0  # the last word of a text begins no pair
        for number in np.flatnonzero(pairs[:-1, 0] & pairs[1:, 1]).tolist():
            for word in (number, number + 1):
                values[word] = self._in_context(columns, pairs, word)
        start = 0
        for doc in filled:
            end = start + len(doc)
            if columns[start:end, 3].any():  # white space gets another tag and dependency
                self._lemmatizer(self._ruler(doc))
            else:
                doc.from_array(["POS", "LEMMA"], cast("Ints2d", values[start:end]))
            start = end

    def _words(self, keys: Sequence[int], columns: Numbers) -> list[_Word]:
        if len(self._known) > _MOST_KEPT:
            self._known.clear()
            self._lemmas.clear()
        new = [number for number, key in enumerate(keys) if key not in self._known]
        ruled = {}
        for number in new:
            form, kind = self._kind(columns[number])
            ruled[number] = (form, self._ruled((kind,)))
        self._lemmatise((form, rule.pos, rule.morph) for form, rule in ruled.values() if not rule.lemma)
        for number, (form, rule) in ruled.items():
            self._known[keys[number]] = _Word(*self._numbers(form, rule), rule.first, rule.second)
        return [self._known[key] for key in keys]

    def _kind(self, column: Numbers) -> tuple[str, Kind]:
        """Return the form of a word, and its kind: words that no pattern mentions are all of one kind."""
        form, tag, dep = (self._strings[value] for value in column[:3].tolist())
        lower = form.lower()
        return form, (lower if lower in self._mentioned else "", tag, dep)

    def _numbers(self, form: str, rule: _Ruled) -> tuple[int, int]:
        """Return the numbers of a word's coarse tag and lemma."""
        lemma = self._strings.add(rule.lemma) if rule.lemma else self._lemmas[form, rule.pos, rule.morph]
        return self._strings.add(rule.pos) if rule.pos else 0, lemma

    def _in_context(self, columns: Numbers, pairs: Integers, number: int) -> tuple[int, int]:
        """Return the values of a word to which patterns of two words may apply."""
        begin = number - bool(number and pairs[number - 1, 0] & pairs[number, 1])
        end = number + 1 + bool(number + 1 < len(pairs) and pairs[number, 0] & pairs[number + 1, 1])
        words = [self._kind(columns[at]) for at in range(begin, end)]
        form, rule = words[number - begin][0], self._ruled(tuple(kind for _, kind in words), number - begin)
        self._lemmatise([] if rule.lemma else [(form, rule.pos, rule.morph)])
        return self._numbers(form, rule)

    def _ruled(self, kinds: tuple[Kind, ...], index: int = 0) -> _Ruled:
        if (kinds, index) not in self._by_kind:
            self._by_kind[kinds, index] = self._apply(kinds, index)
        return self._by_kind[kinds, index]

    def _apply(self, kinds: Sequence[Kind], index: int) -> _Ruled:
        """Return what the patterns make of one of some words that stand side by side; later patterns win."""
        words = [dict(zip(_COLUMNS, kind, strict=True)) for kind in kinds]
        found: dict[str, str] = {}
        for elements, target, attributes in self._rules:
            begin = index - target
            covered = words[begin : begin + len(elements)] if begin >= 0 else []
            if len(covered) == len(elements) and all(map(_holds, elements, covered)):
                found |= attributes
        first, second = (
            sum(1 << number for number, pair in enumerate(self._pairs) if _holds(pair[side], words[index]))
            for side in range(_PAIR)
        )
        return _Ruled(found.get("POS", ""), found.get("LEMMA", ""), found.get("MORPH", ""), first, second)

    def _lemmatise(self, forms: Iterable[tuple[str, str, str]]) -> None:
        new = sorted(form for form in set(forms) if form not in self._lemmas)
        if not new:
            return
        texts, tags, features = (list(column) for column in zip(*new, strict=True))
        doc = Doc(self._ruler.vocab, words=texts, pos=tags, morphs=features)
        for form, token in zip(new, self._lemmatizer(doc), strict=True):
            self._lemmas[form] = token.lemma


class _Mentioned:
    """The words, in lower case, that some patterns mention."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self._words: set[str] = set()
        self._patterns: list[re.Pattern[str]] = []
        for element in elements:
            self._add(element.get("LOWER"))

    def _add(self, asked: str | dict[str, Any] | None) -> None:
        if isinstance(asked, dict):
            self._words.update(asked.get("IN", ()), asked.get("NOT_IN", ()))
            self._patterns += [re.compile(asked["REGEX"])] if "REGEX" in asked else []
        elif asked is not None:
            self._words.add(asked)

    def __contains__(self, word: str) -> bool:
        return word in self._words or any(pattern.search(word) for pattern in self._patterns)


def _is_known(elements: Sequence[Element], attributes: Element) -> bool:
    """Say whether a pattern asks for and gives what is understood here; white space is left to the ruler."""
    if any(element.get("IS_SPACE") is True for element in elements):
        return True
    asked = [value for element in elements for value in element.values() if isinstance(value, dict)]
    known = all(set(element) <= _ASKED for element in elements) and all(set(value) <= _TESTS for value in asked)
    return known and len(elements) <= _PAIR and set(attributes) <= _GIVEN


def _holds(element: Element, word: dict[str, str]) -> bool:
    """Say whether a word, which is no white space, is as an element of a pattern asks."""
    return all(_fits(asked, word[column]) for column, asked in element.items() if column != "IS_SPACE") and not (
        element.get("IS_SPACE", False)
    )


def _fits(asked: str | dict[str, Any], value: str) -> bool:
    if isinstance(asked, str):
        return value == asked
    return (
        ("IN" not in asked or value in asked["IN"])
        and ("NOT_IN" not in asked or value not in asked["NOT_IN"])
        and ("REGEX" not in asked or re.search(asked["REGEX"], value) is not None)
    )
