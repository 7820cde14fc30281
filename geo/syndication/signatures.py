"""Signatures of articles (MinHash of the library datasketch), and the buckets in which alike ones meet (its bands)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from geo.syndication.figures import load_figures
from geo.syndication.words import shingles

if TYPE_CHECKING:
    from datasketch import LeanMinHash

_BYTE_ORDER: Final = "<"
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio (Knuth): parts the bands
_HALF: Final = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Signature:
    """An article's min-wise hashes and the number of its shingles."""

    shingles: int
    hashes: LeanMinHash

    @classmethod
    def unpacked(cls, count: int, packed: bytes) -> Signature:
        """Return a signature that :meth:`packed` has packed."""
        from datasketch import LeanMinHash  # noqa: PLC0415 - half a second (SciPy) that most commands do without

        return cls(count, LeanMinHash.deserialize(packed, byteorder=_BYTE_ORDER))

    def packed(self) -> bytes:
        """Return the hashes as bytes, with their seed and scheme."""
        packed = bytearray(self.hashes.bytesize(byteorder=_BYTE_ORDER))
        self.hashes.serialize(packed, byteorder=_BYTE_ORDER)
        return bytes(packed)

    def buckets(self) -> list[int]:
        """Return the number of the bucket of each band, signed 64 bits: alike articles share some."""
        bands = self.hashes.hashvalues.astype(np.uint64).reshape(load_figures().bands, -1)
        mixed = np.arange(1, len(bands) + 1, dtype=np.uint64)
        for column in bands.T:
            mixed = (mixed ^ column) * _MIX
            mixed ^= mixed >> _HALF
        found: npt.NDArray[np.int64] = mixed.view(np.int64)
        return sorted(set(found.tolist()))

    def estimated_share(self, other: Signature) -> float:
        """Estimate what share of the shorter text's shingles the longer one has, from the hashes alone."""
        resemblance = self.hashes.jaccard(other.hashes)
        shared = resemblance * (self.shingles + other.shingles) / (1 + resemblance)
        return float(min(1.0, shared / min(self.shingles, other.shingles)))


def sign(words: Sequence[str]) -> Signature | None:
    """Return the signature of an article's words; None where they are too few to tell a copy by."""
    figures = load_figures()
    distinct = sorted(set(shingles(words)))
    if len(distinct) < figures.least_shared:
        return None
    from datasketch import LeanMinHash, MinHash  # noqa: PLC0415 - as above

    hashes = MinHash(num_perm=figures.permutations, seed=figures.seed)
    hashes.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in distinct])
    return Signature(len(distinct), LeanMinHash(hashes))
