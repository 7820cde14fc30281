"""Arabic words with what is written in one with them: conjunctions, particles and the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_CONJUNCTIONS: Final = ("و", "ف")
_PARTICLES: Final = ("ب", "ل", "ك")
_ARTICLE: Final = "ال"
_SHORTEST: Final = 3
_CACHED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Start:
    """Where a name may begin in a word: after ``skip`` letters, which are a conjunction and a particle."""

    skip: int
    conjunction: str = ""
    particle: str = ""
    article: bool = False

    def text(self, word: str) -> str:
        """Return the rest of a word, with the article that "لل" swallows."""
        return (_ARTICLE + word[self.skip + 1 :]) if self.article else word[self.skip :]


def starts_in(word: str) -> Iterator[Start]:
    """Yield the ways to read a word: as it is, and less the particles before it.

    Examples
    --------
    >>> [start.text("ولحلب") for start in starts_in("ولحلب")]
    ['ولحلب', 'لحلب', 'حلب']
    >>> [start.text("للرقة") for start in starts_in("للرقة")]
    ['للرقة', 'الرقة', 'لرقة']
    """
    yield Start(0)
    if word[:1] in _CONJUNCTIONS and len(word) > _SHORTEST:
        yield Start(1, word[0])
        yield from _after_particle(word, 1, word[0])
    yield from _after_particle(word, 0, "")


def _after_particle(word: str, at: int, conjunction: str) -> Iterator[Start]:
    rest = word[at:]
    if len(rest) <= _SHORTEST or rest[0] not in _PARTICLES:
        return
    if rest.startswith("لل"):
        yield Start(at + 1, conjunction, "ل", article=True)
    yield Start(at + 1, conjunction, rest[0])


@lru_cache(maxsize=_CACHED)
def readings(word: str) -> frozenset[str]:
    """Return the levelled ways to read a word, with and without particles and article."""
    forms = {start.text(word) for start in starts_in(word)}
    return frozenset(forms | {form.removeprefix(_ARTICLE) for form in forms})
