"""Tells in which word lists of ``geo/data/role_features.toml`` a word stands, whatever its ending."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from geo.places.toponyms import role_words

_CACHED_WORDS: Final = 1 << 15
_SHORTEST_STEM: Final = 2


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads(files("geo").joinpath("data/role_features.toml").read_text(encoding="utf-8"))


@cache
def feature_words(name: str) -> frozenset[str]:
    """Return one of the lists of ``geo/data/role_features.toml``, or, where that has none, of ``roles.toml``."""
    words = _content().get(name)
    return role_words(name) if words is None else frozenset(words)


@cache
def _classes_by_lemma() -> dict[str, tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    for name in _content()["feature_lists"]:
        for word in feature_words(name):
            classes.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in classes.items()}


@cache
def _irregular_forms() -> dict[str, str]:
    return dict(_content()["irregular_forms"])


@lru_cache(maxsize=_CACHED_WORDS)
def word_classes(word: str) -> tuple[str, ...]:
    """Return the names of the lists that hold a word or one that it may be a form of, in the order of the lists.

    Examples
    --------
    >>> word_classes("denied")
    ('saying_verbs',)
    """
    by_lemma = _classes_by_lemma()
    found = {name for form in base_forms(word.lower()) for name in by_lemma.get(form, ())}
    return tuple(name for name in _content()["feature_lists"] if name in found)


@lru_cache(maxsize=_CACHED_WORDS)
def class_features(relation: str, word: str) -> tuple[str, ...]:
    """Return the features that a word makes in a relation to a name, one for each of its lists.

    Examples
    --------
    >>> class_features("after=", "denied")
    ('after=speaking_verbs',)
    """
    return tuple([relation + name for name in word_classes(word)])


def base_forms(word: str) -> list[str]:
    """Return a lower-case word and what it may be a form of, by its ending; some are no words.

    Examples
    --------
    >>> base_forms("planned")
    ['planned', 'plann', 'planne', 'plan']
    """
    irregular = _irregular_forms().get(word)
    return [word, *([irregular] if irregular else _stems(word))]


def _stems(word: str) -> list[str]:
    for ending, added in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) > _SHORTEST_STEM and stem != word:
            return [stem + letters for letters in added] + _without_doubled(stem)
    return []


def _without_doubled(stem: str) -> list[str]:
    """Return "plan" for "plann"."""
    return [stem[:-1]] if stem[-1] == stem[-2] else []


_ENDINGS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ing", ("", "e")),
    ("ed", ("", "e")),
    ("es", ("", "e")),
    ("s", ("",)),
)
