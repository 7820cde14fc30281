"""Coarse tags and lemmas as spaCy's attribute ruler and lemmatiser give them, worked out once a kind of word.

What the ruler's patterns and the lemmatiser make of a word depends on its form, tag and dependency, but for the few
patterns of two words, which are tried again where two such words meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from spacy.tokens import Doc

from geo.english.patterns import PAIR, Kind, Mentioned, Rule, Rules

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from thinc.types import Ints2d

    Numbers = NDArray[np.uint64]
    Integers = NDArray[np.int64]

_MOST_KEPT: Final = 100_000
_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))


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
        self._ruler, self._lemmatizer = ruler, _with_sets(lemmatizer)
        self._strings = ruler.vocab.strings
        patterns: list[Any] = ruler.patterns
        rules = [Rule.of(elements, rule["index"], rule["attrs"]) for rule in patterns for elements in rule["patterns"]]
        self._rules = Rules(rules)
        self._pairs = [rule.elements for rule in rules if len(rule.elements) == PAIR]
        self._mentioned = Mentioned(element for rule in rules for element in rule.elements)
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
        found: dict[str, str] = {}
        for rule in self._rules.for_word(kinds[index]):
            begin = index - rule.index
            covered = kinds[begin : begin + len(rule.elements)] if begin >= 0 else ()
            if len(covered) == len(rule.elements) and rule.holds(covered):
                found |= rule.given
        first, second = (
            sum(1 << number for number, pair in enumerate(self._pairs) if pair[side].holds(kinds[index]))
            for side in range(PAIR)
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


def _with_sets(lemmatizer: Lemmatizer) -> Lemmatizer:
    """Return a lemmatiser whose lists of known words are sets: it looks words up in them, one by one."""
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for tag, words in list(index.items()):
        index[tag] = frozenset(words)
    return lemmatizer
