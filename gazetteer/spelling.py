"""How close two spellings of a name are: romanisations, doubled letters, endings, scripts.

A *skeleton* is an index: the consonants that all spellings of a name share. It is coarse on purpose: whatever it finds
is weighed by :func:`closeness`, an edit distance between sounds (Wagner and Fischer 1974) whose costs, like all
vocabulary here, stand in ``data/spelling.toml``.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from anyascii import anyascii

from gazetteer.normalise import fold
from gazetteer.scripts import script_of

_VOWELS = "aeiouEO"
_ANY_VOWEL = re.compile(f"[{_VOWELS}Y]")
_SAME_TWICE = re.compile(r"(.)\1+")
_ENDING = re.compile(r"(?:(?P<nisba>i[ae])|(?P<open>[ae]))h?$")
_GLIDE = re.compile(r"(?<=[aou])y(?=[aou])")
_CONSTRUCT = re.compile(r"(?<=...)[aei]t$")
_ARABIC_ARTICLE = re.compile(r"(?<!\w)ال(?=\w\w)")
_WITHOUT_VOWELS = frozenset({"arabic", "hebrew"})
_PARTICLES = frozenset({"al", "the", "wa", "i"})
_SHORTEST_WITH_ENDING = 4
_VOWEL_WEIGHT, _WEAK_WEIGHT, _CONSONANT_WEIGHT = 0.3, 0.6, 1.0
_OTHER_VOWEL, _OTHER_CONSONANT = 0.35, 1.2
_ROUNDING = 1e-9
_CACHED_WORDS, _CACHED_NAMES = 100_000, 50_000


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The tables of ``data/spelling.toml``, ready for use."""

    words: Mapping[str, str]
    last: frozenset[str]
    sounds: Sequence[tuple[str, str]]
    merged: Mapping[int, str]
    costs: Mapping[tuple[str, str], float]


@cache
def _vocabulary() -> _Vocabulary:
    text = files("gazetteer").joinpath("data", "spelling.toml").read_text(encoding="utf-8")
    content: dict[str, Any] = tomllib.loads(text)
    lists = [line.split() for line in content["words"]["lists"]]
    pairs = [(first, second, cost) for first, second, cost in content["costs"]["pairs"]]
    return _Vocabulary(
        words={word: line[0] for line in reversed(lists) for word in line},
        last=frozenset(content["words"]["last"].split()),
        sounds=[(letters, sound) for letters, sound in content["sounds"]["table"]],
        merged=str.maketrans(dict(content["sounds"]["merged"])),
        costs={pair: cost for first, second, cost in pairs for pair in ((first, second), (second, first))},
    )


def romanised(key: str) -> str:
    """Return a folded key in Latin letters, its Arabic articles left out; a Latin one as it is."""
    if key.isascii():
        return key
    return fold(anyascii(_ARABIC_ARTICLE.sub("", key)))


@lru_cache(maxsize=_CACHED_NAMES)
def skeleton(key: str) -> str:
    """Return the consonants of a folded key with like sounds levelled: what the spellings of one name share.

    Articles and breaks between words are left out, generic words levelled (``deir``, ``dayr``; ``eastern``,
    ``sharqiyah``), other scripts romanised. A name of vowels only is its own skeleton.

    Examples
    --------
    >>> skeleton("deir al zor") == skeleton("dayr al zawr")
    True
    >>> skeleton("lugansk") == skeleton("luhansk")
    True
    """
    merged = _vocabulary().merged
    bare = ""
    for word in _words(romanised(key)):
        sounds = _CONSTRUCT.sub("", _sounds_of(word))
        head = "a" if not bare and sounds[:1] in _VOWELS else ""
        bare += head + _ANY_VOWEL.sub("", sounds).translate(merged)
    return _SAME_TWICE.sub(r"\1", bare) or key


@lru_cache(maxsize=_CACHED_NAMES)
def sounds(key: str) -> str:
    """Return a folded key as a string of sounds, one character each; a capital is a sound that takes two letters."""
    return "".join(_sounds_of(word) for word in _words(romanised(key)))


def closeness(first: str, second: str, least: float = 0.0) -> float:
    """Return how alike two folded keys sound, from 0 to 1 (the same).

    Consonants weigh more than vowels, and pairs that romanisations mix up (q and k, dh and z, a and e) cost little.
    Beside a script that writes no short vowels only the consonants count. What is below ``least`` may be told as 0,
    which takes less time.

    Examples
    --------
    >>> closeness("qatana", "katana") > 0.95
    True
    """
    one, other = sounds(first), sounds(second)
    if script_of(first) in _WITHOUT_VOWELS or script_of(second) in _WITHOUT_VOWELS:
        one, other = _ANY_VOWEL.sub("", one), _ANY_VOWEL.sub("", other)
    if not one or not other:
        return 0.0
    weights = _weight_of(one), _weight_of(other)
    whole = max(weights)
    most = (1.0 - least) * whole + _ROUNDING
    if whole - min(weights) > most:  # so much at least is lost or won
        return 0.0
    return max(0.0, 1.0 - _distance(one, other, most) / whole)


def _words(key: str) -> list[str]:
    """Return the words that count, generic ones levelled, those that English puts first ("Eastern") at the end."""
    vocabulary = _vocabulary()
    every = key.split()
    told = [vocabulary.words.get(word, word) for word in every if word not in _PARTICLES] or every
    return sorted(told, key=vocabulary.last.__contains__)


@lru_cache(maxsize=_CACHED_WORDS)
def _sounds_of(word: str) -> str:
    found = _GLIDE.sub("Y", word)
    for letters, sound in _vocabulary().sounds:
        found = found.replace(letters, sound)
    found = _SAME_TWICE.sub(r"\1", found)
    if len(found) < _SHORTEST_WITH_ENDING:
        return found
    ended = _ENDING.sub(lambda match: "ia" if match["nisba"] else "a", found)
    return ended[:-1] if ended[-1] == "h" and ended[-2] not in _VOWELS else ended


@lru_cache(maxsize=_CACHED_NAMES)
def _weight_of(sounds_: str) -> float:
    return sum(map(_weight, sounds_))


def _weight(sound: str) -> float:
    if sound in _VOWELS:
        return _VOWEL_WEIGHT
    return _WEAK_WEIGHT if sound in "hY" else _CONSONANT_WEIGHT


def _distance(one: str, other: str, most: float) -> float:
    """Return the least cost of turning one string of sounds into the other (Wagner and Fischer 1974).

    Above ``most`` it may be told as infinite.
    """
    weights = [_weight(sound) for sound in other]
    before = [0.0]
    for weight in weights:
        before.append(before[-1] + weight)
    for first in one:
        loss = _weight(first)
        row = [before[0] + loss]
        for column, second in enumerate(other):
            changed = before[column] + (0.0 if first == second else _cost(first, second))
            row.append(min(changed, before[column + 1] + loss, row[-1] + weights[column]))
        if min(row) > most:
            return math.inf
        before = row
    return before[-1]


def _cost(first: str, second: str) -> float:
    known = _vocabulary().costs.get((first, second))
    if known is not None:
        return known
    return _OTHER_VOWEL if first in _VOWELS and second in _VOWELS else _OTHER_CONSONANT
