"""Reads entities as spaCy's greedy transition-based recogniser does, for all words of a batch at once.

The recogniser (Lample et al. 2016, as spaCy has it) goes through a text word by word and either leaves a word outside
or begins, goes on with or ends an entity. What it decides outside an entity depends on the word's vector alone, and
inside only on the entity's first word beside it: so all first decisions are taken in one step, then those inside
entities in as many steps as the longest entity has words. spaCy's own code takes them one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from spacy.tokens import Span
from thinc.api import NumpyOps

from geo.english.errors import UnknownArchitectureError
from geo.english.vectors import WordVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_FEATURES: Final = 3  # the word, the first word of the open entity, the word before
_NEVER: Final = np.float32(-np.inf)
_OPS: Final = NumpyOps()


class FastEntities:
    """Does what a loaded spaCy entity recogniser does.

    Raises
    ------
    UnknownArchitectureError
        The recogniser is put together in another way than those of spaCy's own English models.
    """

    def __init__(self, recogniser: EntityRecognizer) -> None:
        model = recogniser.model
        lower, upper = model.layers[1], model.layers[2]
        if not model.attrs["has_upper"] or lower.get_dim("nF") != _FEATURES or recogniser.cfg.get("beam_width", 1) != 1:
            raise UnknownArchitectureError(model.name)
        vectors, _, reduce = model.get_ref("tok2vec").layers
        self._vectors = WordVectors(vectors)
        self._reduce = (reduce.get_param("W"), reduce.get_param("b"))
        self._read_lower(lower)
        self._upper, self._upper_bias = upper.get_param("W"), upper.get_param("b")
        moves = [recogniser.moves.get_class_name(move).partition("-") for move in range(recogniser.moves.n_moves)]
        self._labels = [label for _, _, label in moves]
        self._begins = np.array([kind == "B" and label != "" for kind, _, label in moves])
        self._units = np.array([kind == "U" and label != "" for kind, _, label in moves])
        self._never = ~(self._begins | self._units | np.array([kind == "O" for kind, _, _ in moves]))
        number = {f"{kind}-{label}": index for index, (kind, _, label) in enumerate(moves)}
        self._inside = np.array([number.get(f"I-{label}", 0) for label in self._labels])
        self._last = np.array([number.get(f"L-{label}", 0) for label in self._labels])

    def _read_lower(self, lower: Any) -> None:  # noqa: ANN401 - a layer of thinc
        weights = lower.get_param("W")
        features, width, pieces, inputs = weights.shape
        self._pieces = pieces
        self._lower = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(inputs, features * pieces * width))
        self._lower_bias = lower.get_param("b").T.reshape(-1).copy()
        self._padding = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(features, -1).copy()

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the entities of documents whose sentences are known: no entity goes over the end of one."""
        filled = [doc for doc in docs if len(doc)]
        if not filled:
            return
        parts = self._features(np.concatenate(self._vectors.of(filled)))
        ends, spaces = _boundaries(filled)
        first = self._first_moves(parts[0], ends, spaces)
        begins = np.flatnonzero(self._begins[first])
        lasts = dict(zip(begins.tolist(), self._last_words(parts, ends, begins, first[begins]), strict=True))
        starts = np.flatnonzero(self._begins[first] | self._units[first])
        moves = [(start, lasts.get(start, start), self._labels[first[start]]) for start in starts.tolist()]
        _annotate(filled, moves)

    def _features(self, vectors: Floats) -> list[Floats]:
        """Return what each word adds to the state as each of the features."""
        weights, bias = self._reduce
        reduced = _OPS.gemm(vectors, weights, trans2=True)
        reduced += bias
        joined = _OPS.gemm(reduced, self._lower)
        size = joined.shape[1] // _FEATURES
        return [joined[:, size * number : size * (number + 1)] for number in range(_FEATURES)]

    def _hidden(self, state: Floats) -> Floats:
        width = state.shape[1] // self._pieces
        best: Floats = state[:, :width]
        for start in range(width, state.shape[1], width):
            best = np.maximum(best, state[:, start : start + width])
        return np.ascontiguousarray(best)

    def _first_moves(self, words: Floats, ends: Flags, spaces: Flags) -> Integers:
        """Return the best move at each word where no entity is open."""
        state = words + (self._lower_bias + self._padding[1] + self._padding[2])
        scores = _OPS.gemm(self._hidden(state), self._upper, trans2=True)
        scores += self._upper_bias
        scores[:, self._never] = _NEVER
        scores[np.ix_(ends | spaces, self._begins)] = _NEVER
        scores[np.ix_(spaces, self._units)] = _NEVER
        best: Integers = np.argmax(scores, axis=1)
        return best

    def _last_words(self, parts: list[Floats], ends: Flags, begins: Integers, moves: Integers) -> list[int]:
        """Return where the entities end that begin at some words, with the moves that begin them."""
        inside, last = self._inside[moves], self._last[moves]
        difference, bias = self._upper[inside] - self._upper[last], self._upper_bias[inside] - self._upper_bias[last]
        position = begins + 1
        open_ones = np.arange(len(begins))
        while len(open_ones):
            at = position[open_ones]
            state = parts[0][at] + parts[1][begins[open_ones]] + parts[2][at - 1] + self._lower_bias
            balance = np.einsum("ij,ij->i", self._hidden(state), difference[open_ones]) + bias[open_ones]
            goes_on = (balance > 0) | ((balance == 0) & (inside[open_ones] < last[open_ones]))
            open_ones = open_ones[goes_on & ~ends[at]]
            position[open_ones] += 1
        return [int(place) for place in position]


def _boundaries(docs: Sequence[Doc]) -> tuple[Flags, Flags]:
    """Return, for all words of some documents, whether a sentence ends with each, and whether it is white space."""
    columns = np.concatenate([doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs])
    ends = np.empty(len(columns), dtype=np.bool_)
    ends[:-1] = columns[1:, 0] == 1
    ends[np.cumsum([len(doc) for doc in docs]) - 1] = True
    return ends, columns[:, 1] == 1


def _annotate(docs: Sequence[Doc], moves: Sequence[tuple[int, int, str]]) -> None:
    """Set the entities (first word, last word, label; counted over all documents), each begun after the one before."""
    pending: Iterator[tuple[int, int, str]] = iter(moves)
    move = next(pending, None)
    offset = free = 0
    for doc in docs:
        entities = []
        while move is not None and move[0] < offset + len(doc):
            start, last, label = move
            if start >= free:
                entities.append(Span(doc, start - offset, last + 1 - offset, label=label))
                free = last + 1
            move = next(pending, None)
        doc.set_ents(entities, default="outside")
        offset += len(doc)
