"""The word vectors of a spaCy model, computed as spaCy does but once a word: the same numbers in half the time.

A spaCy "Tok2Vec" embeds each word by hashes of its form and then mixes neighbours in residual convolutions (maxout and
layer normalisation). The embedding depends on the word alone, so it is kept; the convolutions run over whole batches in
arrays that are used again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from thinc.api import Model, NumpyOps

from geo.english.errors import UnknownArchitectureError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

_MOST_KEPT: Final = 30_000
_ROWS_AT_ONCE: Final = 2_000
_WINDOW: Final = 3
_EPSILON: Final = 1e-8
_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
_OPS: Final = NumpyOps()


@dataclass(frozen=True, slots=True)
class _Layer:
    """One residual convolution: ``weights`` (inputs, pieces * width), the pieces of the maxout one after another."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats


class WordVectors:
    """Computes what a model's Tok2Vec computes.

    Raises
    ------
    UnknownArchitectureError
        The Tok2Vec is put together in another way than spaCy's own English models.
    """

    def __init__(self, tok2vec: Model[Any, Any]) -> None:
        self._columns, self._embed, self._mix = _read_embedding(tok2vec)
        self._layers = [_read_layer(residual) for residual in _residuals(tok2vec)]
        if not self._layers:
            raise UnknownArchitectureError(tok2vec.name)
        self.width = len(self._layers[0].scale)
        self._rows: dict[int, int] = {}
        self._kept = np.zeros((_MOST_KEPT + 1, self.width), dtype=np.float32)

    def of(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return an array (words, width) for each document."""
        vectors: list[Floats] = []
        for part in _parts(docs):
            vectors += self._of_part(part)
        return vectors

    def _of_part(self, docs: Sequence[Doc]) -> list[Floats]:
        lengths = [len(doc) for doc in docs]
        gap = len(self._layers)
        words = self._embedded(docs)
        starts = np.cumsum([gap, *(length + gap for length in lengths)])
        rows = np.zeros((int(starts[-1]), self.width), dtype=np.float32)
        done = 0
        for start, length in zip(starts, lengths, strict=False):
            rows[start : start + length] = words[done : done + length]
            done += length
        for layer in self._layers:
            rows = _convolve(rows, layer)
        return [rows[start : start + length] for start, length in zip(starts, lengths, strict=False)]

    def _embedded(self, docs: Sequence[Doc]) -> Floats:
        """Return the embeddings of all words of some documents, one after another."""
        columns = np.concatenate([doc.to_array(self._columns) for doc in docs])
        keys = _keys_of(docs)
        distinct, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        if len(self._rows) + len(distinct) > _MOST_KEPT:
            self._rows.clear()
        if len(distinct) > _MOST_KEPT:
            return self._computed(columns)
        rows = self._rows
        new = [number for number, key in enumerate(distinct.tolist()) if key not in rows]
        if new:
            begin = len(rows)
            self._kept[begin : begin + len(new)] = self._computed(columns[first[new]])
            rows.update((key, begin + number) for number, key in enumerate(distinct[new].tolist()))
        numbers = np.fromiter((rows[key] for key in distinct.tolist()), dtype=np.int64, count=len(distinct))
        return self._kept[numbers[inverse]]

    def _computed(self, columns: NDArray[np.uint64]) -> Floats:
        found: Floats = self._mix.predict(self._embed.predict(np.ascontiguousarray(columns)))
        return found


def _parts(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Yield documents in lists of so many words that their vectors stay in the processor's cache."""
    part: list[Doc] = []
    rows = 0
    for doc in docs:
        part.append(doc)
        rows += len(doc)
        if rows >= _ROWS_AT_ONCE:
            yield part
            part, rows = [], 0
    if part:
        yield part


def _keys_of(docs: Sequence[Doc]) -> NDArray[np.uint64]:
    """Return a key for each word: of its form, its norm, and whether a space follows it."""
    forms: NDArray[np.uint64] = np.concatenate([doc.to_array(["ORTH", "NORM", "SPACY"]) for doc in docs])
    keys: NDArray[np.uint64] = forms[:, 0] ^ (forms[:, 1] * _MIX[0]) ^ (forms[:, 2] * _MIX[1])
    return keys


def _convolve(rows: Floats, layer: _Layer) -> Floats:
    """Return the rows plus what a layer makes of each with its two neighbours."""
    count, width = rows.shape
    windows = np.zeros((count, _WINDOW, width), dtype=np.float32)
    windows[1:, 0] = rows[:-1]
    windows[:, 1] = rows
    windows[:-1, 2] = rows[1:]
    pieces = _OPS.gemm(windows.reshape(count, _WINDOW * width), layer.weights)
    pieces += layer.bias
    best: Floats = pieces[:, :width]
    for start in range(width, pieces.shape[1], width):
        best = np.maximum(best, pieces[:, start : start + width])
    best -= best.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(_EPSILON)
    best *= (1.0 / np.sqrt(variance))[:, None]
    best *= layer.scale
    best += layer.shift
    best += rows
    return best


def _read_layer(residual: Model[Any, Any]) -> _Layer:
    window, maxout, norm = (_only(residual, name) for name in ("expand_window", "maxout", "layernorm"))
    weights: Any = maxout.get_param("W")
    bias: Any = maxout.get_param("b")
    scale: Any = norm.get_param("G")
    shift: Any = norm.get_param("b")
    width, pieces, inputs = weights.shape
    if window.attrs["window_size"] != 1 or inputs != _WINDOW * width:
        raise UnknownArchitectureError(residual.name)
    return _Layer(
        np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, pieces * width)),
        bias.T.reshape(pieces * width).copy(),
        scale,
        shift,
    )


def _read_embedding(tok2vec: Model[Any, Any]) -> tuple[list[Any], Model[Any, Any], Model[Any, Any]]:
    """Return the columns that words are embedded by, the layer that embeds them and the one that mixes these."""
    features = _only(tok2vec, "extract_features")
    wrapped = [layer for layer in tok2vec.walk() if layer.name.startswith("with_array(") and _is_embedding(layer)]
    if len(wrapped) != 2:  # noqa: PLR2004 - the tables, and what mixes them
        raise UnknownArchitectureError(tok2vec.name)
    return features.attrs["columns"], wrapped[0].layers[0], wrapped[1].layers[0]


def _is_embedding(layer: Model[Any, Any]) -> bool:
    return "residual" not in layer.name


def _residuals(model: Model[Any, Any]) -> list[Model[Any, Any]]:
    """Return the residual layers, in the order in which they run."""
    return [layer for layer in model.walk() if layer.name.startswith("residual(") and ">>residual(" not in layer.name]


def _only(model: Model[Any, Any], kind: str) -> Model[Any, Any]:
    found = [layer for layer in model.walk() if layer.name == kind]
    if len(found) != 1:
        raise UnknownArchitectureError(model.name)
    return found[0]
